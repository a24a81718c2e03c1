"""The chart of attempts to reach orbit, by year and state."""

from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Scale, text_width
from ..kit.exhibit import Chart
from ..kit.wording import capital, listed

STATES = ("United States", "China", "Russia")
OTHERS = "all others"
# State -> colour, line style, and name on a phone.
LINE_STYLES = {
    "United States": ("nasa", "-", "US"),
    "China": ("accent", (0, (6, 1.4)), "China"),
    "Russia": ("roscosmos", (0, (2, 1)), "Russia"),
    OTHERS: ("other", (0, (0.8, 1.2)), "others"),
}


def launches_by_state() -> Chart:
    """Draw the attempts to launch to orbit in each year, by the state of the launching organisation.

    `data` has one row for each complete year: year, one column for each of three states (Russia includes the Soviet
    Union), all others, world. DataError: invalid data. Source: the table launches, column attempts.

    >>> launches_by_state().title
    'In 2025 the United States made 181 of 329 attempts to reach orbit, China 92; from 2018 to 2021 China had led'
    """
    rows = data.load("launches").dropna(subset="attempts")
    by_state = rows.pivot(index="year", columns="state", values="attempts").fillna(0).astype("int64")
    counts = by_state[list(STATES)].rename_axis(columns=None)
    counts[OTHERS] = by_state["World"] - counts.sum(axis=1)
    led_by_china = counts.index[counts[list(STATES)].idxmax(axis=1) == "China"]
    counts["world"] = by_state["World"]
    last, latest, peak = counts.index[-1], counts.iloc[-1], counts["Russia"].idxmax()
    electron = rows.query("year == @last and state == 'New Zealand'")["attempts"].sum()
    shares = [f"{name} {latest[name]} ({latest[name] / latest['world']:.0%})" for name in LINE_STYLES]
    names = {"Russia": "Soviet Union, Russia", "world": "World", OTHERS: capital(OTHERS)}
    return Chart(
        "launches-by-state",
        f"In {last} the United States made {latest['United States']} of {latest['world']} attempts to reach orbit, "
        f"China {latest['China']}; from {led_by_china[0]} to {led_by_china[-1]} China had led",
        partial(_draw, counts, peak, led_by_china[0]),
        alt=f"Four lines: launches to orbit a year by state, {counts.index[0]} to {last}",
        description=f"The Soviet Union launched most in {peak}: {counts.at[peak, 'Russia']}. In {last}: "
        f"{listed(shares)}.",
        data=counts.reset_index(),
        note="Attempts, failures included, by the state of the organisation that launches: a Soyuz sold by a European "
        f"firm is European. An exception is the Electron, which counts as New Zealand's although its firm is American: "
        f"with it the United States made {latest['United States'] + electron} in {last}. "
        f"By the maker of the rocket, {data.fact('launches-lead-by-rocket').value} goes to the United States.",
        table=counts.rename(columns=names).rename_axis("Year").reset_index(),
        rows=rows,
    )


def _draw(counts: pd.DataFrame, peak: int, since: int, figure, narrow: bool) -> None:
    """Draw a line for each state, labelled with its last count, and mark the Soviet peak and China's first lead."""
    launch_height, top = (1.35, 34) if narrow else (1.45, 26)
    highest = counts[list(STATES)].max().max()
    baseline = top + launch_height * highest
    canvas = Canvas(figure, baseline + 28, narrow)
    x = Scale(counts.index[0], counts.index[-1], *((14, canvas.width - 80) if narrow else (2, canvas.width - 140)))
    y, size = Scale(0, highest, baseline, top), canvas.small
    canvas.line((x.start, x.end), (baseline, baseline), "muted")
    canvas.ticks({x(year): str(year) for year in counts.index if year % (20 if narrow else 10) == 0}, baseline)
    for name, (color, dashes, short) in LINE_STYLES.items():
        canvas.line(x(counts.index), y(counts[name]), color, 2.2, linestyle=dashes)
        count, label_y = str(counts[name].iloc[-1]), y(counts[name].iloc[-1]) + 5
        canvas.write(x.end + 6, label_y, count, size, color, bold=True)
        name_x = x.end + 11 + text_width(count, size, bold=True)
        canvas.write(name_x, label_y, short if narrow else name, size, color, bold=True)
    peak_x, peak_y = x(peak), y(counts.at[peak, "Russia"])
    canvas.marks([peak_x], [peak_y], "roscosmos", size=7)
    canvas.write(peak_x, peak_y - 24, "Soviet Union", size, "roscosmos", "center", bold=True)
    canvas.write(peak_x, peak_y - 9, f"{counts.at[peak, 'Russia']} in {peak}", size, "roscosmos", "center")
    lead_x, lead_y = x(since), y(counts.at[since, "China"])
    canvas.marks([lead_x], [lead_y], "accent", size=7)
    canvas.line((lead_x, lead_x), (lead_y - 6, lead_y - 44), "accent")
    lines = ["China leads", f"from {since}"] if narrow else [f"China leads from {since}"]
    for n, text in enumerate(reversed(lines)):
        canvas.write(lead_x, lead_y - 49 - 15 * n, text, size, "accent", "right", bold=True)
