"""Writes `_build/docked-offline.zip`: all that a school needs of the book where there is no network.

In it are one folder for pupils (the student edition, site and notebooks), one for teachers (the whole site, fresh
tests), the tables, and a page and a README that say what is what. The same sites give the same bytes.
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import student
from exports.archive import write_zip
from notebooks import ROOT

sys.path.insert(0, str(ROOT / "_ext"))
from launch import site_config
from quiz import write_quiz
from student import inside
from takeaway import SITE, size
from wheel_file import version

TARGET = ROOT / "_build" / "docked-offline.zip"
FOLDER = "docked-offline"
LEFT_OUT = re.compile(r"/book/(lite/|\.buildinfo$)")  # what runs Python in a browser needs a server
LICENCES = ("LICENSE", "LICENSE-CONTENT", "CITATION.cff")
BOOK, PUPILS, TESTS = "for-teachers/book", "for-pupils", "for-teachers/fresh-tests"
SEEDS, COUNT = (1, 2, 3), 12  # of the fresh tests, and their questions
PARTS = {
    PUPILS: "the book and the notebooks without solutions, keys and plans",
    BOOK: "the whole book, with plans, slides, papers and keys, PDF, EPUB and questions",
    TESTS: "three tests that stand on no page of the book, each with its key",
    "data": "the tables behind it: CSV files, described in datapackage.json, and one Excel workbook",
}
START = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Docked</title>
<style>body {{ max-width: 40em; margin: 2em auto; padding: 0 1em; font: 1.1em/1.6 sans-serif; }}
li {{ margin: 0.4em 0; }}</style>
</head><body><main><h1>Docked</h1><p>The International Space Station and the politics of cooperation</p>
{lists}
<p>All of it works without a network. It costs nothing and needs no account. The file README.txt is for the person who
looks after the computers.</p></main></body></html>
"""
LINKS = {
    "For pupils": {f"{PUPILS}/book/index.html": "Open the book (without solutions)"},
    "For teachers: start here tonight": {
        f"{BOOK}/teach/one-lesson.html": "One lesson, 45 or 60 minutes: what to do",
        f"{BOOK}/class/one-lesson.pdf": "One lesson: the pack to print",
        f"{BOOK}/class/one-lesson-slides.html": "One lesson: the slides",
        f"{BOOK}/teach/papers.html": "Lesson plans, slides, worksheets and keys for each chapter",
        f"{BOOK}/class/index.html": "The same papers as files, with their sizes",
        f"{BOOK}/teach/keep-it-flying.html": "Keep It Flying: the game in class",
        f"{BOOK}/class/keep-it-flying-kit.pdf": "Keep It Flying: the pieces to print",
    },
    "For teachers: the rest": {
        f"{BOOK}/index.html": "The whole book",
        f"{BOOK}/downloads/docked-a4.pdf": "The whole book as PDF, for A4 paper, answers bound in",
        f"{BOOK}/downloads/docked-letter.pdf": "The whole book as PDF, for Letter paper, answers bound in",
        f"{BOOK}/downloads/docked.epub": "The whole book as EPUB",
        f"{BOOK}/downloads/index.html": "All files to download, with the questions for Moodle and others",
    }
    | {f"{TESTS}/test-{seed}-{COUNT}.html": f"Fresh test {seed}" for seed in SEEDS}
    | {f"{TESTS}/test-{seed}-{COUNT}-key.html": f"Key to fresh test {seed}" for seed in SEEDS},
}
README = """DOCKED {version}: a textbook to be used without a network

WHAT THIS IS
A school book about the International Space Station and the politics of cooperation, for ages 15 to 20.
It is a folder of web pages. Nothing has to be installed, nothing is sent anywhere, no account is needed.
It costs nothing.

HOW TO START
Unpack the zip file. Open index.html in any recent browser.

WHAT IS IN IT
{parts}

ON A FILE SHARE
Copy the folder for-pupils, and no other, to a share that pupils may read. They open for-pupils/book/index.html there.
Nobody needs to write in it. In for-pupils are no solutions, keys or lesson plans. But the checks in the
chapters say what is right, as a pupil learns from them, so the notebooks carry their answers, for all to read:
for-pupils/notebooks/data/options.csv, column "right". Take no mark from the checks; use for-teachers/fresh-tests.

ON A WEB SERVER
Copy for-pupils/book to a place that the server offers as plain files. No program runs on the server, and no database.

THE NOTEBOOKS, FOR COURSES WITH PYTHON
Reading needs no Python. To run the notebooks, install Python 3.11 or newer. Then, on Windows, in the folder
for-pupils:

    py -m venv .venv
    .venv\\Scripts\\pip install jupyterlab -r notebooks\\.binder\\requirements.txt book\\downloads\\{wheel}
    .venv\\Scripts\\jupyter lab notebooks

On Linux and macOS:

    python3 -m venv .venv
    .venv/bin/pip install jupyterlab -r notebooks/.binder/requirements.txt book/downloads/{wheel}
    .venv/bin/jupyter lab notebooks

The second line fetches other packages and needs a network once, or your school's own copy of the package index.
After that the notebooks ask nothing of the network. No administrator's rights are needed.

FAULTS AND QUESTIONS
The book lives at {repository}. Where a page says that the README has the address, it is this one.

LICENCE
Text and data: CC BY 4.0 (LICENSE-CONTENT). Program code: MIT (LICENSE). You may copy, change and share all of it.
"""


