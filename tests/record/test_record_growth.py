"""Whether the answers hold for a record of another length: the crew record three times over."""

import random

import pandas as pd
import pytest
from longer import longer, reading_from

import issfacts as iss

TIMES = 3


@pytest.fixture(scope="module")
def once():
    """Give the answers of the record as it is."""
    return answers()


@pytest.fixture
def _three_times(once, tmp_path):
    """Let the package read the record three times over."""
    with reading_from(longer(tmp_path, TIMES)):
        yield


def answers():
    share = iss.share_of_mixed_crews()
    return {
        "visitors": iss.visitors().to_dict(),
        "docked": iss.person_days().to_dict(),
        "flight": iss.person_days("agency", "flight").to_dict(),
        "flights": {"mixed": share.mixed, "all": share.flights, "swaps": len(iss.crewed_flights(seat_swap=True))},
    }


@pytest.mark.usefixtures("_three_times")
def test_three_times_the_record_three_times_the_answer(once):
    for question, found in answers().items():
        assert found == pytest.approx({key: TIMES * value for key, value in once[question].items()})


@pytest.mark.usefixtures("_three_times")
def test_aboard_of_the_long_record_against_a_plain_filter():
    stays = iss.load("stays")
    until = stays["undock_utc"].fillna(pd.Timestamp("9999-01-01T00:00Z"))  # what is open ends beyond all questions
    first, chance = stays["dock_utc"].min(), random.Random(3)
    asked = [first + chance.random() * (stays["dock_utc"].max() - first) for _ in range(100)]
    found = iss.aboard(asked).groupby("when").size()
    for when in map(pd.Timestamp, asked):
        assert found.get(when.floor("us"), 0) == ((stays["dock_utc"] <= when) & (when < until)).sum()
