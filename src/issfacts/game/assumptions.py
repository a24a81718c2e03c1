"""Hold everything the decision model assumes: one number a field, with its unit, its range and a reason.

A point is a twentieth of what a year with a working station is worth; a step is a tenth of vulnerability. All
numbers are whole, so that a player with a pencil, this code and a table on a page agree to the last point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import product
from typing import NamedTuple

FIRST_YEAR = 2023


def _assumed(value: int, unit: str, low: int, high: int, why: str, levels: tuple[int, ...] = (), source: str = ""):
    """Return a field of `Assumptions`; `levels` are the values a sweep tries, `source` says where a sourced one is."""
    about = {"unit": unit, "low": low, "high": high, "why": why, "levels": levels, "source": source}
    return field(default=value, metadata=about)


class Assumption(NamedTuple):
    """Hold one assumption as a table prints it."""

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
    """Hold what the model takes for granted: whole numbers, each with unit, plausible range and reason.

    Only `notice_years` and `pad_steps` are sourced (`Assumption.source` says where); all others are invented, and
    yours to change. Raises TypeError for what is no whole number, ValueError for a value out of its range.

    >>> Assumptions(hedge_cost=3, loss=2)
    Assumptions(hedge_cost=3)
    >>> Assumptions(hedge_cost=90)
    Traceback (most recent call last):
    ValueError: hedge_cost = 90 is out of its range: 0 to 10 points
    """

    station_points: int = _assumed(
        20, "points a year", 10, 40, "The yardstick: what a year with a working station is worth to each side aboard."
    )
    gain_calm: int = _assumed(
        2,
        "points",
        0,
        10,
        "What pressing brings at home in a calm year: little, as few ask for toughness; nobody measured it.",
    )
    gain_tense: int = _assumed(
        5, "points", 0, 20, "What pressing brings at home in a tense year: more, as toughness is in demand."
    )
    gain_crisis: int = _assumed(
        10, "points", 0, 40, "What pressing brings at home in a crisis: most, as politics then looks at little else."
    )
    tension_shift: int = _assumed(
        0, "levels", -1, 1, "Reads all cards one level calmer or tenser: tension is our judgement.", levels=(-1, 0, 1)
    )
    loss: int = _assumed(
        2,
        "points a step",
        0,
        6,
        "What a pressed side loses for each step of its vulnerability: whoever needs the other more is hurt more.",
        levels=(1, 2, 4),
    )
    hedge_cost: int = _assumed(
        2,
        "points",
        0,
        10,
        "What a year of hedging costs: cheap beside the station, as own ships and engines serve other ends too.",
        levels=(1, 2, 4),
    )
    hedge_steps: int = _assumed(
        1,
        "steps a year",
        0,
        3,
        "What a year of hedging takes off the own vulnerability from next year on: faster than the record shows.",
        levels=(0, 1, 2),
    )
    critical: int = _assumed(
        3,
        "steps",
        0,
        9,
        "The danger line: above it pressure on a side wears the station twice, as its work has no second hand.",
        levels=(2, 3, 4),
    )
    margin: int = _assumed(
        3,
        "marks",
        1,
        6,
        "The operating margin at the start, and at most: crew time, spare parts, trust.",
        levels=(2, 3, 4),
    )
    wear: int = _assumed(
        1,
        "marks",
        0,
        3,
        "What an act of pressure, or a year of a gap, takes off the margin: plans stop, and trust is used up.",
    )
    repair: int = _assumed(1, "marks a year", 0, 3, "What a year without pressure and without a gap gives back.")
    outside: int = _assumed(
        8,
        "points a year",
        0,
        20,
        "What a year is worth to a side that has left: its money and people do something else.",
        levels=(4, 8, 12),
    )
    notice_years: int = _assumed(
        1,
        "years",
        1,
        3,
        "A partner that gives notice is still aboard for so long: the agreement sets the least that it may be.",
        source="treaty_articles: iga-article-28",
    )
    pad_steps: int = _assumed(
        2,
        "steps",
        0,
        5,
        "What the loss of its only crew pad added to Russia's vulnerability, by our coding of the record.",
        source="codings: the Russian side in 2026 against 2023",
    )
    last_year: int = _assumed(
        2030,
        "year",
        FIRST_YEAR,
        2042,
        "The end to which the United States have committed themselves; plans may move it.",
    )

    def __post_init__(self) -> None:
        for each in fields(self):
            name, value = each.name, getattr(self, each.name)
            unit, low, high = (each.metadata[key] for key in ("unit", "low", "high"))
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError(f"{name} = {value!r} is no whole number; the unit is {unit}")
            if not low <= value <= high:
                raise ValueError(f"{name} = {value} is out of its range: {low} to {high} {unit}")

    def __repr__(self) -> str:
        changed = [f"{f.name}={getattr(self, f.name)}" for f in fields(self) if getattr(self, f.name) != f.default]
        return f"Assumptions({', '.join(changed)})"

    def gain(self, tension: str) -> int:
        """Return the points that pressing brings at home at this tension."""
        return getattr(self, f"gain_{tension}")


STANDARD = Assumptions()


def listed(assumptions: Assumptions = STANDARD) -> list[Assumption]:
    """Return all assumptions in order, each with value, unit, range and reason.

    >>> listed()[0].name, listed()[0].value
    ('station_points', 20)
    """
    return [Assumption(each.name, getattr(assumptions, each.name), **each.metadata) for each in fields(assumptions)]


@cache
def varied() -> dict[str, tuple[int, ...]]:
    """Return the assumptions that a sweep varies, with the values it tries.

    >>> varied()["loss"]
    (1, 2, 4)
    """
    return {each.name: each.levels for each in listed() if each.levels}


SWEPT = ("tension_shift", "loss", "hedge_steps", "critical", "margin")


def worlds(names: Iterable[str] = SWEPT) -> Iterator[Assumptions]:
    """Yield every combination of the values that a sweep tries; KeyError for an assumption that is not varied.

    The five of `SWEPT` change the order of the strategies most; `varied()` names two more.

    >>> len(list(worlds())), len(list(worlds(varied())))
    (243, 2187)
    """
    chosen = {name: varied()[name] for name in names}
    for values in product(*chosen.values()):
        yield Assumptions(**dict(zip(chosen, values, strict=True)))
