"""Writes into every chapter where it stands on each route, and where the route goes on.

The full route is the order of _toc.yml; the shorter ones are the table routes. Two cells of a chapter follow from them:
the line `**Routes:**` of the header, and the last cell. `make data` writes both; with --check it only names what is
stale.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import notebooks
from notebooks import ROOT, Chapter, chapters

import issfacts
from issfacts.kit.wording import number

LINE = re.compile(r"\*\*Routes:\*\* .*")
LESSON = "One lesson"
LESSON_PAGE = "../teach/one-lesson.md"


def routes() -> dict[str, list[str]]:
    """Return the chapters of each route in order; those not written yet are left out."""
    there = [chapter.name for chapter in chapters()]
    found: dict[str, list[str]] = {}
    for row in sorted(issfacts.rows("routes"), key=lambda row: row["position"]):
        found.setdefault(row["route"], []).append(row["chapter"])
    return {route: [name for name in names if name in there] for route, names in found.items()} | {"Full": there}


def stops(name: str) -> str:
    """Return the line of a chapter's header that says where it stands on each route."""
    parts = [place(route, names.index(name), len(names)) for route, names in routes().items() if name in names]
    return f"**Routes:** {' · '.join(parts)}"


def place(route: str, position: int, stops: int) -> str:
    """Return one place on a route; the single lesson has a page that leads through it."""
    label = f"[{route}]({LESSON_PAGE})" if route == LESSON else route
    return f"{label}, stop {number(position + 1)} of {number(stops)}"


def onward(name: str, titles: dict[str, str]) -> str:
    """Return the last cell of a chapter: where the core route goes on, then the next page."""
    core = routes()["Core"]
    before, after = neighbours(name, core) if name in core else (None, None)
    line = " · ".join(
        [
            *([f"back to [{titles[before]}]({before}.ipynb)"] if before else []),
            *([f"on to [{titles[after]}]({after}.ipynb)"] if after else []),
        ]
    )
    return "\n\n".join([*([f"Core route: {line}"] if line else []), next_page(name, titles)])


def neighbours(name: str, names: list[str]) -> tuple[str | None, str | None]:
    """Return what stands before and after a name."""
    place = names.index(name)
    return names[place - 1] if place else None, names[place + 1] if place + 1 < len(names) else None


def next_page(name: str, titles: dict[str, str]) -> str:
    """Return the link to the page that follows in the book."""
    pages = notebooks.pages()
    following = pages[pages.index(f"chapters/{name}") + 1]
    if following.startswith("chapters/"):
        slug = following.removeprefix("chapters/")
        return f"[Next: {titles[slug]}]({slug}.ipynb)"
    heading = (ROOT / f"{following}.md").read_text("utf-8").partition("\n")[0].removeprefix("# ")
    return f"[Next: {heading}](../{following}.md)"


def stale() -> Iterator[tuple[Path, str]]:
    """Yield the chapters whose two cells do not say what they should, with the text they should have."""
    found = chapters()
    titles = {chapter.name: chapter.title for chapter in found}
    for chapter in found:
        path = ROOT / "chapters" / f"{chapter.name}.ipynb"
        text = rewritten(path, chapter, titles)
        if text != path.read_text("utf-8"):
            yield path, text


def rewritten(path: Path, chapter: Chapter, titles: dict[str, str]) -> str:
    """Return the text of a notebook with its two cells as they should be."""
    notebook = notebooks.load(path)
    header = next(cell for cell in notebook["cells"] if "header" in notebooks.tags(cell))
    source = re.sub(rf"\n*{LINE.pattern}", "", notebooks.source(header))
    time, rest = re.search(r"\*\*Time:\*\*[^\n]*", source)[0], source
    notebooks.set_source(header, rest.replace(time, f"{time}\n\n{stops(chapter.name)}"))
    last = next(cell for cell in reversed(notebook["cells"]) if cell["id"] == "next")
    notebooks.set_source(last, onward(chapter.name, titles))
    return notebooks.dumps(notebook)


def main() -> int:
    """Write what is stale; with --check only name it and return 1."""
    check, behind = "--check" in sys.argv, list(stale())
    for path, text in behind:
        print(f"{'stale' if check else 'wrote'} {path.relative_to(ROOT)}")
        if not check:
            path.write_text(text, "utf-8")
    return int(check and bool(behind))


if __name__ == "__main__":
    sys.exit(main())
