"""A timeline of the evening of the docking, on the clocks of three places."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from functools import partial
from itertools import pairwise

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, Canvas, Scale
from ..kit.exhibit import Chart, sources_of
from ..kit.wording import clock, day, duration, instant, listed

# UTC offset in hours in September 2023; Baikonur uses the time of Kazakhstan's Kyzylorda Region, UTC+5 since 2018.
UTC_OFFSETS = {"UTC": 0, "Moscow": 3, "Baikonur": 5}
EVENT_IDS = {"Launch": "launch-ms24", "Docking": "docking-ms24", "Hatch opens": "hatch-opening-ms24"}
PHASES = ("in flight", "hatch shut")  # between two events


def docking_day(answers: bool = True) -> Chart:
    """Draw launch, docking and hatch opening of Soyuz MS-24 on the clocks of three places.

    `data` has one row for each event: event, when_utc, and the local time on each clock. `answers=False` leaves out the
    planned time and the durations, as an exercise for a class. DataError: invalid data. Source: the tables events and
    facts.

    >>> docking_day().title
    'Soyuz MS-24 docked 3 h 9 min after launch; in Moscow and Baikonur, the hatch opened the next day'
    """
    events = data.by_id("events")
    rows = [events[id] for id in EVENT_IDS.values()]
    times = dict(zip(EVENT_IDS, (row["when_utc"] for row in rows), strict=True))
    launch, docking, hatch = times.values()
    planned = data.fact("docking-time-planned")
    frame = pd.DataFrame({"event": list(times), "when_utc": list(times.values())})
    table = pd.DataFrame({"Event": list(times)})
    for place, hours in UTC_OFFSETS.items():
        local = [_local_time(when, hours) for when in times.values()]
        table[f"{place} ({_offset(hours)})" if hours else place] = [f"{when:%A}, {clock(when)}" for when in local]
        if hours:
            frame[place.lower()] = [when.isoformat(timespec="minutes") for when in local]
    durations = (
        f" {duration(docking - launch)} from launch to docking and {duration(hatch - docking)} from docking to hatch "
        f"opening. The docking had been planned for {planned.value} UTC."
    )
    return Chart(
        "docking-day",
        f"Soyuz MS-24 docked {duration(docking - launch)} after launch; in Moscow and Baikonur, the hatch opened the "
        "next day",
        partial(_draw, times, planned.value if answers else ""),
        alt=f"Timeline of {day(launch)} on the clocks of {listed(UTC_OFFSETS)}",
        description=" ".join(_describe_event(name, when) for name, when in times.items()) + durations * answers,
        data=frame,
        sources=[*sources_of(rows), *planned.source_ids],
        table=table,
    )


def _local_time(when: datetime, hours: int) -> datetime:
    return when.astimezone(timezone(timedelta(hours=hours)))


def _offset(hours: int) -> str:
    return f"UTC+{hours}" if hours else ""


def _describe_event(name: str, when: datetime) -> str:
    local = {place: _local_time(when, hours) for place, hours in UTC_OFFSETS.items() if hours}
    elsewhere = listed(f"{clock(local_time)} on {local_time:%A} in {place}" for place, local_time in local.items())
    return f"{name}: {instant(when)}, which is {elsewhere}."


def _draw(times: dict[str, datetime], planned: str, figure, narrow: bool) -> None:
    """Draw the events on a line across the three clocks; each clock's band is darker after its midnight."""
    launch, docking, hatch = times.values()
    start, end = launch.replace(minute=0), hatch.replace(minute=0) + timedelta(hours=2)
    canvas = Canvas(figure, 366 if narrow else 246, narrow)
    time_scale = Scale(start, end, *((46, 362) if narrow else (78, canvas.width)))
    (_draw_vertical if narrow else _draw_horizontal)(canvas, times, time_scale)
    event_positions = [time_scale(when) for when in times.values()]
    line_positions = [7 if narrow else 58] * len(times)
    xs, ys = (line_positions, event_positions) if narrow else (event_positions, line_positions)
    canvas.line(xs[:2], ys[:2], "roscosmos", 4)
    canvas.line(xs[1:], ys[1:], "roscosmos", 4, linestyle=(0, (0.8, 1.2)))
    canvas.marks(xs, ys, "roscosmos", size=13, edge="ground")
    if not planned:
        return
    planned_position = time_scale(docking.combine(docking, time.fromisoformat(planned), docking.tzinfo))
    if narrow:
        canvas.line((1, 17), (planned_position, planned_position), "muted")
        canvas.write(20, event_positions[1] + 17, f"planned {planned}", PHONE, "muted")
    else:
        canvas.line((planned_position, planned_position), (34, 71), "muted")
        canvas.write(planned_position + 6, 44, f"planned {planned}", SMALL, "muted")
    for (begin, finish), state in zip(pairwise(times.values()), PHASES, strict=True):
        gap, center = duration(finish - begin), (time_scale(begin) + time_scale(finish)) / 2
        if narrow:
            canvas.write(20, center - 4, gap, PHONE)
            canvas.write(20, center + 13, state, PHONE, "muted")
        else:
            canvas.write(center, 81, f"{gap}, {state}", ha="center")


