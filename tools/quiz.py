"""Writes a test with random questions, computed from the tables: `make quiz SEED=7 COUNT=12`.

It writes the paper and its key, as HTML and Word files, and the questions for Moodle into `_build/quiz`. The same seed
and count give the same files, as long as the tables are the same. The site has those with SITE_SEEDS.
"""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from classpapers.sheets import STYLESHEET, render, render_test
from classpapers.word import build_document
from freshquiz import GeneratedQuestion, draw_test
from metadata import load_book
from paths import OUTPUT
from questions import moodle_xml
from running import run_tool

FOLDER = OUTPUT / "quiz"
QUESTION_COUNT = 12
SITE_SEEDS, OFFLINE_SEEDS = (4, 5, 6), (1, 2, 3)  # of the tests on the site, and of those that are nowhere on it


def write_quiz(seed: int, count: int, folder: Path = FOLDER) -> list[Path]:
    """Write the paper, its key and the file for Moodle, and return their paths."""
    questions, site = draw_test(seed, count), load_book()
    title, stem = name_test(seed, count)
    pages = render_quiz(seed, questions)
    numbered = [drawn.to_question(f"{stem}-{number}") for number, drawn in enumerate(questions, start=1)]
    files = {
        STYLESHEET: render(STYLESHEET).encode(),
        **{f"{name}.html": page.encode() for name, page in pages.items()},
        **{f"{name}.docx": build_document(page) for name, page in pages.items()},
        f"{stem}-moodle.xml": moodle_xml({title: numbered}, site.title, site.credit),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def render_quiz(seed: int, questions: list[GeneratedQuestion]) -> dict[str, str]:
    """Return the paper and its key as HTML by file stem."""
    title, stem = name_test(seed, len(questions))
    return render_test("quiz.html", stem, title=title, questions=questions, address=load_book().base)


def name_test(seed: int, count: int) -> tuple[str, str]:
    """Return the title of a test and the stem of its files."""
    return f"Test {seed}: {count} questions", f"test-{seed}-{count}"


def whole_number(text: str) -> int:
    """Parse a whole number from 0 up. ArgumentTypeError: it is none; the message has an example."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is no whole number from 0 up; write for example SEED=7 COUNT=12")
    return int(text)


def main() -> list[Path]:
    """Write the test that the options describe, and return the paths of its files."""
    options = ArgumentParser(prog="make quiz", description=__doc__.partition("\n")[0])
    options.add_argument("--seed", type=whole_number, required=True, help="any whole number: it selects the questions")
    options.add_argument("--count", type=whole_number, default=QUESTION_COUNT, help="how many (default: %(default)s)")
    chosen = options.parse_args()
    return write_quiz(chosen.seed, chosen.count)


if __name__ == "__main__":
    run_tool(main, "The test was not written.")
