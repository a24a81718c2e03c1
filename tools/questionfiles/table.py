"""Writes a CSV table for quiz apps: stem, options, numbers of the right ones, minutes, feedback."""

import math

import pandas as pd

from issfacts.widgets.questions import Question

from . import Bank

OPTIONS, FEEDBACK = ([f"{name} {number}" for number in range(1, 5)] for name in ("option", "feedback"))
COLUMNS = ["id", "chapter", "kind", "stem", *OPTIONS, "right", "minutes", *FEEDBACK]
WORDS_PER_MINUTE = 80  # for careful reading in a second language
THINKING_MINUTES = 0.5


def table(bank: Bank) -> bytes:
    """Return the content of the file, in UTF-8 with a byte-order mark for Excel; more than four options come last."""
    frame = pd.DataFrame([row(topic, question) for topic, questions in bank.items() for question in questions])
    columns = [*COLUMNS, *(name for name in frame if name not in COLUMNS)]
    return frame.reindex(columns=columns).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def row(topic: str, question: Question) -> dict:
    """Return the row of a question; the numbers of several right options are joined, as in "1,4"."""
    cells = {"id": question.id, "chapter": topic, "kind": question.kind, "stem": question.stem}
    cells["minutes"] = estimate_minutes(question)
    for number, option in enumerate(question.options, start=1):
        cells |= {f"option {number}": option.text, f"feedback {number}": option.feedback}
    cells["right"] = ",".join(str(number) for number, option in enumerate(question.options, start=1) if option.right)
    return cells


def estimate_minutes(question: Question) -> float:
    """Estimate the time that a slow reader needs, rounded up to half minutes."""
    words = sum(len(text.split()) for text in (question.stem, *(option.text for option in question.options)))
    return math.ceil(2 * (words / WORDS_PER_MINUTE + THINKING_MINUTES)) / 2
