"""Chapters show contested questions with reasons from two holders, countries and publishers, on sound evidence."""

import re

from prose import markdown_cells, notebooks
from rules import for_each

import issfacts as iss

PERSPECTIVE_LINK = re.compile(r"\]\(\.\./reference/perspectives\.md#([^)\s]+)\)")
PERSPECTIVES = {row["id"]: row for row in iss.rows("perspectives")}
SOURCES = {row["id"]: row for row in iss.rows("sources")}
QUESTIONS = [row["id"] for row in iss.rows("contested_questions")]


def linked_perspectives(path) -> list[dict]:
    """Return the rows of `perspectives` to which a chapter links."""
    ids = [id for cell in markdown_cells(path) for id in PERSPECTIVE_LINK.findall(cell.source)]
    return [PERSPECTIVES[id] for id in ids]


PERSPECTIVES_BY_CHAPTER = {path.stem: linked_perspectives(path) for path in notebooks()}


def one_sided(perspectives: list[dict]) -> list[str]:
    """Return which of holders, countries and publishers number fewer than two among perspectives that give a reason."""
    reasoned = [row for row in perspectives if not row["reason"].startswith("Grounds not given")]
    sources = [SOURCES[id] for row in reasoned for id in row["source_ids"]]
    found = {
        "holders": {row["holder"] for row in reasoned},
        "countries": {row["country"] for row in reasoned},
        "publishers": {source["mirror_of"] or source["producer"] for source in sources},  # of a copy, the first one
    }
    return [name for name, values in found.items() if len(values) < 2]


@for_each(QUESTIONS)
def test_some_chapter_shows_a_contested_question_from_two_sides(question):
    missing = {}
    for chapter, linked in PERSPECTIVES_BY_CHAPTER.items():
        if perspectives := [row for row in linked if row["question_id"] == question]:
            missing[chapter] = one_sided(perspectives)
    assert [] in missing.values(), f"no chapter shows two of each; fewer than two: {missing}"


def test_no_chapter_links_a_perspective_of_low_confidence():
    low = {
        row["id"]: chapter
        for chapter, perspectives in PERSPECTIVES_BY_CHAPTER.items()
        for row in perspectives
        if row["confidence"] == "low"
    }
    assert low == {}
