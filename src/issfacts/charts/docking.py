"""Draw the day of the docking."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT
from ..kit.wording import capital, clock, day, duration, instant, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


class Clock(NamedTuple):
    """Hold a place and the hours by which its clocks are ahead of UTC."""

    place: str
    hours: int

    @property
    def offset(self) -> str:
        """Return the difference from UTC as people write it; nothing for UTC itself."""
        return f"UTC+{self.hours}" if self.hours else ""

    @property
    def name(self) -> str:
        """Return the place with its offset."""
        return f"{self.place} ({self.offset})" if self.hours else self.place

    def read(self, when: datetime) -> datetime:
        """Return an instant as this clock shows it."""
        return when.astimezone(timezone(timedelta(hours=self.hours)))


class Moment(NamedTuple):
    """Hold one event of the day; its times stand before its line or after it, so that no midnight cuts them."""

    name: str
    id: str
    before: bool


# As of September 2023; Baikonur keeps the time of Kazakhstan's Kyzylorda Region, UTC+5 since December 2018.
CLOCKS = (Clock("UTC", 0), Clock("Moscow", 3), Clock("Baikonur", 5))
MOMENTS = (
    Moment("Launch", "launch-ms24", before=False),
    Moment("Docking", "docking-ms24", before=True),
    Moment("Hatch opens", "hatch-opening-ms24", before=False),
)


def docking_day() -> Chart:
    """Draw launch, docking and hatch opening of Soyuz MS-24 on the clocks of three places.

    `data` has one row for each event: event, when_utc, and the local time of each clock. DataError: damaged data.
    Source: the tables events and facts.

    >>> docking_day().title
    'Soyuz MS-24 docked 3 h 9 min after launch; in Moscow and Baikonur, the hatch opened the next day'
    """
    events = {row["id"]: row for row in data.rows("events")}
    times = {moment: events[moment.id]["when_utc"] for moment in MOMENTS}
    planned = data.fact("docking-time-planned")
    return Chart(
        "docking-day",
        _day_title(*times.values()),
        partial(_draw_day, times, planned.value),
        alt=f"Timeline of {day(min(times.values()))} on the clocks of {listed(c.place for c in CLOCKS)}",
        description=f"{_day_description(times)} The docking had been planned for {planned.value} UTC.",
        data=_day_data(times),
        sources=[*(id for moment in MOMENTS for id in events[moment.id]["source_ids"]), *planned.source_ids],
        as_of=data.package()["as_of"],
        table=_day_table(times),
    )


def _day_title(launch: datetime, docking: datetime, hatch: datetime) -> str:
    finding = f"Soyuz MS-24 docked {duration(docking - launch)} after launch"
    later = [c.place for c in CLOCKS if c.read(hatch).date() - c.read(launch).date() == timedelta(days=1)]
    return f"{finding}; in {listed(later)}, the hatch opened the next day" if later else finding


def _day_description(times: dict[Moment, datetime]) -> str:
    parts = []
    for moment, when in times.items():
        elsewhere = [f"{clock(c.read(when))} on {c.read(when):%A} in {c.place}" for c in CLOCKS if c.hours]
        parts.append(f"{moment.name}: {instant(when)}, which is {listed(elsewhere)}.")
    gaps = [f"{duration(b - a)} from {_lower(m)} to {_lower(n)}" for (m, a), (n, b) in pairwise(times.items())]
    return f"{' '.join(parts)} {capital(listed(gaps))}."


def _lower(moment: Moment) -> str:
    return "hatch opening" if moment.id.startswith("hatch") else moment.name.lower()


def _day_data(times: dict[Moment, datetime]) -> pd.DataFrame:
    frame = pd.DataFrame({"event": [moment.name for moment in times], "when_utc": list(times.values())})
    for c in CLOCKS[1:]:
        frame[c.place.lower()] = [c.read(when).isoformat(timespec="minutes") for when in times.values()]
    return frame


def _day_table(times: dict[Moment, datetime]) -> pd.DataFrame:
    columns = {c.name: [f"{c.read(when):%A}, {clock(c.read(when))}" for when in times.values()] for c in CLOCKS}
    return pd.DataFrame({"Event": [moment.name for moment in times], **columns})


def _draw_day(times: dict[Moment, datetime], planned: str, figure: Figure, narrow: bool) -> None:
    """Draw one thread of events across the bands of three clocks; a band darkens at its midnight."""
    first, last = min(times.values()), max(times.values())
    start = first.replace(minute=0)
    span = last.replace(minute=0) + timedelta(hours=2) - start
    (_day_tall if narrow else _day_long)(figure, times, planned, start, span)


BANDS = 108  # where the topmost band of the long drawing begins


def _day_long(figure: Figure, times: dict[Moment, datetime], planned: str, start: datetime, span: timedelta) -> None:
    """Let time run from left to right, clocks from top to bottom."""
    paper, left, right, thread, height = sheet(figure, 246), 78, WIDE, 58, 34

    def at(when: datetime) -> float:
        return left + (right - left) * ((when - start) / span)

    xs = {moment: at(when) for moment, when in times.items()}
    for row, c in enumerate(CLOCKS):
        top = BANDS + row * 48
        write(paper, 0, top + (15 if c.hours else 22), c.place, weight="bold")
        write(paper, 0, top + 31, c.offset, size=SMALL, color="muted")
        midnight = min(max(at(_midnight(c, start)), left), right)
        box(paper, left, top, midnight - left, height, facecolor=LIGHT["band"])
        box(paper, midnight, top, right - midnight, height, facecolor=LIGHT["night"])
        write(paper, (xs[MOMENTS[0]] + xs[MOMENTS[1]]) / 2, top + 22, _weekday(c, start), SMALL, "muted", "center")
        write(paper, right - 5, top + 22, _weekday(c, start + span), SMALL, "muted", "right")
    for moment, x in xs.items():
        line(paper, (x, x), (thread, BANDS + 2 * 48 + height), "ink")
        write(paper, x, 20, moment.name, LARGE, ha="center", weight="bold")
        for row, c in enumerate(CLOCKS):
            side = {"x": x - 7, "ha": "right"} if moment.before else {"x": x + 7, "ha": "left"}
            write(paper, y=BANDS + row * 48 + 22, text=clock(c.read(times[moment])), size=LARGE, weight="bold", **side)
    plan = at(_plan(times, planned))
    line(paper, (plan, plan), (thread - 24, thread + 13), "muted")
    write(paper, plan + 6, thread - 14, f"planned {planned}", SMALL, "muted")
    _thread(paper, [(x, thread) for x in xs.values()])
    for ((a, x), (b, z)), state in zip(pairwise(xs.items()), ("in flight", "hatch shut"), strict=True):
        write(paper, (x + z) / 2, thread + 23, f"{duration(times[b] - times[a])}, {state}", ha="center")


def _day_tall(figure: Figure, times: dict[Moment, datetime], planned: str, start: datetime, span: timedelta) -> None:
    """Let time run from top to bottom, clocks from left to right."""
    paper, top, bottom, thread, width = sheet(figure, 366), 46, 362, 7, 55
    lefts = [NARROW - (len(CLOCKS) - n) * (width + 4) + 4 for n in range(len(CLOCKS))]

    def at(when: datetime) -> float:
        return top + (bottom - top) * ((when - start) / span)

    ys = {moment: at(when) for moment, when in times.items()}
    for left, c in zip(lefts, CLOCKS, strict=True):
        middle = left + width / 2
        write(paper, middle, 18, c.place, PHONE, ha="center")
        write(paper, middle, 36, c.offset, PHONE, "muted", "center")
        midnight = min(max(at(_midnight(c, start)), top), bottom)
        box(paper, left, top, width, midnight - top, facecolor=LIGHT["band"])
        box(paper, left, midnight, width, bottom - midnight, facecolor=LIGHT["night"])
        between = (ys[MOMENTS[0]] + ys[MOMENTS[1]]) / 2
        write(paper, middle, between, _weekday(c, start, short=True), PHONE, "muted", "center")
        write(paper, middle, bottom - 10, _weekday(c, start + span, short=True), PHONE, "muted", "center")
    for moment, y in ys.items():
        line(paper, (thread, NARROW), (y, y), "ink")
        write(paper, thread + 13, y - 7, moment.name, SMALL, weight="bold")
        for left, c in zip(lefts, CLOCKS, strict=True):
            reading = clock(c.read(times[moment]))
            write(paper, left + width / 2, y + (-6 if moment.before else 17), reading, ha="center", weight="bold")
    plan = at(_plan(times, planned))
    line(paper, (thread - 6, thread + 10), (plan, plan), "muted")
    write(paper, thread + 13, ys[MOMENTS[1]] + 17, f"planned {planned}", PHONE, "muted")
    _thread(paper, [(thread, y) for y in ys.values()])
    for ((a, y), (b, z)), state in zip(pairwise(ys.items()), ("in flight", "hatch shut"), strict=True):
        write(paper, thread + 13, (y + z) / 2 - 4, duration(times[b] - times[a]), PHONE)
        write(paper, thread + 13, (y + z) / 2 + 13, state, PHONE, "muted")


def _midnight(c: Clock, start: datetime) -> datetime:
    """Return the first midnight of a clock after `start`."""
    return c.read(start).replace(hour=0, minute=0) + timedelta(days=1)


def _weekday(c: Clock, when: datetime, short: bool = False) -> str:
    local = c.read(when)
    return f"{local:%a} {local.day}" if short else f"{local:%a} {local.day} {local:%b}"


def _plan(times: dict[Moment, datetime], planned: str) -> datetime:
    """Return the planned instant of the docking, on the day of the docking."""
    hour, minute = map(int, planned.split(":"))
    return times[MOMENTS[1]].replace(hour=hour, minute=minute, second=0)


def _thread(paper: Axes, points: list[tuple[float, float]]) -> None:
    """Draw the flight as a solid line, the wait behind the hatch as a dotted one, the events as dots."""
    (x0, y0), (x1, y1), (x2, y2) = points
    line(paper, (x0, x1), (y0, y1), "roscosmos", 4)
    line(paper, (x1, x2), (y1, y2), "roscosmos", 4, linestyle=(0, (0.8, 1.2)))
    for x, y in points:
        line(paper, [x], [y], "roscosmos", marker="o", markersize=13, markeredgecolor=LIGHT["ground"])
