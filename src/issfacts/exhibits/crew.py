"""Who was aboard: the roster at an instant, and the people of each agency between two dates."""

import re
from collections import Counter
from datetime import date, datetime
from functools import partial

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
    (moment,) = parse_instants([when])
    crew = record.aboard(when)
    crew["country"] = crew["country"].map(data.load("countries").set_index("id")["name"])
    columns = ["person", "agency", "country", "ship", "since"]
    frame = crew[columns].set_axis(["Person", "Agency", "Country", "Ship", "Aboard since (UTC)"], axis=1)
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
    crew = Crew(counts, first, last, mark)
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


class Crew:
    """Hold the counts behind one chart of the people aboard, and describe them in words.

    `total`: people at each step; `edges`: the start of each step, and the end of the last; `bands`: the stacked series
    from bottom to top, one for each partner agency and one for all others; `mark_at`: the instant of the mark, which is
    the last change on its day. ValueError: a mark outside the chart.
    """

    def __init__(self, counts: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, mark: Period | None) -> None:
        self.counts, self.first, self.last, self.mark_at = counts, first, last, None
        self.total = counts.sum(axis=1).astype("int64")
        self.edges = counts.index.append(pd.DatetimeIndex([last + pd.Timedelta(seconds=1)]))
        self.bands = {name: counts[name] for name in LOOKS if name in counts}
        if others := [name for name in counts if name not in LOOKS]:
            label = others[0] if len(others) == 1 and len(others[0]) < 10 else "others"
            self.bands[label] = counts[others].sum(axis=1)
        same_year = "" if first.year == last.year else f" {first.year}"
        one_day = first.normalize() == last.normalize()
        self.period = day(first) if one_day else f"{first.day} {first:%B}{same_year} to {day(last)}"
        if mark is not None:
            begin, end = _bounds(mark)
            if begin < first or end > last:
                raise ValueError(f"mark {mark!r} is not between {instant(first)} and {instant(last)}")
            changes = counts.index[(counts.index > begin) & (counts.index <= end)]
            self.mark_at = changes[-1] if len(changes) else begin
            self.mark_label = instant(begin) if begin == end else day(begin)
            self.before, self.after = (counts.loc[:when].iloc[-1] for when in (begin, end))

    @property
    def finding(self) -> str:
        """Return the title: who was aboard after the mark, or the range of the number of people."""
        low, high = self.total.min(), self.total.max()
        if self.mark_at is None:
            verb = "was" if high == 1 else "were"
            text = f"Between {number(low)} and {people(high)} were aboard"
            if low == 0:
                text = f"Up to {people(high)} {verb} aboard, at times nobody"
            if low == high:
                text = f"{capital(people(low))} {verb} aboard all the time" if low else "Nobody was aboard at any time"
            return f"{text}, {self.period}"
        before, after = int(self.before.sum()), int(self.after.sum())
        who = f": {_count_by_agency(self.after)}" if after else ""
        if before == after:
            return f"{capital(people(after))} {'were' if after > 1 else 'was'} aboard on {self.mark_label}{who}"
        verb = "rose" if after > before else "fell"
        return f"On {self.mark_label} the crew {verb} from {number(before)} to {number(after)}{who}"

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


def _count_by_agency(row: pd.Series) -> str:
    aboard = row[row > 0].sort_values(ascending=False, kind="stable")
    return listed(f"{number(count)} from {agency}" for agency, count in aboard.items())


# Drawing

CROWDED = 40  # from so many steps on, lines and texts between them do not fit
MAX_LISTED = 8  # on a phone, arrivals and departures of up to so many steps are listed below the chart


TextPlace = tuple[float, float, float]  # left, right and baseline in px


def _draw(crew: Crew, figure, narrow: bool) -> None:
    """Draw the stack with its numbers, the agencies' names at the right and, where there is room, the ships."""
    peak = max(crew.total.max(), 1)
    person_height = min(34, max(16, 230 / peak))  # px for each person
    top, bottom = (46, 28) if narrow else (52, 30)
    listed_changes = crew.counts.index[1:] if narrow and len(crew.counts) <= MAX_LISTED else []
    canvas = Canvas(figure, top + person_height * peak + bottom + 20 * len(listed_changes), narrow)
    x = Scale(crew.first, crew.edges[-1], 0, canvas.width - (104 if narrow else 112))
    y = Scale(0, peak, top + person_height * peak, top)
    baseline, edges = y(0), list(map(x, crew.edges))
    _draw_stack(canvas, crew, edges, y)
    for when, label in _tick_dates(crew.first, crew.edges[-1], narrow):
        canvas.line((x(when),) * 2, (baseline, baseline + 6), "muted")
        canvas.write(x(when), baseline + 21, label, canvas.small, "muted")
    taken = _label_agencies(canvas, crew, x.end + 8, y)
    if crew.mark_at:
        mark_x, label = x(crew.mark_at), f"{crew.mark_at.day} {crew.mark_at:%B}"
        canvas.line((mark_x, mark_x), (22, baseline + 6), "ink", 1.2)
        canvas.write(max(mark_x, text_width(label, TEXT, bold=True) / 2), 15, label, ha="center", bold=True)
    if len(crew.counts) < CROWDED:
        _write_totals(canvas, crew, edges, y, x(crew.mark_at) if crew.mark_at else -canvas.width)
        if not narrow:
            _write_ships(canvas, crew, edges, y, taken)
    for n, when in enumerate(listed_changes):
        text_y = baseline + 44 + 20 * n
        canvas.write(0, text_y, f"{when.day} {when:%b}", canvas.small, "muted")
        canvas.write(64, text_y, _describe_traffic(when), canvas.small)


