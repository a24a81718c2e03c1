"""When sharing is worth more than pressing in the repeated game, against a partner who retaliates once.

Press once, and you win the gain g now. If there is a next year, the partner presses back then, and you lose k points
for each step of your own vulnerability v. The probability of a next year is delta, the discount factor. So pressing
brings g and costs delta x k x v, and sharing holds as long as the cost is not smaller: delta >= g / (k v).

Only this trade-off is modelled: no margin, no hedging, no known last year (in which nobody could retaliate).
"""

from fractions import Fraction
from math import inf
from numbers import Real


def threshold(g: Real, k: Real, v: Real) -> Fraction | float:
    """Return the smallest discount factor delta at which sharing holds, exactly: g / (k v); above 1 it never does.

    g in points, k in points a step, v in steps. Infinite where k v is 0; 0 where there is no gain. ValueError: a
    negative number, or no number.

    >>> threshold(g=5, k=2, v=3)
    Fraction(5, 6)
    >>> threshold(g=5, k=2, v=0)
    inf
    """
    gain, cost = _to_fraction("g", g), _to_fraction("k", k) * _to_fraction("v", v)
    if gain == 0:
        return Fraction(0)
    return gain / cost if cost else inf


def _to_fraction(name: str, value: Real) -> Fraction:
    """Convert a number to the fraction that its decimal notation means; ValueError if it is negative or no number."""
    try:
        exact = Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name} = {value!r} is not a number") from None
    if exact < 0:
        raise ValueError(f"{name} = {value!r} is negative")
    return exact
