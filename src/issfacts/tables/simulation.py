"""Print what the decision model takes for granted."""

from __future__ import annotations

import pandas as pd

from .. import data, game
from ..kit.exhibit import Table
from ..kit.wording import number
from .printing import table


def assumptions(changed: game.Assumptions = game.STANDARD) -> Table:
    """Print all assumptions of the game: name, value, unit, plausible range, why; sourced ones say so.

    DataError: damaged data. Source: the game; the tables treaty_articles and codings for the two that are sourced.

    >>> assumptions().caption
    'Sixteen assumptions of the game, of which two rest on sources'
    """
    rows = game.listed(changed)
    frame = pd.DataFrame(
        {
            "Assumption": [row.name.replace("_", " ") for row in rows],
            "Value": [str(row.value) for row in rows],
            "Unit": [row.unit for row in rows],
            "Range": [f"{row.low} to {row.high}" for row in rows],
            "Why": [f"{row.why} Sourced, not assumed." if row.source else row.why for row in rows],
        }
    )
    sourced = sum(bool(row.source) for row in rows)
    caption = f"{number(len(rows)).capitalize()} assumptions of the game, of which {number(sourced)} rest on sources"
    return table(
        "assumptions", caption, frame, _sources(), "Change any of them and play again: game.Assumptions(loss=3)."
    )


def _sources() -> list[str]:
    article = next(row for row in data.rows("treaty_articles") if row["id"] == "iga-article-28")
    pad = [row for row in data.rows("codings") if row["side"] == "Russian" and row["on_date"].year == _pad_year()]
    return [*article["source_ids"], *(source for row in pad for source in row["source_ids"])]


def _pad_year() -> int:
    return next(card.year for card in game.CARDS if card.russia_steps > 0)
