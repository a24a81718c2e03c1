"""Draw the figures of the book: one function for each, from the tables to a Chart.

Every drawing exists twice, for a page (720 px) and for a phone (288 px), each designed for its width. Positions
are px unless an axis says otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from . import data, record
from .exhibit import NARROW, WIDE, Chart
from .palette import LIGHT, LOOKS, look
from .wording import capital, clock, day, duration, instant, listed, number, people

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SMALL, TEXT, LARGE = 12.5, 14, 15  # nothing is smaller than SMALL

# -- the day of the docking ----------------------------------------------------------------------------


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
    paper, left, right, thread, height = _paper(figure, 246), 78, WIDE, 58, 34

    def at(when: datetime) -> float:
        return left + (right - left) * ((when - start) / span)

    xs = {moment: at(when) for moment, when in times.items()}
    for row, c in enumerate(CLOCKS):
        top = BANDS + row * 48
        _write(paper, 0, top + (15 if c.hours else 22), c.place, weight="bold")
        _write(paper, 0, top + 31, c.offset, size=SMALL, color="muted")
        midnight = min(max(at(_midnight(c, start)), left), right)
        _box(paper, left, top, midnight - left, height, facecolor=LIGHT["band"])
        _box(paper, midnight, top, right - midnight, height, facecolor=LIGHT["night"])
        _write(paper, (xs[MOMENTS[0]] + xs[MOMENTS[1]]) / 2, top + 22, _weekday(c, start), SMALL, "muted", "center")
        _write(paper, right - 10, top + 22, _weekday(c, start + span), SMALL, "muted", "right")
    for moment, x in xs.items():
        _line(paper, (x, x), (thread, BANDS + 2 * 48 + height), "ink")
        _write(paper, x, 20, moment.name, LARGE, ha="center", weight="bold")
        for row, c in enumerate(CLOCKS):
            side = {"x": x - 7, "ha": "right"} if moment.before else {"x": x + 7, "ha": "left"}
            _write(paper, y=BANDS + row * 48 + 22, text=clock(c.read(times[moment])), size=LARGE, weight="bold", **side)
    plan = at(_plan(times, planned))
    _line(paper, (plan, plan), (thread - 24, thread + 13), "muted")
    _write(paper, plan + 6, thread - 14, f"planned {planned}", SMALL, "muted")
    _thread(paper, [(x, thread) for x in xs.values()])
    for ((a, x), (b, z)), state in zip(pairwise(xs.items()), ("in flight", "hatch shut"), strict=True):
        _write(paper, (x + z) / 2, thread + 23, f"{duration(times[b] - times[a])}, {state}", ha="center")


def _day_tall(figure: Figure, times: dict[Moment, datetime], planned: str, start: datetime, span: timedelta) -> None:
    """Let time run from top to bottom, clocks from left to right."""
    paper, top, bottom, thread, width = _paper(figure, 366), 46, 362, 7, 55
    lefts = [NARROW - (len(CLOCKS) - n) * (width + 4) + 4 for n in range(len(CLOCKS))]

    def at(when: datetime) -> float:
        return top + (bottom - top) * ((when - start) / span)

    ys = {moment: at(when) for moment, when in times.items()}
    for left, c in zip(lefts, CLOCKS, strict=True):
        middle = left + width / 2
        _write(paper, middle, 18, c.place, SMALL, ha="center")
        _write(paper, middle, 36, c.offset, SMALL, "muted", "center")
        midnight = min(max(at(_midnight(c, start)), top), bottom)
        _box(paper, left, top, width, midnight - top, facecolor=LIGHT["band"])
        _box(paper, left, midnight, width, bottom - midnight, facecolor=LIGHT["night"])
        between = (ys[MOMENTS[0]] + ys[MOMENTS[1]]) / 2
        _write(paper, middle, between, _weekday(c, start, short=True), SMALL, "muted", "center")
        _write(paper, middle, bottom - 10, _weekday(c, start + span, short=True), SMALL, "muted", "center")
    for moment, y in ys.items():
        _line(paper, (thread, NARROW), (y, y), "ink")
        _write(paper, thread + 13, y - 7, moment.name, 13, weight="bold")
        for left, c in zip(lefts, CLOCKS, strict=True):
            reading = clock(c.read(times[moment]))
            _write(paper, left + width / 2, y + (-6 if moment.before else 17), reading, ha="center", weight="bold")
    plan = at(_plan(times, planned))
    _line(paper, (thread - 6, thread + 10), (plan, plan), "muted")
    _write(paper, thread + 13, ys[MOMENTS[1]] + 17, f"planned {planned}", SMALL, "muted")
    _thread(paper, [(thread, y) for y in ys.values()])
    for ((a, y), (b, z)), state in zip(pairwise(ys.items()), ("in flight", "hatch shut"), strict=True):
        _write(paper, thread + 13, (y + z) / 2 - 4, duration(times[b] - times[a]), SMALL)
        _write(paper, thread + 13, (y + z) / 2 + 13, state, SMALL, "muted")


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
    _line(paper, (x0, x1), (y0, y1), "roscosmos", 4)
    _line(paper, (x1, x2), (y1, y2), "roscosmos", 4, linestyle=(0, (0.8, 1.2)))
    for x, y in points:
        _line(paper, [x], [y], "roscosmos", marker="o", markersize=13, markeredgecolor=LIGHT["ground"])


# -- people aboard -------------------------------------------------------------------------------------

Span = str | date | datetime


def crew_by_agency(start: Span, end: Span, mark: Span | None = None) -> Chart:
    """Draw the people aboard by agency between two dates, in exact steps; each block is one person.

    `start` and `end` are months ("2023-08"), days or instants, and included whole. `mark` is a day or an instant
    to point out: the title then says who was aboard after it. `data`: when_utc, one column for each agency, total;
    a row holds until the next one. ValueError: `start` after `end`, `mark` outside them, a date outside the record.
    DataError: damaged data. Source: the table stays.

    >>> crew_by_agency("2023-08", "2023-10").title
    'Between seven and eleven people were aboard, 1 August to 31 October 2023'
    """
    first, last = _bounds(start)[0], _bounds(end)[1]
    counts = record.occupancy(first, last, by="agency")
    marked = None if mark is None else _marked(mark, first, last, counts)
    crew = Crew(counts, first, last, marked)
    return Chart(
        f"crew-{first:%Y-%m-%d}-{last:%Y-%m-%d}",
        crew.finding,
        partial(_draw_crew, crew),
        alt=f"Stacked steps: people aboard by agency, {crew.period}",
        description=crew.description,
        data=crew.data,
        sources=record.sources(first, last),
        as_of=data.package()["as_of"],
        note=f"A person counts as aboard from docking to undocking.{_spelled_out(crew)}",
        table=crew.table,
    )


class Mark(NamedTuple):
    """Hold what a chart points out: a label, the instant of the line, the states before and after."""

    label: str
    when: pd.Timestamp
    before: pd.Series
    after: pd.Series


class Crew(NamedTuple):
    """Hold the numbers behind one drawing of the people aboard, and put them into words."""

    counts: pd.DataFrame
    first: pd.Timestamp
    last: pd.Timestamp
    mark: Mark | None

    @property
    def total(self) -> pd.Series:
        """Return everybody aboard."""
        return self.counts.sum(axis=1).astype("int64")

    @property
    def edges(self) -> pd.DatetimeIndex:
        """Return the instants between which nothing changes: one more than there are rows."""
        return self.counts.index.append(pd.DatetimeIndex([self.last + pd.Timedelta(seconds=1)]))

    @property
    def bands(self) -> dict[str, pd.Series]:
        """Return one series for each partner and one for all others, from the bottom of the stack to its top."""
        bands = {name: self.counts[name] for name in LOOKS if name in self.counts}
        others = [name for name in self.counts if name not in LOOKS]
        if others:
            bands[others[0] if len(others) == 1 and len(others[0]) < 10 else "others"] = self.counts[others].sum(axis=1)
        return bands

    @property
    def period(self) -> str:
        """Return the days covered, in words."""
        same = "" if self.first.year == self.last.year else f" {self.first.year}"
        if self.first.normalize() == self.last.normalize():
            return day(self.first)
        return f"{self.first.day} {self.first:%B}{same} to {day(self.last)}"

    @property
    def finding(self) -> str:
        """Return the title: who was aboard after the mark, or between which numbers the crew moved."""
        low, high = self.total.min(), self.total.max()
        if self.mark:
            return _told(self.mark)
        if low == high:
            return capital(f"{people(low)} {_were(low)} aboard all the time, {self.period}")
        if low == 0:
            return f"Up to {people(high)} {_were(high)} aboard, at times nobody, {self.period}"
        return capital(f"between {number(low)} and {people(high)} were aboard, {self.period}")

    @property
    def description(self) -> str:
        """Return every step in words, or its range where there are too many."""
        if len(self.counts) > 12:
            changes, peak = len(self.counts) - 1, instant(self.total.idxmax())
            return f"{self.finding}. Who was aboard changed {changes} times; most people from {peak} on."
        return " ".join(f"From {instant(when)}: {_sum(row)}." for when, row in self.counts.iterrows())

    @property
    def data(self) -> pd.DataFrame:
        """Return the numbers as they are: when_utc, one column for each agency, total."""
        return self.counts.assign(total=self.total).rename_axis("when_utc").reset_index()

    @property
    def table(self) -> pd.DataFrame:
        """Return the numbers as people read them."""
        return pd.DataFrame({"From": self.counts.index, **self.bands, "Total": self.total}).reset_index(drop=True)


def _bounds(value: Span) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last second of a month or a day; an instant is both."""
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            period = pd.Period(value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            period = pd.Period(value, freq="D")
        else:
            return (_instant(value),) * 2
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is no month (2023-08), day (2023-08-01) or instant (2023-08-01T12:00Z)") from None
    return period.start_time.tz_localize("UTC"), period.end_time.floor("s").tz_localize("UTC")


def _instant(value: Span) -> pd.Timestamp:
    when = pd.Timestamp(datetime.fromisoformat(value) if isinstance(value, str) else value)
    if pd.isna(when):
        raise ValueError
    return when.tz_localize("UTC") if when.tzinfo is None else when.tz_convert("UTC")


def _marked(value: Span, first: pd.Timestamp, last: pd.Timestamp, counts: pd.DataFrame) -> Mark:
    begin, end = _bounds(value)
    if begin < first or end > last:
        raise ValueError(f"mark {value!r} is not between {instant(first)} and {instant(last)}")
    changes = counts.index[(counts.index > begin) & (counts.index <= end)]
    label = instant(begin) if begin == end else day(begin)
    return Mark(label, changes[-1] if len(changes) else begin, _state(counts, begin), _state(counts, end))


def _state(counts: pd.DataFrame, when: pd.Timestamp) -> pd.Series:
    return counts.loc[:when].iloc[-1]


def _told(mark: Mark) -> str:
    before, after = int(mark.before.sum()), int(mark.after.sum())
    who = f": {_shares(mark.after)}" if after else ""
    if before == after:
        return capital(f"{people(after)} {_were(after)} aboard on {mark.label}{who}")
    verb = "rose" if after > before else "fell"
    return f"On {mark.label} the crew {verb} from {number(before)} to {number(after)}{who}"


def _were(count: int) -> str:
    return "were" if count > 1 else "was"


def _shares(row: pd.Series) -> str:
    """Word who is aboard by agency, the largest first."""
    aboard = row[row > 0].sort_values(ascending=False, kind="stable")
    return listed(f"{number(count)} from {agency}" for agency, count in aboard.items())


def _sum(row: pd.Series) -> str:
    return f"{people(row.sum())}, {_shares(row)}" if row.sum() else people(0)


def _spelled_out(crew: Crew) -> str:
    """Return the full name of what the drawing calls by its initials, unless it is one of the five partners."""
    known = {row["id"]: row["name"] for row in data.rows("agencies")}
    return "".join(f" {id}: {known[id]}." for id in crew.bands if id not in LOOKS and known.get(id, id) != id)


CROWD = 40  # so many steps leave no room between them for lines and words


class Plot(NamedTuple):
    """Hold the paper of a drawing of people aboard, and its two scales."""

    paper: Axes
    crew: Crew
    right: float  # where the last instant stands
    ground: float  # where nobody is aboard
    unit: float  # px for each person

    def x(self, when: pd.Timestamp) -> float:
        """Return where an instant stands."""
        return self.right * ((when - self.crew.first) / (self.crew.edges[-1] - self.crew.first))

    def y(self, count: float) -> float:
        """Return how high a number of people reaches."""
        return self.ground - self.unit * count


def _draw_crew(crew: Crew, figure: Figure, narrow: bool) -> None:
    """Draw the stack with its numbers, the agencies' names at its end and, where there is room, the ships."""
    most = max(crew.total.max(), 1)
    unit = min(34, max(16, 230 / most))
    right, top, bottom = (NARROW - 104, 46, 28) if narrow else (WIDE - 112, 52, 30)
    paper = _paper(figure, top + unit * most + bottom)
    plot = Plot(paper, crew, right, top + unit * most, unit)
    _stack(plot)
    _dates(plot, narrow)
    _agencies(plot, 13 if narrow else TEXT)
    if crew.mark:
        _pointed_out(plot, crew.mark)
    if len(crew.counts) < CROWD:
        _totals(plot)
    if len(crew.counts) < CROWD and not narrow:
        _ships(plot)


def _stack(plot: Plot) -> None:
    """Draw one band for each agency; lines of the ground cut the bands into blocks, one for each person."""
    base = 0 * plot.crew.total
    edges = [plot.x(when) for when in plot.crew.edges]
    for name, counts in plot.crew.bands.items():
        bottom, top = plot.y(base), plot.y(base + counts)
        plot.paper.stairs(top, edges, baseline=bottom, fill=True, linewidth=0, clip_on=False, **_fill(name))
        base = base + counts
    for count in range(1, base.max()):
        _line(plot.paper, (0, plot.right), (plot.y(count), plot.y(count)), "ground", 1.5)
    for x in edges[1:-1] if len(edges) <= CROWD else ():
        _line(plot.paper, (x, x), (plot.y(base.max()), plot.ground), "ground", 1.5)
    _line(plot.paper, (0, plot.right), (plot.ground, plot.ground), "muted")


def _fill(name: str) -> dict:
    return {"facecolor": look(name).colour, "hatch": look(name).hatch, "edgecolor": LIGHT["ground"]}


def _dates(plot: Plot, narrow: bool) -> None:
    """Write the dates below the ground; a phone has no room for the year, which the title names."""
    for when, label in _calendar(plot.crew.first, plot.crew.edges[-1], narrow):
        x = plot.x(when)
        _line(plot.paper, (x, x), (plot.ground, plot.ground + 6), "muted")
        _write(plot.paper, x, plot.ground + 21, label, SMALL, "muted")


def _calendar(first: pd.Timestamp, last: pd.Timestamp, narrow: bool) -> list[tuple[pd.Timestamp, str]]:
    """Return a few dates with their labels: days, months or years, as fine as there is room for."""
    days = pd.date_range(first.normalize(), last, freq="D", inclusive="left")
    days = days[days >= first]
    months, years = days[days.day == 1], days[(days.day == 1) & (days.month == 1)]
    for dates, form in (
        *((days[::step], "day") for step in (1, 2, 7, 14)),
        *((months[(months.month - 1) % step == 0], "month") for step in (1, 2, 3, 6)),
        *((years[years.year % step == 0], "year") for step in (1, 2, 5, 10)),
    ):
        if 0 < len(dates) <= (3 if narrow else 6):
            return [(when, _date_label(when, form, narrow, when == dates[0])) for when in dates]
    return [(first, day(first))]


def _date_label(when: pd.Timestamp, form: str, narrow: bool, leads: bool) -> str:
    new_year = form == "month" and when.month == 1
    if form == "year" or (narrow and new_year):
        return str(when.year)
    label = f"{when:%b}" if form == "month" else f"{when.day} {when:%b}"
    return f"{label} {when.year}" if not narrow and (leads or new_year) else label


def _totals(plot: Plot) -> None:
    """Write everybody's number above each step that is wide enough for it, or that stands out."""
    totals, xs = [0, *plot.crew.total, 0], [plot.x(when) for when in plot.crew.edges]
    line = plot.x(plot.crew.mark.when) if plot.crew.mark else -WIDE
    for left, right, before, count, after in zip(xs, xs[1:], totals, totals[1:], totals[2:], strict=False):
        peak = max(before, after) <= count - 2 and right - left > 6
        if count and (peak or right - left > 10 * len(str(count))):
            struck = left < line < right and abs((left + right) / 2 - line) < 11
            x = line + 12 if struck else (left + right) / 2
            _write(plot.paper, x, plot.y(count) - 6, str(count), LARGE, ha="center", weight="bold")


def _agencies(plot: Plot, size: float) -> None:
    """Name every band at its end; those that ended before stand above, each with a sample of its fill."""
    x, free, level, gone = plot.right + 8, plot.ground + 16, 0, []
    for name, counts in plot.crew.bands.items():
        if not (here := counts.iloc[-1]):
            gone.append(name)
            continue
        free = min(plot.y(level + here / 2) + 5, free - 16)
        level += here
        _write(plot.paper, x, free, name, size, look(name).name, weight="bold")
    for name in gone:
        free -= 40
        last = plot.crew.edges[1:][plot.crew.bands[name] > 0][-1]
        until = f"to {last.day} {last:%b}" if plot.crew.first.year == plot.crew.last.year else f"to {last:%b %Y}"
        _box(plot.paper, x, free - 11, 9, 13, **_fill(name))
        _write(plot.paper, x + 14, free, name, size, look(name).name, weight="bold")
        _write(plot.paper, x + 14, free + 16, until, SMALL, "muted")


def _pointed_out(plot: Plot, mark: Mark) -> None:
    """Draw a line through the instant of the mark, its day above everything."""
    x = plot.x(mark.when)
    _line(plot.paper, (x, x), (22, plot.ground + 6), "ink", 1.2)
    label = f"{mark.when.day} {mark.when:%B}"
    _write(plot.paper, max(x, 5 * len(label)), 15, label, ha="center", weight="bold")


def _ships(plot: Plot) -> None:
    """Write who came and who went into the empty corners of the steps, wherever nothing is written over."""
    total, taken = plot.crew.total, []
    for when, before, after in zip(total.index[1:], total, total.iloc[1:], strict=False):
        rise, high, text = after > before, max(before, after), _traffic(when)
        width = 8 * len(text)
        left = plot.x(when) + (-6 - width if rise else 6)
        if _vacant(plot, taken, left, left + width, high):
            taken.append((left, left + width, high))
            x, ha = (left + width, "right") if rise else (left, "left")
            _write(plot.paper, x, plot.y(high - 0.5) + 5, text, SMALL, ha=ha)


def _vacant(plot: Plot, taken: list[tuple[float, float, int]], left: float, right: float, high: int) -> bool:
    """Say whether the topmost person's height is free between two places: of steps, their numbers, other texts."""
    edges = [plot.x(when) for when in plot.crew.edges]
    steps = zip(plot.crew.total, edges, edges[1:], strict=False)
    below = all(count <= high - 2.2 for count, begin, end in steps if begin < right and end > left)
    apart = all(abs(high - other) * plot.unit >= 15 or right < a or left > b for a, b, other in taken)
    return below and apart and left >= 0 and right <= plot.right


def _traffic(when: pd.Timestamp) -> str:
    """Return who came and who went at an instant, by ship: "+3 MS-24"."""
    stays = data.rows("stays")
    came = Counter(stay["ship"] for stay in stays if stay["dock_utc"] == when)
    went = Counter(stay["return_ship"] for stay in stays if stay["undock_utc"] == when)
    signed = [("+", came), ("\N{MINUS SIGN}", went)]
    return ", ".join(
        f"{sign}{count} {ship.split(' ', 1)[-1]}" for sign, ships in signed for ship, count in ships.items()
    )


# -- what the drawings share ---------------------------------------------------------------------------


def _paper(figure: Figure, height: float) -> Axes:
    """Return axes over the whole figure, measured in px from its upper left corner."""
    figure.set_figheight(height / 72)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, figure.get_figwidth() * 72), ylim=(height, 0))
    axes.axis("off")
    return axes


def _write(
    axes: Axes, x: float, y: float, text: str, size: float = TEXT, color: str = "ink", ha: str = "left", **more
) -> None:
    """Write a text, by the name of a colour; `more` goes to matplotlib."""
    if text:
        axes.text(x, y, text, fontsize=size, color=LIGHT[color], ha=ha, **more)


def _line(axes: Axes, xs: Sequence[float], ys: Sequence[float], color: str, width: float = 1, **more) -> None:
    """Draw a line, by the name of a colour; `more` goes to matplotlib."""
    axes.plot(xs, ys, color=LIGHT[color], linewidth=width, clip_on=False, **more)


def _box(axes: Axes, x: float, y: float, width: float, height: float, **fill) -> None:
    """Fill a rectangle, if it has any size."""
    from matplotlib.patches import Rectangle

    if width > 0 and height > 0:
        axes.add_patch(Rectangle((x, y), width, height, linewidth=0, clip_on=False, **fill))
