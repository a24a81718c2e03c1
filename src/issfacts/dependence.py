"""Compare how much the two sides depend on each other.

The codes are our judgements (table codings), the weights are yours; nothing here is a measurement. A code says how far
a side depends on the other for one of five functions: 0, own primary means; 0.5, own means only demonstrated or
partial; 1, nothing of its own. Comparisons are exact (fractions, not floats).
"""

import datetime
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from math import inf
from numbers import Real
from operator import eq, mul, sub
from types import MappingProxyType
from typing import NamedTuple

from . import data
from .kit.wording import listed, round_half_up

When = int | str | datetime.date

SIDES = ("US-led", "Russian")
FUNCTIONS = {  # id -> name of the job, as used throughout the book
    "reboost-attitude": "Lifting and turning it",
    "power": "Giving it electricity",
    "crew-transport": "Bringing the people",
    "gyroscopes-communications": "Steadying it, calling home",
    "deorbit": "Bringing it down",
}
STEP = 0.5  # difference between adjacent codes
STATUS = {0: "covered", 0.5: "only demonstrated or partial", 1: "uncovered"}


class Preset(NamedTuple):
    """Hold named weights and the reason for them. Both are assumptions of the book, open to dispute.

    >>> PRESETS["engineer"].weights["power"]
    3
    """

    weights: Mapping[str, int]
    reason: str


class Shares(NamedTuple):
    """Hold in how many weightings each side is the more dependent one, and in how many neither is.

    >>> Shares(us_led=3, russian=1, tie=0).percent("us_led")
    75.0
    """

    us_led: int
    russian: int
    tie: int

    @property
    def total(self) -> int:
        """Return the number of weightings."""
        return self.us_led + self.russian + self.tie

    def percent(self, result: str) -> float:
        """Return the percentage of weightings with a result (us_led, russian or tie)."""
        return float(Fraction(100 * getattr(self, result), self.total))


class Agreement(NamedTuple):
    """Hold how far two coders agree: items coded alike, their percentage, and agreement beyond chance (Cohen's kappa).

    `kappa` is None where it is undefined: both coders gave the same single code to every item, so that chance agreement
    is already complete.

    >>> print(Agreement(agreed=8, items=10, kappa=0.6))
    8 of 10 items alike (80%), kappa 0.60
    """

    agreed: int
    items: int
    kappa: float | None

    @property
    def percent(self) -> float:
        """Return the percentage of items coded alike."""
        return float(Fraction(100 * self.agreed, self.items))

    def __str__(self) -> str:
        beyond = "kappa undefined: only one code was used" if self.kappa is None else f"kappa {self.kappa:.2f}"
        return f"{self.agreed} of {self.items} items alike ({self.percent:.0f}%), {beyond}"


def _by_function(*weights: int) -> Mapping[str, int]:
    return MappingProxyType(dict(zip(FUNCTIONS, weights, strict=True)))


# Our assumptions: they come from no source and no expert. Replace them by your own.
PRESETS = {
    "equal": Preset(
        _by_function(1, 1, 1, 1, 1),
        "No job counts more than another. That is a choice, too: the last day counts as much as every day.",
    ),
    "engineer": Preset(
        _by_function(3, 3, 1, 3, 1),
        "First the station must stay up, steady and with electricity, every hour; crews and the end come after.",
    ),
    "taxpayer": Preset(
        _by_function(1, 1, 2, 1, 3),
        "The worst bill is a large station that comes down out of control; next come seats bought abroad.",
    ),
}


def dates() -> tuple[datetime.date, ...]:
    """Return the dates for which codes exist, earliest first.

    DataError: invalid data. Source: the table codings.

    >>> [when.year for when in dates()]
    [2012, 2023, 2026]
    """
    return tuple(sorted({row["on_date"] for row in data.rows("codings")}))


def coded_date(date: When) -> datetime.date:
    """Return the date that a coded year (2023), day ("2023-09-15") or date means. ValueError: a date without codes.

    >>> coded_date(2023).isoformat()
    '2023-09-15'
    """
    key = str(date.date() if hasattr(date, "date") else date)
    for coded in dates():
        if key in (str(coded), str(coded.year)):
            return coded
    known = ", ".join(f"{coded.year} ({coded})" for coded in dates())
    raise ValueError(f"nothing is coded for {date!r}; the coded dates are {known}")


