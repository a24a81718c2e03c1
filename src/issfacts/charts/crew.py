"""Draw how many people were aboard."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data, record
from ..kit.canvas import LARGE, PHONE, SMALL, TEXT, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT, LOOKS, look
from ..kit.wording import capital, day, instant, listed, number, people

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

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
        if high == 0:
            return f"Nobody was aboard at any time, {self.period}"
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
    paper = sheet(figure, top + unit * most + bottom)
    plot = Plot(paper, crew, right, top + unit * most, unit)
    _stack(plot)
    _dates(plot, narrow)
    _agencies(plot, narrow)
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
        line(plot.paper, (0, plot.right), (plot.y(count), plot.y(count)), "ground", 1.5)
    for x in edges[1:-1] if len(edges) <= CROWD else ():
        line(plot.paper, (x, x), (plot.y(base.max()), plot.ground), "ground", 1.5)
    line(plot.paper, (0, plot.right), (plot.ground, plot.ground), "muted")


def _fill(name: str) -> dict:
    return {"facecolor": look(name).colour, "hatch": look(name).hatch, "edgecolor": LIGHT["ground"]}


def _dates(plot: Plot, narrow: bool) -> None:
    """Write the dates below the ground; a phone has no room for the year, which the title names."""
    for when, label in _calendar(plot.crew.first, plot.crew.edges[-1], narrow):
        x = plot.x(when)
        line(plot.paper, (x, x), (plot.ground, plot.ground + 6), "muted")
        write(plot.paper, x, plot.ground + 21, label, PHONE if narrow else SMALL, "muted")


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
            write(plot.paper, x, plot.y(count) - 6, str(count), LARGE, ha="center", weight="bold")


def _agencies(plot: Plot, narrow: bool) -> None:
    """Name every band at its end; those that ended before stand above, each with a sample of its fill."""
    size, small = (SMALL, PHONE) if narrow else (TEXT, SMALL)
    x, free, level, gone = plot.right + 8, plot.ground + 16, 0, []
    for name, counts in plot.crew.bands.items():
        if not (here := counts.iloc[-1]):
            gone.append(name)
            continue
        free = min(plot.y(level + here / 2) + 5, free - 16)
        level += here
        write(plot.paper, x, free, name, size, look(name).name, weight="bold")
    for name in gone:
        free -= 40
        last = plot.crew.edges[1:][plot.crew.bands[name] > 0][-1]
        until = f"to {last.day} {last:%b}" if plot.crew.first.year == plot.crew.last.year else f"to {last:%b %Y}"
        box(plot.paper, x, free - 11, 9, 13, **_fill(name))
        write(plot.paper, x + 14, free, name, size, look(name).name, weight="bold")
        write(plot.paper, x + 14, free + 16, until, small, "muted")


def _pointed_out(plot: Plot, mark: Mark) -> None:
    """Draw a line through the instant of the mark, its day above everything."""
    x = plot.x(mark.when)
    line(plot.paper, (x, x), (22, plot.ground + 6), "ink", 1.2)
    label = f"{mark.when.day} {mark.when:%B}"
    write(plot.paper, max(x, 5 * len(label)), 15, label, ha="center", weight="bold")


def _ships(plot: Plot) -> None:
    """Write who came and who went into the empty corners of the steps, wherever nothing is written over."""
    total, taken = plot.crew.total, []
    for when, before, after in zip(total.index[1:], total, total.iloc[1:], strict=False):
        rise, high, text = after > before, max(before, after), _traffic(when)
        width = 8.3 * len(text)
        left = plot.x(when) + (-6 - width if rise else 6)
        if _vacant(plot, taken, left, left + width, high):
            taken.append((left, left + width, high))
            x, ha = (left + width, "right") if rise else (left, "left")
            write(plot.paper, x, plot.y(high - 0.5) + 5, text, SMALL, ha=ha)


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
