"""Draw who launches."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.wording import capital, listed
from .outlook import cited, ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STATES = {"United States": "nasa", "China": "accent", "Russia": "roscosmos"}
REST = "all others"
DASHES = {"United States": "-", "China": (0, (6, 1.4)), "Russia": (0, (2, 1)), REST: (0, (0.8, 1.2))}


def launches_by_state() -> Chart:
    """Draw the attempts to launch to orbit in each year, by the state of the launching organisation.

    `data` has one row for each whole year: year, one column for each of three states (Russia includes the Soviet
    Union), all others, world. DataError: damaged data. Source: the table launches, column attempts.

    >>> launches_by_state().title
    'In 2025 the United States made 181 of 329 attempts to reach orbit, China 92; from 2018 to 2021 China had led'
    """
    rows = [row for row in data.rows("launches") if row["attempts"] is not None]
    counts = _attempts(rows)
    return Chart(
        "launches-by-state",
        _launches_title(counts),
        partial(_draw_launches, counts),
        alt=f"Four lines: launches to orbit a year by state, {counts.index[0]} to {counts.index[-1]}",
        description=_launches_description(counts),
        data=counts.rename_axis("year").reset_index(),
        sources=cited(rows),
        as_of=data.package()["as_of"],
        note="Attempts, failures included, by the state of the organisation that launches: a Soyuz sold by a European "
        f"firm is European, an Electron is New Zealand's. {_other_count(rows, counts)} Russia includes the Soviet "
        "Union.",
        table=counts.rename(columns={"Russia": "Soviet Union, Russia", "world": "World"})
        .rename(columns=capital)
        .rename_axis("Year")
        .reset_index(),
    )


def _attempts(rows: list[dict], column: str = "attempts") -> pd.DataFrame:
    """Return a row for each year and a column for each state, with the rest and the world."""
    found = pd.DataFrame(rows).pivot(index="year", columns="state", values=column).fillna(0).astype("int64")
    counts = found[list(STATES)].rename_axis(None, axis=1).rename_axis(None)
    counts[REST] = found["World"] - counts.sum(axis=1)
    return counts.assign(world=found["World"])


def _leads(counts: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Return the spells in which a state launched most: state, first year, last year; a tie goes on as before."""
    spells: list[tuple[str, int, int]] = []
    for year, row in counts[list(STATES)].iterrows():
        ahead = [state for state in STATES if row[state] == row.max()]
        if spells and spells[-1][0] in ahead:
            spells[-1] = (*spells[-1][:2], year)
        else:
            spells.append((ahead[0], year, year))
    return spells


def _other_count(rows: list[dict], counts: pd.DataFrame) -> str:
    """Say which years of the last spell but one change hands if rockets count for the state that built them."""
    built = _attempts(rows, "attempts_by_rocket_origin")[list(STATES)].idxmax(axis=1)
    before, since, until = _leads(counts)[-2]
    lost = built.loc[since:until][lambda leader: leader != before]
    return " ".join(f"By the maker of the rocket, {year} goes to the {leader}." for year, leader in lost.items())


def _launches_title(counts: pd.DataFrame) -> str:
    last, (before, since, until) = counts.index[-1], _leads(counts)[-2]
    leader = _leads(counts)[-1][0]
    return (
        f"In {last} the {leader} made {counts[leader].iloc[-1]} of {counts['world'].iloc[-1]} attempts to reach orbit, "
        f"{before} {counts[before].iloc[-1]}; from {since} to {until} {before} had led"
    )


def _launches_description(counts: pd.DataFrame) -> str:
    last, shares = counts.index[-1], counts.iloc[-1] / counts["world"].iloc[-1]
    peak = counts["Russia"].idxmax()
    ends = listed(f"{name} {counts[name].iloc[-1]} ({100 * shares[name]:.0f} per cent)" for name in (*STATES, REST))
    return f"The Soviet Union launched most in {peak}: {counts.at[peak, 'Russia']}. In {last}: {ends}."


def _draw_launches(counts: pd.DataFrame, figure: Figure, narrow: bool) -> None:
    """Draw a line for each state with its name and its last number at its end."""
    unit, top = (1.35, 34) if narrow else (1.45, 26)
    left, right = (14, NARROW - 80) if narrow else (2, WIDE - 140)
    first, last = counts.index[0], counts.index[-1]
    ground = top + unit * counts[list(STATES)].max().max()
    paper, size = sheet(figure, ground + 28), PHONE if narrow else SMALL

    def at(year: float) -> float:
        return left + (right - left) * (year - first) / (last - first)

    line(paper, (left, right), (ground, ground), "muted")
    years = [year for year in counts.index if year % (20 if narrow else 10) == 0]
    ticks(paper, {year: at(year) for year in years}, ground, size)
    for name, color in {**STATES, REST: "other"}.items():
        heights = ground - unit * counts[name]
        line(paper, [at(year) for year in counts.index], heights, color, 2.2, linestyle=DASHES[name])
        _launch_name(paper, name, counts[name].iloc[-1], right, heights.iloc[-1], color, narrow)
    _summit(paper, counts["Russia"], at, lambda count: ground - unit * count, size)
    _passing(paper, counts, at, lambda count: ground - unit * count, narrow)


SHORT_NAMES = {"United States": "US", REST: "others"}


def _launch_name(paper: Axes, name: str, count: int, right: float, y: float, color: str, narrow: bool) -> None:
    """Name a line at its end, with its last number."""
    short, size = (SHORT_NAMES.get(name, name), PHONE) if narrow else (name, SMALL)
    write(paper, right + 6, y + 5, str(count), size, color, weight="bold")
    write(paper, right + 10 + 9 * len(str(count)), y + 5, short, size, color, weight="bold")


def _summit(paper: Axes, counts: pd.Series, at, height, size: float) -> None:
    """Mark the year in which the Soviet Union launched most."""
    year = counts.idxmax()
    x, y = at(year), height(counts[year])
    line(paper, [x], [y], "roscosmos", marker="o", markersize=7)
    write(paper, x, y - 24, "Soviet Union", size, "roscosmos", "center", weight="bold")
    write(paper, x, y - 9, f"{counts[year]} in {year}", size, "roscosmos", "center")


def _passing(paper: Axes, counts: pd.DataFrame, at, height, narrow: bool) -> None:
    """Mark the year in which the lead last changed to China."""
    year = next(since for state, since, _ in reversed(_leads(counts)) if state == "China")
    x, y = at(year), height(counts.at[year, "China"])
    line(paper, [x], [y], "accent", marker="o", markersize=7)
    line(paper, (x, x), (y - 6, y - 44), "accent", 1)
    words = ["China leads", f"from {year}"]
    for place, text in enumerate(words if narrow else [" ".join(words)]):
        write(
            paper, x, y - 49 - 15 * (narrow - place), text, PHONE if narrow else SMALL, "accent", "right", weight="bold"
        )
