"""Who flew with whom: every crewed flight, the shares of mixed crews, and NASA and Roscosmos aboard since 1998."""

from datetime import timedelta
from functools import partial
from statistics import fmean
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import data, record
from ..kit.canvas import PHONE, SMALL, TEXT, Canvas, Scale, area_style
from ..kit.exhibit import Chart, Table, sources_of
from ..kit.palette import look
from ..kit.wording import capital, day, listed, number
from ..record.crew import crew_record
from ..record.flights import docked_flights
from ..record.instants import resolve_window

MIXED_MEANINGS = {"us-russia": "people of NASA and Roscosmos", "agency": "people of more than one partner"}
LEGEND_LABELS = {"us-russia": ("NASA and Roscosmos", "not both"), "agency": ("two partners or more", "one or none")}
# Vehicle -> family of ships, which has a row in the chart; the one flight of Starliner is in the row of Dragon.
FAMILIES = {"space-shuttle": "Shuttle", "soyuz": "Soyuz", "crew-dragon": "Dragon", "starliner": "Dragon"}
HIGHLIGHTED_SHIP, SWAP_EVENT = "Soyuz MS-24", "seat-swap-signed"
BOTH = ("NASA", "Roscosmos")
AFTERMATH = timedelta(days=30)  # after a shock, when the description counts the people aboard
DOT_SIZE, DOT_PITCH = 10, 11.6  # px: the size of a dot, and the distance from one to the next
MIXED_STYLE = {"color": "nasa", "size": DOT_SIZE, "markeredgewidth": 0}
AT_EDGE_STYLE = {"color": "nasa", "size": DOT_SIZE + 4, "edge": "ground", "markeredgewidth": 4}
NOT_MIXED_STYLE = {"color": "muted", "marker": "s", "size": DOT_SIZE - 2, "hollow": True, "markeredgewidth": 1.4}


def mixed_share(
    definition: str = "us-russia", start: record.Instant | None = None, end: record.Instant | None = None
) -> Table:
    """Tabulate how many crews were mixed, out of how many, by family of ships: ships, mixed, all, share in per cent.

    A flight counts if start <= docking < end; the defaults are the limits of the record. `definition` is that of
    `record.crewed_flights`. ValueError: an unknown definition, `start` after `end`, an instant outside the record.
    DataError: invalid data. Source: the tables crewed_flights and vehicles.

    >>> mixed_share("us-russia", "2022-07-14").caption
    '16 of 20 crewed flights with people of NASA and Roscosmos, 14 July 2022 to 7 October 2026: 80 per cent'
    """
    first, last = resolve_window(start, end, crew_record().limits)
    flights = docked_flights(first, last, definition)
    names = flights["vehicle"].map(data.load("vehicles").set_index("id")["name"]).astype(str)
    frame = flights.groupby(names, sort=False)["mixed"].agg(["sum", "size"]).astype("int64")
    mixed, crews = frame.sum()
    frame.loc["All"] = mixed, crews
    frame["share"] = (100 * frame["sum"] / frame["size"]).round().astype("Int64")
    result = f": {frame.loc['All', 'share']} per cent" if crews else ""
    return Table(
        f"mixed-share-{definition}-{first:%Y-%m-%d}-{last:%Y-%m-%d}",
        f"{mixed} of {crews} crewed flights with {MIXED_MEANINGS[definition]}, {day(first)} to "
        f"{day(last - pd.Timedelta(seconds=1))}{result}",
        frame.reset_index().set_axis(["Ships", "Mixed crews", "All crews", "Share, per cent"], axis=1),
        sources_of(flights) or ["gcat"],  # the catalogue of all flights, for a window in which none docked
    )


