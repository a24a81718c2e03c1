"""Draw who flew with whom, flight by flight, and who was aboard through 28 years."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from .. import data, record
from ..kit.canvas import PHONE, SMALL, TEXT, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT, LOOKS, look
from ..kit.wording import capital, day, listed, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The families of ships, a row each; the one flight of Starliner stands with the other American capsule.
ROWS = {"space-shuttle": "Shuttle", "soyuz": "Soyuz", "crew-dragon": "Dragon", "starliner": "Dragon"}
ALSO = "The flight of Starliner stands in the row of Dragon. "
TOGETHER = {"us-russia": "people of NASA and Roscosmos", "agency": "people of more than one partner"}
KEYS = {"us-russia": ("NASA and Roscosmos", "not both"), "agency": ("two partners or more", "one or none")}
STORY = "Soyuz MS-24"
SWAP = "seat-swap-signed"
DOT, APART = 10, 11.6  # the size of a dot, and from one to the next, in px
BOTH = ["NASA", "Roscosmos"]
FEW = 5  # the height of the one line that helps to read the stack
SHOCKS = {  # the words for each event, the side of its line on which they stand, and how far down they begin
    "columbia-loss": (("Columbia", "lost"), "left", 0),
    "last-shuttle-landing": (("last", "Shuttle"), "right", 0),
    "nasa-suspends-contacts": (("Crimea",), "left", 0),
    "invasion-2022": (("full", "invasion"), "right", 0),
    "ms22-leak": (("MS-22", "leak"), "left", 0),
    "crew11-medical-return": (("Crew-11", "home early"), "left", 50),
}
LATER = timedelta(days=30)


def mixed_crews(definition: str = "us-russia") -> Chart:
    """Draw one mark for each crewed flight that docked at the station: filled where its crew was mixed.

    The words for `definition` are those of `record.crewed_flights`. `data`: ship, vehicle, dock_utc, agencies, mixed,
    seat_swap. ValueError: another definition. DataError: damaged data. Source: the tables crewed_flights and events.

    >>> mixed_crews().title
    'On 81 of 128 crewed flights to the station, people of NASA and Roscosmos flew together; MS-24 was number 70'
    """
    flights = Flights(_docked(definition), definition)
    return Chart(
        f"mixed-crews-{definition}",
        flights.finding,
        partial(_draw_flights, flights),
        alt=f"One mark for each of {len(flights.frame)} crewed flights to the station, by date and ship",
        description=flights.description,
        data=flights.data,
        sources=[*(id for ids in flights.frame["source_ids"] for id in ids), *_event(SWAP)["source_ids"]],
        as_of=data.package()["as_of"],
        note=f"Counted: flights that docked with a crew; who flew was aboard at launch. {ALSO}"
        "The aborted Soyuz MS-10 and the empty MS-23 are left out.",
        table=flights.table,
    )


class Flights(NamedTuple):
    """Hold the crewed flights that docked, and put what they show into words."""

    frame: pd.DataFrame
    definition: str

    @property
    def mixed(self) -> int:
        """Count the mixed crews."""
        return int(self.frame["mixed"].sum())

    @property
    def finding(self) -> str:
        """Return the title: how many of all flights, and where the flight of the story stands among them."""
        all_of, story = len(self.frame), self.frame.index[self.frame["ship"] == STORY][0]
        place = int(self.frame.loc[:story, "mixed"].sum())
        return (
            f"On {self.mixed} of {all_of} crewed flights to the station, {TOGETHER[self.definition]} flew together; "
            f"{STORY.split()[1]} was number {place}"
        )

    @property
    def gap(self) -> pd.DataFrame:
        """Return the longest run of flights without a mixed crew."""
        alone = self.frame[~self.frame["mixed"]]
        runs = self.frame["mixed"].cumsum()[alone.index]
        return alone[runs == runs.value_counts().idxmax()]

    @property
    def around(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """Return the dockings of the mixed crews before and after that run."""
        first, last = self.gap.index[[0, -1]]
        when = self.frame["dock_utc"]
        return when[max(first - 1, 0)], when[min(last + 1, len(when) - 1)]

    @property
    def rows(self) -> dict[str, pd.DataFrame]:
        """Return the flights of each row."""
        return dict(iter(self.frame.groupby(self.frame["vehicle"].map(ROWS), sort=False)))

    @property
    def description(self) -> str:
        """Return the count of each row and the longest run without a mixed crew, in words."""
        counts = [f"{name} {_of(part)}" for name, part in self.rows.items()]
        before, after = self.around
        since = self.frame[self.frame["dock_utc"] >= _event(SWAP)["when_utc"]]
        return (
            f"Flights on which {TOGETHER[self.definition]} flew together: {listed(counts)}. Longest run without: "
            f"{number(len(self.gap))} flights between {day(before)} and {day(after)}. "
            f"Since the seat swap of {day(_event(SWAP)['when_utc'])}: {_of(since)}."
        )

    @property
    def data(self) -> pd.DataFrame:
        """Return one row a flight."""
        return self.frame[["ship", "vehicle", "dock_utc", "agencies", "mixed", "seat_swap"]]

    @property
    def table(self) -> pd.DataFrame:
        """Return the flights as people read them."""
        yes = {True: "yes", False: "no"}
        return pd.DataFrame(
            {
                "Flight": self.frame["ship"],
                "Docked": [when.date() for when in self.frame["dock_utc"]],
                "Agencies aboard": self.frame["agencies"],
                "Mixed": self.frame["mixed"].map(yes),
                "Swapped seat": self.frame["swapped_person"],
            }
        )


def _docked(definition: str) -> pd.DataFrame:
    flights = record.crewed_flights(definition=definition)
    return flights[flights["dock_utc"].notna()].sort_values("dock_utc", ignore_index=True)


def _event(id: str) -> dict:
    return next(row for row in data.rows("events") if row["id"] == id)


def _of(flights: pd.DataFrame) -> str:
    return f"{int(flights['mixed'].sum())} of {len(flights)}"


class Axis(NamedTuple):
    """Hold the scale of time: from the first instant to the last, and where they stand."""

    first: pd.Timestamp
    last: pd.Timestamp
    begin: float
    end: float

    def at(self, when: pd.Timestamp) -> float:
        """Return where an instant stands."""
        return self.begin + (self.end - self.begin) * ((when - self.first) / (self.last - self.first))

    @property
    def years(self) -> list[pd.Timestamp]:
        """Return the beginnings of the years to be labelled: every fifth."""
        return [when for when in pd.date_range(self.first, self.last, freq="YS") if when.year % 5 == 0]


def _axis(begin: float, end: float, first: pd.Timestamp) -> Axis:
    return Axis(first.normalize(), pd.Timestamp(data.package()["horizon"]), begin, end)


def _draw_flights(flights: Flights, figure: Figure, narrow: bool) -> None:
    (_flights_tall if narrow else _flights_long)(figure, flights)


def _flights_long(figure: Figure, flights: Flights) -> None:
    """Let time run from left to right, a row for each family of ships; the notes stand where no Shuttle flies."""
    axis = _axis(118, WIDE - 6, flights.frame["dock_utc"].iloc[0])
    lanes = {name: _lanes(axis, part) for name, part in flights.rows.items()}
    heights = [max(20, APART * (1 + max(there))) for there in lanes.values()]
    grounds = 52 + np.cumsum(heights) + 26 * np.arange(len(heights))
    paper, bottom = sheet(figure, grounds[-1] + 34), grounds[-1] + 8
    begin, end = map(axis.at, flights.around)
    box(paper, begin, 44, end - begin, bottom - 44, facecolor=LIGHT["band"])
    swap = axis.at(_event(SWAP)["when_utc"])
    story = _story(flights)
    line(paper, (swap, swap), (24, bottom), "ink")
    line(paper, (axis.at(story),) * 2, (6, bottom), "accent")
    for (name, part), ground in zip(flights.rows.items(), grounds, strict=True):
        middle = ground - max(20, APART * (1 + max(lanes[name]))) / 2
        write(paper, 0, middle + 1, name, weight="bold")
        write(paper, 0, middle + 18, f"{_of(part)}", SMALL, "muted")
        _marks(paper, part, [axis.at(when) for when in part["dock_utc"]], [ground - APART * n for n in lanes[name]])
    write(paper, axis.at(story) - 6, 18, f"MS-24, {day(story)}", SMALL, "accent", "right", weight="bold")
    write(paper, swap - 6, 37, f"seat swap, {day(_event(SWAP)['when_utc'])}", SMALL, ha="right", weight="bold")
    write(paper, begin - 6, 60, f"{number(len(flights.gap))} flights, none mixed", SMALL, "muted", "right")
    _key(paper, flights.definition, [(5, 13), (5, 33)], SMALL)
    for when in axis.years:
        write(paper, axis.at(when), bottom + 20, str(when.year), SMALL, "muted", "center")
        line(paper, (axis.at(when),) * 2, (bottom, bottom + 6), "muted")
    line(paper, (axis.begin, axis.end), (bottom, bottom), "muted")


def _flights_tall(figure: Figure, flights: Flights) -> None:
    """Let time run from top to bottom, a column for each family of ships."""
    paper = sheet(figure, 640)
    axis, lefts, right = _axis(90, 632, flights.frame["dock_utc"].iloc[0]), (44, 130, 216), NARROW
    begin, end = map(axis.at, flights.around)
    box(paper, 38, begin, right - 38, end - begin, facecolor=LIGHT["band"])
    swap, story = axis.at(_event(SWAP)["when_utc"]), axis.at(_story(flights))
    line(paper, (38, right), (swap, swap), "ink")
    line(paper, (38, right), (story, story), "accent")
    for (name, part), left in zip(flights.rows.items(), lefts, strict=True):
        write(paper, left - 4, 58, name, SMALL, weight="bold")
        write(paper, left - 4, 75, _of(part), PHONE, "muted")
        ys = [axis.at(when) for when in part["dock_utc"]]
        _marks(paper, part, [left + APART * n for n in _lanes(axis, part)], ys)
    write(paper, 40, begin + 15, "none mixed", PHONE, "muted")
    write(paper, 40, swap + 14, "seat swap", PHONE, weight="bold")
    write(paper, 40, story + 14, "MS-24", PHONE, "accent", weight="bold")
    _key(paper, flights.definition, [(6, 11), (6, 31)], PHONE)
    for when in axis.years:
        write(paper, 0, axis.at(when) + 5, str(when.year), PHONE, "muted")


def _lanes(axis: Axis, flights: pd.DataFrame) -> list[int]:
    """Return for each flight the first lane in which no mark stands too near."""
    ends, lanes = [], []
    for place in map(axis.at, flights["dock_utc"]):
        free = next((lane for lane, end in enumerate(ends) if place - end >= APART), len(ends))
        ends[free:] = [place, *ends[free + 1 :]]
        lanes.append(free)
    return lanes


def _marks(paper: Axes, flights: pd.DataFrame, xs: list[float], ys: list[float]) -> None:
    """Draw a filled dot for each mixed crew, a hollow square for each other one, the story's flight in accent."""
    xs, ys, mixed = np.array(xs), np.array(ys), flights["mixed"].to_numpy()
    story = (flights["ship"] == STORY).to_numpy()
    _dots(paper, xs[mixed & ~story], ys[mixed & ~story])
    _squares(paper, xs[~mixed & ~story], ys[~mixed & ~story])
    for x, y in zip(xs[story], ys[story], strict=True):
        _dots(paper, [x], [y], "accent", DOT + 4)


