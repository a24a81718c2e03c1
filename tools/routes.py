"""Updates everything that follows from the order of the chapters in _toc.yml.

The full route has the order of _toc.yml; the shorter ones are rows of the table routes. From them the program writes
the rows of the full route, the line `**Routes:**` in a chapter's header, the chapter's last cell, and the number in
every link such as `[chapter 7](who-depends-on-whom.ipynb)`. With --check it only reports stale files.
"""

import csv
import io
import re
import sys
from pathlib import Path

import notebooks
from generated import write_or_check
from notebooks import ROOT, chapters

from issfacts.kit.wording import number

TABLE = ROOT / "data" / "routes.csv"
ROUTES_LINE = re.compile(r"\*\*Routes:\*\* .*")
ONE_LESSON = "One lesson"
ONE_LESSON_PAGE = "../teach/one-lesson.md"
FULL = "Full"
END_OF_BOOK = "You have read the book to its end. [Back to the front page](../index.md)"
CHAPTER_LINK = re.compile(r"\[([Cc]hapter) \d+\]\(((?:[\w.-]+/)*)([\w-]+)\.ipynb\)")


def render_table(order: list[str]) -> str:
    """Return the text of the table routes, with the full route in the order of _toc.yml."""
    header, *rows = csv.reader(io.StringIO(TABLE.read_text("utf-8")))
    short_routes = [row for row in rows if row[header.index("route")] != FULL]
    full_route = [(f"full-{position}", FULL, position, name) for position, name in enumerate(order, start=1)]
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([header, *short_routes, *full_route])
    return target.getvalue()


def load_routes(order: list[str]) -> dict[str, list[str]]:
    """Return the chapters of each route in order; `order` is that of the full route."""
    routes: dict[str, list[str]] = {}
    rows = csv.DictReader(io.StringIO(TABLE.read_text("utf-8")))
    for row in sorted(rows, key=lambda row: int(row["position"])):
        if row["route"] != FULL:
            routes.setdefault(row["route"], []).append(row["chapter"])
    return routes | {FULL: order}


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


def expected_files() -> dict[Path, str]:
    """Return the text that each file must have for the order of _toc.yml."""
    titles = {chapter.name: chapter.title for chapter in chapters()}
    order = list(titles)
    routes = load_routes(order)
    notebook_paths = [ROOT / "chapters" / f"{name}.ipynb" for name in order]
    pages = [ROOT / "index.md", *sorted(ROOT.glob("teach/**/*.md"))]
    return {
        TABLE: render_table(order),
        **{path: update_notebook(path, titles, routes) for path in notebook_paths},
        **{path: renumber_links(path.read_text("utf-8"), order) for path in pages},
    }


def update_notebook(path: Path, titles: dict[str, str], routes: dict[str, list[str]]) -> str:
    """Return the text of a notebook file with updated routes, chapter numbers and last cell."""
    notebook, order = notebooks.load(path), list(titles)
    for cell in notebook["cells"]:
        source = notebooks.source(cell)
        if "header" in notebooks.tags(cell):
            time = re.search(r"\*\*Time:\*\*[^\n]*", source)[0]
            source = re.sub(rf"\n*{ROUTES_LINE.pattern}", "", source)
            source = source.replace(time, f"{time}\n\n{routes_line(path.stem, routes)}")
        elif cell["id"] == "next":
            source = last_cell(path.stem, titles)
        notebooks.set_source(cell, renumber_links(source, order))
    return notebooks.dumps(notebook)


if __name__ == "__main__":
    sys.exit(write_or_check(expected_files()))
