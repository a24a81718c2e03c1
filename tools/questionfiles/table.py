"""Writes a CSV table as quiz apps take it: stem, options, the numbers of the right ones, minutes."""

import csv
import math
from io import StringIO

from issfacts.widgets.questions import Question

from . import Bank

USUAL = 4  # options a question has; a question with more has them in columns at the end
SLOW = 80  # words a minute that a reader manages in a second language, when every word counts
THINKING = 0.5  # minutes


def table(bank: Bank) -> bytes:
    """Return the file, in UTF-8 with the mark by which Excel knows it."""
    most = max([USUAL, *(len(asked.options) for questions in bank.values() for asked in questions)])
    rows = (row(topic, asked) for topic, questions in bank.items() for asked in questions)
    out = StringIO()
    writer = csv.DictWriter(out, columns(most), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def columns(most: int) -> list[str]:
    """Return the head of the table; `most` is the largest number of options.

    >>> columns(5)[-3:]
    ['feedback 4', 'option 5', 'feedback 5']
    """
    first, more = range(1, USUAL + 1), range(USUAL + 1, most + 1)
    named = [f"{name} {number}" for name in ("option", "feedback") for number in first]
    return [
        *("id", "chapter", "kind", "stem", *named[:USUAL], "right", "minutes", *named[USUAL:]),
        *(f"{name} {number}" for number in more for name in ("option", "feedback")),
    ]


def row(topic: str, asked: Question) -> dict:
    """Return a question; several right options stand as "1,4"."""
    found = {"id": asked.id, "chapter": topic, "kind": asked.kind, "stem": asked.stem, "minutes": minutes(asked)}
    for number, option in enumerate(asked.options, start=1):
        found |= {f"option {number}": option.text, f"feedback {number}": option.feedback}
    found["right"] = ",".join(str(number) for number, option in enumerate(asked.options, start=1) if option.right)
    return found


def minutes(asked: Question) -> float:
    """Return how long a slow reader needs, in half minutes."""
    words = sum(len(text.split()) for text in (asked.stem, *(option.text for option in asked.options)))
    return math.ceil(2 * (words / SLOW + THINKING)) / 2