def mixed_by_year(definition: str = "us-russia") -> Chart:
    """Draw the share of mixed crews among the flights that docked in each year.

    `definition` is that of `record.crewed_flights`. `data`: year, mixed, flights, share (per cent, rounded).
    ValueError: an unknown definition. DataError: invalid data. Source: the table crewed_flights.

    >>> mixed_by_year().title
    'The share of mixed crews was lowest in 2008, one of six; in twelve of 29 years every crew was mixed'
    """
    flights = docked_flights(definition=definition)
    years = flights["dock_utc"].dt.year.rename("year")
    frame = flights.groupby(years)["mixed"].agg(mixed="sum", flights="count").astype("int64").reset_index()
    exact = frame["mixed"] / frame["flights"]
    frame["share"] = (100 * exact).round().astype("int64")
    lowest = frame.loc[exact.idxmin()]
    return Chart(
        f"mixed-by-year-{definition}",
        f"The share of mixed crews was lowest in {lowest['year']}, {number(lowest['mixed'])} of "
        f"{number(lowest['flights'])}; in {number((exact == 1).sum())} of {len(frame)} years every crew was mixed",
        partial(_draw_years, frame),
        alt=f"A bar for each year, {frame['year'].min()} to {frame['year'].max()}: per cent of crews that were mixed",
        description=f"Mixed: {MIXED_MEANINGS[definition]} aboard. "
        + " ".join(f"{row.year}: {row.mixed} of {row.flights}." for row in frame.itertuples()),
        data=frame,
        note="Few flights a year, so that one more or less moves the share far; the last year runs to "
        f"{day(pd.Timestamp(data.package()['horizon']))}.",
        table=frame.set_axis(["Year", "Mixed crews", "All crews", "Share, per cent"], axis=1),
        rows=flights,
    )


def _draw_years(frame: pd.DataFrame, figure, narrow: bool) -> None:
    canvas = Canvas(figure, 220, narrow)
    x = Scale(frame["year"].iloc[0], frame["year"].iloc[-1], 60, canvas.width - 12)
    y, bar_width = Scale(0, 100, 188, 16), (x(1) - x(0)) * 0.6
    for share in (0, 50, 100):
        canvas.line((46, canvas.width), (y(share),) * 2, "muted" if share == 0 else "line", zorder=0)
        canvas.write(41, y(share) + 5, f"{share}%", canvas.small, "muted", "right")
    for row in frame.itertuples():
        canvas.box(x(row.year) - bar_width / 2, y(row.share), bar_width, y(0) - y(row.share), area_style("NASA"))
    canvas.ticks({x(year): str(year) for year in frame["year"] if year % (10 if narrow else 5) == 0}, y(0))


def mixed_crews(definition: str = "us-russia") -> Chart:
    """Draw a marker for each crewed flight that docked at the station: filled if its crew was mixed.

    `definition` is that of `record.crewed_flights`. `data`: ship, vehicle, dock_utc, agencies, mixed, seat_swap.
    ValueError: an unknown definition. DataError: invalid data. Source: the tables crewed_flights and events.

    >>> mixed_crews().title
    "People of NASA and Roscosmos flew together on 70 of 114 flights up to O'Hara's"
    """
    frame = docked_flights(definition=definition).sort_values("dock_utc", ignore_index=True)
    docked, swap_event = frame["dock_utc"], data.by_id("events")[SWAP_EVENT]
    swap, ohara = pd.Timestamp(swap_event["when_utc"]), docked[frame["ship"] == HIGHLIGHTED_SHIP].item()
    families = dict(iter(frame.groupby(frame["vehicle"].map(FAMILIES), sort=False)))
    counts = {name: _mixed_of_all(part[part["dock_utc"] <= ohara]) for name, part in families.items()}
    # The longest run of flights without a mixed crew, between two with one.
    mixed = np.flatnonzero(frame["mixed"])
    longest = np.diff(mixed).argmax()
    before, after = mixed[longest : longest + 2]
    run, moments = after - before - 1, Moments(docked[before], docked[after], swap, ohara)
    return Chart(
        f"mixed-crews-{definition}",
        f"{capital(MIXED_MEANINGS[definition])} flew together on "
        f"{_mixed_of_all(frame[docked <= ohara])} flights up to O'Hara's",
        partial(_draw_flights, families, counts, moments, run, definition),
        alt=f"One mark for each of {len(frame)} crewed flights to the station, by date and ship",
        description=f"Flights up to O'Hara's on which {MIXED_MEANINGS[definition]} flew together: "
        f"{listed(f'{name} {count}' for name, count in counts.items())}. "
        f"Longest run without: {number(run)} flights between {day(docked[before])} and {day(docked[after])}. "
        f"Since the seat swap of {day(swap)}: {_mixed_of_all(frame[docked >= swap])}.",
        data=frame[["ship", "vehicle", "dock_utc", "agencies", "mixed", "seat_swap"]],
        sources=[*sources_of(frame), *swap_event["source_ids"]],
        note="The numbers count up to O'Hara's flight; the marks go on to "
        f"{pd.Timestamp(data.package()['horizon']):%B %Y}. Counted: flights that docked with a crew; who flew was "
        "aboard at launch. O'Hara's ship was Soyuz MS-24. Starliner stands in the row of "
        "Dragon. The aborted Soyuz MS-10 and the empty MS-23 are left out.",
        table=frame[["ship", "dock_utc", "agencies", "mixed", "swapped_person"]]
        .assign(dock_utc=frame["dock_utc"].dt.date)
        .set_axis(["Flight", "Docked", "Agencies aboard", "Mixed", "Swapped seat"], axis=1),
    )