def _dots(paper: Axes, xs: list[float], ys: list[float], color: str = "nasa", size: float = DOT) -> None:
    line(paper, xs, ys, color, 0, marker="o", markersize=size, markeredgewidth=0)


def _squares(paper: Axes, xs: list[float], ys: list[float]) -> None:
    hollow = {"markerfacecolor": LIGHT["ground"], "markeredgecolor": LIGHT["muted"], "markeredgewidth": 1.4}
    line(paper, xs, ys, "muted", 0, marker="s", markersize=DOT - 2, **hollow)


def _key(paper: Axes, definition: str, places: list[tuple[float, float]], size: float) -> None:
    """Say what a filled dot and what a hollow square mean."""
    for (x, y), mark, text in zip(places, (_dots, _squares), KEYS[definition], strict=True):
        mark(paper, [x], [y])
        write(paper, x + 10, y + 5, text, size)


def _story(flights: Flights) -> pd.Timestamp:
    return flights.frame.loc[flights.frame["ship"] == STORY, "dock_utc"].iloc[0]


# 28 years of people aboard


def crew_history() -> Chart:
    """Draw the mean number of people aboard by agency, year by year, with the shocks of 28 years marked.

    Beneath it a bar shows when people of NASA and Roscosmos were aboard together. `data`: from_utc and the mean for
    each partner, others and everybody; a row holds for a year, the first from the first docking in 1998, the last to
    the horizon. DataError: damaged data. Source: the tables stays and events.

    >>> crew_history().title
    'Through every shock: people of NASA and Roscosmos have been aboard together without a gap since 2 November 2000'
    """
    history = History(record.occupancy(by="agency"), pd.Timestamp(data.package()["horizon"]))
    events = [_event(id) for id in SHOCKS]
    return Chart(
        "crew-history",
        history.finding,
        partial(_draw_history, history),
        alt=f"Stacked steps: mean number of people aboard by agency, {history.first.year} to {history.last.year}",
        description=history.description,
        data=history.data,
        sources=[*record.sources(history.first, history.last), *(id for row in events for id in row["source_ids"])],
        as_of=data.package()["as_of"],
        note=f"Each step is the mean of a year; the first begins in {history.first:%B %Y}. A person counts as aboard "
        "from docking to undocking; moving a Soyuz from one port to another does not end a stay.",
        table=history.table,
    )


