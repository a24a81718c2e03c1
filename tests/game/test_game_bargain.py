"""The threshold at which sharing holds, against direct sums over the repeated game."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import inf

from for_each import each_raises

from issfacts import game

GAINS, LOSSES, STEPS = (0, 1, 2, 5, 10), (1, 2, 4), (0, 1, 2, 3, 5, 10)
CHANCES = [Fraction(n, 12) for n in range(13)]


def discounted_payoff(plan: tuple[bool, ...], delta: Fraction, g: int, k: int, v: int) -> Fraction:
    """Return the discounted payoff of a plan (True: press) against a partner that repeats our last move.

    The game continues each year with probability delta. Every plan ends with sharing for ever, so the later years are
    the same for all plans and are left out.
    """
    total, chance, retaliation = Fraction(0), Fraction(1), False
    for press in (*plan, False):  # one more year, for the retaliation after the last press
        total += chance * ((g if press else 0) - (k * v if retaliation else 0))
        chance, retaliation = chance * delta, press
    return total


def test_threshold_agrees_with_direct_sums():
    plans = list(product((False, True), repeat=5))
    mismatches = []
    for g, k, v, delta in product(GAINS, LOSSES, STEPS, CHANCES):
        # Sharing throughout is worth 0.
        never_worse = all(discounted_payoff(plan, delta, g, k, v) <= 0 for plan in plans)
        if (delta >= game.threshold(g, k, v)) != never_worse:
            mismatches.append((g, k, v, delta))
    assert mismatches == []


def test_threshold_agrees_with_the_game_without_wear():
    """Against Mirror, one press brings its gain now and costs the loss from retaliation in the next year."""
    calm = game.Assumptions(wear=0, gain_tense=5, gain_crisis=5, gain_calm=5, pad_steps=0)
    for v in range(11):
        share = game.play("Sharer", "Mirror", v, 0, calm).scores.us
        once = game.play(lambda state, side, history: "share" if history else "press", "Mirror", v, 0, calm).scores.us
        assert (once <= share) == (game.threshold(g=5, k=calm.loss, v=v) <= 1)


def test_thresholds_and_edge_cases():
    # By hand, with points of a twentieth: v = 0.3: calm 2/6 = 0.33, tense 5/6 = 0.83, crisis 10/6: impossible.
    assert [game.threshold(g, 2, 3) for g in (2, 5, 10)] == [Fraction(1, 3), Fraction(5, 6), Fraction(5, 3)]
    assert game.threshold(5, 2, 0) == game.threshold(5, 0, 3) == inf
    assert game.threshold(0, 2, 0) == 0
    # Exactly three tenths, not the nearest float.
    assert game.threshold(0.3, 1, 1) == game.threshold(Decimal("0.3"), 1, 1) == Fraction(3, 10)


test_invalid_numbers_are_named = each_raises(
    (game.threshold, -0.2, 1, 1, "ValueError: g = -0.2 is not a finite number of at least 0"),
    (game.threshold, 1, "two", 1, "ValueError: k = 'two' is not a finite number"),
    (game.threshold, 1, 1, float("nan"), "ValueError: v = nan is not a finite number"),
    (game.threshold, inf, 1, 1, "ValueError: g = inf is not a finite number"),
    (game.threshold, True, 1, 1, "ValueError: g = True is not a finite number"),
    (game.threshold, 1, 1, None, "ValueError: v = None is not a finite number"),
)
