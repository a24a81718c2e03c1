"""Writes the book's questions for learning platforms and quiz apps: Moodle XML, GIFT, QTI 2.1, CSV.

`make questions` writes them into `_build/questions`; the site's build puts them among its downloads.
"""

import sys
from io import BytesIO
from pathlib import Path

from exports.archive import pack
from notebooks import ROOT, chapters

sys.path.insert(0, str(ROOT / "_ext"))
from launch import site_config
from questionfiles import Bank
from questionfiles.gift import gift
from questionfiles.moodle import moodle_xml
from questionfiles.qti import qti
from questionfiles.table import table
from website.book import load_book

from issfacts.widgets.questions import question

FOLDER = ROOT / "_build" / "questions"
TITLE = "Docked"  # heads the categories


def of_the_book() -> Bank:
    """Return the questions of each chapter as it asks them, by its title."""
    return {chapter.title: [question(id) for id in chapter.quizzes] for chapter in chapters()}


def write_questions(folder: Path = FOLDER, bank: Bank | None = None) -> list[Path]:
    """Write all files into a folder; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    bank, credit = bank or of_the_book(), load_book(site_config().site).credit
    pack(zipped := BytesIO(), qti(bank, credit))
    files = {
        "docked-moodle.xml": moodle_xml(bank, TITLE, credit),
        "docked.gift.txt": gift(bank, TITLE, credit),
        "docked-qti21.zip": zipped.getvalue(),
        "docked-questions.csv": table(bank),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


if __name__ == "__main__":
    for written in write_questions():
        print(f"wrote {written}  {written.stat().st_size:,} bytes")
