"""Who was aboard: the roster at an instant, and the people of each agency between two dates."""

import re
from collections import Counter
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

import pandas as pd

from .. import data, record
from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, Scale, area_style, text_width
from ..kit.exhibit import Chart, Table
from ..kit.palette import LOOKS, look
from ..kit.wording import capital, day, instant, listed, number, people
from ..record.instants import parse_instants

Period = str | date | datetime  # a month, a day or an instant


def roster(when: record.Instant) -> Table:
    """Tabulate who was aboard at an instant: person, agency, country, ship of arrival, aboard since.

    ValueError: no instant, or one outside the record. DataError: invalid data. Source: the table stays.

    >>> roster("2023-09-15T21:30").caption
    'Ten people aboard on 15 September 2023, 21:30 UTC'
    """
    crew = record.aboard(when)
    (moment,) = parse_instants([when])
    columns = {"person": "Person", "agency": "Agency", "country": "Country", "ship": "Ship"}
    columns["since"] = "Aboard since (UTC)"
    crew["country"] = crew["country"].map(data.load("countries").set_index("id")["name"])
    frame = crew[list(columns)].rename(columns=columns)
    caption = f"{capital(people(len(frame)))} aboard on {instant(moment)}"
    return Table(f"roster-{moment:%Y-%m-%d-%H%M}", caption, frame, record.sources(moment, moment))


def crew_by_agency(start: Period, end: Period, mark: Period | None = None) -> Chart:
    """Draw the number of people aboard by agency between two dates, as stacked steps.

    `start` and `end` are months ("2023-08"), days or instants, both included in full. `mark` is a day or an instant to
    highlight: the title then says who was aboard after it. `data`: when_utc, one column for each agency, total; a row
    holds until the next one. ValueError: `start` after `end`, `mark` outside them, a date outside the record.
    DataError: invalid data. Source: the table stays.

    >>> crew_by_agency("2023-08", "2023-10").title
    'Between seven and eleven people were aboard, 1 August to 31 October 2023'
    """
    first, last = _bounds(start)[0], _bounds(end)[1]
    counts = record.occupancy(first, last, by="agency")
    crew = Crew(counts, first, last, None if mark is None else _make_mark(mark, first, last, counts))
    frame = counts.assign(total=crew.total).rename_axis("when_utc").reset_index()
    return Chart(
        f"crew-{first:%Y-%m-%d}-{last:%Y-%m-%d}",
        crew.finding,
        partial(_draw, crew),
        alt=f"Stacked steps: people aboard by agency, {crew.period}",
        description=crew.description,
        data=frame,
        sources=record.sources(first, last),
        note=f"A person counts as aboard from docking to undocking.{crew.full_names}",
        table=pd.DataFrame({"From": counts.index, **crew.bands, "Total": crew.total}).reset_index(drop=True),
    )


class Mark(NamedTuple):
    """Hold the highlighted day or instant: label, instant of the line, counts by agency before and after."""

    label: str
    when: pd.Timestamp
    before: pd.Series
    after: pd.Series


