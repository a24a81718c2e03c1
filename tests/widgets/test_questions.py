"""A question that nobody could answer is refused where it is asked."""

import pytest

from issfacts import data
from issfacts.widgets.questions import question


@pytest.fixture
def asked(monkeypatch):
    """Give a function that puts one question, q, into the tables and asks it."""

    def ask(*options, kind="single"):
        rows = [dict(zip(("question", "text", "right", "feedback"), ("q", *row), strict=True)) for row in options]
        found = {"questions": [{"id": "q", "kind": kind, "stem": "Why?"}], "options": rows}
        monkeypatch.setattr(data, "rows", lambda name: found[name])
        return question("q")

    return ask


def test_options_keep_the_order_of_the_table(asked):
    assert [one.text for one in asked(("b", False, "no"), ("a", True, "yes")).options] == ["b", "a"]


@pytest.mark.parametrize(
    ("options", "kind", "says"),
    [
        ((), "single", "'q' has 0 options"),
        ((("a", True, "yes"),), "single", "'q' has 1 options"),
        ((("a", False, "x"), ("b", False, "y")), "single", "'q' has no right option"),
        ((("a", False, "x"), ("b", False, "y")), "multiple", "'q' has no right option"),
        ((("a", True, "x"), ("b", True, "y")), "single", "'q' is a single choice but has 2 right"),
        ((("a", True, "x"), ("b", False, " ")), "single", "'q': option 'b' has no feedback"),
        ((("a", True, "x"), ("b", False, None)), "multiple", "'q': option 'b' has no feedback"),
        ((("a", True, "x"), ("a", False, "y")), "single", "'q' has the option 'a' twice"),
        ((("a", True, "x"), ("b", False, "y")), "essay", "'q': kind 'essay'"),
    ],
)
def test_what_cannot_be_asked(asked, options, kind, says):
    with pytest.raises(ValueError, match=says):
        asked(*options, kind=kind)


def test_an_unknown_question_names_the_nearest(asked):
    asked(("a", True, "x"), ("b", False, "y"))
    with pytest.raises(KeyError, match="no question 'qq'; nearest: q"):
        question("qq")


def test_every_question_of_the_book_can_be_asked():
    for row in data.rows("questions"):
        assert question(row["id"]).stem
