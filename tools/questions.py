"""Writes the book's questions for learning platforms and quiz apps: Moodle XML, GIFT, QTI 2.1, CSV.

`make questions` writes them into `_build/questions`; the build of the site writes them into its downloads. The formats
are the templates in platformfiles/.
"""

import math
from html import escape
from pathlib import Path
from string import ascii_uppercase

import pandas as pd
from metadata import load_book
from notebooks import chapters
from paths import OUTPUT
from platformfiles import TEMPLATES, render
from running import run_tool
from zip_file import zip_bytes

from issfacts.widgets.questions import Option, Question
from issfacts.widgets.questions import question as find_question

FOLDER = OUTPUT / "questions"
TITLE = "Docked"  # of the parent of all categories
GIFT_CHARACTERS = str.maketrans({"\n": "\\n"} | {character: f"\\{character}" for character in "\\~=#{}:"})
COLUMNS = ["id", "chapter", "kind", "stem", *(f"option {number}" for number in range(1, 5)), "right", "minutes"]
COLUMNS += [f"feedback {number}" for number in range(1, 5)]
WORDS_PER_MINUTE = 80  # for careful reading in a second language
THINKING_MINUTES = 0.5
Bank = dict[str, list[Question]]  # the questions of each chapter or topic, in order, by its title


def book_questions() -> Bank:
    """Return the questions of each chapter in its order, by its title."""
    return {chapter.title: [find_question(id) for id in chapter.quizzes] for chapter in chapters()}


def score_share(question: Question, option: Option) -> float:
    """Return the share of the full score that an option earns; in a multiple choice each wrong one is negative.

    >>> options = (Option("a", True, "."), Option("b", True, "."), Option("c", False, "."))
    >>> [score_share(Question("q", "multiple", "?", options), option) for option in options]
    [0.5, 0.5, -1.0]
    """
    count = sum(other.right is option.right for other in question.options)
    if option.right:
        return 1 / count
    return -1 / count if question.many else 0.0


def to_html(text: str) -> str:
    """Convert plain text to HTML, with its line breaks."""
    return escape(text, quote=False).replace("\n", "<br>")


def escape_gift(text: str) -> str:
    """Escape the characters of a text that have a meaning in GIFT."""
    return text.translate(GIFT_CHARACTERS)


TEMPLATES.globals |= {"score_share": score_share, "to_html": to_html, "escape_gift": escape_gift}


def moodle_xml(bank: Bank, title: str, credit: str) -> bytes:
    """Return the questions as Moodle XML; `title` is the parent of all categories, `credit` their description."""
    return render("moodle.xml", bank=bank, title=title, credit=credit)


def qti(bank: Bank, title: str) -> dict[str, bytes]:
    """Return the files of a QTI 2.1 package by name: chosen options show their feedback and add up to the score."""
    questions = [question for topic_questions in bank.values() for question in topic_questions]
    files = {
        "imsmanifest.xml": render("qti-manifest.xml", questions=questions),
        "test.xml": render("qti-test.xml", bank=bank, title=title),
    }
    for question in questions:
        options = list(zip(ascii_uppercase, question.options, strict=False))
        files[f"items/{question.id}.xml"] = render("qti-item.xml", question=question, options=options)
    return files


def table(bank: Bank) -> bytes:
    """Return the questions as CSV in UTF-8 with a byte-order mark for Excel; more than four options come last."""
    frame = pd.DataFrame([table_row(topic, question) for topic, questions in bank.items() for question in questions])
    columns = [*COLUMNS, *(name for name in frame if name not in COLUMNS)]
    return frame.reindex(columns=columns).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def table_row(topic: str, question: Question) -> dict:
    """Return the row of a question; the numbers of several right options are joined, as in "1,4".

    The minutes are those of a slow reader, rounded up to half minutes.
    """
    words = sum(len(text.split()) for text in (question.stem, *(option.text for option in question.options)))
    cells = {"id": question.id, "chapter": topic, "kind": question.kind, "stem": question.stem}
    cells["minutes"] = math.ceil(2 * (words / WORDS_PER_MINUTE + THINKING_MINUTES)) / 2
    for number, option in enumerate(question.options, start=1):
        cells |= {f"option {number}": option.text, f"feedback {number}": option.feedback}
    cells["right"] = ",".join(str(number) for number, option in enumerate(question.options, start=1) if option.right)
    return cells


def write_questions(folder: Path = FOLDER, bank: Bank | None = None) -> list[Path]:
    """Write all files into a folder and return their paths; `bank` is by default that of the book."""
    folder.mkdir(parents=True, exist_ok=True)
    bank, credit = bank or book_questions(), load_book().credit
    files = {
        "docked-moodle.xml": moodle_xml(bank, TITLE, credit),
        "docked.gift.txt": render("gift.txt", bank=bank, title=TITLE, credit=credit),
        "docked-qti21.zip": zip_bytes(qti(bank, credit)),
        "docked-questions.csv": table(bank),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


if __name__ == "__main__":
    run_tool(write_questions, "The questions were not written.")