class History(NamedTuple):
    """Hold who was aboard at every instant, and put it into words."""

    counts: pd.DataFrame
    last: pd.Timestamp

    @property
    def first(self) -> pd.Timestamp:
        """Return the first docking."""
        return self.counts.index[0]

    @property
    def together(self) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
        """Return the stretches of time in which people of NASA and Roscosmos were aboard."""
        there = (self.counts[BOTH] > 0).all(axis=1)
        changes = there.index[there != there.shift(fill_value=False)]
        edges = [*changes, *([self.last] if there.iloc[-1] else [])]
        return list(zip(edges[::2], edges[1::2], strict=True))

    @property
    def finding(self) -> str:
        """Return the title: since when nobody can name an hour without both."""
        begin, end = self.together[-1]
        still = "have been" if end == self.last else f"were, to {day(end)},"
        who = f"{listed(BOTH)} {still} aboard together"
        return f"Through every shock: people of {who} without a gap since {day(begin)}"

    @property
    def bands(self) -> pd.DataFrame:
        """Return the mean for each year: one column for each partner and one for all others."""
        counts = self.counts.assign(others=self.counts[[name for name in self.counts if name not in LOOKS]].sum(axis=1))
        return _means(counts[[*LOOKS, "others"]], self.edges)

    @property
    def edges(self) -> pd.DatetimeIndex:
        """Return the limits of the years within the record; the few weeks before the first year stand with it."""
        years = pd.date_range(self.first.normalize(), self.last, freq="YS")
        return pd.DatetimeIndex([self.first, *years[1:], self.last])

    @property
    def description(self) -> str:
        """Return the shocks and what the crew was then, in words."""
        when = {" ".join(words): _event(id)["when_utc"] for id, (words, _, _) in SHOCKS.items()}
        parts = [f"{words}, {day(date)}: {self._then(date)}" for words, date in when.items()]
        return f"{self.finding}. Aboard {LATER.days} days after each shock: {'; '.join(parts)}."

    def _then(self, when: datetime) -> str:
        row = self.counts.loc[: when + LATER].iloc[-1]
        return ", ".join(f"{name} {row[name]}" for name in BOTH)

    @property
    def data(self) -> pd.DataFrame:
        """Return the means to two decimals."""
        bands = self.bands
        return bands.assign(total=bands.sum(axis=1)).round(2).rename_axis("from_utc").reset_index()

    @property
    def table(self) -> pd.DataFrame:
        """Return the means to one decimal."""
        means = self.data.drop(columns="from_utc").round(1).rename(columns=capital)
        means.insert(0, "Year", [str(when.year) for when in self.edges[1:] - pd.Timedelta(seconds=1)])
        return means


