"""Writes a CSV table as quiz apps take it: stem, options, the numbers of the right ones, minutes."""

import math

import pandas as pd

from issfacts.widgets.questions import Question

from . import Bank

OPTIONS, FEEDBACK = ([f"{name} {number}" for number in range(1, 5)] for name in ("option", "feedback"))
HEAD = ["id", "chapter", "kind", "stem", *OPTIONS, "right", "minutes", *FEEDBACK]
SLOW = 80  # words a minute that a reader manages in a second language, when every word counts
THINKING = 0.5  # minutes


def table(bank: Bank) -> bytes:
    """Return the file, in UTF-8 with the mark by which Excel knows it; a fifth option and more stand at the end."""
    frame = pd.DataFrame([row(topic, asked) for topic, questions in bank.items() for asked in questions])
    columns = [*HEAD, *(name for name in frame if name not in HEAD)]
    return frame.reindex(columns=columns).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


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
