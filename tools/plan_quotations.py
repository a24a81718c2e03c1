"""Copies into lesson plans the texts of chapters that are read out, so that page and class have the same words.

In a plan, `<!-- from the chapter: rule, before "On the station" -->` begins such a text and `<!-- end -->` ends it. The
comment names a cell of the chapter and, if not all of the cell is read out, the words before which to stop.
"""

import re
from pathlib import Path

from classpapers.prose import strip_headings
from notebooks import read_chapter
from paths import ROOT, TEACH
from running import ToolError

REGION = re.compile(r'(?s)(<!-- from the chapter: ([\w-]+)(?:, before "(.+?)")? -->\n).*?(<!-- end -->)')


def update_plan(plan: Path) -> str:
    """Return the text of a plan with the present words of the cells that it quotes, their links changed to hold there.

    ToolError: the chapter has no cell, or not the words, that the plan names.
    """
    cells = read_chapter(ROOT / "chapters" / f"{plan.stem}.ipynb").cells

    def renew(found: re.Match) -> str:
        begin, cell, stop, end = found.groups()
        if cell not in cells or (stop or "") not in cells[cell]:
            raise ToolError(f"{plan.name}: the chapter has no cell {cell!r} with the words {stop!r}")
        text = strip_headings(cells[cell].partition(stop)[0] if stop else cells[cell])
        lines = text.replace("](../", "](../../").splitlines()
        return begin + "".join(f"{f'> {line}'.rstrip()}\n" for line in lines) + end

    return REGION.sub(renew, plan.read_text("utf-8"))


def expected_files() -> dict[Path, str]:
    """Return the texts of the lesson plans by path, for tools/generate.py."""
    return {plan: update_plan(plan) for plan in sorted((TEACH / "plans").glob("*.md"))}
