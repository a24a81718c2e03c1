"""The teachers' rubrics have three lines for every objective of every chapter, and for nothing else."""

import re

import pytest
from prose import ROOT, by_name, cells, notebooks

LEVELS = ["Beginning", "Emerging", "Secure"]
SECTION = re.compile(r"^## \[([^\]]+)\]\(\.\./chapters/([^)]+)\.ipynb\)\n((?:(?!## ).*\n)*)", re.M)
RUBRIC = re.compile(r"^\*\*(\*\w+\* .+)\*\*\n\n((?:- .+\n)+)", re.M)
TEXT = (ROOT / "teach" / "rubrics.md").read_text("utf-8")
SECTIONS = {chapter: (title, text) for title, chapter, text in SECTION.findall(TEXT)}


def promised(path) -> list[str]:
    """Return the objectives of a chapter, word for word."""
    header = next(cell for cell in cells(path) if "header" in cell.tags)
    return [line.rstrip(";.") for line in re.findall(r"^- (\*\w+\* .+)$", header.source, re.M)]


def test_the_chapters_stand_in_their_order():
    assert list(SECTIONS) == [path.stem for path in notebooks()]


@pytest.mark.parametrize("path", notebooks(), ids=by_name)
def test_every_objective_has_its_three_levels(path):
    title, text = SECTIONS[path.stem]
    assert f"# {title}" == cells(path)[0].source.strip()
    rubrics = RUBRIC.findall(text)
    assert [objective for objective, _ in rubrics] == promised(path)
    for objective, lines in rubrics:
        assert re.findall(r"^- \*(\w+):\* \S.+\.$", lines, re.M) == LEVELS, objective
        assert lines.count("\n") == len(LEVELS), objective