class Crew:
    """Hold the counts behind one chart of the people aboard, and describe them in words.

    `total`: people at each step; `edges`: the start of each step, and the end of the last; `bands`: the stacked series
    from bottom to top, one for each partner agency and one for all others.
    """

    def __init__(self, counts: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, mark: Mark | None) -> None:
        self.counts, self.first, self.last, self.mark = counts, first, last, mark
        self.total = counts.sum(axis=1).astype("int64")
        self.edges = counts.index.append(pd.DatetimeIndex([last + pd.Timedelta(seconds=1)]))
        self.bands = {name: counts[name] for name in LOOKS if name in counts}
        if others := [name for name in counts if name not in LOOKS]:
            label = others[0] if len(others) == 1 and len(others[0]) < 10 else "others"
            self.bands[label] = counts[others].sum(axis=1)
        same_year = "" if first.year == last.year else f" {first.year}"
        one_day = first.normalize() == last.normalize()
        self.period = day(first) if one_day else f"{first.day} {first:%B}{same_year} to {day(last)}"

    @property
    def finding(self) -> str:
        """Return the title: who was aboard after the mark, or the range of the number of people."""
        low, high, mark = self.total.min(), self.total.max(), self.mark
        if mark is None:
            verb = "was" if high == 1 else "were"
            text = f"Between {number(low)} and {people(high)} were aboard"
            if low == 0:
                text = f"Up to {people(high)} {verb} aboard, at times nobody"
            if low == high:
                text = f"{capital(people(low))} {verb} aboard all the time" if low else "Nobody was aboard at any time"
            return f"{text}, {self.period}"
        before, after = int(mark.before.sum()), int(mark.after.sum())
        who = f": {_count_by_agency(mark.after)}" if after else ""
        if before == after:
            return f"{capital(people(after))} {'were' if after > 1 else 'was'} aboard on {mark.label}{who}"
        verb = "rose" if after > before else "fell"
        return f"On {mark.label} the crew {verb} from {number(before)} to {number(after)}{who}"

    @property
    def description(self) -> str:
        """Describe every step, or only the range where there are more than twelve."""
        if len(self.counts) > 12:
            changes, peak = len(self.counts) - 1, instant(self.total.idxmax())
            return f"{self.finding}. Who was aboard changed {changes} times; most people from {peak} on."
        return " ".join(
            f"From {instant(when)}: {', '.join(filter(None, (people(row.sum()), _count_by_agency(row))))}."
            for when, row in self.counts.iterrows()
        )

    @property
    def full_names(self) -> str:
        """Return the full names of agencies that the chart abbreviates, except the five partners."""
        names = {id: agency["name"] for id, agency in data.by_id("agencies").items() if id not in LOOKS}
        return "".join(f" {id}: {names[id]}." for id in self.bands if names.get(id, id) != id)


def _bounds(value: Period) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last second of a month or a day; an instant is both."""
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            period = pd.Period(value)
        elif isinstance(value, date) and not isinstance(value, datetime):
            period = pd.Period(value, freq="D")
        else:
            return (parse_instants([value])[0],) * 2
    except ValueError:
        raise ValueError(f"{value!r} is not a month (2023-08), day (2023-08-01) or instant (2023-08-01T12Z)") from None
    return period.start_time.tz_localize("UTC"), period.end_time.floor("s").tz_localize("UTC")


def _make_mark(value: Period, first: pd.Timestamp, last: pd.Timestamp, counts: pd.DataFrame) -> Mark:
    """Return the mark for a day or an instant; its line stands at the last change of that day. ValueError outside."""
    begin, end = _bounds(value)
    if begin < first or end > last:
        raise ValueError(f"mark {value!r} is not between {instant(first)} and {instant(last)}")
    changes = counts.index[(counts.index > begin) & (counts.index <= end)]
    label = instant(begin) if begin == end else day(begin)
    before, after = (counts.loc[:when].iloc[-1] for when in (begin, end))
    return Mark(label, changes[-1] if len(changes) else begin, before, after)


def _count_by_agency(row: pd.Series) -> str:
    aboard = row[row > 0].sort_values(ascending=False, kind="stable")
    return listed(f"{number(count)} from {agency}" for agency, count in aboard.items())


# Drawing

CROWDED = 40  # from so many steps on, lines and texts between them do not fit
MAX_LISTED = 8  # on a phone, arrivals and departures of up to so many steps are listed below the chart


TextPlace = tuple[float, float, float]  # left, right (px), and height as the number of a person in the stack


class Plot(NamedTuple):
    """Hold the canvas of a chart of people aboard, its two scales, and the x position of each step's edge."""

    canvas: Canvas
    crew: Crew
    x: Scale  # of time
    y: Scale  # of people
    edges: list[float]


