"""Print forecasts and what they scored."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .. import data, forecasts
from ..kit.exhibit import Link, Table
from ..kit.wording import capital, number
from .printing import table

PREDICTIONS = "../reference/predictions.md"
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
    found = {row["id"]: row for row in data.rows("predictions")}
    rows = [found[id] for id in SCORED]
    given, name = _forecast(forecaster)
    happened = [row["outcome"] == "came true" for row in rows]
    scores = [forecasts.brier(*pair) for pair in zip(given, happened, strict=True)]
    frame = pd.DataFrame(
        {
            "Prediction": [Link(row["predicts"], f"{PREDICTIONS}#prediction-{row['id']}") for row in rows],
            "Made by": [capital(row["made_by"]) for row in rows],
            "Made in": [f"{row['made_on']:%Y}" for row in rows],
            "Probability": given,
            "Came true": happened,
            "Score": [round(score, 4) for score in scores],
        }
    )
    mean = sum(scores) / len(scores)
    caption = f"{name} {mean:.2g}; {number(sum(happened))} of the {number(len(rows))} predictions came true"
    note = (
        "Score: the distance between probability and outcome, squared; the caption gives the mean. Smaller is better."
    )
    own = "-".join(f"{100 * probability:.0f}" for probability in given)
    id = f"brier-{forecaster if isinstance(forecaster, str) else own}"
    return table(id, caption, frame, [id for row in rows for id in row["source_ids"]], note)


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