class Moments(NamedTuple):
    """Hold the instants that the chart of mixed crews marks."""

    run_begin: pd.Timestamp  # the dockings before and after the longest run of flights without a mixed crew
    run_end: pd.Timestamp
    swap: pd.Timestamp  # of seats
    ohara: pd.Timestamp  # the docking of her flight


def _mixed_of_all(flights: pd.DataFrame) -> str:
    return f"{int(flights['mixed'].sum())} of {len(flights)}"


def _time_scale(start: float, end: float) -> Scale:
    """Return the scale of the whole record, from the day of its first docking to its horizon."""
    first, horizon = crew_record().limits
    return Scale(first.normalize(), horizon, start, end)


def _fifth_years(scale: Scale) -> dict[float, str]:
    """Return tick positions and labels for every fifth year."""
    years = pd.date_range(scale.first, scale.last, freq="YS")
    return {scale(when): str(when.year) for when in years if when.year % 5 == 0}


def _draw_flights(
    families: dict[str, pd.DataFrame],
    counts: dict[str, str],
    moments: Moments,
    run: int,
    definition: str,
    figure,
    narrow: bool,
) -> None:
    """Draw a mark for each flight: time runs to the right, with a row for each family of ships; down on a phone."""
    dates = _time_scale(*((90, 712) if narrow else (100, 706)))
    lanes = {name: _assign_lanes(dates, part) for name, part in families.items()}
    heights = [max(20, DOT_PITCH * (1 + max(part))) for part in lanes.values()]
    # px across the direction of time: the first lane of each family, with the next one above it or to the right.
    first_lanes = (44, 130, 216) if narrow else 52 + np.cumsum(heights) + 26 * np.arange(len(heights))
    bottom, pitch = first_lanes[-1] + 14, DOT_PITCH if narrow else -DOT_PITCH
    canvas = Canvas(figure, 720 if narrow else bottom + 26, narrow, turned=narrow)
    begin, end, swap, highlighted = map(dates, moments)
    band, across = ((38, canvas.width - 39), (38, canvas.width)) if narrow else ((44, bottom - 44), (24, bottom))
    canvas.box(begin, band[0], end - begin, band[1], "night")
    canvas.outline(begin, band[0], end - begin, band[1], "muted")
    canvas.line((swap, swap), across)
    canvas.line((highlighted, highlighted), across if narrow else (6, bottom), "accent")
    for (name, part), lane, height in zip(families.items(), first_lanes, heights, strict=True):
        x, y = (lane - 4, 58) if narrow else (0, lane - height / 2 + 1)
        canvas.write(x, y, name, SMALL if narrow else TEXT, bold=True)
        canvas.write(x, y + 17, counts[name], canvas.small, "muted")
        ys = [lane + pitch * n for n in lanes[name]]
        _draw_marks(canvas, part, dates(part["dock_utc"]), ys, (begin, end))
    if narrow:
        canvas.write(42, (begin + end) / 2 + 5, "none mixed", PHONE, "muted")
        canvas.write(40, swap + 18, "seat swap", PHONE, bold=True)
        canvas.write(40, highlighted + 14, "O'Hara", PHONE, "accent", bold=True)
    else:
        canvas.write(highlighted - 6, 18, f"O'Hara's flight, {day(moments.ohara)}", SMALL, "accent", "right", bold=True)
        canvas.write(swap - 6, 37, f"seat swap, {day(moments.swap)}", SMALL, ha="right", bold=True)
        canvas.write(begin - 6, 60, f"{number(run)} flights, none mixed", SMALL, "muted", "right")
    legend_x, legend_ys = (6, (11, 31)) if narrow else (5, (13, 33))
    for y, style, text in zip(legend_ys, (MIXED_STYLE, NOT_MIXED_STYLE), LEGEND_LABELS[definition], strict=True):
        canvas.marks(*(([y], [legend_x]) if narrow else ([legend_x], [y])), **style)
        canvas.write(legend_x + 10, y + 5, text, canvas.small)
    if narrow:
        for y, year in _fifth_years(dates).items():
            canvas.write(0, y + 5, year, PHONE, "muted")
    else:
        canvas.ticks(_fifth_years(dates), bottom)
        canvas.line((dates.start, canvas.width), (bottom, bottom), "muted")


