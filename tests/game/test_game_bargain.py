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
        # Pressing for ever: g + sum over t >= 1 of delta^t (g - k v) = (g - delta k v) / (1 - delta).
        for_ever = delta < 1 and (g - delta * k * v) / (1 - delta) > 0
        if game.holds(delta, g, k, v) != never_worse or (for_ever and never_worse):
            mismatches.append((g, k, v, delta))
    assert mismatches == []


def test_the_rule_is_the_game_without_its_margin():
    """Against Mirror, one press brings the gain and costs the loss of the next year, in the game too."""
    calm = game.Assumptions(wear=0, gain_tense=5, gain_crisis=5, gain_calm=5, pad_steps=0)
    for v in range(11):
        share = game.play("Sharer", "Mirror", v, 0, calm).scores.us
        once = game.play(lambda state, side, history: "share" if history else "press", "Mirror", v, 0, calm).scores.us
        assert (once <= share) == game.holds(1, g=5, k=calm.loss, v=v)


def test_readings_and_edges():
    # Curriculum, with points of a twentieth: v = 0.3: calm 2/6 = 0.33, tense 5/6 = 0.83, crisis 10/6: impossible.
    assert [game.threshold(g, 2, 3) for g in (2, 5, 10)] == [Fraction(1, 3), Fraction(5, 6), Fraction(5, 3)]
    assert game.threshold(5, 2, 0) == game.threshold(5, 0, 3) == inf
    assert game.threshold(0, 2, 0) == 0
    assert game.holds(0.3, 3, 1, 10)  # as written: three tenths, not the float a little above or below


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((1.2, 1, 1, 1), "delta = 1.2 is no chance: it lies between 0 and 1"),
        ((-0.2, 1, 1, 1), "delta = -0.2 is negative"),
        ((0.2, 1, "two", 1), "k = 'two' is no number"),
        ((0.2, 1, 1, float("nan")), "v = nan is no number"),
        ((0.2, 1, 1, None), "v = None is no number"),
    ],
)
def test_what_is_no_number_is_named(arguments, said):
    with pytest.raises(ValueError, match="^" + said.replace(".", r"\.")):
        game.holds(*arguments)
