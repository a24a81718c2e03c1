"""The assumptions of the decision model: one whole number per field, with its unit, range and reason.

A point is a twentieth of the value of a year with a working station; a step is a tenth of vulnerability. All numbers
are whole, so that results by hand, in this code and from the table on a page are exactly equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import product
from typing import NamedTuple

FIRST_YEAR = 2023


def _assumption(value: int, unit: str, low: int, high: int, why: str, levels: tuple[int, ...] = (), source: str = ""):
    """Return a field of `Assumptions`; `levels` are the values that a sweep tries, `source` cites a table row."""
    metadata = {"unit": unit, "low": low, "high": high, "why": why, "levels": levels, "source": source}
    return field(default=value, metadata=metadata)


class Assumption(NamedTuple):
    """Hold one assumption as a row of a table."""

    name: str
    value: int
    unit: str
    low: int
    high: int
    why: str
    levels: tuple[int, ...]
    source: str


@dataclass(frozen=True, repr=False)
class Assumptions:
    """Hold the assumptions of the model: whole numbers, each with unit, plausible range and reason.

    Only `notice_years` and `pad_steps` are sourced (see `Assumption.source`); all others are invented, and yours to
    change. Raises TypeError for a value that is no whole number, ValueError for one outside its range.

    >>> Assumptions(hedge_cost=3, loss=2)
    Assumptions(hedge_cost=3)
    >>> Assumptions(hedge_cost=90)
    Traceback (most recent call last):
    ValueError: hedge_cost = 90 is out of its range: 0 to 10 points
    """

    station_points: int = _assumption(
        20, "points a year", 10, 40, "The yardstick: what a year with a working station is worth to each side aboard."
    )
    gain_calm: int = _assumption(
        2,
        "points",
        0,
        10,
        "What pressing brings at home in a calm year: little, as few ask for toughness; nobody measured it.",
    )
    gain_tense: int = _assumption(
        5, "points", 0, 20, "What pressing brings at home in a tense year: more, as toughness is in demand."
    )
    gain_crisis: int = _assumption(
        10, "points", 0, 40, "What pressing brings at home in a crisis: most, as politics then looks at little else."
    )
    tension_shift: int = _assumption(
        0, "levels", -1, 1, "Reads all cards one level calmer or tenser: tension is our judgement.", levels=(-1, 0, 1)
    )
    loss: int = _assumption(
        2,
        "points a step",
        0,
        6,
        "What a pressed side loses for each step of its vulnerability: whoever needs the other more is hurt more.",
        levels=(1, 2, 4),
    )
    hedge_cost: int = _assumption(
        2,
        "points",
        0,
        10,
        "What a year of hedging costs: cheap beside the station, as own ships and engines serve other ends too.",
        levels=(1, 2, 4),
    )
    hedge_steps: int = _assumption(
        1,
        "steps a year",
        0,
        3,
        "What a year of hedging takes off the own vulnerability from next year on: faster than the record shows.",
        levels=(0, 1, 2),
    )
    critical: int = _assumption(
        3,
        "steps",
        0,
        9,
        "The danger line: above it pressure on a side wears the station twice, as its work has no second hand.",
        levels=(2, 3, 4),
    )
    margin: int = _assumption(
        3,
        "of margin",
        1,
        6,
        "The operating margin at the start, and at most: crew time, spare parts, trust.",
        levels=(2, 3, 4),
    )
    wear: int = _assumption(
        1,
        "of margin",
        0,
        3,
        "What an act of pressure, or a year of a gap, takes off the margin: plans stop, and trust is used up.",
    )
    repair: int = _assumption(1, "of margin a year", 0, 3, "What a year without pressure and without a gap gives back.")
    outside: int = _assumption(
        8,
        "points a year",
        0,
        20,
        "What a year is worth to a side that has left: its money and people do something else.",
        levels=(4, 8, 12),
    )
    notice_years: int = _assumption(
        1,
        "years",
        1,
        3,
        "A partner that gives notice is still aboard for so long: the agreement sets the least that it may be.",
        source="treaty_articles: iga-article-28",
    )
    pad_steps: int = _assumption(
        2,
        "steps",
        0,
        5,
        "What the loss of its only crew pad added to Russia's vulnerability, by our coding of the record.",
        source="codings: the Russian side in 2026 against 2023",
    )
    last_year: int = _assumption(
        2030,
        "year",
        FIRST_YEAR,
        2042,
        "The end to which the United States have committed themselves; plans may move it.",
    )

    def __post_init__(self) -> None:
        for item in fields(self):
            name, value = item.name, getattr(self, item.name)
            unit, low, high = (item.metadata[key] for key in ("unit", "low", "high"))
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError(f"{name} = {value!r} is no whole number; the unit is {unit}")
            if not low <= value <= high:
                raise ValueError(f"{name} = {value} is out of its range: {low} to {high} {unit}")

    def __repr__(self) -> str:
        changed = [f"{f.name}={getattr(self, f.name)}" for f in fields(self) if getattr(self, f.name) != f.default]
        return f"Assumptions({', '.join(changed)})"

    def gain(self, tension: str) -> int:
        """Return the points that pressing brings at home at a tension: calm, tense or crisis."""
        return getattr(self, f"gain_{tension}")


STANDARD = Assumptions()


def listed(assumptions: Assumptions = STANDARD) -> list[Assumption]:
    """Return all assumptions in order, each with value, unit, range and reason.

    >>> listed()[0].name, listed()[0].value
    ('station_points', 20)
    """
    return [Assumption(f.name, getattr(assumptions, f.name), **f.metadata) for f in fields(assumptions)]


@cache
def varied() -> dict[str, tuple[int, ...]]:
    """Return the assumptions that a sweep can vary, each with the values it tries.

    >>> varied()["loss"]
    (1, 2, 4)
    """
    return {row.name: row.levels for row in listed() if row.levels}


SWEPT = ("tension_shift", "loss", "hedge_steps", "critical", "margin")


def worlds(names: Iterable[str] = SWEPT) -> Iterator[Assumptions]:
    """Yield every combination of the values of some assumptions; KeyError for an assumption that is not varied.

    By default the five of `SWEPT`, which change the ranking of the strategies most; `varied()` has two more.

    >>> len(list(worlds())), len(list(worlds(varied())))
    (243, 2187)
    """
    levels = {name: varied()[name] for name in names}
    for values in product(*levels.values()):
        yield Assumptions(**dict(zip(levels, values, strict=True)))
