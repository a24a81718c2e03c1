"""Brier scores: values of a textbook, a property, and invalid arguments."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issfacts.forecasts import brier, score


@pytest.mark.parametrize(
    ("probability", "happened", "points"),
    # The Glossary of Meteorology of the AMS: 0.0 for perfect forecasting, 1.0 for the worst possible. The last two are
    # the textbook's forecasts of rain at 70 and 30 per cent: (0.7 - 1)² = 0.09 and (0.3 - 1)² = 0.49.
    [(1, True, 0), (0, False, 0), (1, False, 1), (0, True, 1), (0.7, True, 0.09), (0.3, True, 0.49)],
)
def test_scores_match_textbook_values(probability, happened, points):
    assert brier(probability, happened) == pytest.approx(points)


def test_invalid_arguments_are_named():
    for function, arguments, message in (
        *((brier, (value, True), "not a probability") for value in (-0.01, 1.01, inf, nan)),
        (brier, (70, True), r"write 70 per cent as 0\.7"),
        (brier, ("0,4", True), r"write 0\.4 without quotes"),
        (brier, (None, True), "type NoneType; a number"),
        *((brier, (0.5, happened), "True if it happened") for happened in ("yes", None, 2, 0.5)),
        (score, ([0.5, 0.5], [True]), "2 probabilities and 1 outcomes"),
        (score, ([], []), "no forecast to score"),
    ):
        with pytest.raises(ValueError, match=message):
            function(*arguments)


@given(st.integers(1, 20), st.integers(0, 20), st.floats(0, 1))
def test_forecasting_the_observed_share_minimises_the_mean_score(yes, no, other):
    happened = [True] * yes + [False] * no
    best = score([yes / len(happened)] * len(happened), happened)
    assert best <= score([other] * len(happened), happened) + 1e-12
