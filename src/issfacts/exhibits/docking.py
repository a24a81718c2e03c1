"""A timeline of the evening of the docking, on the clocks of three places."""

from datetime import UTC, datetime, time, timedelta, timezone
from functools import partial
from itertools import pairwise

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, Canvas, Scale
from ..kit.exhibit import Chart, sources_of
from ..kit.wording import clock, day, duration, instant, listed

CLOCKS = {  # place -> its clock in September 2023; Baikonur has had that of the Kyzylorda Region since 2018
    "UTC": (UTC, ""),
    "Moscow": (timezone(timedelta(hours=3)), "UTC+3"),
    "Baikonur": (timezone(timedelta(hours=5)), "UTC+5"),
}
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
    times = {name: events[id]["when_utc"] for name, id in EVENT_IDS.items()}
    launch, docking, hatch = times.values()
    planned = data.fact("docking-time-planned")
    columns, table = {"event": list(times), "when_utc": list(times.values())}, {"Event": list(times)}
    for place, (zone, offset) in CLOCKS.items():
        local = [when.astimezone(zone) for when in times.values()]
        table[f"{place} ({offset})" if offset else place] = [f"{when:%A}, {clock(when)}" for when in local]
        if offset:
            columns[place.lower()] = [when.isoformat(timespec="minutes") for when in local]
    description = " ".join(_describe_event(name, when) for name, when in times.items())
    if answers:
        description += (
            f" {duration(docking - launch)} from launch to docking and {duration(hatch - docking)} from docking to "
            f"hatch opening. The docking had been planned for {planned.value} UTC."
        )
    return Chart(
        "docking-day",
        f"Soyuz MS-24 docked {duration(docking - launch)} after launch; in Moscow and Baikonur, the hatch opened the "
        "next day",
        partial(_draw, times, planned.value if answers else ""),
        alt=f"Timeline of {day(launch)} on the clocks of {listed(CLOCKS)}",
        description=description,
        data=columns,
        note="The darker part of a band is the next day there.",
        sources=[*sources_of(map(events.get, EVENT_IDS.values())), *planned.source_ids],
        table=table,
    )


def _describe_event(name: str, when: datetime) -> str:
    local = {place: when.astimezone(zone) for place, (zone, offset) in CLOCKS.items() if offset}
    elsewhere = listed(f"{clock(local_time)} on {local_time:%A} in {place}" for place, local_time in local.items())
    return f"{name}: {instant(when)}, which is {elsewhere}."


def _draw(times: dict[str, datetime], planned: str, figure, narrow: bool) -> None:
    """Draw the events on a line across the bands of three clocks; time runs to the right, on a phone downwards."""
    launch, docking, hatch = times.values()
    start, end = launch.replace(minute=0), hatch.replace(minute=0) + timedelta(hours=2)
    canvas = Canvas(figure, 366 if narrow else 246, narrow, turned=narrow)
    time_scale = Scale(start, end, *((46, 362) if narrow else (78, canvas.width)))
    # px across the direction of time: the line of events; the first band, the distance to the next, the breadth of each
    line, first, step, breadth = (7, 115, 59, 55) if narrow else (58, 108, 48, 34)
    quiet = (time_scale(launch) + time_scale(docking)) / 2  # where no time is written
    bands = [(place, *CLOCKS[place], first + n * step) for n, place in enumerate(CLOCKS)]
    for place, zone, offset, band in bands:
        local_start, local_end = (when.astimezone(zone) for when in (start, end))
        midnight = time_scale(local_start.replace(hour=0) + timedelta(days=1))
        canvas.box(time_scale.start, band, min(midnight, time_scale.end) - time_scale.start, breadth, "band")
        canvas.box(midnight, band, time_scale.end - midnight, breadth, "night")
        if narrow:
            center = band + breadth / 2
            canvas.write(center, 18, place, PHONE, ha="center")
            canvas.write(center, 36, offset, PHONE, "muted", "center")
            canvas.write(center, quiet, f"{local_start:%a} {local_start.day}", PHONE, "muted", "center")
            canvas.write(center, time_scale.end - 10, f"{local_end:%a} {local_end.day}", PHONE, "muted", "center")
        else:
            canvas.write(0, band + (15 if offset else 22), place, bold=True)
            canvas.write(0, band + 31, offset, SMALL, "muted")
            canvas.write(quiet, band + 22, f"{local_start:%a} {local_start.day} {start:%b}", SMALL, "muted", "center")
            day_x = time_scale.end - 5
            canvas.write(day_x, band + 22, f"{local_end:%a} {local_end.day} {end:%b}", SMALL, "muted", "right")
    for name, when in times.items():
        event, docked = time_scale(when), name == "Docking"  # its times keep clear of the midnights
        canvas.line((event, event), (line, first + 2 * step + breadth))
        if narrow:
            canvas.write(20, event - 7, name, SMALL, bold=True)
        else:
            canvas.write(event, 20, name, LARGE, ha="center", bold=True)
        for _, zone, _, band in bands:
            text = clock(when.astimezone(zone))
            if narrow:
                canvas.write(band + breadth / 2, event + (-6 if docked else 17), text, ha="center", bold=True)
            else:
                dx, ha = (-7, "right") if docked else (7, "left")
                canvas.write(event + dx, band + 22, text, LARGE, ha=ha, bold=True)
    events = list(map(time_scale, times.values()))
    canvas.line(events[:2], (line, line), "roscosmos", 4)
    canvas.line(events[1:], (line, line), "roscosmos", 4, linestyle=(0, (0.8, 1.2)))
    canvas.marks(events, [line] * 3, "roscosmos", size=13, edge="ground")
    if planned:
        _write_plan_and_phases(canvas, times, planned, time_scale)


def _write_plan_and_phases(canvas: Canvas, times: dict[str, datetime], planned: str, time_scale: Scale) -> None:
    docking = times["Docking"]
    plan = time_scale(docking.combine(docking, time.fromisoformat(planned), docking.tzinfo))
    canvas.line((plan, plan), (1, 17) if canvas.narrow else (34, 71), "muted")
    plan_x, plan_y = (20, time_scale(docking) + 17) if canvas.narrow else (plan + 6, 44)
    canvas.write(plan_x, plan_y, f"planned {planned}", canvas.small, "muted")
    for (begin, finish), state in zip(pairwise(times.values()), PHASES, strict=True):
        gap, center = duration(finish - begin), (time_scale(begin) + time_scale(finish)) / 2
        if canvas.narrow:
            canvas.write(20, center - 4, gap, PHONE)
            canvas.write(20, center + 13, state, PHONE, "muted")
        else:
            canvas.write(center, 81, f"{gap}, {state}", ha="center")