def _draw(crew: Crew, figure, narrow: bool) -> None:
    """Draw the stack with its numbers, the agencies' names at the right and, where there is room, the ships."""
    peak = max(crew.total.max(), 1)
    person_height = min(34, max(16, 230 / peak))  # px for each person
    top, bottom = (46, 28) if narrow else (52, 30)
    listed_changes = crew.counts.index[1:] if narrow and len(crew.counts) <= MAX_LISTED else []
    canvas = Canvas(figure, top + person_height * peak + bottom + 20 * len(listed_changes), narrow)
    right = canvas.width - (104 if narrow else 112)
    x = Scale(crew.first, crew.edges[-1], 0, right)
    plot = Plot(canvas, crew, x, Scale(0, peak, top + person_height * peak, top), list(map(x, crew.edges)))
    _draw_stack(plot)
    for when, label in _tick_dates(crew.first, crew.edges[-1], narrow):
        canvas.line((x(when),) * 2, (plot.y(0), plot.y(0) + 6), "muted")
        canvas.write(x(when), plot.y(0) + 21, label, canvas.small, "muted")
    agency_labels = _label_agencies(plot)
    if crew.mark:
        mark_x, label = x(crew.mark.when), f"{crew.mark.when.day} {crew.mark.when:%B}"
        canvas.line((mark_x, mark_x), (22, plot.y(0) + 6), "ink", 1.2)
        canvas.write(max(mark_x, text_width(label, TEXT, bold=True) / 2), 15, label, ha="center", bold=True)
    if len(crew.counts) < CROWDED:
        _write_totals(plot)
    if len(crew.counts) < CROWDED and not narrow:
        _write_ships(plot, agency_labels)
    for n, when in enumerate(listed_changes):
        y = plot.y(0) + 44 + 20 * n
        canvas.write(0, y, f"{when.day} {when:%b}", canvas.small, "muted")
        canvas.write(64, y, _describe_traffic(when), canvas.small)


def _draw_stack(plot: Plot) -> None:
    """Draw a filled step curve for each agency, with separators between people and between steps."""
    base, edges, canvas = 0 * plot.crew.total, plot.edges, plot.canvas
    for name, counts in plot.crew.bands.items():
        style = {"fill": True, "linewidth": 0, "clip_on": False, **area_style(name)}
        canvas.axes.stairs(plot.y(base + counts), edges, baseline=plot.y(base), **style)
        base = base + counts
    for count in range(1, base.max()):
        canvas.line((0, plot.x.end), (plot.y(count),) * 2, "ground", 1.5)
    for x in edges[1:-1] if len(edges) <= CROWDED else ():
        canvas.line((x, x), (plot.y(base.max()), plot.y(0)), "ground", 1.5)
    canvas.line((0, plot.x.end), (plot.y(0),) * 2, "muted")


def _tick_dates(first: pd.Timestamp, last: pd.Timestamp, narrow: bool) -> list[tuple[pd.Timestamp, str]]:
    """Return a few tick dates with their labels: the finest of days, months or years that fits."""
    days = pd.date_range(first.normalize(), last, freq="D", inclusive="left")
    days = days[days >= first]
    months, years = days[days.day == 1], days[(days.day == 1) & (days.month == 1)]
    for dates, form in (
        *((days[::step], "day") for step in (1, 2, 7, 14)),
        *((months[(months.month - 1) % step == 0], "month") for step in (1, 2, 3, 6)),
        *((years[years.year % step == 0], "year") for step in (1, 2, 5, 10)),
    ):
        if 0 < len(dates) <= (3 if narrow else 6):
            return [(when, _tick_label(when, form, narrow, when == dates[0])) for when in dates]
    return [(first, day(first))]


def _tick_label(when: pd.Timestamp, form: str, narrow: bool, leads: bool) -> str:
    """Format a tick date; omit the year on a phone, where the title names it."""
    new_year = form == "month" and when.month == 1
    if form == "year" or (narrow and new_year):
        return str(when.year)
    label = f"{when:%b}" if form == "month" else f"{when.day} {when:%b}"
    return f"{label} {when.year}" if not narrow and (leads or new_year) else label


