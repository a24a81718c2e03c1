"""Chapters show contested questions with reasons from two holders, countries and publishers, on sound evidence."""

from for_each import for_each
from notebooks import chapters

import issfacts as iss

SOURCES = {row["id"]: row for row in iss.rows("sources")}
LINKED = {  # perspectives by the chapter that links to them
    chapter.name: [row for row in iss.rows("perspectives") if ("perspectives", row["id"]) in chapter.links]
    for chapter in chapters()
}


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


@for_each([row["id"] for row in iss.rows("contested_questions")])
def test_some_chapter_shows_a_contested_question_from_two_sides(question):
    shown = {name: [row for row in linked if row["question_id"] == question] for name, linked in LINKED.items()}
    missing = {name: one_sided(perspectives) for name, perspectives in shown.items() if perspectives}
    assert [] in missing.values(), f"no chapter shows two of each; fewer than two: {missing}"


@for_each(LINKED)
def test_no_chapter_links_a_perspective_of_low_confidence(chapter):
    yield from (row["id"] for row in LINKED[chapter] if row["confidence"] == "low")