def _assign_lanes(date_scale: Scale, flights: pd.DataFrame) -> list[int]:
    """Return for each flight the first lane in which its marker overlaps no other."""
    last_in_lane, lanes = [], []
    for position in date_scale(flights["dock_utc"]):
        fits = (lane for lane, last in enumerate(last_in_lane) if position - last >= DOT_PITCH)
        lane = next(fits, len(last_in_lane))
        last_in_lane[lane : lane + 1] = [position]
        lanes.append(lane)
    return lanes


def _draw_marks(
    canvas: Canvas, flights: pd.DataFrame, xs: pd.Series, ys: list[float], band: tuple[float, float]
) -> None:
    """Draw a dot for each mixed crew, a hollow square for each other one, a larger accent dot for Soyuz MS-24."""
    xs, ys, mixed = np.array(xs), np.array(ys), flights["mixed"].to_numpy()
    highlighted = (flights["ship"] == HIGHLIGHTED_SHIP).to_numpy()
    # Mixed crews are never in the grey band: dots that touch its edges have a rim that cuts them from it.
    at_edge = mixed & (np.abs(np.subtract.outer(xs, band)).min(axis=1) < DOT_SIZE / 2)
    plain = mixed & ~highlighted & ~at_edge
    for selected, style in ((at_edge, AT_EDGE_STYLE), (plain, MIXED_STYLE), (~mixed, NOT_MIXED_STYLE)):
        canvas.marks(xs[selected], ys[selected], **style)
    canvas.marks(xs[highlighted], ys[highlighted], "accent", size=DOT_SIZE + 4, markeredgewidth=0)


# The bands of NASA and Roscosmos


