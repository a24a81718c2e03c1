"""A question that nobody could answer is refused where it is asked; the tables themselves refuse the rest."""

import pytest

from issfacts import data
from issfacts.widgets.questions import question


@pytest.fixture
def asked(monkeypatch):
    """Give a function that puts one question, q, into the tables and asks it: a letter an option, capital if right."""

    def ask(letters, kind="single"):
        rows = [{"question": "q", "text": one, "right": one.isupper(), "feedback": "why"} for one in letters]
        found = {"questions": [{"id": "q", "kind": kind, "stem": "Why?"}], "options": rows}
        monkeypatch.setattr(data, "rows", lambda name: found[name])
        return question("q")

    return ask


def test_options_keep_the_order_of_the_table(asked):
    assert [one.text for one in asked("bAc").options] == ["b", "A", "c"]


@pytest.mark.parametrize(("options", "kind"), [("", "single"), ("A", "single"), ("ab", "multiple"), ("AB", "single")])
def test_what_cannot_be_asked(asked, options, kind):
    with pytest.raises(ValueError, match=f"question 'q', {kind}: {len(options)} options, .* of them right"):
        asked(options, kind)


def test_an_unknown_question_names_the_nearest(asked):
    asked("Ab")
    with pytest.raises(KeyError, match="no question 'qq'; nearest: q"):
        question("qq")


def test_every_question_of_the_book_can_be_asked_and_missed():
    for row in data.rows("questions"):
        assert not all(option.right for option in question(row["id"]).options), row["id"]