def codes(date: When) -> dict[str, dict[str, float]]:
    """Return our codes at one of the coded dates, by side and function: 0, 0.5 or 1.

    `date` is as in `coded_date`. ValueError: a date without codes. DataError: invalid data.
    Source: the table codings.

    >>> codes(2023)["US-led"]["deorbit"]
    1
    """
    by_side = {side: {} for side in SIDES}
    for row in _coding_rows(date):
        by_side[row["side"]][row["function"]] = next(code for code in STATUS if code == row["code"])  # 1, not 1.0
    return by_side


def quoted(names: Iterable[str]) -> str:
    """Return the names of functions in quotation marks and lower case, joined for the middle of a sentence.

    >>> quoted(["power", "deorbit"])
    '“giving it electricity” and “bringing it down”'
    """
    return listed(f"“{FUNCTIONS[name].lower()}”" for name in names)


def vulnerability(date: When, weights: Mapping[str, Real] | None = None) -> dict[str, float]:
    """Return what each side lacked: the weighted mean of its codes, 0 (lacks nothing) to 1 (lacks everything).

    A first sign of vulnerability on one day, not its size: it does not say how soon a gap can be closed.
    `weights` gives each of the five functions a number of at least 0; without it all count alike. Only their
    proportions matter. ValueError: a date without codes, or invalid weights (negative, missing, unknown, not a number,
    or all 0). Source: the table codings.

    >>> vulnerability(2023)
    {'US-led': 0.3, 'Russian': 0.3}
    >>> vulnerability(2023, PRESETS["engineer"].weights)["Russian"] > 0.3
    True
    """
    exact = _exact_weights(weights)
    total = sum(exact.values())
    return {
        side: float(sum(exact[name] * Fraction(code) for name, code in side_codes.items()) / total)
        for side, side_codes in codes(date).items()
    }


def game_start() -> tuple[int, int]:
    """Return both vulnerabilities, in steps, with which the game begins: the US-led side's and Russia's.

    DataError: invalid data. Source: the table codings.

    >>> game_start()
    (3, 3)
    """
    ours, theirs = vulnerability(2023).values()  # of the game's first year; a step is a tenth
    return round_half_up(10 * ours), round_half_up(10 * theirs)


def more_dependent(date: When) -> Shares:
    """Count over all weightings which side is more dependent, where every function weighs 0, 1, 2 or 3.

    All weights 0 is left out: 1,023 weightings remain. The weights are our choice, so a share of the weightings is no
    probability. ValueError: a date without codes. Source: the table codings.

    >>> more_dependent(2023)
    Shares(us_led=424, russian=424, tie=175)
    """
    ours, theirs = (side_codes.values() for side_codes in codes(date).values())
    gaps = list(map(sub, ours, theirs))
    weightings = filter(any, product(range(4), repeat=len(gaps)))
    leaders = Counter(leader(sum(map(mul, weights, gaps))) for weights in weightings)
    return Shares(*(leaders[name] for name in (*SIDES, "neither")))


def deciding_codes(weights: Mapping[str, Real] | None = None) -> list[dict]:
    """List the codes that, moved by one step, change which side is the more dependent one at their date.

    Rows: point (its date), id (of the coding), side, function, from and to (the code), answer (US-led, Russian or
    neither, after the step), in the order of sides and functions. `weights` and errors are those of `vulnerability`.
    Source: the table codings.

    >>> {row["point"].year for row in deciding_codes()}
    {2023}
    """
    exact, signs = _exact_weights(weights), dict(zip(SIDES, (1, -1), strict=True))  # the US-led side leads above 0
    deciding = []
    for date in dates():
        rows = _coding_rows(date)
        difference = sum(signs[row["side"]] * exact[row["function"]] * Fraction(row["code"]) for row in rows)
        for row, code in product(rows, STATUS):
            moved = difference + signs[row["side"]] * exact[row["function"]] * Fraction(code - row["code"])
            if abs(code - row["code"]) == STEP and leader(moved) != leader(difference):
                fields = {name: row[name] for name in ("id", "side", "function")}
                deciding.append({"point": date, **fields, "from": row["code"], "to": code, "answer": leader(moved)})
    return deciding


