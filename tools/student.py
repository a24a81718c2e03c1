"""Builds the student edition into `_build/student`: the same book without solutions and pages for teachers.

It has no cells tagged `solution` or `teacher`, no pages of `teach/` or links to them, and no links to online services,
because these would open the complete notebooks. It is built from a copy of the book that is kept, so that the next
build only builds what changed. `html` is the site; `notebooks`, also as a zip, has the notebooks with all files that
they need to run: in JupyterLab, in a repository for Binder, or on a school's hub.
"""

import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import notebooks
import yaml
from copy_book import copy_build_inputs, copy_parts
from paths import OUTPUT, ROOT, STUDENT_SITE
from running import ToolError, run, run_tool
from zip_file import read_folder, write_zip

SOURCE = OUTPUT / ".student"
NOTEBOOKS = STUDENT_SITE.with_name("notebooks")
RUNTIME_FILES = ("LICENSE", "LICENSE-CONTENT", "about", "chapters", "data", "index.md", "pyproject.toml", "reference",
          "requirements.txt", "src")  # fmt: skip
ZIP = "docked-notebooks-student"
README = """# Docked: the notebooks for students

These are the chapters without solutions, and all that they need to run. You need Python 3.11 or newer. In this folder:

    python3 -m venv .venv
    .venv/bin/pip install jupyterlab -r .binder/requirements.txt .
    .venv/bin/jupyter lab chapters/what-happened.ipynb

On Windows write `py` for `python3`, and `.venv\\Scripts\\` for `.venv/bin/`.
Then read [how to run a chapter](about/running.md).

For teachers: the checks need their answers, which anybody can read in `data/options.csv`. They are no test to mark.
"""
EXCLUDED_TAGS = {"solution", "teacher"}
TEACH = "teach/"
TEACH_LINK = re.compile(r"\[([^\]\[]+)\]\((?:\.\./)*teach/[^)\s]*\)")
TEACH_ITEM = re.compile(r"^- .*\]\(teach/.*\n", re.M)  # on the title page
DOWNLOAD_LINK = re.compile(r'<a href="downloads/[^"]*">(.*?)</a>')  # leads to files that exist only on the site
DOORS = "## Three doors"
NOTE = "This is the student edition: it has neither the solutions nor the pages for teachers.\n\n"


def strip_notebook(notebook: dict) -> dict:
    """Return a notebook without solutions, cells for teachers and links to teachers' pages."""
    cells = [cell for cell in notebook["cells"] if not EXCLUDED_TAGS & notebooks.tags(cell)]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            notebooks.set_source(cell, TEACH_LINK.sub(r"\1", notebooks.source(cell)))
    return {**notebook, "cells": cells}


def make_edition(book: Path) -> None:
    """Turn a copy of the book into its student edition. ToolError: the title page lacks a heading."""
    toc = yaml.safe_load((book / "_toc.yml").read_text("utf-8"))
    for part in toc["parts"]:
        part["chapters"] = [entry for entry in part["chapters"] if not entry["file"].startswith(TEACH)]
    toc["parts"] = [part for part in toc["parts"] if part["chapters"]]
    (book / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
    run(sys.executable, "tools/generate.py", "chapters", cwd=book)
    shutil.rmtree(book / TEACH)
    index = book / "index.md"
    index.write_text(make_title_page(index.read_text("utf-8")), "utf-8")
    for path in [index, *book.glob("about/*.md"), *book.glob("reference/*.md")]:
        path.write_text(TEACH_LINK.sub(r"\1", path.read_text("utf-8")), "utf-8")
    for path in book.glob("chapters/*.ipynb"):
        path.write_text(notebooks.dumps(strip_notebook(notebooks.load(path))), "utf-8")
    (book / "_templates" / "launch-student.html").replace(book / "_templates" / "launch.html")


def make_title_page(text: str) -> str:
    """Return the title page without the door for teachers. ToolError: the heading of the doors is missing."""
    if DOORS not in text:
        raise ToolError(f"index.md lacks {DOORS!r}, above which the student edition says what it is: see {__file__}")
    return TEACH_ITEM.sub("", text).replace(DOORS, f"{NOTE}## Two doors")


def write_notebooks(book: Path, folder: Path) -> None:
    """Write an edition's notebooks, with all files that they need to run, into a folder and into a zip next to it."""
    shutil.rmtree(folder, ignore_errors=True)
    copy_parts(ROOT, (".binder",), folder)
    copy_parts(book, RUNTIME_FILES, folder)
    (folder / "README.md").write_text(README, "utf-8")
    index = folder / "index.md"
    index.write_text(DOWNLOAD_LINK.sub(r"\1", index.read_text("utf-8")), "utf-8")
    write_zip(folder.with_name(f"{ZIP}.zip"), read_folder(folder, folder.name))


def update_source(book: Path) -> None:
    """Update a folder to the source of the student edition; unchanged files keep their modification time."""
    with TemporaryDirectory() as folder:
        edition = copy_build_inputs(Path(folder))
        make_edition(edition)
        files = [path for path in edition.rglob("*") if path.is_file()]
        expected = {book / path.relative_to(edition): path.read_bytes() for path in files}
    existing = [path for path in book.rglob("*") if path.is_file() and "_build" not in path.relative_to(book).parts]
    for path in existing:
        if expected.get(path) == path.read_bytes():
            del expected[path]
        else:
            path.unlink()
    for path, content in expected.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main() -> None:
    """Build the edition; if the build fails, there is no site."""
    shutil.rmtree(STUDENT_SITE, ignore_errors=True)
    update_source(SOURCE)
    write_notebooks(SOURCE, NOTEBOOKS)
    print("Building the student edition ...", flush=True)
    run(sys.executable, "tools/build.py", cwd=SOURCE)
    shutil.copytree(SOURCE / "_build" / "html", STUDENT_SITE)
    shutil.copy(NOTEBOOKS.with_name(f"{ZIP}.zip"), STUDENT_SITE)
    print(f"The student edition was built: {(STUDENT_SITE / 'index.html').as_uri()}")


if __name__ == "__main__":
    run_tool(main, "The student edition was not built.")
