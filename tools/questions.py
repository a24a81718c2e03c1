"""Writes the book's questions for learning platforms and quiz apps: Moodle XML, GIFT, QTI 2.1, CSV.

`make questions` writes them into `_build/questions`; the build of the site writes them into its downloads.
"""

from io import BytesIO
from pathlib import Path

from exports.archive import write_zip
from metadata import load_book
from notebooks import ROOT, chapters
from questionfiles import Bank
from questionfiles.gift import gift
from questionfiles.moodle import moodle_xml
from questionfiles.qti import qti
from questionfiles.table import table

from issfacts.widgets.questions import question

FOLDER = ROOT / "_build" / "questions"
TITLE = "Docked"  # of the parent of all categories


def book_questions() -> Bank:
    """Return the questions of each chapter in its order, by its title."""
    return {chapter.title: [question(id) for id in chapter.quizzes] for chapter in chapters()}


def write_questions(folder: Path = FOLDER, bank: Bank | None = None) -> list[Path]:
    """Write all files into a folder and return their paths; `bank` is by default that of the book."""
    folder.mkdir(parents=True, exist_ok=True)
    bank, credit = bank or book_questions(), load_book().credit
    qti_package = BytesIO()
    write_zip(qti_package, qti(bank, credit))
    files = {
        "docked-moodle.xml": moodle_xml(bank, TITLE, credit),
        "docked.gift.txt": gift(bank, TITLE, credit),
        "docked-qti21.zip": qti_package.getvalue(),
        "docked-questions.csv": table(bank),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


if __name__ == "__main__":
    for written in write_questions():
        print(f"wrote {written}  {written.stat().st_size:,} bytes")
