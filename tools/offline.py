"""Writes `_build/docked-offline.zip`: all that a school needs of the book where there is no network.

In it are the site with papers, questions, PDF and EPUB, the tables, the notebooks without solutions, and a page and a
README that say what is what. The same site gives the same bytes.
"""

import sys
from pathlib import Path

import student
from exports.archive import pack
from notebooks import ROOT
from takeaway import SITE, size
from wheel_file import version

TARGET = ROOT / "_build" / "docked-offline.zip"
FOLDER = "docked-offline"
LEFT_OUT = {"lite", ".buildinfo"}  # what runs Python in a browser needs a server
LICENCES = ("LICENSE", "LICENSE-CONTENT", "CITATION.cff")
PARTS = {"site": "the book, with slides and papers for class, and files to download",
         "data": "the tables behind it: CSV files, described in datapackage.json, and one Excel workbook",
         "notebooks": "the chapters for JupyterLab, without solutions, and what they need to run"}  # fmt: skip
START = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Docked</title><style>body {{ max-width: 40em; margin: 3em auto; font: 1.1em/1.6 sans-serif; }}</style>
</head><body><main><h1>Docked</h1><p>The International Space Station and the politics of cooperation</p>
<ul>
{links}
</ul>
<p>All of it works without a network. It costs nothing and needs no account. The file README.txt is for the person who
looks after the computers.</p></main></body></html>
"""
LINKS = {
    "site/index.html": "Open the book",
    "site/downloads/docked-a4.pdf": "The book as PDF, for A4 paper",
    "site/downloads/docked-letter.pdf": "The book as PDF, for Letter paper",
    "site/downloads/docked.epub": "The book as EPUB",
    "site/teach/one-lesson.html": "For teachers: one lesson",
    "site/class/index.html": "For teachers: slides, worksheets, keys",
    "site/downloads/index.html": "For teachers: all files to download, with the questions",
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
Copy the folder {folder} to a share that pupils may read. They open index.html there. Nobody needs to write in it.

ON A WEB SERVER
Copy the folder to a place that the server offers as plain files. No program runs on the server, and no database.
The keys with the answers are in site/class (files whose names end in "-key"), the questions with their answers in
site/downloads, the lesson plans in site/teach. Leave these folders out where pupils should not see them; the book works
without them, but links to them fail. Chapters keep their own solutions, folded; "make student" builds a book without.

THE NOTEBOOKS, FOR COURSES WITH PYTHON
Reading needs no Python. To run the notebooks, install Python 3.11 or newer. Then, on Windows, in this folder:

    py -m venv .venv
    .venv\\Scripts\\pip install jupyterlab -r notebooks\\.binder\\requirements.txt site\\downloads\\{wheel}
    .venv\\Scripts\\jupyter lab notebooks

On Linux and macOS:

    python3 -m venv .venv
    .venv/bin/pip install jupyterlab -r notebooks/.binder/requirements.txt site/downloads/{wheel}
    .venv/bin/jupyter lab notebooks

The second line fetches other packages and needs a network once, or your school's own copy of the package index.
After that the notebooks ask nothing of the network. No administrator's rights are needed.

LICENCE
Text and data: CC BY 4.0 (LICENSE-CONTENT). Program code: MIT (LICENSE). You may copy, change and share all of it.
"""


def write(site: Path, target: Path) -> dict[str, bytes]:
    """Write the zip of a built site, and return its files."""
    found = members(site)
    draft = target.with_suffix(".draft")  # so that no half-written file ever stands there
    pack(draft, {f"{FOLDER}/{name}": content for name, content in found.items()})
    draft.replace(target)
    return found


def members(site: Path) -> dict[str, bytes]:
    """Return the files of the zip, by their names in it."""
    pages = [path for path in sorted(site.rglob("*")) if path.is_file()]
    kept = [path for path in pages if path.relative_to(site).parts[0] not in LEFT_OUT]
    found = {f"site/{path.relative_to(site).as_posix()}": path.read_bytes() for path in kept}
    tables = [
        *sorted((ROOT / "data").glob("*.csv")),
        ROOT / "data/datapackage.json",
        ROOT / "_build/data/docked-data.xlsx",
    ]
    found |= {f"data/{path.name}": path.read_bytes() for path in tables}
    found |= {f"notebooks/{path.relative_to(student.NOTEBOOKS).as_posix()}": path.read_bytes() for path in notebooks()}
    links = [f'<li><a href="{name}">{what}</a></li>' for name, what in LINKS.items() if name in found]
    first = {"index.html": START.format(links="\n".join(links)).encode(), "README.txt": readme(found).encode()}
    return first | {name: (ROOT / name).read_bytes() for name in LICENCES} | found


def notebooks() -> list[Path]:
    """Return the files of the students' notebooks, written anew."""
    student.bring_up_to_date(student.BOOK)
    student.write_notebooks(student.BOOK, student.NOTEBOOKS)
    return [path for path in sorted(student.NOTEBOOKS.rglob("*")) if path.is_file()]


def readme(found: dict[str, bytes]) -> str:
    """Return what the school's technician is told, with sizes; lines end as Windows wants them."""
    wheel = next(name.rpartition("/")[2] for name in found if name.endswith(".whl"))
    parts = [f"{name + '/':12}{what}\n{'':12}{weighed(found, f'{name}/')}" for name, what in PARTS.items()]
    said = README.format(version=version(), folder=FOLDER, wheel=wheel, parts="\n".join(parts))
    return said.replace("\n", "\r\n")


def weighed(found: dict[str, bytes], start: str) -> str:
    """Return how many files begin with a name, and how large they are."""
    sizes = [len(content) for name, content in found.items() if name.startswith(start)]
    return f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB"


def main() -> int:
    """Write the zip of the site that stands, and say how large it is and its parts are."""
    if not (SITE / "index.html").exists():
        print("There is no built site yet: run tools/build.py first.", file=sys.stderr)
        return 1
    found = write(SITE, TARGET)
    for name in PARTS:
        print(f"{name + '/':12}{weighed(found, f'{name}/')}")
    print(f"wrote {TARGET}  {size(TARGET)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
