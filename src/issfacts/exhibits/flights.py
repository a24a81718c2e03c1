"""Who flew with whom: the crewed flights one by one, and the shares of mixed crews."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from .. import data, record
from ..kit.canvas import PHONE, SMALL, Canvas, Scale, fill
from ..kit.exhibit import Chart, Table, sources_of
from ..kit.wording import capital, day, listed, number
from ..record.crew import crew_record
from ..record.instants import window

TOGETHER = {"us-russia": "people of NASA and Roscosmos", "agency": "people of more than one partner"}
KEYS = {"us-russia": ("NASA and Roscosmos", "not both"), "agency": ("two partners or more", "one or none")}
# The families of ships, a row each; the one flight of Starliner stands with the other American capsule.
ROWS = {"space-shuttle": "Shuttle", "soyuz": "Soyuz", "crew-dragon": "Dragon", "starliner": "Dragon"}
STORY, SWAP = "Soyuz MS-24", "seat-swap-signed"
DOT, APART = 10, 11.6  # px: the size of a dot, and from one to the next
MIXED = {"color": "nasa", "size": DOT, "markeredgewidth": 0}
NOT_MIXED = {"color": "muted", "marker": "s", "size": DOT - 2, "hollow": True, "markeredgewidth": 1.4}


def mixed_share(
    definition: str = "us-russia", start: record.Instant | None = None, end: record.Instant | None = None
) -> Table:
    """Print how many crews were mixed, out of how many, family by family: ships, mixed, all, share in per cent.

    A flight counts where start <= docking < end; what is not given is a limit of the record. The words for
    `definition` are those of `record.crewed_flights`. ValueError: another definition, `start` after `end`, an instant
    outside the record. DataError: damaged data. Source: the tables crewed_flights and vehicles.

    >>> mixed_share("us-russia", "2022-07-14").caption
    '16 of 20 crewed flights with people of NASA and Roscosmos, 14 July 2022 to 7 October 2026: 80 per cent'
    """
    first, last = window(start, end, crew_record().limits)
    flights = record.crewed_flights(definition=definition)
    flights = flights[flights["dock_utc"].between(first, last, inclusive="left")]
    names = flights["vehicle"].map({id: row["name"] for id, row in data.by_id("vehicles").items()}).astype(str)
    frame = flights.groupby(names, sort=False)["mixed"].agg(["sum", "size"]).astype("int64")
    mixed, crews = frame.loc["All"] = frame.sum()
    frame["share"] = (100 * frame["sum"] / frame["size"]).round().astype("Int64")
    result = f": {frame.loc['All', 'share']} per cent" if crews else ""
    return Table(
        f"mixed-share-{definition}-{first:%Y-%m-%d}-{last:%Y-%m-%d}",
        f"{mixed} of {crews} crewed flights with {TOGETHER[definition]}, {day(first)} to "
        f"{day(last - pd.Timedelta(seconds=1))}{result}",
        frame.reset_index().set_axis(["Ships", "Mixed crews", "All crews", "Share, per cent"], axis=1),
        sources_of(flights) or ["gcat"],
    )


def mixed_by_year(definition: str = "us-russia") -> Chart:
    """Draw the share of mixed crews among the flights that docked in each year.

    The words for `definition` are those of `record.crewed_flights`. `data`: year, mixed, flights, share (per cent, to
    the whole number). ValueError: another definition. DataError: damaged data. Source: the table crewed_flights.

    >>> mixed_by_year().title
    'The share of mixed crews was lowest in 2008, one of six; in twelve of 29 years every crew was mixed'
    """
    flights = record.crewed_flights(definition=definition)
    flights = flights[flights["dock_utc"].notna()]
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
        description=f"Mixed: {TOGETHER[definition]} aboard. "
        + " ".join(f"{row.year}: {row.mixed} of {row.flights}." for row in frame.itertuples()),
        data=frame,
        note="Few flights a year, so that one more or less moves the share far; the last year runs to "
        f"{day(pd.Timestamp(data.package()['horizon']))}.",
        table=frame.set_axis(["Year", "Mixed crews", "All crews", "Share, per cent"], axis=1),
        rows=flights,
    )


def _draw_years(frame: pd.DataFrame, figure, narrow: bool) -> None:
    """Draw a bar for each year on a ground of per cent."""
    paper = Canvas(figure, 220, narrow)
    x = Scale(frame["year"].iloc[0], frame["year"].iloc[-1], 44, paper.width - 12)
    y, wide = Scale(0, 100, 188, 16), (x(1) - x(0)) * 0.6
    for share in (0, 50, 100):
        paper.line((32, paper.width), (y(share),) * 2, "muted" if share == 0 else "line")
        paper.write(0, y(share) + 5, f"{share}%", paper.small, "muted")
    for row in frame.itertuples():
        paper.box(x(row.year) - wide / 2, y(row.share), wide, y(0) - y(row.share), fill("NASA"))
    paper.ticks({x(year): str(year) for year in frame["year"] if year % (10 if narrow else 5) == 0}, y(0))


def mixed_crews(definition: str = "us-russia") -> Chart:
    """Draw one mark for each crewed flight that docked at the station: filled where its crew was mixed.

    The words for `definition` are those of `record.crewed_flights`. `data`: ship, vehicle, dock_utc, agencies, mixed,
    seat_swap. ValueError: another definition. DataError: damaged data. Source: the tables crewed_flights and events.

    >>> mixed_crews().title
    "People of NASA and Roscosmos flew together on 70 of 114 flights up to O'Hara's"
    """
    frame = record.crewed_flights(definition=definition)
    frame = frame[frame["dock_utc"].notna()].sort_values("dock_utc", ignore_index=True)
    swap = data.by_id("events")[SWAP]
    flights = Flights(frame, definition, pd.Timestamp(swap["when_utc"]))
    return Chart(
        f"mixed-crews-{definition}",
        f"{capital(TOGETHER[definition])} flew together on {_of(frame[frame['dock_utc'] <= flights.story])} "
        "flights up to O'Hara's",
        lambda figure, narrow: (_tall if narrow else _long)(figure, flights),
        alt=f"One mark for each of {len(frame)} crewed flights to the station, by date and ship",
        description=f"Flights up to O'Hara's on which {TOGETHER[definition]} flew together: "
        f"{listed(f'{name} {count}' for name, count in flights.counts.items())}. "
        f"Longest run without: {number(flights.run)} flights between {day(flights.begin)} and {day(flights.end)}. "
        f"Since the seat swap of {day(flights.swap)}: {_of(frame[frame['dock_utc'] >= flights.swap])}.",
        data=frame[["ship", "vehicle", "dock_utc", "agencies", "mixed", "seat_swap"]],
        sources=[*sources_of(frame), *swap["source_ids"]],
        note="The numbers count up to O'Hara's flight; the marks go on to "
        f"{pd.Timestamp(data.package()['horizon']):%B %Y}. Counted: flights that docked with a crew; who flew was "
        "aboard at launch. O'Hara's ship was Soyuz MS-24. Starliner stands in the row of "
        "Dragon. The aborted Soyuz MS-10 and the empty MS-23 are left out.",
        table=frame[["ship", "dock_utc", "agencies", "mixed", "swapped_person"]]
        .assign(dock_utc=frame["dock_utc"].dt.date)
        .set_axis(["Flight", "Docked", "Agencies aboard", "Mixed", "Swapped seat"], axis=1),
    )


class Flights:
    """Hold what is drawn of the crewed flights that docked, which come in order."""

    def __init__(self, frame: pd.DataFrame, definition: str, swap: pd.Timestamp) -> None:
        self.definition, self.swap = definition, swap
        self.families = dict(iter(frame.groupby(frame["vehicle"].map(ROWS), sort=False)))
        docked, mixed = frame["dock_utc"], np.flatnonzero(frame["mixed"])
        self.first, self.story = docked.iloc[0], docked[frame["ship"] == STORY].item()
        self.counts = {name: _of(part[part["dock_utc"] <= self.story]) for name, part in self.families.items()}
        longest = np.diff(mixed).argmax()
        self.run = np.diff(mixed).max() - 1  # flights without a mixed crew, between two with one
        self.begin, self.end = docked[mixed[longest : longest + 2]]


def _of(flights: pd.DataFrame) -> str:
    return f"{int(flights['mixed'].sum())} of {len(flights)}"


# The drawing


def time_scale(first: pd.Timestamp, start: float, end: float) -> Scale:
    """Return the scale of the whole record, from the day of its first docking to its horizon."""
    return Scale(first.normalize(), pd.Timestamp(data.package()["horizon"]), start, end)


def fifth_years(scale: Scale) -> dict[float, str]:
    """Return where every fifth year begins, with its label."""
    years = pd.date_range(scale.first, scale.last, freq="YS")
    return {scale(when): str(when.year) for when in years if when.year % 5 == 0}


def _long(figure, flights: Flights) -> None:
    """Let time run from left to right, a row for each family of ships; the notes stand where no Shuttle flies."""
    at = time_scale(flights.first, 118, 714)
    lanes = {name: _lanes(at, part) for name, part in flights.families.items()}
    heights = [max(20, APART * (1 + max(there))) for there in lanes.values()]
    grounds = 52 + np.cumsum(heights) + 26 * np.arange(len(heights))
    bottom = grounds[-1] + 8
    paper = Canvas(figure, bottom + 26)
    begin, end, swap, story = map(at, (flights.begin, flights.end, flights.swap, flights.story))
    paper.box(begin, 44, end - begin, bottom - 44, "band")
    paper.line((swap, swap), (24, bottom))
    paper.line((story, story), (6, bottom), "accent")
    for (name, part), ground, height in zip(flights.families.items(), grounds, heights, strict=True):
        paper.write(0, ground - height / 2 + 1, name, bold=True)
        paper.write(0, ground - height / 2 + 18, flights.counts[name], SMALL, "muted")
        _marks(paper, part, at(part["dock_utc"]), [ground - APART * lane for lane in lanes[name]])
    paper.write(story - 6, 18, f"O'Hara's flight, {day(flights.story)}", SMALL, "accent", "right", bold=True)
    paper.write(swap - 6, 37, f"seat swap, {day(flights.swap)}", SMALL, ha="right", bold=True)
    paper.write(begin - 6, 60, f"{number(flights.run)} flights, none mixed", SMALL, "muted", "right")
    _key(paper, flights.definition, 5, (13, 33))
    paper.ticks(fifth_years(at), bottom)
    paper.line((at.start, at.end), (bottom, bottom), "muted")


def _tall(figure, flights: Flights) -> None:
    """Let time run from top to bottom, a column for each family of ships."""
    paper = Canvas(figure, 640, narrow=True)
    at, right = time_scale(flights.first, 90, 632), paper.width
    begin, end, swap, story = map(at, (flights.begin, flights.end, flights.swap, flights.story))
    paper.box(38, begin, right - 38, end - begin, "band")
    paper.line((38, right), (swap, swap))
    paper.line((38, right), (story, story), "accent")
    for (name, part), left in zip(flights.families.items(), (44, 130, 216), strict=True):
        paper.write(left - 4, 58, name, SMALL, bold=True)
        paper.write(left - 4, 75, flights.counts[name], PHONE, "muted")
        _marks(paper, part, [left + APART * lane for lane in _lanes(at, part)], at(part["dock_utc"]))
    paper.write(40, begin + 15, "none mixed", PHONE, "muted")
    paper.write(40, swap + 14, "seat swap", PHONE, bold=True)
    paper.write(40, story + 14, "O'Hara", PHONE, "accent", bold=True)
    _key(paper, flights.definition, 6, (11, 31))
    for y, year in fifth_years(at).items():
        paper.write(0, y + 5, year, PHONE, "muted")


def _lanes(at: Scale, flights: pd.DataFrame) -> list[int]:
    """Return for each flight the first lane in which no mark stands too near."""
    ends, lanes = [], []
    for place in at(flights["dock_utc"]):
        free = next((lane for lane, end in enumerate(ends) if place - end >= APART), len(ends))
        ends[free:] = [place, *ends[free + 1 :]]
        lanes.append(free)
    return lanes


def _marks(paper: Canvas, flights: pd.DataFrame, xs: list[float], ys: list[float]) -> None:
    """Draw a filled dot for each mixed crew, a hollow square for each other one, the story's flight in accent."""
    xs, ys, mixed = np.array(xs), np.array(ys), flights["mixed"].to_numpy()
    story = (flights["ship"] == STORY).to_numpy()
    for way, kind in ((mixed, MIXED), (~mixed, NOT_MIXED)):
        paper.marks(xs[way & ~story], ys[way & ~story], **kind)
    paper.marks(xs[story], ys[story], "accent", size=DOT + 4, markeredgewidth=0)


def _key(paper: Canvas, definition: str, x: float, ys: tuple[float, float]) -> None:
    """Say what a filled dot and what a hollow square mean."""
    for y, kind, text in zip(ys, (MIXED, NOT_MIXED), KEYS[definition], strict=True):
        paper.marks([x], [y], **kind)
        paper.write(x + 10, y + 5, text, paper.small)
