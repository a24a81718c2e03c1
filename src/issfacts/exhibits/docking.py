"""The evening of the docking, on the clocks of three places."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from functools import partial
from itertools import pairwise

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, Canvas, Scale
from ..kit.exhibit import Chart, sources_of
from ..kit.wording import clock, day, duration, instant, listed

# Hours ahead of UTC in September 2023; Baikonur keeps the time of Kazakhstan's Kyzylorda Region, UTC+5 since 2018.
CLOCKS = {"UTC": 0, "Moscow": 3, "Baikonur": 5}
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
    frame = pd.DataFrame({"event": list(times), "when_utc": list(times.values())})
    table = pd.DataFrame({"Event": list(times)})
    for place, hours in CLOCKS.items():
        local = [_local(when, hours) for when in times.values()]
        table[f"{place} ({_offset(hours)})" if hours else place] = [f"{when:%A}, {clock(when)}" for when in local]
        if hours:
            frame[place.lower()] = [when.isoformat(timespec="minutes") for when in local]
    lengths = (
        f" {duration(docking - launch)} from launch to docking and {duration(hatch - docking)} from docking to hatch "
        f"opening. The docking had been planned for {planned.value} UTC."
    )
    return Chart(
        "docking-day",
        f"Soyuz MS-24 docked {duration(docking - launch)} after launch; in Moscow and Baikonur, the hatch opened the "
        "next day",
        partial(_draw, times, planned.value if answers else ""),
        alt=f"Timeline of {day(launch)} on the clocks of {listed(CLOCKS)}",
        description=" ".join(_told(name, when) for name, when in times.items()) + lengths * answers,
        data=frame,
        sources=[*sources_of(rows), *planned.source_ids],
        table=table,
    )


def _local(when: datetime, hours: int) -> datetime:
    return when.astimezone(timezone(timedelta(hours=hours)))


def _offset(hours: int) -> str:
    return f"UTC+{hours}" if hours else ""


def _told(name: str, when: datetime) -> str:
    local = {place: _local(when, hours) for place, hours in CLOCKS.items() if hours}
    elsewhere = listed(f"{clock(there)} on {there:%A} in {place}" for place, there in local.items())
    return f"{name}: {instant(when)}, which is {elsewhere}."


def _draw(times: dict[str, datetime], planned: str, figure, narrow: bool) -> None:
    """Draw one thread of events across the bands of three clocks; a band darkens at its midnight."""
    launch, docking, hatch = times.values()
    start, end = launch.replace(minute=0), hatch.replace(minute=0) + timedelta(hours=2)
    paper = Canvas(figure, 366 if narrow else 246, narrow)
    at = Scale(start, end, *((46, 362) if narrow else (78, paper.width)))
    (_tall if narrow else _long)(paper, times, at)
    stops, thread = [at(when) for when in times.values()], [7 if narrow else 58] * len(times)
    xs, ys = (thread, stops) if narrow else (stops, thread)
    paper.line(xs[:2], ys[:2], "roscosmos", 4)
    paper.line(xs[1:], ys[1:], "roscosmos", 4, linestyle=(0, (0.8, 1.2)))
    paper.marks(xs, ys, "roscosmos", size=13, edge="ground")
    if not planned:
        return
    plan = at(docking.combine(docking, time.fromisoformat(planned), docking.tzinfo))
    if narrow:
        paper.line((1, 17), (plan, plan), "muted")
        paper.write(20, stops[1] + 17, f"planned {planned}", PHONE, "muted")
    else:
        paper.line((plan, plan), (34, 71), "muted")
        paper.write(plan + 6, 44, f"planned {planned}", SMALL, "muted")
    for (begin, then), state in zip(pairwise(times.values()), PHASES, strict=True):
        gap, middle = duration(then - begin), (at(begin) + at(then)) / 2
        if narrow:
            paper.write(20, middle - 4, gap, PHONE)
            paper.write(20, middle + 13, state, PHONE, "muted")
        else:
            paper.write(middle, 81, f"{gap}, {state}", ha="center")


def _midnight(at: Scale, hours: int) -> float:
    """Return where the first midnight of a clock stands."""
    return at(_local(at.first, hours).replace(hour=0, minute=0) + timedelta(days=1))


def _day_of_week(when: datetime, hours: int) -> str:
    return f"{_local(when, hours):%a} {_local(when, hours).day}"


def _long(paper: Canvas, times: dict[str, datetime], at: Scale) -> None:
    """Let time run from left to right, clocks from top to bottom."""
    first, step, height = 108, 48, 34
    launch, docking, _ = map(at, times.values())
    for row, (place, hours) in enumerate(CLOCKS.items()):
        top, midnight = first + row * step, _midnight(at, hours)
        paper.write(0, top + (15 if hours else 22), place, bold=True)
        paper.write(0, top + 31, _offset(hours), SMALL, "muted")
        paper.box(at.start, top, min(midnight, at.end) - at.start, height, "band")
        paper.box(midnight, top, at.end - midnight, height, "night")
        begin, end = (f"{_day_of_week(when, hours)} {when:%b}" for when in (at.first, at.last))
        paper.write((launch + docking) / 2, top + 22, begin, SMALL, "muted", "center")
        paper.write(at.end - 5, top + 22, end, SMALL, "muted", "right")
    for name, when in times.items():
        x = at(when)
        paper.line((x, x), (58, first + 2 * step + height))
        paper.write(x, 20, name, LARGE, ha="center", bold=True)
        dx, ha = (-7, "right") if name == "Docking" else (7, "left")  # so that no midnight cuts a time
        for row, hours in enumerate(CLOCKS.values()):
            paper.write(x + dx, first + row * step + 22, clock(_local(when, hours)), LARGE, ha=ha, bold=True)


def _tall(paper: Canvas, times: dict[str, datetime], at: Scale) -> None:
    """Let time run from top to bottom, clocks from left to right."""
    first, step, width = 115, 59, 55
    launch, docking, _ = map(at, times.values())
    for column, (place, hours) in enumerate(CLOCKS.items()):
        left, midnight = first + column * step, _midnight(at, hours)
        middle = left + width / 2
        paper.write(middle, 18, place, PHONE, ha="center")
        paper.write(middle, 36, _offset(hours), PHONE, "muted", "center")
        paper.box(left, at.start, width, min(midnight, at.end) - at.start, "band")
        paper.box(left, midnight, width, at.end - midnight, "night")
        paper.write(middle, (launch + docking) / 2, _day_of_week(at.first, hours), PHONE, "muted", "center")
        paper.write(middle, at.end - 10, _day_of_week(at.last, hours), PHONE, "muted", "center")
    for name, when in times.items():
        y = at(when)
        paper.line((7, paper.width), (y, y))
        paper.write(20, y - 7, name, SMALL, bold=True)
        foot = y + (-6 if name == "Docking" else 17)
        for column, hours in enumerate(CLOCKS.values()):
            middle = first + column * step + width / 2
            paper.write(middle, foot, clock(_local(when, hours)), ha="center", bold=True)