def _means(counts: pd.DataFrame, edges: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the mean number of people between every two edges, each state weighted by how long it held."""
    cut = counts.reindex(counts.index.union(edges), method="ffill").loc[: edges[-1]]
    days = np.append(np.diff(cut.index) / pd.Timedelta(days=1), 0)
    part = pd.Series(edges.searchsorted(cut.index, side="right") - 1, cut.index).clip(upper=len(edges) - 2)
    sums = cut.mul(days, axis=0).groupby(part.to_numpy()).sum()
    return sums.div(pd.Series(days).groupby(part.to_numpy()).sum(), axis=0).set_axis(edges[:-1])


def _draw_history(history: History, figure: Figure, narrow: bool) -> None:
    (_history_tall if narrow else _history_long)(figure, history)


def _history_long(figure: Figure, history: History) -> None:
    """Let time run from left to right; the bar of those aboard together lies beneath the stack."""
    axis, unit, bands = _axis(0, WIDE - 110, history.first), 26, history.bands
    ground = 60 + unit * float(bands.sum(axis=1).max())
    paper, bar = sheet(figure, ground + 68), ground + 12
    line(paper, (0, axis.end), (ground - unit * FEW,) * 2, "line", zorder=0)
    write(paper, 0, ground - unit * FEW - 5, f"{FEW} people", SMALL, "muted")
    edges = [round(axis.at(when)) for when in history.edges]
    for name, tops in _heights(bands):
        ends = (ground - unit * tops).round()
        paper.stairs(ends, edges, baseline=round(ground), fill=True, linewidth=0, **_fill(name))
    for begin, end in history.together:
        box(paper, axis.at(begin), bar, max(axis.at(end) - axis.at(begin), 1.5), 10, facecolor=LIGHT["accent"])
    write(paper, axis.end + 8, bar + 10, "both aboard", SMALL, "accent", weight="bold")
    for when in axis.years:
        write(paper, axis.at(when), bar + 34, str(when.year), SMALL, "muted", "center")
        line(paper, (axis.at(when),) * 2, (bar + 14, bar + 20), "muted")
    for id, (words, side, down) in SHOCKS.items():
        x, words = axis.at(_event(id)["when_utc"]), [*words, f"{_event(id)['when_utc']:%b %Y}"]
        line(paper, (x, x), (down + 4, bar + 14), "ink")
        for n, word in enumerate(words):
            bold = {"color": "muted"} if n == len(words) - 1 else {"weight": "bold"}
            write(paper, x + (5 if side == "left" else -5), down + 14 + 16 * n, word, SMALL, ha=side, **bold)
    for n, name in enumerate(reversed(list(bands))):
        _name(paper, axis.end + 8, ground - 106 + 20 * n, name)


def _heights(bands: pd.DataFrame) -> list[tuple[str, pd.Series]]:
    """Return how high each band reaches, the highest first: each one drawn covers the lower part of the last."""
    return list(bands.cumsum(axis=1).items())[::-1]


def _history_tall(figure: Figure, history: History) -> None:
    """Let time run from top to bottom; the bar of those aboard together stands left of the stack."""
    axis, unit, bands = _axis(24, 534, history.first), 10, history.bands
    paper, ground = sheet(figure, 612), 62
    edges = [round(axis.at(when)) for when in history.edges]
    for name, tops in _heights(bands):
        ends = (ground + unit * tops).round()
        paper.stairs(ends, edges, baseline=ground, orientation="horizontal", fill=True, linewidth=0, **_fill(name))
    for begin, end in history.together:
        box(paper, 44, axis.at(begin), 10, max(axis.at(end) - axis.at(begin), 1.5), facecolor=LIGHT["accent"])
    write(paper, 38, 14, "both aboard", PHONE, "accent", weight="bold")
    for when in axis.years:
        write(paper, 0, axis.at(when) + 5, str(when.year), PHONE, "muted")
    for id, (words, _, _) in SHOCKS.items():
        y, text = axis.at(_event(id)["when_utc"]), " ".join(words)
        line(paper, (38, NARROW - 1), (y, y), "ink")
        below = id == "ms22-leak"  # too soon after the invasion to stand above its line
        write(paper, NARROW - 1, y + (15 if below else -5), text, PHONE, ha="right", weight="bold")
    for n, name in enumerate(bands):
        _name(paper, (0, 108, 204)[n % 3], 566 + 24 * (n // 3), name, PHONE)


def _fill(name: str) -> dict:
    return {"facecolor": look(name).colour, "hatch": look(name).hatch, "edgecolor": LIGHT["ground"]}


def _name(paper: Axes, x: float, y: float, name: str, size: float = TEXT) -> None:
    """Write a name beside a sample of its fill."""
    box(paper, x, y - 11, 9, 13, **_fill(name))
    write(paper, x + 13, y, name, size, look(name).name, weight="bold")
