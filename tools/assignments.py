"""Renders an assignment for each chapter: its exercise without code, and its rubric from teach/rubrics.md."""

import re

from classpapers import prose
from metadata import Book
from notebooks import ROOT, Chapter, chapters, load, source

RUBRICS = ROOT / "teach" / "rubrics.md"  # missing in the student edition
EXERCISE = re.compile(r"## Exercise: ([^\n]+)\n+### No code\n+(.*?)(?=^#|\Z)", re.M | re.S)
RUBRIC = re.compile(r"^## \[[^\]]+\]\(\.\./chapters/([\w-]+)\.ipynb\)\n(.*?)(?=^## |\Z)", re.M | re.S)
OBJECTIVE = re.compile(r"^\*\*(.+)\*\*\n\n((?:- .+\n)+)", re.M)
LEVEL = re.compile(r"^- \*(\w+):\* (.+)$", re.M)
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h2>Exercise: {exercise}</h2>
<p>Read first: <a href="{address}">{title}</a></p>
{task}
<h2>How to judge an answer</h2>
<p>Each line goes on from: The answer …</p>
{rubric}
<p>From <cite>{book}</cite>, CC BY 4.0, {base}</p>
</body>
</html>
"""


def read_rubrics() -> dict[str, str]:
    """Return the rubric of each chapter by the name of the chapter."""
    return dict(RUBRIC.findall(RUBRICS.read_text("utf-8"))) if RUBRICS.exists() else {}


def assignments(book: Book) -> dict[Chapter, str]:
    """Return the HTML page of each chapter that has an exercise and a rubric."""
    rubrics = read_rubrics()
    return {
        chapter: render_page(chapter, rubrics[chapter.name], book)
        for chapter in chapters()
        if chapter.name in rubrics and "## Exercise: " in chapter.source
    }


def render_page(chapter: Chapter, rubric: str, book: Book) -> str:
    """Render the page with a chapter's exercise without code and its rubric."""
    cells = map(source, load(ROOT / "chapters" / f"{chapter.name}.ipynb")["cells"])
    exercise, task = next(filter(None, map(EXERCISE.match, cells))).groups()
    return PAGE.format(
        title=prose.render_inline(chapter.title),
        exercise=prose.render_inline(exercise),
        address=book.address(f"chapters/{chapter.name}"),
        task=prose.render_html(task),
        rubric="\n".join(table(objective, levels) for objective, levels in OBJECTIVE.findall(rubric)),
        book=book.title,
        base=book.base,
    )


def table(objective: str, levels: str) -> str:
    """Return an objective with its levels, a row each."""
    rows = (f"<tr><th>{level}</th><td>{prose.render_inline(line)}</td></tr>" for level, line in LEVEL.findall(levels))
    return f"<h3>{prose.render_inline(objective)}</h3>\n<table>\n" + "\n".join(rows) + "\n</table>"
