"""Makes the text of an assignment for each chapter: its exercise without code, and the rubric of teach/rubrics.md."""

import re

from classpapers import prose
from notebooks import ROOT, Chapter, load, source

RUBRICS = ROOT / "teach" / "rubrics.md"  # the student edition has none
EXERCISE = re.compile(r"## Exercise: ([^\n]+)\n+### No code\n+(.*?)(?=^#|\Z)", re.M | re.S)
SECTION = re.compile(r"^## \[[^\]]+\]\(\.\./chapters/([\w-]+)\.ipynb\)\n(.*?)(?=^## |\Z)", re.M | re.S)
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


def rubrics() -> dict[str, str]:
    """Return the rubric of each chapter, by its name."""
    return dict(SECTION.findall(RUBRICS.read_text("utf-8"))) if RUBRICS.exists() else {}


def assignment(chapter: Chapter, rubric: str, book) -> str:
    """Return the page with a chapter's exercise and rubric."""
    cells = load(ROOT / "chapters" / f"{chapter.name}.ipynb")["cells"]
    found = next(filter(None, map(EXERCISE.match, map(source, cells))), None)
    if not found:
        raise ValueError(f'{chapter.name}: no cell begins with "## Exercise: ..." and "### No code"')
    return PAGE.format(
        title=prose.inline(chapter.title),
        exercise=prose.inline(found[1]),
        address=book.address(f"chapters/{chapter.name}"),
        task=prose.html(found[2]),
        rubric="\n".join(table(objective, levels) for objective, levels in OBJECTIVE.findall(rubric)),
        book=book.title,
        base=book.base,
    )


def table(objective: str, levels: str) -> str:
    """Return an objective with its levels, a row each."""
    rows = (f"<tr><th>{level}</th><td>{prose.inline(line)}</td></tr>" for level, line in LEVEL.findall(levels))
    return f"<h3>{prose.inline(objective)}</h3>\n<table>\n" + "\n".join(rows) + "\n</table>"
