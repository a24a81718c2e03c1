"""Tests of `check`: verdicts and hints for right, wrong and invalid answers."""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest
from for_each import each_raises, for_each

from issfacts.widgets.check import Verdict, check

pytestmark = pytest.mark.usefixtures("sample_tables")
RIGHT = {
    "aboard-after-hatch": [10, "10 people", np.int64(10), pd.Series([10])],
    "share-crewed": [27.5, 27.46, "27,5"],  # the second rounds to the value of the fact
    "distance": ["2,410"],
    "below": [-5],
    "rubio-stay": [371, timedelta(days=371, hours=3)],
    "docking-duration": ["3 h 9 min", timedelta(hours=3, minutes=9)],
    "docking-time": [datetime(2023, 9, 15, 18, 53, 32, tzinfo=UTC), time(18, 53)],
    "article-published": [date(2023, 9, 16), "16 september 2023"],
    "stay-planned": ["6 months"],
    "who-is-missing": ["furukawa", pd.Series(["Furukawa"]), "Фурукава Сатоси"],
    "who-said-it": [2, {2}],
    "which-hold": [pd.Series([1, 3]), ["Ten were aboard", 3]],
}


@for_each(RIGHT)
def test_right_answer_is_accepted(id):
    for answer in RIGHT[id]:
        verdict = check(id, answer)
        assert verdict, verdict.message
        assert verdict.message.startswith("Right")


@pytest.mark.parametrize(
    ("id", "answer", "hint"),
    [
        ("aboard-after-hatch", 9, "one too few"),
        ("aboard-after-hatch", 11, "one too many"),
        ("aboard-after-hatch", 12, "too high"),
        ("aboard-after-hatch", 9.5, "too low"),
        ("aboard-after-hatch", "ten", "without quotes: 10"),
        ("aboard-after-hatch", True, "yes or no"),
        ("aboard-after-hatch", None, "None"),
        ("aboard-after-hatch", ..., "three dots"),
        ("aboard-after-hatch", float("nan"), "NaN"),
        ("aboard-after-hatch", pd.Series([1, 2]), "list of 2"),
        ("aboard-after-hatch", "1,2,3", "is a text"),
        ("share-crewed", "0,275", "unit"),
        ("who-is-missing", "O'Hara", "does not say"),
        ("who-is-missing", ["Furukawa", "O'Hara"], "You gave 2"),
        ("aboard-after-hatch", pd.DataFrame({"person": range(10)}), "len()"),
        ("aboard-after-hatch", 1j, "complex"),
        ("aboard-after-hatch", date(2023, 9, 15), "does not say"),
        ("share-crewed", 0.275, "unit"),
        ("below", 5, "sign"),
        ("docking-duration", 189, "type int"),
        ("who-said-it", 1, "quotes it"),
        ("who-said-it", 0, "counted from 1"),
        ("who-said-it", -1, "no option -1"),
        ("who-said-it", True, "not an option"),
        ("who-said-it", 1.5, "not an option"),
        ("who-said-it", "nobodys", "Did you mean “Nobody's”?"),
        ("who-said-it", "q" * 10_000, "none of the options"),
        ("who-said-it", {1, 2}, "one right answer"),
        ("who-said-it", set(), "empty"),
        ("who-said-it", [[1], [2]], "not an option"),
        ("which-hold", 1, "Still missing: one"),
        ("which-hold", {1, 2, 3}, "does not hold: The article left one out."),
        ("which-hold", [2], "Still missing: two"),
    ],
)
def test_wrong_answer_gets_a_hint(id, answer, hint):
    verdict = check(id, answer)
    assert not verdict
    assert hint in verdict.message
    assert verdict.message.endswith((".", "?"))
    assert len(verdict.message) < 300


def test_decimal_comma_without_quotes_gets_a_hint():
    assert check("share-crewed", 27, 5).message.endswith("27, 5 is two answers. For a decimal write a point: 27.5.")
    assert check("which-hold", 1, 2, 3).message.endswith("Write [1, 2, 3].")


def test_message_for_a_wrong_answer_does_not_contain_the_right_one():
    assert "10" not in check("aboard-after-hatch", 9).message.replace("9", "")
    assert "JAXA" not in check("which-hold", 1).message


def test_message_of_a_verdict_is_escaped():
    verdict = Verdict(False, 'Not "yet" <b>& so</b>')
    assert str(verdict) == verdict.message
    assert "&lt;b&gt;&amp; so" in verdict._repr_html_()


test_unknown_ids_raise_key_errors_with_similar_ids = each_raises(
    (check, "who-sad-it", 1, "KeyError: no question or fact 'who-sad-it'; nearest: who-said-it"),
    (check, "aboard-after-hach", 1, "KeyError: no question or fact 'aboard-after-hach'; nearest: aboard-after-hatch"),
)
