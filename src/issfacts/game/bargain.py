"""Weigh restraint: when is it worth more to share than to press, against a partner who answers like with like?

Press once, and you win the gain g now. Next year, if there is a next year, the partner presses back, and you lose k
points for each step of your own vulnerability v. The chance that there is a next year is delta, the discount factor:
it says how long a shadow the future casts. So pressing brings g and costs delta x k x v, and sharing holds as long as
the cost is not smaller: delta >= g / (k v).
Only this trade is weighed: no margin, no hedging, no known last year (in a known last year nobody can answer).
"""

from __future__ import annotations

from fractions import Fraction
from math import inf
from numbers import Real


def threshold(g: Real, k: Real, v: Real) -> Fraction | float:
    """Return the chance delta from which sharing holds: g / (k v), above 1 where it never does.

    g in points, k in points a step, v in steps. Without vulnerability it is infinite, without gain 0.
    ValueError: a negative number, or one that is none.

    >>> threshold(g=5, k=2, v=3)
    Fraction(5, 6)
    >>> threshold(g=5, k=2, v=0)
    inf
    """
    gain, cost = _exact("g", g), _exact("k", k) * _exact("v", v)
    if gain == 0:
        return Fraction(0)
    return gain / cost if cost else inf


def holds(delta: Real, g: Real, k: Real, v: Real) -> bool:
    """Tell whether sharing holds when the station goes on with the chance delta, from 0 to 1.

    Exact: 0.3 means three tenths. ValueError: a chance outside 0 to 1, or what `threshold` refuses.

    >>> holds(0.9, g=5, k=2, v=3), holds(0.8, g=5, k=2, v=3)
    (True, False)
    """
    chance = _exact("delta", delta)
    if chance > 1:
        raise ValueError(f"delta = {delta!r} is no chance: it lies between 0 and 1")
    return chance >= threshold(g, k, v)


def _exact(name: str, value: Real) -> Fraction:
    """Return a number as it is written."""
    try:
        exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} = {value!r} is no number") from None
    if exact < 0:
        raise ValueError(f"{name} = {value!r} is negative")
    return exact