def leader(ours: Real, theirs: Real = 0) -> str:
    """Return the more dependent of the two sides, or "neither".

    >>> leader(0.3, 0.5)
    'Russian'
    """
    return "neither" if ours == theirs else SIDES[ours < theirs]


def without(partner: str, date: When) -> list[dict]:
    """Return for each function what a side is left with when its partner leaves (the N-1 check).

    Rows: function, status (covered, only demonstrated or partial, uncovered), code, reason, doubt, dependency_ids,
    source_ids, confidence. The check is about the first day, not about what could be built later. ValueError: a partner
    other than US-led or Russian, or a date without codes. Sources: the tables codings and dependencies.

    >>> {row["function"]: row["status"] for row in without("Russian", 2023)}["deorbit"]
    'uncovered'
    """
    if partner not in SIDES:
        raise ValueError(f"partner {partner!r} is none of {', '.join(SIDES)}")
    dependencies, statuses = data.by_id("dependencies"), []
    for row in _coding_rows(date):
        if row["side"] != partner:
            dependency_sources = [dependencies[id]["source_ids"] for id in row["dependency_ids"]]
            sources = tuple(dict.fromkeys(id for ids in (row["source_ids"], *dependency_sources) for id in ids))
            fields = {name: row[name] for name in ("function", "code", "reason", "dependency_ids", "confidence")}
            statuses.append({**fields, "status": STATUS[row["code"]], "doubt": row["note"], "source_ids": sources})
    return statuses


def agreement(first: Iterable[Hashable], second: Iterable[Hashable]) -> Agreement:
    """Measure how far two coders agree on the same items: plain agreement and Cohen's kappa, beyond chance.

    Give two lists of codes in the same order. Chance agreement is what would be expected if each coder assigned codes
    at random, as often as they did. ValueError: no items, lists of different lengths, or a missing code.

    A worked example, invented: two students code ten claims yes or no and agree on eight. Ann says yes to six, Bo to
    six. By chance both would say yes to 36 in a hundred, both no to 16, and so agree on 52. They agree on 80: 28 of the
    48 that chance leaves open.

    >>> ann = ["yes", "yes", "yes", "yes", "yes", "yes", "no", "no", "no", "no"]
    >>> bo = ["yes", "yes", "yes", "yes", "yes", "no", "yes", "no", "no", "no"]
    >>> print(agreement(ann, bo))
    8 of 10 items alike (80%), kappa 0.58
    """
    first, second = list(first), list(second)
    if not first or len(first) != len(second):
        raise ValueError(f"give a code from each coder for every item, not {len(first)} and {len(second)}")
    for item, pair in enumerate(zip(first, second, strict=True), 1):
        if any(code is None or code != code for code in pair):
            raise ValueError(f"a code is missing for item {item}")
    items, agreed = len(first), sum(map(eq, first, second))
    first_counts, second_counts = Counter(first), Counter(second)
    chance = Fraction(sum(count * second_counts[code] for code, count in first_counts.items()), items**2)
    observed = Fraction(agreed, items)
    return Agreement(agreed, items, None if chance == 1 else float((observed - chance) / (1 - chance)))


def _coding_rows(date: When) -> list[dict]:
    """Return the rows of a coded date, in the order of sides and functions. ValueError: a date without codes."""
    order, coded = list(FUNCTIONS), coded_date(date)
    rows = [row for row in data.rows("codings") if row["on_date"] == coded]
    return sorted(rows, key=lambda row: (SIDES.index(row["side"]), order.index(row["function"])))


def _exact_weights(weights: Mapping[str, Real] | None) -> dict[str, Fraction]:
    """Return valid weights as fractions, all 1 if none are given. ValueError: names the invalid weight."""
    weights = dict.fromkeys(FUNCTIONS, 1) if weights is None else dict(weights)
    for name in (*weights, *FUNCTIONS):
        if (name in weights) != (name in FUNCTIONS):
            raise ValueError(f"weight of {name!r}: give each of these one, and no other: {', '.join(FUNCTIONS)}")
    for name, value in weights.items():
        if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= value < inf:
            raise ValueError(f"weight of {name!r} is {value!r}; it must be a number of at least 0")
    if not any(weights.values()):
        raise ValueError("all weights are 0: give at least one job a weight above 0")
    return {name: Fraction(float(value)) for name, value in weights.items()}
