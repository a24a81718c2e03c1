"""Turns every row behind a finding by one step, alone, and names those whose turn the finding does not survive."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from issfacts import dependence, game
from issfacts.exhibits.outlook import EXIT_IDS, PROMISE_IDS

from .book import Book

Rows = list[dict]
EQUAL = [dependence.PRESETS["equal"].weights]
ALL = [preset.weights for preset in dependence.PRESETS.values()]
EUROPE = {"ITA", "DEU", "NLD", "EUR"}


@dataclass(frozen=True)
class Finding:
    """Hold what chapters conclude: the facts they quote for it, the table behind, and whether rows bear it out."""

    said: str
    facts: tuple[str, ...]
    table: str
    holds: Callable[[Rows], bool]

    def deciding(self, book: Book) -> list[str]:
        """Return the ids of the rows that, turned by one step, overturn it. AssertionError: it does not hold now."""
        rows = book.rows[self.table]
        assert self.holds(rows), f"the rows of {self.table} do not bear out: {self.said}"
        turned = ((row["id"], other) for row in rows for other in turns(book, self.table, row))
        fallen = (id for id, other in turned if not self.holds([other if row["id"] == id else row for row in rows]))
        return list(dict.fromkeys(fallen))


def turns(book: Book, table: str, row: dict) -> Iterator[dict]:
    """Yield a row as it would stand one step away.

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
        stated = (one["mass_kg"] for one in book.rows["module_masses"] if one["module_id"] == row["id"])
        yield from (row | {"mass_kg": mass} for mass in stated if mass != row["mass_kg"])


# codings


def mean(rows: Rows, year: int, side: str, weights: Mapping[str, int]) -> Fraction:
    """Return the weighted mean of a side's codes in a year."""
    own = [row for row in rows if row["on_date"].year == year and row["side"] == side]
    return sum(weights[row["function"]] * Fraction(row["code"]) for row in own) / sum(weights.values())


def depended(year: int, weightings: list[Mapping[str, int]], side: str, rows: Rows) -> bool:
    """Tell whether a side, or neither, was the more dependent one in a year, by each weighting."""
    means = [[mean(rows, year, each, weights) for each in dependence.SIDES] for weights in weightings]
    return {dependence.leader(*pair) for pair in means} == {side}


def restrained(rows: Rows) -> bool:
    """Tell whether by the bare rule both sides could hold back in a tense year, as coded for 2023."""
    steps = [game.track(float(mean(rows, 2023, side, *EQUAL))) for side in dependence.SIDES]
    return all(game.threshold(game.STANDARD.gain_tense, game.STANDARD.loss, step) <= 1 for step in steps)


# claims, predictions, modules


def accurate(rows: Rows) -> dict[str, Fraction]:
    """Return the share of accurate rows of each type of claim."""
    kinds = dict.fromkeys(row["claim_type"] for row in rows)
    own = {kind: [row["verdict"] == "accurate" for row in rows if row["claim_type"] == kind] for kind in kinds}
    return {kind: Fraction(sum(found), len(found)) for kind, found in own.items()}


def alone(shares: dict[str, Fraction], kind: str, order: Callable) -> bool:
    """Tell whether one kind and no other has the greatest share (order is max) or the smallest (min)."""
    return [name for name, share in shares.items() if share == order(shares.values())] == [kind]


def outcomes(rows: Rows, *ids: str) -> list[str]:
    """Return how the predictions of these ids came out, or all."""
    return [row["outcome"] for row in rows if not ids or row["id"] in ids]


def part(rows: Rows, codes: set[str], rooms: bool = True) -> Fraction:
    """Return the part of the mass, of rooms or of all that is weighed, built by these states alone."""
    weighed = [row for row in rows if row["mass_confidence"] in ("high", "medium")]
    chosen = [row for row in weighed if not rooms or row["element_type"] == "pressurised module"]
    own = sum(row["mass_kg"] for row in chosen if set(row["builder_countries"]) <= codes)
    return Fraction(own) / Fraction(sum(row["mass_kg"] for row in chosen))


MORE_DEPENDENT = {  # what is said: the year, by which weightings, the side
    "In 2012 the US-led side was the more dependent one, by equal weights": (2012, EQUAL, "US-led"),
    "In 2012 the US-led side was the more dependent one, by all three weightings": (2012, ALL, "US-led"),
    "On 15 September 2023 the two sides were level, by equal weights": (2023, EQUAL, "neither"),
    "In February 2026 Russia was the more dependent side, by equal weights": (2026, EQUAL, "Russian"),
    "In February 2026 Russia was the more dependent side, by all three weightings": (2026, ALL, "Russian"),
}

FINDINGS = (
    Finding(
        "Most claims of the article are accurate",
        ("claims-accurate", "claims-made"),
        "claims",
        lambda rows: sum(row["verdict"] == "accurate" for row in rows) > sum(row["id"][0] == "C" for row in rows) / 2,
    ),
    Finding(
        "Quantities fare best, if the omissions count among the events",
        ("quantities-accurate", "claims-accurate"),
        "claims",
        lambda rows: alone(accurate(rows), "quantity", max),
    ),
    Finding(
        "Context fares worst, if the omissions do not count",
        ("context-accurate", "claims-accurate"),
        "claims",
        lambda rows: alone(accurate([row for row in rows if row["id"][0] == "C"]), "context", min),
    ),
    Finding(
        "Russia built about a quarter of the mass that can be weighed (23 to 28 per cent)",
        ("russian-built-mass", "russian-built-mass-low", "russian-built-mass-high"),
        "modules",
        lambda rows: Fraction(23, 100) <= part(rows, {"RUS"}, rooms=False) <= Fraction(28, 100),
    ),
    Finding(
        "By mass Russia built most of the rooms, then Europe, then the United States",
        ("russian-built-rooms-mass", "european-built-rooms-mass", "us-built-rooms-mass"),
        "modules",
        lambda rows: part(rows, {"RUS"}) > part(rows, EUROPE) > part(rows, {"USA"}),
    ),
    *(
        Finding(said, (f"v-us-{when[0]}", f"v-russian-{when[0]}"), "codings", partial(depended, *when))
        for said, when in MORE_DEPENDENT.items()
    ),
    Finding(
        "By the bare rule both sides could hold back in 2023, a tense year",
        ("threshold-us-2023", "threshold-russia-2023"),
        "codings",
        restrained,
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
        lambda rows: set(outcomes(rows, *PROMISE_IDS)) == {"came true"},
    ),
    Finding(
        "No exit announced with a day has happened; those without a day cannot be scored",
        ("exits-announced", "exits-undated"),
        "predictions",
        lambda rows: set(outcomes(rows, *EXIT_IDS)) == {"did not", "superseded"},
    ),
)
