"""Writes `_build/docked-offline.zip`, with which a school can use the book without a network.

It contains a folder for pupils (site and notebooks of the student edition), one for teachers (the whole site, fresh
tests), the data tables, a start page and a README. The same sites give the same bytes.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import student
from chromium import find_chromium
from metadata import load_book
from paths import OUTPUT, ROOT, SITE, STUDENT_SITE
from quiz import OFFLINE_SEEDS, QUESTION_COUNT, name_test, write_quiz
from running import ToolError, run_tool
from zip_file import read_folder, write_zip

TARGET = OUTPUT / "docked-offline.zip"
FOLDER = "docked-offline"
EXCLUDED = re.compile(r"/book/(lite/|\.buildinfo$)")  # the pages that run Python in the browser need a server
LICENCES = ("LICENSE", "LICENSE-CONTENT", "CITATION.cff")
BOOK, PUPILS, TESTS = "for-teachers/book", "for-pupils", "for-teachers/fresh-tests"
TEST_FILES = {seed: f"{TESTS}/{name_test(seed, QUESTION_COUNT)[1]}" for seed in OFFLINE_SEEDS}
FOLDERS = {
    PUPILS: "the book and the notebooks without solutions, keys and plans",
    BOOK: "the whole book, with plans, slides, papers and keys, PDF, EPUB and questions",
    TESTS: "three tests that stand on no page of the book, each with its key",
    "data": "the tables behind it: CSV files, described in datapackage.json, and one Excel workbook",
}
START_PAGE = """<!doctype html>
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
        f"{BOOK}/teach/five-lessons.html": "Five lessons of 45 minutes: a fortnight through the core",
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
    | {f"{stem}.html": f"Fresh test {seed}, on all chapters" for seed, stem in TEST_FILES.items()}
    | {f"{stem}-key.html": f"Key to fresh test {seed}" for seed, stem in TEST_FILES.items()},
}
README = """DOCKED {book.version}: a textbook to be used without a network

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
The book lives at {book.repository}. Where a page says that the README has the address, it is this one.

LICENCE
Text and data: CC BY 4.0 (LICENSE-CONTENT). Program code: MIT (LICENSE). You may copy, change and share all of it.
"""


def write_archive(site: Path, target: Path) -> dict[str, bytes]:
    """Write the zip for a built site, and return the content of its files by name."""
    files = collect_files(site)
    draft = target.with_suffix(".draft")  # an interrupted run leaves no incomplete zip
    write_zip(draft, {f"{FOLDER}/{name}": content for name, content in files.items()})
    draft.replace(target)
    return files


def collect_files(site: Path) -> dict[str, bytes]:
    """Return the content of all files of the zip, by their names in it."""
    data = ROOT / "data"
    tables = [*sorted(data.glob("*.csv")), data / "datapackage.json", OUTPUT / "data" / "docked-data.xlsx"]
    files = read_folder(STUDENT_SITE, f"{PUPILS}/book") | read_folder(student.NOTEBOOKS, f"{PUPILS}/notebooks")
    files |= read_folder(site, BOOK) | generate_tests() | {f"data/{path.name}": path.read_bytes() for path in tables}
    files = {name: content for name, content in files.items() if not EXCLUDED.search(name)}
    first = {"index.html": render_start_page(files).encode(), "README.txt": render_readme(files).encode()}
    return first | {name: (ROOT / name).read_bytes() for name in LICENCES} | files


def generate_tests() -> dict[str, bytes]:
    """Return the files of the tests for teachers, with keys; none of them is on the site."""
    with TemporaryDirectory() as folder:
        for seed in OFFLINE_SEEDS:
            write_quiz(seed, QUESTION_COUNT, Path(folder))
        return read_folder(Path(folder), TESTS)


def render_start_page(files: dict[str, bytes]) -> str:
    """Return the start page as HTML. ToolError: a file is missing, other than a PDF that nothing here can print."""
    lists = []
    for title, links in LINKS.items():
        present = {name: label for name, label in links.items() if name in files}
        if missing := [name for name in links.keys() - present if find_chromium() or not name.endswith(".pdf")]:
            raise ToolError(f"The start page links to files that were not built: {', '.join(sorted(missing))}")
        items = [f'<li><a href="{name}">{label}</a></li>' for name, label in present.items()]
        lists.append("\n".join([f"<h2>{title}</h2>", "<ul>", *items, "</ul>"]))
    return START_PAGE.format(lists="\n".join(lists))


def render_readme(files: dict[str, bytes]) -> str:
    """Return the README for the school's technician, with sizes of the folders and Windows line endings."""
    wheel = next(name.rpartition("/")[2] for name in files if name.endswith(".whl"))
    parts = []
    for folder, label in FOLDERS.items():
        sizes = [len(content) for name, content in files.items() if name.startswith(f"{folder}/")]
        parts.append(f"{folder + '/':28}{label}\n{'':28}{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")
    text = README.format(book=load_book(), wheel=wheel, parts="\n".join(parts))
    return text.replace("\n", "\r\n")


def main() -> list[Path]:
    """Write the zip for the site that `make book` built, and return its path."""
    student.main()
    if not any(name.endswith(".pdf") for name in write_archive(SITE, TARGET)):
        print("The zip has no PDF, because the book was built without.")
    return [TARGET]


if __name__ == "__main__":
    run_tool(main, "The files for use without a network were not written.")
