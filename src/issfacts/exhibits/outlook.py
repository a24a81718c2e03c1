"""What was foretold, what became of it, and what forecasts scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, Canvas, Scale, by_width, text_width
from ..kit.dates import dated, fraction_of_year, last_day
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.wording import capital, day, number
from . import forecasts

# Invented: each says the same of every prediction.
FORECASTERS = {"optimist": 0.9, "sceptic": 0.1, "coin-flipper": 0.5}
# Five that are settled beyond doubt, of several makers and of four decades.
SCORED = (
    *("freedom-within-a-decade", "station-to-2020-heads-2012", "borisov-leave-2025"),
    *("ms22-half-year", "ms27-eight-months"),
)


def brier(forecaster: str | Sequence[float]) -> Table:
    """Print what a forecaster scores on five dated predictions: prediction, maker, year, probability, outcome, score.

    `forecaster` is one of three whom we invented (optimist, sceptic, coin-flipper), or your own five probabilities, in
    the order of the table. ValueError: another name, more or fewer than five, a probability outside 0 to 1.
    DataError: damaged data. Source: the table predictions.

    >>> brier("coin-flipper").caption
    'The coin-flipper, whom we invented, scores 0.25; two of the five predictions came true'
    """
    found = data.by_id("predictions")
    rows = [found[id] for id in SCORED]
    given, name = _forecast(forecaster)
    happened = [row["outcome"] == "came true" for row in rows]
    frame = pd.DataFrame(
        {
            "Prediction": [Link(row["predicts"], f"{REFERENCE}/predictions.md#prediction-{row['id']}") for row in rows],
            "Made by": [capital(row["made_by"]) for row in rows],
            "Made in": [f"{row['made_on']:%Y}" for row in rows],
            "Probability": given,
            "Came true": happened,
            "Score": [round(forecasts.brier(*pair), 4) for pair in zip(given, happened, strict=True)],
        }
    )
    own = forecaster if isinstance(forecaster, str) else "-".join(f"{100 * probability:.0f}" for probability in given)
    mean = forecasts.score(given, happened)
    return Table(
        f"brier-{own}",
        f"{name} {mean:.2g}; {number(sum(happened))} of the {number(len(rows))} predictions came true",
        frame,
        note="Score: the distance between probability and outcome, squared; the caption gives the mean. Smaller is "
        "better.",
        rows=rows,
    )


def _forecast(forecaster: str | Sequence[float]) -> tuple[list[float], str]:
    """Return five probabilities and the beginning of the caption."""
    if isinstance(forecaster, str):
        if forecaster not in FORECASTERS:
            raise ValueError(f"{forecaster!r} is none of {', '.join(FORECASTERS)}, nor five probabilities")
        return [FORECASTERS[forecaster]] * len(SCORED), f"The {forecaster}, whom we invented, scores"
    given = list(forecaster)
    if len(given) != len(SCORED):
        raise ValueError(f"give {len(SCORED)} probabilities, one for each prediction, not {len(given)}")
    return given, "Your five forecasts score"


# Predictions


class Outcome(NamedTuple):
    """Say how one kind of outcome is drawn: its heading, colour and marker."""

    heading: str
    color: str
    marker: str
    hollow: bool = False


OUTCOMES = {
    "came true": Outcome("Came true", "ink", "o"),
    "did not": Outcome("Did not come true", "accent", "X"),
    "superseded": Outcome("Superseded (the same side said something new)", "muted", "s"),
    "open": Outcome("Open", "ink", "o", hollow=True),
}
# Named in the drawing: in the wide one with the year for which they are due, in the narrow one beside that year.
LABELS = {
    "station-to-2020-heads-2012": "heads of the agencies: station to {due}",
    "esa-to-2024": "Europe: takes part to {due}",
    "kononenko-one-year": "Kononenko: a year aboard",
    "ms27-eight-months": "MS-27: eight months aboard",
    "freedom-within-a-decade": "Reagan: a station by {due}",
    "borisov-leave-2025": "Borisov: Russia leaves from {due}",
    "ms22-half-year": "MS-22: half a year",
    "borisov-leave-after-2024": "Borisov again: Russia leaves",
    "ros-core-2030": "Russian station: core by {due}",
    "us-to-2030": "United States: station through {due}",
    "luna26-2027": "Luna-26 flies in {due}",
    "india-station-2035": "India: own station by {due}",
    "lunar-power-station-2035": "power plant on the Moon",
    "ros-complete-2033": "Russian station complete",
}
ON_A_PHONE = (
    *("freedom-within-a-decade", "ms22-half-year", "ros-complete-2033"),
    *("india-station-2035", "lunar-power-station-2035"),
)


def predictions() -> Chart:
    """Draw every dated prediction of the book from the day it was made to the day it fell due, with its outcome.

    `data` has one row for each: id, made_on, made_by, predicts, due_on (the last day of the period), outcome,
    outcome_on. DataError: damaged data. Source: the table predictions.

    >>> predictions().title
    'Of 30 predictions that are settled, 12 came true, eight did not and ten were superseded; 21 are open'
    """
    rows = sorted(data.rows("predictions"), key=lambda row: (row["made_on"], row["due_on"] or date.max))
    today, counts = date.fromisoformat(str(data.package()["as_of"])), Counter(row["outcome"] for row in rows)
    due = [row for row in rows if row["due_on"]]
    late = sum(row["outcome"] == "came true" and row["outcome_on"] > _due(row) for row in due)
    year, most = Counter(_due(row).year for row in due if row["outcome"] == "open").most_common(1)[0]
    overdue = f" {capital(number(late))} of those that came true did so after the day they were due." if late else ""
    kept = ["id", "made_on", "made_by", "predicts", "due_on", "outcome", "outcome_on"]
    return Chart(
        "predictions",
        f"Of {len(rows) - counts['open']} predictions that are settled, {counts['came true']} came true, "
        f"{number(counts['did not'])} did not and {number(counts['superseded'])} were superseded; {counts['open']} are "
        "open",
        by_width(_time_lines, _due_years, rows, today),
        alt=f"{len(rows)} predictions by the time they fell due and by outcome",
        description=f"The first was made in {rows[0]['made_on']:%Y}, the last falls due in {max(map(_due, due)):%Y}. "
        f"{capital(number(most))} of the open ones are due in {year}. {capital(number(len(rows) - len(due)))} named no "
        f"day.{overdue}",
        data=pd.DataFrame(rows)[kept].assign(due_on=[_due(row) for row in rows]),
        note="The choice of predictions is ours, not a sample. A year counts as due on its last day. "
        "Dotted: no day was named, or the prediction was superseded before it fell due.",
        table=pd.DataFrame(
            {
                "Prediction": [row["predicts"] for row in rows],
                "Made by": [capital(row["made_by"]) for row in rows],
                "Made": [dated(row["made_on"], row["made_on_precision"]) for row in rows],
                "Due": [dated(row["due_on"], row["due_on_precision"]) for row in rows],
                "Outcome": [row["outcome"] for row in rows],
            }
        ),
        rows=rows,
    )


def _due(row: dict) -> date | None:
    """Return the day on which a prediction falls due; nothing where no day was named."""
    return row["due_on"] and last_day(row["due_on"], row["due_on_precision"])


def _stamp(paper: Canvas, outcome: Outcome, xs: list[float], ys: list[float], size: float = 9) -> None:
    paper.marks(xs, ys, outcome.color, outcome.marker, size, outcome.hollow, outcome.color)


PITCH, HEADING = 9.5, 34  # px for each prediction, and for each heading


def _time_lines(figure, rows: list[dict], today: date) -> None:
    """Draw a line for each prediction, by outcome; names stand left of the line, where time was still empty."""
    top = 26
    bottom = top + len(OUTCOMES) * HEADING + len(rows) * PITCH + 6
    paper = Canvas(figure, bottom + 28)
    first, last = rows[0]["made_on"].year - 1, max(_due(row) for row in rows if row["due_on"]).year + 2
    years = Scale(first, last, 0, paper.width)

    def x(when: date) -> float:
        return years(fraction_of_year(when))

    paper.box(x(today), top - 4, paper.width - x(today), bottom - top + 4, "band")
    paper.line((x(today),) * 2, (top - 4, bottom + 5), "ink", 1.2)
    paper.write(x(today), 14, day(today), SMALL, ha="center", bold=True)
    paper.ticks({years(year): str(year) for year in range(first, last) if year % 10 == 0}, bottom)
    y = top
    for word, outcome in OUTCOMES.items():
        group = [row for row in rows if row["outcome"] == word]
        y += HEADING
        _stamp(paper, outcome, [8], [y - 17])
        paper.write(20, y - 12, f"{outcome.heading}: {len(group)}", LARGE, bold=True)
        _group(paper, outcome, group, y, x, today)
        y += PITCH * len(group)


def _group(paper: Canvas, outcome: Outcome, rows: list[dict], top: float, x, today: date) -> None:
    """Draw the lines, the markers and the names of one outcome."""
    solid, dotted, ends, free = [], [], [], top  # free: above it another name stands
    for n, row in enumerate(rows):
        y, due, superseded = top + PITCH * n, _due(row), row["outcome"] == "superseded"
        early = superseded or (due and due > today and row["outcome"] != "open")
        end = (row["outcome_on"] if early or not due else due) or today
        (solid if due else dotted).append((x(row["made_on"]), y, x(end), y))
        if superseded and due:
            dotted.append((x(end), y, x(due), y))
        ends.append((x(end), y))
        if row["id"] in LABELS and y >= free:
            free = y + SMALL
            label = LABELS[row["id"]].format(due=due and due.year)
            left = x(row["made_on"]) > text_width(label, SMALL) + 6
            place, ha = (x(row["made_on"]) - 6, "right") if left else (x(end) + 9, "left")
            paper.write(place, y + 4.5, label, SMALL, "muted", ha)
    paper.lines(solid, outcome.color, 1.6)
    paper.lines(dotted, outcome.color, 1.6, linestyle=(0, (1, 1.6)))
    if ends:
        _stamp(paper, outcome, *zip(*ends, strict=True), 6.5)


def _due_years(figure, rows: list[dict], today: date) -> None:
    """Draw a row for each due year and a marker for each prediction in it; those without a day stand last."""
    years = sorted({_due(row).year for row in rows if row["due_on"]})
    top, pitch = 138, 25
    paper = Canvas(figure, top + pitch * (len(years) + 2) + 4, narrow=True)
    for n, (word, outcome) in enumerate(OUTCOMES.items()):
        _stamp(paper, outcome, [7], [11 + 22 * n])
        count = sum(row["outcome"] == word for row in rows)
        paper.write(18, 16 + 22 * n, f"{outcome.heading.partition(' (')[0]}: {count}", SMALL, bold=True)
    paper.write(0, top - 23, "Due in", PHONE, "muted")
    y = top
    for due in [*years, None]:
        if due and due > today.year >= max(year for year in years if year < due):
            paper.line((0, paper.width), (y - 4, y - 4), "ink", 1.2)
            paper.write(paper.width, y - 9, "due so far", PHONE, ha="right")
            paper.write(paper.width, y + 10, "not yet due", PHONE, ha="right")
            y += pitch * 0.8
        group = [row for row in rows if (row["due_on"] and _due(row).year) == due]
        _due_row(paper, str(due or "no day"), group, y)
        y += pitch


def _due_row(paper: Canvas, label: str, rows: list[dict], y: float) -> None:
    paper.write(0, y, label, SMALL, bold=True)
    order = list(OUTCOMES)
    for n, row in enumerate(sorted(rows, key=lambda row: order.index(row["outcome"]))):
        _stamp(paper, OUTCOMES[row["outcome"]], [64 + 16 * n], [y - 5])
    name = next((LABELS[row["id"]].removesuffix(" by {due}") for row in rows if row["id"] in ON_A_PHONE), "")
    paper.write(64 + 16 * len(rows), y, name, PHONE, "muted")