def write(site: Path, target: Path) -> dict[str, bytes]:
    """Write the zip of a built site, and return its files."""
    found = members(site)
    draft = target.with_suffix(".draft")  # so that no half-written file ever stands there
    write_zip(draft, {f"{FOLDER}/{name}": content for name, content in found.items()})
    draft.replace(target)
    return found


def members(site: Path) -> dict[str, bytes]:
    """Return the files of the zip, by their names in it."""
    data = ROOT / "data"
    tables = [*sorted(data.glob("*.csv")), data / "datapackage.json", ROOT / "_build/data/docked-data.xlsx"]
    found = inside(student.SITE, f"{PUPILS}/book") | inside(student.NOTEBOOKS, f"{PUPILS}/notebooks")
    found |= inside(site, BOOK) | fresh_tests() | {f"data/{path.name}": path.read_bytes() for path in tables}
    found = {name: content for name, content in found.items() if not LEFT_OUT.search(name)}
    first = {"index.html": start(found).encode(), "README.txt": readme(found).encode()}
    return first | {name: (ROOT / name).read_bytes() for name in LICENCES} | found


def fresh_tests() -> dict[str, bytes]:
    """Return tests for teachers, with keys; the site has none of them."""
    with TemporaryDirectory() as folder:
        for seed in SEEDS:
            write_quiz(seed, COUNT, Path(folder))
        return inside(Path(folder), TESTS)


def start(found: dict[str, bytes]) -> str:
    """Return the page on which everybody starts."""
    lists = []
    for title, links in LINKS.items():
        items = [f'<li><a href="{name}">{what}</a></li>' for name, what in links.items() if name in found]
        lists.append("\n".join([f"<h2>{title}</h2>", "<ul>", *items, "</ul>"]))
    return START.format(lists="\n".join(lists))


def readme(found: dict[str, bytes]) -> str:
    """Return what the school's technician is told, with sizes; lines end as Windows wants them."""
    wheel = next(name.rpartition("/")[2] for name in found if name.endswith(".whl"))
    parts = [f"{name + '/':28}{what}\n{'':28}{weighed(found, f'{name}/')}" for name, what in PARTS.items()]
    said = README.format(version=version(), wheel=wheel, parts="\n".join(parts), repository=site_config().repository)
    return said.replace("\n", "\r\n")


def weighed(found: dict[str, bytes], start: str) -> str:
    """Return how many files begin with a name, and how large they are."""
    sizes = [len(content) for name, content in found.items() if name.startswith(start)]
    return f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB"


def main() -> int:
    """Write the zip of the site that `make book` left, and say how large it is and its parts are."""
    if student.main():
        return 1
    found = write(SITE, TARGET)
    for name in PARTS:
        print(f"{name + '/':28}{weighed(found, f'{name}/')}")
    print(f"wrote {TARGET}  {size(TARGET)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
