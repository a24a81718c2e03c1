"""Carries the order of _toc.yml into the chapters and the table routes.

The full route is the order of _toc.yml; the shorter ones are rows of the table routes. Four things follow from them:
the rows of the full route, the line `**Routes:**` of a chapter's header, its last cell, and the number in every link
such as `[chapter 7](who-depends-on-whom.ipynb)`. `make data` writes all; with --check it only names what is stale.
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
LINE = re.compile(r"\*\*Routes:\*\* .*")
LESSON = "One lesson"
LESSON_PAGE = "../teach/one-lesson.md"
FULL = "Full"
END = "You have read the book to its end. [Back to the front page](../index.md)"
MENTION = re.compile(r"\[([Cc]hapter) \d+\]\(((?:[\w.-]+/)*)([\w-]+)\.ipynb\)")


def table(order: list[str]) -> str:
    """Return the text of the table routes, with the full route as _toc.yml has it."""
    head, *rows = csv.reader(io.StringIO(TABLE.read_text("utf-8")))
    kept = [row for row in rows if row[head.index("route")] != FULL]
    full = [(f"full-{place}", FULL, place, name) for place, name in enumerate(order, start=1)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *kept, *full])
    return out.getvalue()


def routes(order: list[str]) -> dict[str, list[str]]:
    """Return the chapters of each route in order."""
    found: dict[str, list[str]] = {}
    rows = csv.DictReader(io.StringIO(TABLE.read_text("utf-8")))
    for row in sorted(rows, key=lambda row: int(row["position"])):
        if row["route"] != FULL:
            found.setdefault(row["route"], []).append(row["chapter"])
    return found | {FULL: order}


def stops(name: str, ways: dict[str, list[str]]) -> str:
    """Return the line of a chapter's header that says where it stands on each route."""
    labels = {LESSON: f"[{LESSON}]({LESSON_PAGE})"}  # the single lesson has a page that leads through it
    parts = [
        f"{labels.get(route, route)}, stop {number(names.index(name) + 1)} of {number(len(names))}"
        for route, names in ways.items()
        if name in names
    ]
    return f"**Routes:** {' · '.join(parts)}"


def onward(name: str, titles: dict[str, str]) -> str:
    """Return the last cell of a chapter: the one link to the chapter that follows, or the end."""
    order = list(titles)
    following = order[order.index(name) + 1 :]
    return f"[Next: {titles[following[0]]}]({following[0]}.ipynb)" if following else END


def numbered(text: str, order: list[str]) -> str:
    """Return a text whose links to chapters carry their numbers.

    >>> numbered("see [chapter 9](../chapters/b.ipynb)", ["a", "b"])
    'see [chapter 2](../chapters/b.ipynb)'
    """

    def link(found) -> str:
        word, folder, name = found.groups()
        return f"[{word} {order.index(name) + 1}]({folder}{name}.ipynb)" if name in order else found[0]

    return MENTION.sub(link, text)


def wanted() -> dict[Path, str]:
    """Return the files that follow the order of _toc.yml, with the text they should have."""
    titles = {chapter.name: chapter.title for chapter in chapters()}
    order = list(titles)
    ways = routes(order)
    books = [ROOT / "chapters" / f"{name}.ipynb" for name in order]
    pages = [ROOT / "index.md", *sorted(ROOT.glob("teach/**/*.md"))]
    return {
        TABLE: table(order),
        **{path: rewritten(path, titles, ways) for path in books},
        **{path: numbered(path.read_text("utf-8"), order) for path in pages},
    }


def rewritten(path: Path, titles: dict[str, str], ways: dict[str, list[str]]) -> str:
    """Return the text of a notebook with its route, its numbers and its last cell as they should be."""
    notebook, order = notebooks.load(path), list(titles)
    for cell in notebook["cells"]:
        source = notebooks.source(cell)
        if "header" in notebooks.tags(cell):
            time = re.search(r"\*\*Time:\*\*[^\n]*", source)[0]
            source = re.sub(rf"\n*{LINE.pattern}", "", source).replace(time, f"{time}\n\n{stops(path.stem, ways)}")
        elif cell["id"] == "next":
            source = onward(path.stem, titles)
        notebooks.set_source(cell, numbered(source, order))
    return notebooks.dumps(notebook)


if __name__ == "__main__":
    sys.exit(write_or_check(wanted()))
