"""The rule of restraint against sums of the repeated game, made here without it."""

from fractions import Fraction
from itertools import product
from math import inf

import pytest

from issfacts import game

GAINS, LOSSES, STEPS = (0, 1, 2, 5, 10), (1, 2, 4), (0, 1, 2, 3, 5, 10)
CHANCES = [Fraction(n, 12) for n in range(13)]


def worth(plan: tuple[bool, ...], delta: Fraction, g: int, k: int, v: int) -> Fraction:
    """Add up a plan of pressing (True) and sharing, against a partner who does next year what was done to it.

    The station goes on each year with the chance delta. Every plan ends with years of sharing, so that the sum of the
    years after it is the same for all and can be left out.
    """
    total, chance, provoked = Fraction(0), Fraction(1), False
    for press in (*plan, False):  # one more year: the answer to the last press
        total += chance * ((g if press else 0) - (k * v if provoked else 0))
        chance, provoked = chance * delta, press
    return total


def test_the_rule_agrees_with_direct_sums():
    plans = list(product((False, True), repeat=5))
    mismatches = []
    for g, k, v, delta in product(GAINS, LOSSES, STEPS, CHANCES):
        never_worse = all(worth(plan, delta, g, k, v) <= 0 for plan in plans)  # sharing throughout is worth 0
        if never_worse != game.holds(delta, g, k, v):
            mismatches.append((g, k, v, delta))
    assert mismatches == []


def test_pressing_for_ever_has_the_same_threshold():
    # g + sum over t >= 1 of delta^t (g - k v) = (g - delta k v) / (1 - delta): above 0 exactly where the rule says.
    for g, k, v, delta in product(GAINS, LOSSES, STEPS, CHANCES[:-1]):
        for_ever = (g - delta * k * v) / (1 - delta)
        assert (for_ever <= 0) == game.holds(delta, g, k, v)


def test_in_a_known_last_year_pressing_pays():
    # No year follows, so no answer: the sum of the last year alone is g.
    assert worth((True,), Fraction(0), g=2, k=2, v=10) == 2


def test_the_rule_is_the_game_without_its_margin():
    """Against Mirror, one press brings the gain and costs the loss of the next year, in the game too."""
    calm = game.Assumptions(wear=0, gain_tense=5, gain_crisis=5, gain_calm=5, pad_steps=0)
    for v in range(11):
        share = game.play("Sharer", "Mirror", v, 0, calm).scores.us
        once = game.play(lambda state, side, history: "share" if history else "press", "Mirror", v, 0, calm).scores.us
        assert (once <= share) == game.holds(1, g=5, k=calm.loss, v=v)


def test_readings():
    # Curriculum, with points of a twentieth: v = 0.3: calm 2/6 = 0.33, tense 5/6 = 0.83, crisis 10/6: impossible.
    assert [game.threshold(g, 2, 3) for g in (2, 5, 10)] == [Fraction(1, 3), Fraction(5, 6), Fraction(5, 3)]
    assert not game.holds(1, 10, 2, 3)


def test_the_edges():
    assert game.threshold(5, 2, 0) == game.threshold(5, 0, 3) == inf
    assert game.threshold(0, 2, 0) == 0
    assert game.holds(0, 0, 2, 3)
    assert game.holds(0.1, 1, 1, 10)  # as written: a tenth, not the float a little above or below
    assert game.holds(0.3, 3, 1, 10)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"delta": 1.2, "g": 1, "k": 1, "v": 1}, "delta = 1.2 is no chance: it lies between 0 and 1"),
        ({"delta": -0.2, "g": 1, "k": 1, "v": 1}, "delta = -0.2 is negative"),
        ({"delta": 0.2, "g": -1, "k": 1, "v": 1}, "g = -1 is negative"),
        ({"delta": 0.2, "g": 1, "k": "two", "v": 1}, "k = 'two' is no number"),
        ({"delta": 0.2, "g": 1, "k": 1, "v": float("nan")}, "v = nan is no number"),
        ({"delta": 0.2, "g": 1, "k": 1, "v": None}, "v = None is no number"),
    ],
)
def test_what_is_no_number_is_named(arguments, said):
    with pytest.raises(ValueError, match="^" + said.replace(".", r"\.")):
        game.holds(**arguments)