def _midnight(time_scale: Scale, hours: int) -> float:
    """Return the position of the first midnight on a clock."""
    return time_scale(_local_time(time_scale.first, hours).replace(hour=0, minute=0) + timedelta(days=1))


def _day_of_week(when: datetime, hours: int) -> str:
    return f"{_local_time(when, hours):%a} {_local_time(when, hours).day}"


def _draw_horizontal(canvas: Canvas, times: dict[str, datetime], time_scale: Scale) -> None:
    """Draw the bands and times for a page: time runs from left to right, one row for each clock."""
    first_top, step, height = 108, 48, 34
    launch, docking, _ = map(time_scale, times.values())
    for row, (place, hours) in enumerate(UTC_OFFSETS.items()):
        top, midnight = first_top + row * step, _midnight(time_scale, hours)
        canvas.write(0, top + (15 if hours else 22), place, bold=True)
        canvas.write(0, top + 31, _offset(hours), SMALL, "muted")
        canvas.box(time_scale.start, top, min(midnight, time_scale.end) - time_scale.start, height, "band")
        canvas.box(midnight, top, time_scale.end - midnight, height, "night")
        begin, end = (f"{_day_of_week(when, hours)} {when:%b}" for when in (time_scale.first, time_scale.last))
        canvas.write((launch + docking) / 2, top + 22, begin, SMALL, "muted", "center")
        canvas.write(time_scale.end - 5, top + 22, end, SMALL, "muted", "right")
    for name, when in times.items():
        x = time_scale(when)
        canvas.line((x, x), (58, first_top + 2 * step + height))
        canvas.write(x, 20, name, LARGE, ha="center", bold=True)
        dx, ha = (-7, "right") if name == "Docking" else (7, "left")  # keeps the times clear of the midnight edges
        for row, hours in enumerate(UTC_OFFSETS.values()):
            canvas.write(x + dx, first_top + row * step + 22, clock(_local_time(when, hours)), LARGE, ha=ha, bold=True)


def _draw_vertical(canvas: Canvas, times: dict[str, datetime], time_scale: Scale) -> None:
    """Draw the bands and times for a phone: time runs from top to bottom, one column for each clock."""
    first_left, step, width = 115, 59, 55
    launch, docking, _ = map(time_scale, times.values())
    for column, (place, hours) in enumerate(UTC_OFFSETS.items()):
        left, midnight = first_left + column * step, _midnight(time_scale, hours)
        center = left + width / 2
        canvas.write(center, 18, place, PHONE, ha="center")
        canvas.write(center, 36, _offset(hours), PHONE, "muted", "center")
        canvas.box(left, time_scale.start, width, min(midnight, time_scale.end) - time_scale.start, "band")
        canvas.box(left, midnight, width, time_scale.end - midnight, "night")
        canvas.write(center, (launch + docking) / 2, _day_of_week(time_scale.first, hours), PHONE, "muted", "center")
        canvas.write(center, time_scale.end - 10, _day_of_week(time_scale.last, hours), PHONE, "muted", "center")
    for name, when in times.items():
        y = time_scale(when)
        canvas.line((7, canvas.width), (y, y))
        canvas.write(20, y - 7, name, SMALL, bold=True)
        text_y = y + (-6 if name == "Docking" else 17)
        for column, hours in enumerate(UTC_OFFSETS.values()):
            center = first_left + column * step + width / 2
            canvas.write(center, text_y, clock(_local_time(when, hours)), ha="center", bold=True)
