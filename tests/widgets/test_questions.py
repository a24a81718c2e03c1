"""Tests of loading questions: order of options, unanswerable questions, unknown ids."""

import pytest

from issfacts import data
from issfacts.widgets.questions import question


@pytest.fixture
def load_question(monkeypatch):
    """Return a function that loads a question "q" with an option for each letter; upper-case letters are right."""

    def load(letters, kind="single"):
        options = [{"question": "q", "text": text, "right": text.isupper(), "feedback": "why"} for text in letters]
        tables = {"questions": [{"id": "q", "kind": kind, "stem": "Why?"}], "options": options}
        monkeypatch.setattr(data, "rows", lambda name: tables[name])
        monkeypatch.setattr(data, "by_id", lambda name: {row["id"]: row for row in tables[name]})
        return question("q")

    return load


def test_options_keep_the_order_of_the_table(load_question):
    assert [option.text for option in load_question("bAc").options] == ["b", "A", "c"]


@pytest.mark.parametrize(("options", "kind"), [("", "single"), ("A", "single"), ("ab", "multiple"), ("AB", "single")])
def test_unanswerable_question_raises_value_error(load_question, options, kind):
    with pytest.raises(ValueError, match=f"question 'q', {kind}: {len(options)} options, .* of them right"):
        load_question(options, kind)


def test_every_question_of_the_book_is_valid_and_has_a_wrong_option():
    for row in data.rows("questions"):
        assert not all(option.right for option in question(row["id"]).options), row["id"]
