"""Who was aboard through 28 years, and whether the shocks of those years parted them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import data, record
from ..kit.canvas import PHONE, SMALL, TEXT, Canvas, Plane, Scale, fill
from ..kit.exhibit import Chart, sources_of
from ..kit.palette import LOOKS
from ..kit.wording import capital, day
from .flights import fifth_years, time_scale

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


def crew_history() -> Chart:
    """Draw the mean number of people aboard by agency, year by year, with the shocks of 28 years marked.

    Beneath it a bar shows when people of NASA and Roscosmos were aboard together. `data`: from_utc and the mean for
    each partner, others and everybody; a row holds for a year, the first from the first docking in 1998, the last to
    the horizon. DataError: damaged data. Source: the tables stays and events.

    >>> crew_history().title
    'Through every shock: people of NASA and Roscosmos have been aboard together without a gap since 2 November 2000'
    """
    counts, last, events = record.occupancy(by="agency"), pd.Timestamp(data.package()["horizon"]), data.by_id("events")
    history = History(counts, last, {id: events[id]["when_utc"] for id in SHOCKS})
    begin, end = history.together[-1]
    have_been = "have been" if end == last else f"were, to {day(end)},"
    means = history.bands.assign(total=history.bands.sum(axis=1))
    table = means.round(1).rename(columns=capital).reset_index(drop=True)
    table.insert(0, "Year", [str(when.year) for when in history.years[1:] - pd.Timedelta(seconds=1)])
    then = [f"{' '.join(SHOCKS[id][0])}, {day(when)}: {history.aboard(when)}" for id, when in history.shocks.items()]
    finding = f"people of NASA and Roscosmos {have_been} aboard together without a gap since {day(begin)}"
    return Chart(
        "crew-history",
        f"Through every shock: {finding}",
        partial(_draw, history),
        alt=f"Stacked steps: mean number of people aboard by agency, {counts.index[0].year} to {last.year}",
        description=f"Through every shock, {finding}. Aboard {LATER.days} days after each shock: {'; '.join(then)}.",
        data=means.round(2).rename_axis("from_utc").reset_index(),
        sources=[*record.sources(counts.index[0], last), *sources_of([events[id] for id in SHOCKS])],
        note=f"Each step is the mean of a year; the first begins in {counts.index[0]:%B %Y}. A person counts as aboard "
        "from docking to undocking; moving a Soyuz from one port to another does not end a stay.",
        table=table,
    )


class History(NamedTuple):
    """Hold who was aboard at every instant up to the last, and when the shocks came."""

    counts: pd.DataFrame
    last: pd.Timestamp
    shocks: dict[str, pd.Timestamp]

    @property
    def together(self) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
        """Return the stretches of time in which people of NASA and Roscosmos were aboard."""
        there = (self.counts[BOTH] > 0).all(axis=1)
        changes = there.index[there != there.shift(fill_value=False)]
        changes = [*changes, *([self.last] if there.iloc[-1] else [])]
        return list(zip(changes[::2], changes[1::2], strict=True))

    @property
    def years(self) -> pd.DatetimeIndex:
        """Return the limits of the years within the record; the few weeks before the first year stand with it."""
        first = self.counts.index[0]
        return pd.DatetimeIndex([first, *pd.date_range(first.normalize(), self.last, freq="YS")[1:], self.last])

    @property
    def bands(self) -> pd.DataFrame:
        """Return the mean for each year: one column for each partner and one for all others."""
        others = [name for name in self.counts if name not in LOOKS]
        counts = self.counts.assign(others=self.counts[others].sum(axis=1))
        return _means(counts[[*LOOKS, "others"]], self.years)

    def aboard(self, when: pd.Timestamp) -> str:
        """Say how many of both agencies were aboard some time after a shock."""
        row = self.counts.loc[: when + LATER].iloc[-1]
        return ", ".join(f"{name} {row[name]}" for name in BOTH)


def _means(counts: pd.DataFrame, limits: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the mean number of people between every two limits, each state weighted by how long it held."""
    cut = counts.reindex(counts.index.union(limits), method="ffill").loc[: limits[-1]]
    days = np.append(np.diff(cut.index) / pd.Timedelta(days=1), 0)
    part = (limits.searchsorted(cut.index, side="right") - 1).clip(max=len(limits) - 2)
    sums = cut.mul(days, axis=0).groupby(part).sum()
    return sums.div(pd.Series(days).groupby(part).sum(), axis=0).set_axis(limits[:-1])


# The drawing


def _draw(history: History, figure, narrow: bool) -> None:
    """Draw the stack and the bar of those aboard together; on a phone time runs from top to bottom."""
    bands, first = history.bands, history.counts.index[0]
    most = float(bands.sum(axis=1).max())
    if narrow:
        paper, along, ground, unit, bar = Canvas(figure, 612, narrow), time_scale(first, 24, 534), 62, 10, (44, 54)
    else:
        ground = 60 + 26 * most
        paper, along, unit, bar = (
            Canvas(figure, ground + 68),
            time_scale(first, 0, 610),
            -26,
            (ground + 12, ground + 22),
        )
        paper.line((0, along.end), (ground + unit * FEW,) * 2, "line", zorder=0)
        paper.write(0, ground + unit * FEW - 5, f"{FEW} people", SMALL, "muted")
    years = [round(along(when)) for when in history.years]
    for name, tops in list(bands.cumsum(axis=1).items())[::-1]:  # each one drawn covers the lower part of the last
        ends = (ground + unit * tops).round()
        look = {"baseline": round(ground), "fill": True, "linewidth": 0, **fill(name)}
        paper.axes.stairs(ends, years, orientation="horizontal" if narrow else "vertical", **look)
    plane = Plane(paper, along, Scale(0, 1, *bar))
    for begin, end in history.together:
        plane.box((begin, max(end, begin + pd.Timedelta(days=25))), (0, 1), "accent")  # wide enough to be seen
    (_words_tall if narrow else _words_long)(paper, along, history, ground, list(bands))


def _words_long(paper: Canvas, at: Scale, history: History, ground: float, names: list[str]) -> None:
    paper.write(at.end + 8, ground + 22, "both aboard", SMALL, "accent", bold=True)
    paper.ticks(fifth_years(at), ground + 26)
    for id, when in history.shocks.items():
        words, side, down = SHOCKS[id]
        dx, x = (5 if side == "left" else -5), at(when)
        paper.line((x, x), (down + 4, ground + 26))
        for n, word in enumerate(words):
            paper.write(x + dx, down + 14 + 16 * n, word, SMALL, ha=side, bold=True)
        paper.write(x + dx, down + 14 + 16 * len(words), f"{when:%b %Y}", SMALL, "muted", side)
    for n, name in enumerate(reversed(names)):
        paper.named(at.end + 8, ground - 106 + 20 * n, name, TEXT)


def _words_tall(paper: Canvas, at: Scale, history: History, ground: float, names: list[str]) -> None:
    paper.write(38, 14, "both aboard", PHONE, "accent", bold=True)
    for y, year in fifth_years(at).items():
        paper.write(0, y + 5, year, PHONE, "muted")
    for id, when in history.shocks.items():
        y = at(when)
        paper.line((38, paper.width - 1), (y, y))
        dy = 15 if id == "ms22-leak" else -5  # too soon after the invasion to stand above its line
        paper.write(paper.width - 1, y + dy, " ".join(SHOCKS[id][0]), PHONE, ha="right", bold=True)
    for n, name in enumerate(names):
        paper.named((0, 108, 204)[n % 3], 566 + 24 * (n // 3), name, PHONE)
