"""The book's questions, read from the tables `questions` and `options`: one format for page, notebook and check."""

import re
from dataclasses import dataclass

from .. import data


@dataclass(frozen=True)
class Option:
    """Hold one answer a reader can choose, and what it teaches."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Question:
    """Hold a question: `kind` is "single" (one right option) or "multiple" (any number of them)."""

    id: str
    kind: str
    stem: str
    options: tuple[Option, ...]

    @property
    def many(self):
        """Tell whether the reader may choose several options."""
        return self.kind == "multiple"


def question(id):
    """Return one question with its options, in the order of the table.

    Raises KeyError naming the nearest ids, and ValueError where the question cannot be asked:
    no right option, an option without feedback, two right options of a single choice.

    >>> from issfacts import data
    >>> first = data.rows("questions")[0]["id"]
    >>> any(option.right for option in question(first).options)
    True
    """
    rows = {row["id"]: row for row in data.rows("questions")}
    if id not in rows:
        raise data.unknown("question", id, list(rows))
    row = rows[id]
    options = [row for row in data.rows("options") if row["question"] == id]
    made = tuple(Option(row["text"], row["right"], row["feedback"] or "") for row in options)
    return _sound(Question(id, row["kind"], _numbered(row["stem"]), made))


def _numbered(text):
    """Return a text in which `{chapter}` is that chapter's number."""
    return re.sub(r"\{([a-z-]+)\}", lambda found: str(_place(found[1])), text)


def _place(chapter):
    """Return the place of a chapter in the book."""
    return next(row["position"] for row in data.rows("routes") if (row["route"], row["chapter"]) == ("Full", chapter))


def _sound(asked):
    """Return the question, or say why nobody could answer it."""
    right = sum(option.right for option in asked.options)
    mute = [option.text for option in asked.options if not option.feedback.strip()]
    texts = [option.text for option in asked.options]
    twins = [text for text in texts if texts.count(text) > 1]
    if asked.kind not in ("single", "multiple"):
        raise ValueError(f"question {asked.id!r}: kind {asked.kind!r} is neither single nor multiple")
    if len(asked.options) < 2:
        raise ValueError(f"question {asked.id!r} has {len(asked.options)} options, it needs at least 2")
    if not right:
        raise ValueError(f"question {asked.id!r} has no right option")
    if not asked.many and right > 1:
        raise ValueError(f"question {asked.id!r} is a single choice but has {right} right options")
    if twins:
        raise ValueError(f"question {asked.id!r} has the option {twins[0]!r} twice")
    if mute:
        raise ValueError(f"question {asked.id!r}: option {mute[0]!r} has no feedback")
    return asked
