"""Builds the student edition into `_build/student`: the same book without what answers for the student.

Left out are the cells tagged `solution` or `teacher`, the pages of `teach/` with every link to them, and the links to
services, which would open the whole notebooks. The edition is built from a copy of the book; the copy stays, so that
the next build does only what changed. `html` is the site; `notebooks`, also as a zip, are the notebooks with all that
they need to run: for JupyterLab, for a repository that Binder opens, for a school's hub.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import notebooks
import yaml
from copy_book import ROOT, copy_build_inputs, copy_parts
from exports.archive import write_zip

BOOK = ROOT / "_build" / ".student"
SITE = ROOT / "_build" / "student" / "html"
NOTEBOOKS = ROOT / "_build" / "student" / "notebooks"
TO_RUN = ("LICENSE", "LICENSE-CONTENT", "about", "chapters", "data", "index.md", "pyproject.toml", "reference",
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
LEFT_OUT = {"solution", "teacher"}
TEACH = "teach/"
TEACH_LINK = re.compile(r"\[([^\]\[]+)\]\((?:\.\./)*teach/[^)\s]*\)")
# Of the title page: what speaks to teachers alone.
TEACH_ITEM = re.compile(r"^- .*\]\(teach/.*\n|^## For teachers\n(?:(?!## ).*\n)*", re.M)
OF_THE_SITE = re.compile(r'<a href="downloads/[^"]*">(.*?)</a>')  # files that no notebook has beside it
NOTE = "This is the student edition: it has neither the solutions nor the pages for teachers.\n\n"


def stripped(notebook: dict) -> dict:
    """Return a notebook without solutions, without cells for teachers and without links to their pages."""
    cells = [cell for cell in notebook["cells"] if not LEFT_OUT & notebooks.tags(cell)]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            notebooks.set_source(cell, TEACH_LINK.sub(r"\1", notebooks.source(cell)))
    return {**notebook, "cells": cells}


def make_edition(book: Path) -> None:
    """Turn a copy of the book into its student edition."""
    toc = yaml.safe_load((book / "_toc.yml").read_text("utf-8"))
    for part in toc["parts"]:
        part["chapters"] = [entry for entry in part["chapters"] if not entry["file"].startswith(TEACH)]
    toc["parts"] = [part for part in toc["parts"] if part["chapters"]]
    (book / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), "utf-8")
    subprocess.run([sys.executable, "tools/routes.py"], cwd=book, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(book / TEACH)
    index = book / "index.md"
    doors = TEACH_ITEM.sub("", index.read_text("utf-8")).replace("## Three doors", f"{NOTE}## Two doors")
    index.write_text(doors, "utf-8")
    for path in [index, *book.glob("about/*.md"), *book.glob("reference/*.md")]:
        path.write_text(TEACH_LINK.sub(r"\1", path.read_text("utf-8")), "utf-8")
    for path in book.glob("chapters/*.ipynb"):
        path.write_text(notebooks.dumps(stripped(notebooks.load(path))), "utf-8")
    (book / "_templates" / "launch-student.html").replace(book / "_templates" / "launch.html")


def write_notebooks(book: Path, folder: Path) -> None:
    """Write an edition's notebooks with what they need to run into a folder, and into a zip beside it."""
    shutil.rmtree(folder, ignore_errors=True)
    copy_parts(ROOT, (".binder",), folder)
    copy_parts(book, TO_RUN, folder)
    (folder / "README.md").write_text(README, "utf-8")
    index = folder / "index.md"
    index.write_text(OF_THE_SITE.sub(r"\1", index.read_text("utf-8")), "utf-8")
    write_zip(folder.with_name(f"{ZIP}.zip"), inside(folder, folder.name))


def inside(folder: Path, place: str) -> dict[str, bytes]:
    """Return the files of a folder, by the names that they get in a zip, below a place."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {f"{place}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files}


def bring_up_to_date(book: Path) -> None:
    """Make a folder the student edition's source; a file that says the same keeps its time."""
    with TemporaryDirectory() as folder:
        edition = copy_build_inputs(Path(folder))
        make_edition(edition)
        wanted = {book / path.relative_to(edition): path.read_bytes() for path in edition.rglob("*") if path.is_file()}
    for path in [path for path in book.rglob("*") if path.is_file() and "_build" not in path.relative_to(book).parts]:
        if wanted.get(path) == path.read_bytes():
            del wanted[path]
        else:
            path.unlink()
    for path, content in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def build(book: Path) -> bool:
    """Build the book in a folder as `make book` does; its last line names the place to which the site is copied."""
    command = [sys.executable, "tools/build.py"]
    with subprocess.Popen(command, cwd=book, stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout:
            print(line.replace((book / "_build" / "html").as_uri(), SITE.as_uri()), end="", flush=True)
    return run.returncode == 0


def main() -> int:
    """Build the edition; a failure leaves no site behind."""
    shutil.rmtree(SITE, ignore_errors=True)
    bring_up_to_date(BOOK)
    write_notebooks(BOOK, NOTEBOOKS)
    if not build(BOOK):
        return 1
    shutil.copytree(BOOK / "_build" / "html", SITE)
    shutil.copy(NOTEBOOKS.with_name(f"{ZIP}.zip"), SITE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
