"""The assumptions of the decision model: `assumptions.csv` has the value, unit, range and reason of each.

A point is a twentieth of the value of a year with a working station; a step is a tenth of vulnerability. All numbers
are whole, so that results by hand, in this code and from the table on a page are exactly equal.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, make_dataclass
from itertools import product
from numbers import Integral
from pathlib import Path
from typing import NamedTuple

FIRST_YEAR = 2023


class Assumption(NamedTuple):
    """Hold one assumption as a row of a table; `levels` are the values that a sweep tries, `source` cites a row."""

    name: str
    value: int
    unit: str
    low: int
    high: int
    why: str
    levels: tuple[int, ...]
    source: str


def read_table(name: str) -> list[dict]:
    """Return the rows of a CSV file in this folder."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_TABLE = [
    Assumption(
        **row
        | {name: int(row[name]) for name in ("value", "low", "high")}
        | {"levels": tuple(map(int, row["levels"].split()))}
    )
    for row in read_table("assumptions")
]
_Fields = make_dataclass("_Fields", [(row.name, int, row.value) for row in _TABLE], frozen=True)


@dataclass(frozen=True, repr=False)
class Assumptions(_Fields):
    """Hold the assumptions of the model: whole numbers, each with unit, plausible range and reason.

    Only `notice_years`, `pad_steps` and `last_year` are sourced (see `Assumption.source`); all others are invented,
    and yours to change. Raises TypeError for a value that is no whole number, ValueError for one outside its range.

    >>> Assumptions(hedge_cost=3, loss=2)
    Assumptions(hedge_cost=3)
    >>> Assumptions(hedge_cost=90)
    Traceback (most recent call last):
    ValueError: hedge_cost = 90 is out of its range: 0 to 10 points
    """

    def __post_init__(self) -> None:
        for name, _, unit, low, high, *_ in _TABLE:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, Integral):
                raise TypeError(f"{name} = {value!r} is not a whole number; the unit is {unit}")
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
    return [row._replace(value=getattr(assumptions, row.name)) for row in _TABLE]


SWEPT = ("tension_shift", "loss", "hedge_steps", "critical", "margin")


def worlds(names: Iterable[str] = SWEPT) -> Iterator[Assumptions]:
    """Yield every combination of the values that a sweep tries for some assumptions (`levels` of `listed`).

    By default these are the five of `SWEPT`, which change the ranking of the strategies most. KeyError: an assumption
    that a sweep does not vary.

    >>> len(list(worlds())), len(list(worlds(["loss", "outside"])))
    (243, 9)
    """
    names, levels = tuple(names), {row.name: row.levels for row in _TABLE if row.levels}
    for values in product(*(levels[name] for name in names)):
        yield Assumptions(**dict(zip(names, values, strict=True)))
