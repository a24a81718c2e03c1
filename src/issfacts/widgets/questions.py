"""Load quiz questions with their options from the tables questions and options."""

import re
from dataclasses import dataclass

from .. import data


@dataclass(frozen=True)
class Option:
    """Hold one option of a question, whether it is right, and its feedback."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Question:
    """Hold a question; `kind` is "single" (exactly one right option) or "multiple" (one or more)."""

    id: str
    kind: str
    stem: str
    options: tuple[Option, ...]

    @property
    def many(self):
        """Return whether the reader may choose several options."""
        return self.kind == "multiple"


def question(id):
    """Return a question by its id, with its options in the order of the table.

    KeyError: no such question (the message suggests similar ids). ValueError: fewer than two options, no right one, or
    several right ones of a single choice; the schema of the tables validates everything else.

    >>> from issfacts import data
    >>> first = data.rows("questions")[0]["id"]
    >>> any(option.right for option in question(first).options)
    True
    """
    rows = data.by_id("questions")
    if id not in rows:
        raise data.unknown_name_error("question", id, list(rows))
    row = rows[id]
    options = tuple(
        Option(option["text"], option["right"], option["feedback"])
        for option in data.rows("options")
        if option["question"] == id
    )
    stem = re.sub(r"\{([a-z-]+)\}", _chapter_number, row["stem"])
    found = Question(id, row["kind"], stem, options)
    right = sum(option.right for option in options)
    if len(options) < 2 or not right or (right > 1 and not found.many):
        raise ValueError(f"question {id!r}, {found.kind}: {len(options)} options, {right} of them right")
    return found


def _chapter_number(match):
    numbers = {row["chapter"]: row["position"] for row in data.rows("routes") if row["route"] == "Full"}
    return str(numbers[match[1]])
