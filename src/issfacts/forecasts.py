"""Brier scores of forecasts."""

from collections.abc import Sequence
from numbers import Real


def brier(probability: float, happened: bool) -> float:
    """Return the Brier score of one forecast: the squared difference between its probability and the outcome.

    The best score is 0, the worst 1; a probability of 0.5 scores 0.25 whatever happens. ValueError: a probability
    outside 0 (impossible) to 1 (certain), an outcome other than True or False. Source: the Glossary of Meteorology of
    the American Meteorological Society.

    >>> brier(0.9, False), brier(0.5, True), brier(1, True)
    (0.81, 0.25, 0.0)
    """
    if not isinstance(probability, Real):
        point = f": write {probability.replace(',', '.')} without quotes" if isinstance(probability, str) else ""
        raise ValueError(f"{probability!r} is of type {type(probability).__name__}; a number is asked for{point}")
    if not 0 <= probability <= 1:  # also refuses NaN
        hint = f"; write {probability:g} per cent as {probability / 100:g}" if 1 < probability <= 100 else ""
        raise ValueError(f"{probability!r} is not a probability: give one from 0 (impossible) to 1 (certain){hint}")
    if happened not in (0, 1):  # True and False are 1 and 0
        raise ValueError(f"{happened!r} is not an outcome: say True if it happened, False if it did not")
    return float((probability - happened) ** 2)


def score(probabilities: Sequence[float], happened: Sequence[bool]) -> float:
    """Return the mean Brier score of several forecasts, each with its outcome.

    ValueError: no forecasts, lists of different lengths, or values that `brier` refuses.

    >>> score([0.5, 0.5], [True, False])
    0.25
    """
    if len(probabilities) != len(happened):
        raise ValueError(f"{len(probabilities)} probabilities and {len(happened)} outcomes: each forecast needs both")
    if not len(probabilities):
        raise ValueError("there is no forecast to score: give at least one probability and its outcome")
    return sum(brier(*pair) for pair in zip(probabilities, happened, strict=True)) / len(probabilities)
