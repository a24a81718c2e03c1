"""The teachers' rubrics have three lines for every objective of every chapter, and for nothing else."""

import re

from notebooks import chapters
from prose import ROOT

LEVELS = ["Beginning", "Emerging", "Secure"]
SECTION = re.compile(r"^## \[([^\]]+)\]\(\.\./chapters/([^)]+)\.ipynb\)\n((?:(?!## ).*\n)*)", re.M)
RUBRIC = re.compile(r"^\*\*(\*\w+\* .+)\*\*\n\n((?:- .+\n)+)", re.M)
TEXT = (ROOT / "teach" / "rubrics.md").read_text("utf-8")
SECTIONS = {chapter: (title, text) for title, chapter, text in SECTION.findall(TEXT)}


def test_the_chapters_stand_in_their_order():
    assert list(SECTIONS) == [chapter.name for chapter in chapters()]


def test_every_objective_has_its_three_levels():
    wrong = []
    for chapter in chapters():
        title, text = SECTIONS[chapter.name]
        rubrics = RUBRIC.findall(text)
        wrong += [] if title == chapter.title else [f"{chapter.name}: title"]
        wrong += [] if [said for said, _ in rubrics] == list(chapter.objectives.values()) else [chapter.name]
        wrong += [said for said, lines in rubrics if re.findall(r"^- (?:\*(\w+):\* \S.+\.)?", lines, re.M) != LEVELS]
    assert wrong == []
