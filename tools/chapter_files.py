"""Updates the links between chapters, and their cell that installs the package on Colab, for tools/generate.py.

The full route has the order of _toc.yml; the shorter ones are rows of the table routes. From them follow the rows of
the full route, the line `**Routes:**` in a chapter's header, the chapter's last cell, and the number in every link such
as `[chapter 7](who-depends-on-whom.ipynb)`. From the site's address follows the cell that installs the package issfacts
on Colab: the tag `remove-cell` keeps it off the page, the tag `colab` exempts it from the rule against addresses.
"""

import re
from pathlib import Path

import notebooks
import pandas as pd
from metadata import load_book
from notebooks import chapters
from paths import ROOT

from issfacts.kit.wording import number

TABLE = ROOT / "data" / "routes.csv"
ROUTES_LINE = re.compile(r"\*\*Routes:\*\* .*")
ONE_LESSON = "One lesson"
ONE_LESSON_PAGE = "../teach/one-lesson.md"
FULL = "Full"
END_OF_BOOK = "You have read the book to its end. [Back to the front page](../index.md)"
COLAB_CELL = """\
# After a restart, or where it says "name 'iss' is not defined": choose Run, then Run All Cells.
# Google Colab lacks the book's helper package and fetches it here. Anywhere else this cell does nothing.
import sys

if "google.colab" in sys.modules:
    import subprocess

    wheel = "{wheel}"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", wheel], check=True)"""
CHAPTER_LINK = re.compile(r"\[([Cc]hapter) \d+\]\(((?:[\w.-]+/)*)([\w-]+)\.ipynb\)")


def routes_table(order: list[str]) -> pd.DataFrame:
    """Return the table routes, with the full route in the order of _toc.yml."""
    table = pd.read_csv(TABLE)
    rows = [(f"full-{position}", FULL, position, name) for position, name in enumerate(order, start=1)]
    return pd.concat([table[table["route"] != FULL], pd.DataFrame(rows, columns=table.columns)])


def list_routes(table: pd.DataFrame) -> dict[str, list[str]]:
    """Return the chapters of each route of the table routes, in order."""
    routes = table.sort_values("position", kind="stable").groupby("route", sort=False)
    return routes["chapter"].agg(list).to_dict()


def routes_line(name: str, routes: dict[str, list[str]]) -> str:
    """Return the line of a chapter's header with the chapter's position on each route."""
    labels = {ONE_LESSON: f"[{ONE_LESSON}]({ONE_LESSON_PAGE})"}
    parts = [
        f"{labels.get(route, route)}, stop {number(names.index(name) + 1)} of {number(len(names))}"
        for route, names in routes.items()
        if name in names
    ]
    return f"**Routes:** {' · '.join(parts)}"


def last_cell(name: str, titles: dict[str, str]) -> str:
    """Return the text of a chapter's last cell: a link to the next chapter, or the end of the book."""
    order = list(titles)
    next_names = order[order.index(name) + 1 :]
    return f"[Next: {titles[next_names[0]]}]({next_names[0]}.ipynb)" if next_names else END_OF_BOOK


def renumber_links(text: str, order: list[str]) -> str:
    """Return a text with the current chapter number in each link to a chapter.

    >>> renumber_links("see [chapter 9](../chapters/b.ipynb)", ["a", "b"])
    'see [chapter 2](../chapters/b.ipynb)'
    """

    def renumber(found) -> str:
        word, folder, name = found.groups()
        return f"[{word} {order.index(name) + 1}]({folder}{name}.ipynb)" if name in order else found[0]

    return CHAPTER_LINK.sub(renumber, text)


def install_cell() -> dict:
    """Return the cell for Colab in the notebook format."""
    cell = {"cell_type": "code", "execution_count": None, "id": "colab"}
    cell |= {"metadata": {"tags": ["colab", "remove-cell"]}, "outputs": []}
    notebooks.set_source(cell, COLAB_CELL.format(wheel=load_book().wheel_url))
    return cell


def update_notebook(notebook: dict, name: str, titles: dict[str, str], routes: dict[str, list[str]]) -> dict:
    """Return a chapter with updated routes, chapter numbers and last cell, its first code cell that for Colab."""
    cells = [cell for cell in notebook["cells"] if "colab" not in notebooks.tags(cell)]
    for cell in cells:
        source = notebooks.source(cell)
        if "header" in notebooks.tags(cell):
            time = re.search(r"\*\*Time:\*\*[^\n]*", source)[0]
            source = re.sub(rf"\n*{ROUTES_LINE.pattern}", "", source)
            source = source.replace(time, f"{time}\n\n{routes_line(name, routes)}")
        elif cell["id"] == "next":
            source = last_cell(name, titles)
        notebooks.set_source(cell, renumber_links(source, list(titles)))
    first = next((index for index, cell in enumerate(cells) if cell["cell_type"] == "code"), len(cells))
    return {**notebook, "cells": [*cells[:first], install_cell(), *cells[first:]]}


def expected_files() -> dict[Path, str]:
    """Return the text that the table of routes, each chapter and each page with links to chapters must have."""
    found = chapters()
    titles = {chapter.name: chapter.title for chapter in found}
    order = list(titles)
    table = routes_table(order)
    routes, files = list_routes(table), {TABLE: table.to_csv(index=False, lineterminator="\n")}
    for path in (chapter.path for chapter in found):
        files[path] = notebooks.dumps(update_notebook(notebooks.load(path), path.stem, titles, routes))
    pages = [ROOT / "index.md", *sorted(ROOT.glob("teach/**/*.md"))]
    return files | {path: renumber_links(path.read_text("utf-8"), order) for path in pages}