def _write_totals(plot: Plot) -> None:
    """Write the total above each step that is wide enough for it, or that is a peak."""
    totals, edges = [0, *plot.crew.total, 0], plot.edges
    mark_x = plot.x(plot.crew.mark.when) if plot.crew.mark else -plot.canvas.width
    for left, right, before, count, after in zip(edges, edges[1:], totals, totals[1:], totals[2:], strict=False):
        peak = max(before, after) <= count - 2 and right - left > 6
        if count and (peak or right - left > text_width(str(count), LARGE, bold=True)):
            middle = (left + right) / 2
            x = mark_x + 12 if left < mark_x < right and abs(middle - mark_x) < 11 else middle
            plot.canvas.write(x, plot.y(count) - 6, str(count), LARGE, ha="center", bold=True)


def _place_text(plot: Plot, left: float, right: float, y: float) -> TextPlace:
    return left, right, 0.5 + (y - 5 - plot.y(0)) / (plot.y(1) - plot.y(0))


def _label_agencies(plot: Plot) -> list[TextPlace]:
    """Label every band at the right end; agencies no longer aboard then are listed above, with a legend swatch.

    Return the places of the labels.
    """
    canvas, crew, places = plot.canvas, plot.crew, []
    size = SMALL if canvas.narrow else TEXT
    x, label_y, stacked = plot.x.end + 8, plot.y(0) + 16, 0
    for name, counts in crew.bands.items():
        if count := counts.iloc[-1]:
            label_y = min(plot.y(stacked + count / 2) + 5, label_y - 16)
            stacked += count
            canvas.write(x, label_y, name, size, look(name).name, bold=True)
            places.append(_place_text(plot, x, canvas.width, label_y))
    for name, counts in crew.bands.items():
        if not counts.iloc[-1]:
            label_y -= 40
            gone_at = crew.edges[1:][counts > 0][-1]
            until = f"to {gone_at.day} {gone_at:%b}" if crew.first.year == crew.last.year else f"to {gone_at:%b %Y}"
            canvas.box(x, label_y - 11, 9, 13, area_style(name))
            canvas.write(x + 13, label_y, name, size, look(name).name, bold=True)
            canvas.write(x + 13, label_y + 16, until, canvas.small, "muted")
            places += [_place_text(plot, x, canvas.width, y) for y in (label_y, label_y + 16)]
    return places


def _write_ships(plot: Plot, taken: list[TextPlace]) -> None:
    """Write arrivals and departures beside the steps, wherever they overlap nothing, nor a text in `taken`."""
    total, taken = plot.crew.total, list(taken)
    for when, before, after in zip(total.index[1:], total, total.iloc[1:], strict=False):
        arrival, level, text = after > before, max(before, after), _describe_traffic(when)
        width = text_width(text, SMALL)
        left = plot.x(when) + (-6 - width if arrival else 6)
        if _is_free(plot, taken, left, left + width, level):
            taken.append((left, left + width, level))
            x, ha = (left + width, "right") if arrival else (left, "left")
            plot.canvas.write(x, plot.y(level - 0.5) + 5, text, SMALL, ha=ha)


def _is_free(plot: Plot, taken: list[TextPlace], left: float, right: float, level: int) -> bool:
    """Say whether a text between two x positions, at the height of person number `level`, would overlap nothing."""
    steps = zip(plot.crew.total, plot.edges, plot.edges[1:], strict=False)
    clear_of_steps = all(count <= level - 2.2 for count, begin, end in steps if begin < right and end > left)
    person_height = plot.y(0) - plot.y(1)
    clear_of_texts = all(
        abs(level - other) * person_height >= 15 or right < begin or left > end for begin, end, other in taken
    )
    return clear_of_steps and clear_of_texts and left >= 0 and right <= plot.canvas.width


def _describe_traffic(when: pd.Timestamp) -> str:
    """Return arrivals and departures at an instant, by ship: "+3 MS-24"."""
    stays = data.rows("stays")
    came = Counter(stay["ship"] for stay in stays if stay["dock_utc"] == when)
    went = Counter(stay["return_ship"] for stay in stays if stay["undock_utc"] == when)
    return ", ".join(
        f"{sign}{count} {ship.split(' ', 1)[-1]}"
        for sign, ships in (("+", came), ("\N{MINUS SIGN}", went))
        for ship, count in ships.items()
    )
