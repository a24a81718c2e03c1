"""The scoring of forecasts: the definition, its laws, and what it refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issfacts.exhibits.forecasts import brier, score

PROBABILITY = st.floats(0, 1)
FORECASTS = st.lists(st.tuples(PROBABILITY, st.booleans()), min_size=1, max_size=50)


@pytest.mark.parametrize(
    ("probability", "happened", "points"),
    # The Glossary of Meteorology of the AMS: 0.0 for perfect forecasting, 1.0 for the worst possible. The two in
    # between are the textbook's rain of 70 and 30 per cent: (0.7 - 1)² = 0.09 and (0.3 - 1)² = 0.49.
    [(1, True, 0), (0, False, 0), (1, False, 1), (0, True, 1), (0.7, True, 0.09), (0.3, True, 0.49)],
)
def test_textbook_scores(probability, happened, points):
    assert brier(probability, happened) == pytest.approx(points)


@given(st.integers(1, 20), st.integers(0, 20), PROBABILITY)
def test_on_average_the_share_that_happened_scores_best(yes, no, other):
    happened = [True] * yes + [False] * no
    best = score([yes / len(happened)] * len(happened), happened)
    assert best <= score([other] * len(happened), happened) + 1e-12


@given(st.floats().filter(lambda value: not 0 <= value <= 1))  # infinities and NaN among them
def test_what_is_no_probability_is_refused(value):
    with pytest.raises(ValueError, match="no probability"):
        brier(value, True)


def test_other_mistakes_are_named():
    with pytest.raises(ValueError, match=r"write 70 per cent as 0\.7"):
        brier(70, True)
    for value, words in {"0,4": r"write 0\.4 without quotes", None: "type NoneType; a number"}.items():
        with pytest.raises(ValueError, match=words):
            brier(value, True)
    for happened in ("yes", None, 2, 0.5):
        with pytest.raises(ValueError, match="True if it happened"):
            brier(0.5, happened)
    with pytest.raises(ValueError, match="2 probabilities and 1 outcomes"):
        score([0.5, 0.5], [True])
    with pytest.raises(ValueError, match="no forecast to score"):
        score([], [])
