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

    Raises KeyError naming the nearest ids, and ValueError where the question cannot be asked: fewer than two options,
    no right one, several right ones of a single choice. The table's own rules see to the rest.

    >>> from issfacts import data
    >>> first = data.rows("questions")[0]["id"]
    >>> any(option.right for option in question(first).options)
    True
    """
    rows = {row["id"]: row for row in data.rows("questions")}
    if id not in rows:
        raise data.unknown("question", id, list(rows))
    row = rows[id]
    options = tuple(
        Option(option["text"], option["right"], option["feedback"])
        for option in data.rows("options")
        if option["question"] == id
    )
    asked = Question(id, row["kind"], re.sub(r"\{([a-z-]+)\}", _place, row["stem"]), options)
    right = sum(option.right for option in options)
    if len(options) < 2 or not right or (right > 1 and not asked.many):
        raise ValueError(f"question {id!r}, {asked.kind}: {len(options)} options, {right} of them right")
    return asked


def _place(found):
    """Return the number of the chapter whose name stands in braces."""
    full = {row["chapter"]: row["position"] for row in data.rows("routes") if row["route"] == "Full"}
    return str(full[found[1]])
