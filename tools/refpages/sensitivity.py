"""Defines the chapters' findings and finds the rows that would overturn one if they alone changed by one step."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd
from running import ToolError

from issfacts import data, dependence, game

Rows = list[dict]
EQUAL_WEIGHTS = [dependence.PRESETS["equal"].weights]
ALL_WEIGHTS = [preset.weights for preset in dependence.PRESETS.values()]
EUROPE = {"ITA", "DEU", "NLD", "EUR"}


@dataclass(frozen=True)
class Finding:
    """A conclusion of the chapters: the facts quoted for it, its table, and a function that tests it on rows."""

    statement: str
    fact_ids: tuple[str, ...]
    table: str
    holds: Callable[[Rows], bool]

    def deciding_rows(self) -> list[str]:
        """Return the ids of the rows that, changed alone by one step, overturn the finding.

        ToolError: the finding does not hold for the rows as they are.
        """
        rows = data.rows(self.table)
        if not self.holds(rows):
            raise ToolError(f"The rows of {self.table} do not support the finding: {self.statement}")
        return [
            row["id"]
            for row in rows
            if not all(self.holds(replace_row(rows, variant)) for variant in variants(self.table, row))
        ]


def replace_row(rows: Rows, variant: dict) -> Rows:
    """Return the rows with `variant` in place of the row with its id."""
    return [variant if row["id"] == variant["id"] else row for row in rows]


def variants(table: str, row: dict) -> Iterator[dict]:
    """Yield a row with its judgement or mass changed by one step, once for each possible step.

    A code moves to the next, up and down; a verdict between accurate and imprecise, any other to accurate; an outcome
    that is not open to the other outcomes; a mass to each other mass that some source states.
    """
    if table == "codings":
        yield from (row | {"code": code} for code in dependence.STATUS if abs(code - row["code"]) == dependence.STEP)
    elif table == "claims":
        yield row | {"verdict": "imprecise" if row["verdict"] == "accurate" else "accurate"}
    elif table == "predictions" and row["outcome"] != "open":
        outcomes = {"came true", "did not", "superseded"} - {row["outcome"]}
        yield from (row | {"outcome": outcome} for outcome in sorted(outcomes))
    elif table == "modules":
        masses = (other["mass_kg"] for other in data.rows("module_masses") if other["module_id"] == row["id"])
        yield from (row | {"mass_kg": mass} for mass in masses if mass != row["mass_kg"])


# codings


def mean_code(rows: Rows, year: int, side: str, weights: Mapping[str, int]) -> float:
    """Return the weighted mean of a side's codes in a year."""
    chosen = [row for row in rows if row["on_date"].year == year and row["side"] == side]
    return sum(weights[row["function"]] * row["code"] for row in chosen) / sum(weights.values())


def is_more_dependent(year: int, weightings: list[Mapping[str, int]], expected: str, rows: Rows) -> bool:
    """Return whether the more dependent side of a year, or "neither", is the expected one by every weighting."""
    means = [[mean_code(rows, year, side, weights) for side in dependence.SIDES] for weights in weightings]
    return {dependence.leader(*pair) for pair in means} == {expected}


def both_can_hold_back(rows: Rows) -> bool:
    """Return whether by the game's basic rule both sides could hold back in a tense year, with the codes of 2023."""
    steps = [game.track(mean_code(rows, 2023, side, *EQUAL_WEIGHTS)) for side in dependence.SIDES]
    return all(game.threshold(game.STANDARD.gain_tense, game.STANDARD.loss, step) <= 1 for step in steps)


# claims, predictions, modules


def is_claim(row: dict) -> bool:
    """Return whether a row of claims is a claim of the article, not an omission."""
    return row["id"].startswith("C")


def extreme_types(rows: Iterable[dict], extreme: Callable) -> list[str]:
    """Return the claim types with the extreme share of accurate claims; `extreme` is max or min."""
    claims = pd.DataFrame(rows)
    shares = (claims["verdict"] == "accurate").groupby(claims["claim_type"]).mean()
    return list(shares.index[shares == extreme(shares)])