def _draw_stack(canvas: Canvas, crew: Crew, edges: list[float], y: Scale) -> None:
    """Draw a filled step curve for each agency, with separators between people and between steps."""
    base = 0 * crew.total
    for name, counts in crew.bands.items():
        style = {"fill": True, "linewidth": 0, "clip_on": False, **area_style(name)}
        canvas.axes.stairs(y(base + counts), edges, baseline=y(base), **style)
        base = base + counts
    for count in range(1, base.max()):
        canvas.line((edges[0], edges[-1]), (y(count),) * 2, "ground", 1.5)
    for x in edges[1:-1] if len(edges) <= CROWDED else ():
        canvas.line((x, x), (y(base.max()), y(0)), "ground", 1.5)
    canvas.line((edges[0], edges[-1]), (y(0),) * 2, "muted")


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


def _write_totals(canvas: Canvas, crew: Crew, edges: list[float], y: Scale, mark_x: float) -> None:
    """Write the total above each step that is wide enough for it, or that is a peak."""
    totals = [0, *crew.total, 0]
    for left, right, before, count, after in zip(edges, edges[1:], totals, totals[1:], totals[2:], strict=False):
        peak = max(before, after) <= count - 2 and right - left > 6
        if count and (peak or right - left > text_width(str(count), LARGE, bold=True)):
            middle = (left + right) / 2
            x = mark_x + 12 if left < mark_x < right and abs(middle - mark_x) < 11 else middle
            canvas.write(x, y(count) - 6, str(count), LARGE, ha="center", bold=True)


def _label_agencies(canvas: Canvas, crew: Crew, x: float, y: Scale) -> list[TextPlace]:
    """Label every band at the right end; agencies no longer aboard then are listed above; return the labels' places."""
    size, text_y, stacked, baselines = SMALL if canvas.narrow else TEXT, y(0) + 16, 0, []
    for name, counts in crew.bands.items():
        if count := counts.iloc[-1]:
            text_y = min(y(stacked + count / 2) + 5, text_y - 16)
            stacked += count
            canvas.write(x, text_y, name, size, look(name).name, bold=True)
            baselines.append(text_y)
    for name, counts in crew.bands.items():
        if not counts.iloc[-1]:
            text_y -= 40
            gone_at = crew.edges[1:][counts > 0][-1]
            until = f"to {gone_at.day} {gone_at:%b}" if crew.first.year == crew.last.year else f"to {gone_at:%b %Y}"
            canvas.box(x, text_y - 11, 9, 13, area_style(name))
            canvas.write(x + 13, text_y, name, size, look(name).name, bold=True)
            canvas.write(x + 13, text_y + 16, until, canvas.small, "muted")
            baselines += text_y, text_y + 16
    return [(x, canvas.width, baseline) for baseline in baselines]


def _write_ships(canvas: Canvas, crew: Crew, edges: list[float], y: Scale, taken: list[TextPlace]) -> None:
    """Write arrivals and departures beside the steps, wherever they overlap no step, nor a text in `taken`."""
    steps = list(zip(crew.total, edges, edges[1:], strict=False))
    for when, (before, _, edge), (after, *_) in zip(crew.total.index[1:], steps, steps[1:], strict=False):
        arrival, level, text = after > before, max(before, after), _describe_traffic(when)
        x, text_y = edge + (-6 if arrival else 6), y(level - 0.5) + 5
        left, right = (x - text_width(text, SMALL), x) if arrival else (x, x + text_width(text, SMALL))
        clear_of_steps = all(count <= level - 2.2 for count, begin, end in steps if begin < right and end > left)
        clear_of_texts = all(abs(text_y - other) >= 15 or right < begin or left > end for begin, end, other in taken)
        if clear_of_steps and clear_of_texts and left >= 0 and right <= canvas.width:
            taken.append((left, right, text_y))
            canvas.write(x, text_y, text, SMALL, ha="right" if arrival else "left")


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
