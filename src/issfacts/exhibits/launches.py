"""Who launches: attempts to reach orbit, year by year and state by state."""

from __future__ import annotations

from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Scale, text_width
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
    rows = data.load("launches").dropna(subset="attempts")
    counts = _by_state(rows, "attempts")
    last, now, peak = counts.index[-1], counts.iloc[-1], counts["Russia"].idxmax()
    since, until = _led_by_china(counts)
    by_maker = _by_state(rows, "attempts_by_rocket_origin").loc[since:until]
    lost = by_maker.index[by_maker["China"] < by_maker["United States"]]
    electron = rows.query("year == @last and state == 'New Zealand'")["attempts"].sum()
    shares = [f"{name} {now[name]} ({now[name] / now['world']:.0%})" for name in LINES]
    names = {"Russia": "Soviet Union, Russia", "world": "World", REST: capital(REST)}
    return Chart(
        "launches-by-state",
        f"In {last} the United States made {now['United States']} of {now['world']} attempts to reach orbit, "
        f"China {now['China']}; from {since} to {until} China had led",
        partial(_draw, counts),
        alt=f"Four lines: launches to orbit a year by state, {counts.index[0]} to {last}",
        description=f"The Soviet Union launched most in {peak}: {counts.at[peak, 'Russia']}. In {last}: "
        f"{listed(shares)}.",
        data=counts.rename_axis("year").reset_index(),
        note="Attempts, failures included, by the state of the organisation that launches: a Soyuz sold by a European "
        f"firm is European. An exception is the Electron, which counts as New Zealand's although its firm is American: "
        f"with it the United States made {now['United States'] + electron} in {last}. "
        f"By the maker of the rocket, {listed(map(str, lost))} goes to the United States. Russia includes the Soviet "
        "Union.",
        table=counts.rename(columns=names).rename_axis("Year").reset_index(),
        rows=rows,
    )


def _by_state(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return a row for each year and a column for each state, with the rest and the world."""
    found = rows.pivot(index="year", columns="state", values=column).fillna(0).astype("int64")
    counts = found[list(STATES)].rename_axis(None, axis=1).rename_axis(None)
    counts[REST] = found["World"] - counts.sum(axis=1)
    return counts.assign(world=found["World"])


def _led_by_china(counts: pd.DataFrame) -> tuple[int, int]:
    """Return the first and the last year in which China launched most."""
    led = counts.index[counts[list(STATES)].idxmax(axis=1) == "China"]
    return led[0], led[-1]


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
    peak, since = counts["Russia"].idxmax(), _led_by_china(counts)[0]
    left, high = x(peak), y(counts.at[peak, "Russia"])
    paper.marks([left], [high], "roscosmos", size=7)
    paper.write(left, high - 24, "Soviet Union", size, "roscosmos", "center", bold=True)
    paper.write(left, high - 9, f"{counts.at[peak, 'Russia']} in {peak}", size, "roscosmos", "center")
    left, high = x(since), y(counts.at[since, "China"])
    paper.marks([left], [high], "accent", size=7)
    paper.line((left, left), (high - 6, high - 44), "accent")
    words = ["China leads", f"from {since}"] if narrow else [f"China leads from {since}"]
    for n, text in enumerate(reversed(words)):
        paper.write(left, high - 49 - 15 * n, text, size, "accent", "right", bold=True)