def outcomes(rows: Rows, kind: str = "") -> list[str]:
    """Return the outcomes of the predictions of one kind (promise to stay, exit), or of all predictions."""
    return [row["outcome"] for row in rows if kind in ("", row["stay_or_leave"])]


def mass_share(rows: Rows, countries: set[str], rooms: bool = True) -> float:
    """Return the share of the mass, of rooms or of all elements, that these countries alone built.

    Only masses of high or medium confidence count.
    """
    reliable = [row for row in rows if row["mass_confidence"] in ("high", "medium")]
    chosen = [row for row in reliable if not rooms or row["element_type"] == "pressurised module"]
    built = sum(row["mass_kg"] for row in chosen if set(row["builder_countries"]) <= countries)
    return built / sum(row["mass_kg"] for row in chosen)


MORE_DEPENDENT = {  # statement: (year, weightings, more dependent side)
    "In 2012 the US-led side was the more dependent one, by equal weights": (2012, EQUAL_WEIGHTS, "US-led"),
    "In 2012 the US-led side was the more dependent one, by all three weightings": (2012, ALL_WEIGHTS, "US-led"),
    "On 15 September 2023 the two sides were level, by equal weights": (2023, EQUAL_WEIGHTS, "neither"),
    "In February 2026 Russia was the more dependent side, by equal weights": (2026, EQUAL_WEIGHTS, "Russian"),
    "In February 2026 Russia was the more dependent side, by all three weightings": (2026, ALL_WEIGHTS, "Russian"),
}
FINDINGS = (
    Finding(
        "Most claims of the article are accurate",
        ("claims-accurate", "claims-made"),
        "claims",
        lambda rows: 2 * sum(row["verdict"] == "accurate" for row in rows) > sum(map(is_claim, rows)),
    ),
    Finding(
        "Quantities fare best, if the omissions count among the events",
        ("quantities-accurate", "claims-accurate"),
        "claims",
        lambda rows: extreme_types(rows, max) == ["quantity"],
    ),
    Finding(
        "Context fares worst, if the omissions do not count",
        ("context-accurate", "claims-accurate"),
        "claims",
        lambda rows: extreme_types(filter(is_claim, rows), min) == ["context"],
    ),
    Finding(
        "Russia built about a quarter of the mass that can be weighed (23 to 28 per cent)",
        ("russian-built-mass", "russian-built-mass-low", "russian-built-mass-high"),
        "modules",
        lambda rows: 0.23 <= mass_share(rows, {"RUS"}, rooms=False) <= 0.28,
    ),
    Finding(
        "By mass Russia built most of the rooms, then Europe, then the United States",
        ("russian-built-rooms-mass", "european-built-rooms-mass", "us-built-rooms-mass"),
        "modules",
        lambda rows: mass_share(rows, {"RUS"}) > mass_share(rows, EUROPE) > mass_share(rows, {"USA"}),
    ),
    *(
        Finding(statement, (f"v-us-{case[0]}", f"v-russian-{case[0]}"), "codings", partial(is_more_dependent, *case))
        for statement, case in MORE_DEPENDENT.items()
    ),
    Finding(
        "By the bare rule both sides could hold back in 2023, a tense year",
        ("threshold-us-2023", "threshold-russia-2023"),
        "codings",
        both_can_hold_back,
    ),
    Finding(
        "Of the predictions put to the test more than half came true",
        ("predictions-came-true", "predictions-tested"),
        "predictions",
        lambda rows: outcomes(rows).count("came true") > outcomes(rows).count("did not"),
    ),
    Finding(
        "Of all predictions that are settled fewer than half came true",
        ("predictions-came-true", "predictions-settled"),
        "predictions",
        lambda rows: 2 * outcomes(rows).count("came true") < len(rows) - outcomes(rows).count("open"),
    ),
    Finding(
        "Both extensions that fell due were kept",
        ("promises-to-stay-due",),
        "predictions",
        lambda rows: set(outcomes(rows, "promise to stay")) == {"came true"},
    ),
    Finding(
        "No exit announced with a day has happened; those without a day cannot be scored",
        ("exits-announced", "exits-undated"),
        "predictions",
        lambda rows: set(outcomes(rows, "exit")) == {"did not", "superseded"},
    ),
)
