"""Who launches: attempts to reach orbit, year by year and state by state."""

from __future__ import annotations

from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, Canvas, Scale, text_width
from ..kit.exhibit import Chart
from ..kit.wording import capital, listed

STATES = ("United States", "China", "Russia")
REST = "all others"
# Of each line: its colour, its dashes and its name on a phone.
LINES = {
    "United States": ("nasa", "-", "US"),
    "China": ("accent", (0, (6, 1.4)), "China"),
    "Russia": ("roscosmos", (0, (2, 1)), "Russia"),
    REST: ("other", (0, (0.8, 1.2)), "others"),
}


def launches_by_state() -> Chart:
    """Draw the attempts to launch to orbit in each year, by the state of the launching organisation.

    `data` has one row for each whole year: year, one column for each of three states (Russia includes the Soviet
    Union), all others, world. DataError: damaged data. Source: the table launches, column attempts.

    >>> launches_by_state().title
    'In 2025 the United States made 181 of 329 attempts to reach orbit, China 92; from 2018 to 2021 China had led'
    """
    rows = [row for row in data.rows("launches") if row["attempts"] is not None]
    counts = attempts(rows)
    last, world, peak = counts.index[-1], counts["world"].iloc[-1], counts["Russia"].idxmax()
    (before, since, until), (leader, _, _) = leads(counts)[-2:]
    shares = [f"{name} {counts[name].iloc[-1]} ({counts[name].iloc[-1] / world:.0%})" for name in LINES]
    names = {"Russia": "Soviet Union, Russia", "world": "World", REST: capital(REST)}
    return Chart(
        "launches-by-state",
        f"In {last} the {leader} made {counts[leader].iloc[-1]} of {world} attempts to reach orbit, "
        f"{before} {counts[before].iloc[-1]}; from {since} to {until} {before} had led",
        partial(_draw, counts),
        alt=f"Four lines: launches to orbit a year by state, {counts.index[0]} to {last}",
        description=f"The Soviet Union launched most in {peak}: {counts.at[peak, 'Russia']}. In {last}: "
        f"{listed(shares)}.",
        data=counts.rename_axis("year").reset_index(),
        note="Attempts, failures included, by the state of the organisation that launches: a Soyuz sold by a European "
        f"firm is European. An exception is the Electron, which counts as New Zealand's although its firm is American: "
        f"with it the United States made {_with_electron(rows, last)} in {last}. "
        f"{_by_maker(rows, before, since, until)} Russia includes the Soviet Union.",
        table=counts.rename(columns=names).rename_axis("Year").reset_index(),
        rows=rows,
    )


def attempts(rows: list[dict], column: str = "attempts") -> pd.DataFrame:
    """Return a row for each year and a column for each state, with the rest and the world."""
    found = pd.DataFrame(rows).pivot(index="year", columns="state", values=column).fillna(0).astype("int64")
    counts = found[list(STATES)].rename_axis(None, axis=1).rename_axis(None)
    counts[REST] = found["World"] - counts.sum(axis=1)
    return counts.assign(world=found["World"])


def _with_electron(rows: list[dict], year: int) -> int:
    """Count the attempts of the United States in a year together with those from New Zealand, all of them Electrons."""
    both = {"United States", "New Zealand"}
    return sum(row["attempts"] for row in rows if row["year"] == year and row["state"] in both)


def leads(counts: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Return the spells in which a state launched most: state, first year, last year; a tie goes on as before."""
    spells: list[tuple[str, int, int]] = []
    for year, row in counts[list(STATES)].iterrows():
        ahead = [state for state in STATES if row[state] == row.max()]
        if spells and spells[-1][0] in ahead:
            spells[-1] = (*spells[-1][:2], year)
        else:
            spells.append((ahead[0], year, year))
    return spells


def _by_maker(rows: list[dict], leader: str, since: int, until: int) -> str:
    """Say which years of a spell change hands if rockets count for the state that built them."""
    built = attempts(rows, "attempts_by_rocket_origin")[list(STATES)].idxmax(axis=1).loc[since:until]
    lost = built[built != leader]
    return " ".join(f"By the maker of the rocket, {year} goes to the {state}." for year, state in lost.items())


def _draw(counts: pd.DataFrame, figure, narrow: bool) -> None:
    """Draw a line for each state with its name and its last number at its end; mark two turns."""
    unit, top = (1.35, 34) if narrow else (1.45, 26)
    most = counts[list(STATES)].max().max()
    ground = top + unit * most
    paper = Canvas(figure, ground + 28, narrow)
    x = Scale(counts.index[0], counts.index[-1], *((14, paper.width - 80) if narrow else (2, paper.width - 140)))
    y, size = Scale(0, most, ground, top), paper.small
    paper.line((x.start, x.end), (ground, ground), "muted")
    paper.ticks({x(year): str(year) for year in counts.index if year % (20 if narrow else 10) == 0}, ground)
    for name, (color, dashes, short) in LINES.items():
        paper.line(x(counts.index), y(counts[name]), color, 2.2, linestyle=dashes)
        count, level = str(counts[name].iloc[-1]), y(counts[name].iloc[-1]) + 5
        paper.write(x.end + 6, level, count, size, color, bold=True)
        after = x.end + 11 + text_width(count, size, bold=True)
        paper.write(after, level, short if narrow else name, size, color, bold=True)
    peak = counts["Russia"].idxmax()
    there = x(peak), y(counts.at[peak, "Russia"])
    paper.marks(*([place] for place in there), "roscosmos", size=7)
    paper.write(there[0], there[1] - 24, "Soviet Union", size, "roscosmos", "center", bold=True)
    paper.write(there[0], there[1] - 9, f"{counts.at[peak, 'Russia']} in {peak}", size, "roscosmos", "center")
    since = next(since for state, since, _ in reversed(leads(counts)) if state == "China")
    there = x(since), y(counts.at[since, "China"])
    paper.marks(*([place] for place in there), "accent", size=7)
    paper.line((there[0],) * 2, (there[1] - 6, there[1] - 44), "accent")
    words = ["China leads", f"from {since}"] if narrow else [f"China leads from {since}"]
    for n, text in enumerate(reversed(words)):
        paper.write(there[0], there[1] - 49 - 15 * n, text, PHONE if narrow else SMALL, "accent", "right", bold=True)
