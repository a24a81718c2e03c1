"""Who was aboard: the roster of an instant, and the people of each agency between two dates."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

import pandas as pd

from .. import data, record
from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, Scale, fill, text_width
from ..kit.exhibit import Chart, Table
from ..kit.palette import LOOKS, look
from ..kit.wording import capital, day, instant, listed, number, people
from ..record.instants import instants
from .coverage import countries

Moment = str | date | datetime  # a month, a day or an instant


def roster(when: record.Instant) -> Table:
    """Print who was docked at an instant: person, agency, country, ship they came in, aboard since.

    ValueError: no instant, or one outside the record. DataError: damaged data. Source: the table stays.

    >>> roster("2023-09-15T21:30").caption
    'Ten people aboard on 15 September 2023, 21:30 UTC'
    """
    crew = record.aboard(when)
    (moment,) = instants([when])
    columns = {"person": "Person", "agency": "Agency", "country": "Country", "ship": "Ship", "since": "Aboard since"}
    frame = crew.assign(country=crew["country"].map(countries()))[list(columns)].rename(columns=columns)
    caption = f"{capital(people(len(frame)))} aboard on {instant(moment)}"
    return Table(f"roster-{moment:%Y-%m-%d-%H%M}", caption, frame, record.sources(moment, moment))


def crew_by_agency(start: Moment, end: Moment, mark: Moment | None = None) -> Chart:
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
    crew = Crew(counts, first, last, None if mark is None else _marked(mark, first, last, counts))
    frame = counts.assign(total=crew.total).rename_axis("when_utc").reset_index()
    return Chart(
        f"crew-{first:%Y-%m-%d}-{last:%Y-%m-%d}",
        crew.finding,
        partial(_draw, crew),
        alt=f"Stacked steps: people aboard by agency, {crew.period}",
        description=crew.description,
        data=frame,
        sources=record.sources(first, last),
        note=f"A person counts as aboard from docking to undocking.{crew.spelled_out}",
        table=pd.DataFrame({"From": counts.index, **crew.bands, "Total": crew.total}).reset_index(drop=True),
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
    def changes(self) -> pd.DatetimeIndex:
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
        if self.first.normalize() == self.last.normalize():
            return day(self.first)
        same = "" if self.first.year == self.last.year else f" {self.first.year}"
        return f"{self.first.day} {self.first:%B}{same} to {day(self.last)}"

    @property
    def finding(self) -> str:
        """Return the title: who was aboard after the mark, or between which numbers the crew moved."""
        low, high, mark = self.total.min(), self.total.max(), self.mark
        if mark is None:
            moved = f"Between {number(low)} and {people(high)} were aboard"
            if low == 0:
                moved = f"Up to {people(high)} were aboard, at times nobody"
            if low == high:
                moved = f"{capital(people(low))} were aboard all the time" if low else "Nobody was aboard at any time"
            return f"{moved}, {self.period}"
        before, after = int(mark.before.sum()), int(mark.after.sum())
        who = f": {_shares(mark.after)}" if after else ""
        if before == after:
            return f"{capital(people(after))} {'were' if after > 1 else 'was'} aboard on {mark.label}{who}"
        verb = "rose" if after > before else "fell"
        return f"On {mark.label} the crew {verb} from {number(before)} to {number(after)}{who}"

    @property
    def description(self) -> str:
        """Return every step in words, or its range where there are too many."""
        if len(self.counts) > 12:
            changes, peak = len(self.counts) - 1, instant(self.total.idxmax())
            return f"{self.finding}. Who was aboard changed {changes} times; most people from {peak} on."
        told = {
            when: ", ".join(filter(None, (people(row.sum()), _shares(row)))) for when, row in self.counts.iterrows()
        }
        return " ".join(f"From {instant(when)}: {words}." for when, words in told.items())

    @property
    def spelled_out(self) -> str:
        """Return the full name of what the drawing calls by its initials, unless it is one of the five partners."""
        names = {id: agency["name"] for id, agency in data.by_id("agencies").items() if id not in LOOKS}
        return "".join(f" {id}: {names[id]}." for id in self.bands if names.get(id, id) != id)


def _bounds(value: Moment) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last second of a month or a day; an instant is both."""
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            period = pd.Period(value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            period = pd.Period(value, freq="D")
        else:
            return (instants([value])[0],) * 2
    except ValueError:
        raise ValueError(f"{value!r} is no month (2023-08), day (2023-08-01) or instant (2023-08-01T12:00Z)") from None
    return period.start_time.tz_localize("UTC"), period.end_time.floor("s").tz_localize("UTC")


def _marked(value: Moment, first: pd.Timestamp, last: pd.Timestamp, counts: pd.DataFrame) -> Mark:
    begin, end = _bounds(value)
    if begin < first or end > last:
        raise ValueError(f"mark {value!r} is not between {instant(first)} and {instant(last)}")
    changes = counts.index[(counts.index > begin) & (counts.index <= end)]
    label = instant(begin) if begin == end else day(begin)
    before, after = (counts.loc[:when].iloc[-1] for when in (begin, end))
    return Mark(label, changes[-1] if len(changes) else begin, before, after)


def _shares(row: pd.Series) -> str:
    """Word who is aboard by agency, the largest first."""
    aboard = row[row > 0].sort_values(ascending=False, kind="stable")
    return listed(f"{number(count)} from {agency}" for agency, count in aboard.items())


# The drawing

CROWD = 40  # so many steps leave no room between them for lines and words
LIST = 8  # up to so many changes a phone lists the ships below the drawing, as the steps have no room for them


class Plot(NamedTuple):
    """Hold the paper of a drawing of people aboard, its two scales, and the x of every change."""

    paper: Canvas
    crew: Crew
    x: Scale  # of time
    y: Scale  # of people
    edges: list[float]


def _draw(crew: Crew, figure, narrow: bool) -> None:
    """Draw the stack with its numbers, the agencies' names at its end and, where there is room, the ships."""
    most = max(crew.total.max(), 1)
    unit = min(34, max(16, 230 / most))  # px for each person
    top, bottom = (46, 28) if narrow else (52, 30)
    told = crew.counts.index[1:] if narrow and len(crew.counts) <= LIST else []
    paper = Canvas(figure, top + unit * most + bottom + 20 * len(told), narrow)
    right = paper.width - (104 if narrow else 112)
    x = Scale(crew.first, crew.changes[-1], 0, right)
    plot = Plot(paper, crew, x, Scale(0, most, top + unit * most, top), list(map(x, crew.changes)))
    _stack(plot)
    for when, label in _calendar(crew.first, crew.changes[-1], narrow):
        paper.line((x(when),) * 2, (plot.y(0), plot.y(0) + 6), "muted")
        paper.write(x(when), plot.y(0) + 21, label, paper.small, "muted")
    _agencies(plot)
    if crew.mark:
        _point_out(plot, crew.mark)
    if len(crew.counts) < CROWD:
        _totals(plot)
    if len(crew.counts) < CROWD and not narrow:
        _ships(plot)
    for n, when in enumerate(told):
        y = plot.y(0) + 44 + 20 * n
        paper.write(0, y, f"{when.day} {when:%b}", paper.small, "muted")
        paper.write(64, y, _traffic(when), paper.small)


def _stack(plot: Plot) -> None:
    """Draw one band for each agency; lines of the ground cut the bands into blocks, one for each person."""
    base, edges, paper = 0 * plot.crew.total, plot.edges, plot.paper
    for name, counts in plot.crew.bands.items():
        look = {"fill": True, "linewidth": 0, "clip_on": False, **fill(name)}
        paper.axes.stairs(plot.y(base + counts), edges, baseline=plot.y(base), **look)
        base = base + counts
    for count in range(1, base.max()):
        paper.line((0, plot.x.end), (plot.y(count),) * 2, "ground", 1.5)
    for x in edges[1:-1] if len(edges) <= CROWD else ():
        paper.line((x, x), (plot.y(base.max()), plot.y(0)), "ground", 1.5)
    paper.line((0, plot.x.end), (plot.y(0),) * 2, "muted")


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
    """Return a label; a phone has no room for the year, which the title names."""
    new_year = form == "month" and when.month == 1
    if form == "year" or (narrow and new_year):
        return str(when.year)
    label = f"{when:%b}" if form == "month" else f"{when.day} {when:%b}"
    return f"{label} {when.year}" if not narrow and (leads or new_year) else label


def _totals(plot: Plot) -> None:
    """Write everybody's number above each step that is wide enough for it, or that stands out."""
    totals, xs = [0, *plot.crew.total, 0], plot.edges
    struck = plot.x(plot.crew.mark.when) if plot.crew.mark else -plot.paper.width
    for left, right, before, count, after in zip(xs, xs[1:], totals, totals[1:], totals[2:], strict=False):
        peak = max(before, after) <= count - 2 and right - left > 6
        if count and (peak or right - left > text_width(str(count), LARGE, bold=True)):
            middle = (left + right) / 2
            x = struck + 12 if left < struck < right and abs(middle - struck) < 11 else middle
            plot.paper.write(x, plot.y(count) - 6, str(count), LARGE, ha="center", bold=True)


def _agencies(plot: Plot) -> None:
    """Name every band at its end; those that ended before stand above, each with a sample of its fill."""
    paper, crew = plot.paper, plot.crew
    size = SMALL if paper.narrow else TEXT
    x, free, level = plot.x.end + 8, plot.y(0) + 16, 0
    for name, counts in crew.bands.items():
        if here := counts.iloc[-1]:
            free = min(plot.y(level + here / 2) + 5, free - 16)
            level += here
            paper.write(x, free, name, size, look(name).name, bold=True)
    for name, counts in crew.bands.items():
        if not counts.iloc[-1]:
            free -= 40
            last = crew.changes[1:][counts > 0][-1]
            until = f"to {last.day} {last:%b}" if crew.first.year == crew.last.year else f"to {last:%b %Y}"
            paper.box(x, free - 11, 9, 13, fill(name))
            paper.write(x + 13, free, name, size, look(name).name, bold=True)
            paper.write(x + 13, free + 16, until, paper.small, "muted")


def _point_out(plot: Plot, mark: Mark) -> None:
    """Draw a line through the instant of the mark, its day above everything."""
    x, label = plot.x(mark.when), f"{mark.when.day} {mark.when:%B}"
    plot.paper.line((x, x), (22, plot.y(0) + 6), "ink", 1.2)
    plot.paper.write(max(x, text_width(label, TEXT, bold=True) / 2), 15, label, ha="center", bold=True)


def _ships(plot: Plot) -> None:
    """Write who came and who went into the empty corners of the steps, wherever nothing is written over."""
    total, taken = plot.crew.total, []
    for when, before, after in zip(total.index[1:], total, total.iloc[1:], strict=False):
        rise, high, text = after > before, max(before, after), _traffic(when)
        width = text_width(text, SMALL)
        left = plot.x(when) + (-6 - width if rise else 6)
        if _vacant(plot, taken, left, left + width, high):
            taken.append((left, left + width, high))
            x, ha = (left + width, "right") if rise else (left, "left")
            plot.paper.write(x, plot.y(high - 0.5) + 5, text, SMALL, ha=ha)


def _vacant(plot: Plot, taken: list[tuple[float, float, int]], left: float, right: float, high: int) -> bool:
    """Say whether the topmost person's height is free between two places: of steps, their numbers, other texts."""
    steps = zip(plot.crew.total, plot.edges, plot.edges[1:], strict=False)
    below = all(count <= high - 2.2 for count, begin, end in steps if begin < right and end > left)
    unit = plot.y(0) - plot.y(1)
    apart = all(abs(high - other) * unit >= 15 or right < a or left > b for a, b, other in taken)
    return below and apart and left >= 0 and right <= plot.x.end


def _traffic(when: pd.Timestamp) -> str:
    """Return who came and who went at an instant, by ship: "+3 MS-24"."""
    stays = data.rows("stays")
    came = Counter(stay["ship"] for stay in stays if stay["dock_utc"] == when)
    went = Counter(stay["return_ship"] for stay in stays if stay["undock_utc"] == when)
    return ", ".join(
        f"{sign}{count} {ship.split(' ', 1)[-1]}"
        for sign, ships in (("+", came), ("\N{MINUS SIGN}", went))
        for ship, count in ships.items()
    )
