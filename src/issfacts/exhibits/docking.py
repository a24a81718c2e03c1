"""The evening of the docking, on the clocks of three places."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, Canvas, Scale
from ..kit.exhibit import Chart, sources_of
from ..kit.wording import clock, day, duration, instant, listed


class Clock(NamedTuple):
    """Hold a place and the hours by which its clocks are ahead of UTC."""

    place: str
    hours: int

    @property
    def offset(self) -> str:
        """Return the difference from UTC as people write it; nothing for UTC itself."""
        return f"UTC+{self.hours}" if self.hours else ""

    def read(self, when: datetime) -> datetime:
        """Return an instant as this clock shows it."""
        return when.astimezone(timezone(timedelta(hours=self.hours)))

    def weekday(self, when: datetime) -> str:
        """Return the weekday and the day of the month on this clock."""
        return f"{self.read(when):%a} {self.read(when).day}"

    def midnight(self, start: datetime) -> datetime:
        """Return the first midnight after `start`."""
        return self.read(start).replace(hour=0, minute=0) + timedelta(days=1)


# As of September 2023; Baikonur keeps the time of Kazakhstan's Kyzylorda Region, UTC+5 since December 2018.
CLOCKS = (Clock("UTC", 0), Clock("Moscow", 3), Clock("Baikonur", 5))
EVENTS = {"Launch": "launch-ms24", "Docking": "docking-ms24", "Hatch opens": "hatch-opening-ms24"}
PHASES = ("in flight", "hatch shut")  # between them


def docking_day(answers: bool = True) -> Chart:
    """Draw launch, docking and hatch opening of Soyuz MS-24 on the clocks of three places.

    `data` has one row for each event: event, when_utc, and the local time of each clock. Without `answers` the planned
    time and the lengths of flight and wait are left out, for a class to find. DataError: damaged data.
    Source: the tables events and facts.

    >>> docking_day().title
    'Soyuz MS-24 docked 3 h 9 min after launch; in Moscow and Baikonur, the hatch opened the next day'
    """
    known = data.by_id("events")
    rows = [known[id] for id in EVENTS.values()]
    times = dict(zip(EVENTS, (row["when_utc"] for row in rows), strict=True))
    launch, docking, hatch = times.values()
    planned = data.fact("docking-time-planned")
    later = listed(one.place for one in CLOCKS if one.read(hatch).date() > one.read(launch).date())
    frame = pd.DataFrame({"event": list(times), "when_utc": list(times.values())})
    for one in CLOCKS[1:]:
        frame[one.place.lower()] = [one.read(when).isoformat(timespec="minutes") for when in times.values()]
    columns = {
        f"{one.place} ({one.offset})" if one.hours else one.place: [
            f"{one.read(when):%A}, {clock(one.read(when))}" for when in times.values()
        ]
        for one in CLOCKS
    }
    lengths = (
        f" {duration(docking - launch)} from launch to docking and {duration(hatch - docking)} from docking to hatch "
        f"opening. The docking had been planned for {planned.value} UTC."
    )
    return Chart(
        "docking-day",
        f"Soyuz MS-24 docked {duration(docking - launch)} after launch; in {later}, the hatch opened the next day",
        partial(_draw, times, planned.value if answers else ""),
        alt=f"Timeline of {day(launch)} on the clocks of {listed(one.place for one in CLOCKS)}",
        description=" ".join(_told(name, when) for name, when in times.items()) + lengths * answers,
        data=frame,
        sources=[*sources_of(rows), *planned.source_ids],
        table=pd.DataFrame({"Event": list(times), **columns}),
    )


def _told(name: str, when: datetime) -> str:
    elsewhere = [f"{clock(one.read(when))} on {one.read(when):%A} in {one.place}" for one in CLOCKS[1:]]
    return f"{name}: {instant(when)}, which is {listed(elsewhere)}."


def _draw(times: dict[str, datetime], planned: str, figure, narrow: bool) -> None:
    """Draw one thread of events across the bands of three clocks; a band darkens at its midnight."""
    launch, docking, hatch = times.values()
    start, end = launch.replace(minute=0), hatch.replace(minute=0) + timedelta(hours=2)
    plan = docking.combine(docking, time.fromisoformat(planned), docking.tzinfo) if planned else None
    (_tall if narrow else _long)(figure, times, start, end, plan)


BANDS = 108  # px where the topmost band of the long drawing begins


def _long(figure, times: dict[str, datetime], start: datetime, end: datetime, plan: datetime | None) -> None:
    """Let time run from left to right, clocks from top to bottom."""
    paper, thread, height = Canvas(figure, 246), 58, 34
    at = Scale(start, end, 78, paper.width)
    xs = [at(when) for when in times.values()]
    for row, one in enumerate(CLOCKS):
        top, midnight = BANDS + row * 48, at(one.midnight(start))
        paper.write(0, top + (15 if one.hours else 22), one.place, bold=True)
        paper.write(0, top + 31, one.offset, SMALL, "muted")
        paper.box(at.start, top, min(midnight, at.end) - at.start, height, "band")
        paper.box(midnight, top, at.end - midnight, height, "night")
        paper.write((xs[0] + xs[1]) / 2, top + 22, f"{one.weekday(start)} {start:%b}", SMALL, "muted", "center")
        paper.write(at.end - 5, top + 22, f"{one.weekday(end)} {end:%b}", SMALL, "muted", "right")
    for (name, when), x in zip(times.items(), xs, strict=True):
        paper.line((x, x), (thread, BANDS + 2 * 48 + height))
        paper.write(x, 20, name, LARGE, ha="center", bold=True)
        dx, ha = (-7, "right") if name == "Docking" else (7, "left")  # so that no midnight cuts a time
        for row, one in enumerate(CLOCKS):
            paper.write(x + dx, BANDS + row * 48 + 22, clock(one.read(when)), LARGE, ha=ha, bold=True)
    _thread(paper, xs, [thread] * 3)
    if not plan:
        return
    paper.line((at(plan),) * 2, (thread - 24, thread + 13), "muted")
    paper.write(at(plan) + 6, thread - 14, f"planned {clock(plan)}", SMALL, "muted")
    for (x, to_x), gap, state in zip(pairwise(xs), _gaps(times), PHASES, strict=True):
        paper.write((x + to_x) / 2, thread + 23, f"{gap}, {state}", ha="center")


def _tall(figure, times: dict[str, datetime], start: datetime, end: datetime, plan: datetime | None) -> None:
    """Let time run from top to bottom, clocks from left to right."""
    paper, thread, width = Canvas(figure, 366, narrow=True), 7, 55
    at = Scale(start, end, 46, 362)
    ys = [at(when) for when in times.values()]
    lefts = [paper.width - (len(CLOCKS) - n) * (width + 4) + 4 for n in range(len(CLOCKS))]
    for left, one in zip(lefts, CLOCKS, strict=True):
        middle, midnight = left + width / 2, at(one.midnight(start))
        paper.write(middle, 18, one.place, PHONE, ha="center")
        paper.write(middle, 36, one.offset, PHONE, "muted", "center")
        paper.box(left, at.start, width, min(midnight, at.end) - at.start, "band")
        paper.box(left, midnight, width, at.end - midnight, "night")
        paper.write(middle, (ys[0] + ys[1]) / 2, one.weekday(start), PHONE, "muted", "center")
        paper.write(middle, at.end - 10, one.weekday(end), PHONE, "muted", "center")
    for (name, when), y in zip(times.items(), ys, strict=True):
        paper.line((thread, paper.width), (y, y))
        paper.write(thread + 13, y - 7, name, SMALL, bold=True)
        for left, one in zip(lefts, CLOCKS, strict=True):
            paper.write(
                left + width / 2, y + (-6 if name == "Docking" else 17), clock(one.read(when)), ha="center", bold=True
            )
    _thread(paper, [thread] * 3, ys)
    if not plan:
        return
    paper.line((thread - 6, thread + 10), (at(plan),) * 2, "muted")
    paper.write(thread + 13, ys[1] + 17, f"planned {clock(plan)}", PHONE, "muted")
    for (y, to_y), gap, state in zip(pairwise(ys), _gaps(times), PHASES, strict=True):
        paper.write(thread + 13, (y + to_y) / 2 - 4, gap, PHONE)
        paper.write(thread + 13, (y + to_y) / 2 + 13, state, PHONE, "muted")


def _gaps(times: dict[str, datetime]) -> list[str]:
    return [duration(later - earlier) for earlier, later in pairwise(times.values())]


def _thread(paper: Canvas, xs: list[float], ys: list[float]) -> None:
    """Draw the flight as a solid line, the wait behind the hatch as a dotted one, the events as dots."""
    paper.line(xs[:2], ys[:2], "roscosmos", 4)
    paper.line(xs[1:], ys[1:], "roscosmos", 4, linestyle=(0, (0.8, 1.2)))
    paper.marks(xs, ys, "roscosmos", size=13, edge="ground")
