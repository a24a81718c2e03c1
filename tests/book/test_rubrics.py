"""teach/rubrics.md has three levels for every objective of every chapter, and no other rubric."""

import re

from notebooks import chapters
from prose import ROOT

LEVELS = ["Beginning", "Emerging", "Secure"]
SECTION = re.compile(r"^## \[([^\]]+)\]\(\.\./chapters/([^)]+)\.ipynb\)\n((?:(?!## ).*\n)*)", re.M)
RUBRIC = re.compile(r"^\*\*(\*\w+\* .+)\*\*\n\n((?:- .+\n)+)", re.M)
LEVEL = re.compile(r"^- (?:\*(\w+):\* \S.+\.)?", re.M)
TEXT = (ROOT / "teach" / "rubrics.md").read_text("utf-8")
SECTIONS = {chapter: (title, text) for title, chapter, text in SECTION.findall(TEXT)}


def test_sections_follow_the_order_of_the_chapters():
    assert list(SECTIONS) == [chapter.name for chapter in chapters()]


def test_every_objective_has_a_rubric_of_three_levels():
    errors = []
    for chapter in chapters():
        title, text = SECTIONS[chapter.name]
        rubrics = RUBRIC.findall(text)
        if title != chapter.title:
            errors.append(f"{chapter.name}: title")
        if [objective for objective, _ in rubrics] != list(chapter.objectives.values()):
            errors.append(f"{chapter.name}: objectives")
        errors += [objective for objective, levels in rubrics if LEVEL.findall(levels) != LEVELS]
    assert errors == []