def crew_history() -> Chart:
    """Draw when people of NASA and of Roscosmos were aboard, as two bands, with lines for the shocks of 28 years.

    `data` has one row for each interval: agency, from_utc, to_utc (the last ends at the horizon). DataError: damaged
    data. Source: the tables stays and events.

    >>> crew_history().title
    'Through every shock: people of NASA and Roscosmos have been aboard together without a gap since 2 November 2000'
    """
    counts, last = record.occupancy(by="agency"), crew_record().limits[1]
    events = [row for row in data.rows("events") if row["shock"]]
    shocks = {row["shock"]: row["when_utc"] for row in sorted(events, key=lambda row: row["when_utc"])}
    frame = pd.DataFrame(
        [(agency, *interval) for agency in BOTH for interval in _intervals(counts[agency] > 0, last)],
        columns=["agency", "from_utc", "to_utc"],
    )
    begin, _ = _intervals((counts[list(BOTH)] > 0).all(axis=1), last)[-1]
    finding = f"people of NASA and Roscosmos have been aboard together without a gap since {day(begin)}"
    aftermaths = []
    for shock, when in shocks.items():
        row = counts.loc[: when + AFTERMATH].iloc[-1]
        aftermaths.append(f"{shock}, {day(when)}: {', '.join(f'{agency} {row[agency]}' for agency in BOTH)}")
    return Chart(
        "crew-history",
        f"Through every shock: {finding}",
        partial(_draw_bands, frame, shocks),
        alt=f"Two bands: people of NASA and of Roscosmos aboard since {counts.index[0].year}, shocks as lines",
        description=f"Through every shock, {finding}. Aboard {AFTERMATH.days} days after each shock: "
        f"{'; '.join(aftermaths)}.",
        data=frame,
        sources=[*record.sources(counts.index[0], last), *sources_of(events)],
        note="A band is filled while the agency had people aboard, from docking to undocking; moving a Soyuz from one "
        "port to another does not end a stay. Before November 2000 crews only visited.",
        table=frame.set_axis(["Agency", "From", "To"], axis=1),
    )


def _intervals(aboard: pd.Series, last: pd.Timestamp) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the intervals in which a boolean series, indexed by time, is True; the last may end at `last`."""
    changes = aboard.index[aboard != aboard.shift(fill_value=False)]
    changes = [*changes, *([last] if aboard.iloc[-1] else [])]
    return list(zip(changes[::2], changes[1::2], strict=True))


def _draw_bands(frame: pd.DataFrame, shocks: dict[str, pd.Timestamp], figure, narrow: bool) -> None:
    """Draw the two bands, time running from top to bottom, and a labelled line across them for each shock."""
    canvas = Canvas(figure, 500, narrow)
    left, right, label_x = (38, 126, 142) if narrow else (60, 240, 280)
    y_scale, x_scale = _time_scale(30, 492), Scale(0, 2.2, left, right)
    for column, (agency, intervals) in enumerate(frame.groupby("agency")):
        for _, begin, end in intervals.itertuples(index=False):
            drawn_end = max(end, begin + pd.Timedelta(days=25))  # short stays stay visible
            height = y_scale(drawn_end) - y_scale(begin)
            canvas.box(x_scale(1.2 * column), y_scale(begin), x_scale(1) - left, height, area_style(agency))
        canvas.write(x_scale(1.2 * column), 20, agency, canvas.small, look(agency).name, bold=True)
    for y, year in _fifth_years(y_scale).items():
        canvas.write(0, y + 5, year, canvas.small, "muted")
    ys = [y_scale(when) for when in shocks.values()]
    for (shock, when), y, label_y in zip(shocks.items(), ys, _spread(ys, 16 if narrow else 20), strict=True):
        canvas.line((left - 4, right + 2, label_x - 4), (y, y, label_y), width=1.6)
        canvas.write(label_x, label_y + 5, shock, canvas.small, bold=True)
        if not narrow:
            canvas.write(label_x + 170, label_y + 5, day(when), canvas.small, "muted")


def _spread(positions: list[float], gap: float) -> list[float]:
    """Return increasing positions, moved as little as possible so that they are at least `gap` apart.

    >>> _spread([10, 100, 100], 16)
    [10.0, 92.0, 108.0]
    """
    # Without the gaps, positions need only be non-decreasing: merge neighbours that are not, and take their mean.
    groups: list[list[float]] = []
    for n, position in enumerate(positions):
        groups.append([position - n * gap])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    means = [fmean(group) for group in groups for _ in group]
    return [mean + n * gap for n, mean in enumerate(means)]
