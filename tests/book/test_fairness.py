"""A contested question shows reasons from more than one side, country and newsroom, where the reader reads."""

from prose import LINK, notebooks, prose
from rules import for_each

import issfacts as iss

VIEWS = {row["id"]: row for row in iss.rows("perspectives")}
SOURCES = {row["id"]: row for row in iss.rows("sources")}
QUESTIONS = [row["id"] for row in iss.rows("contested_questions")]


def shown() -> dict[str, list[dict]]:
    """Return the views to which the prose of each chapter links."""
    targets = {
        path.stem: {match["target"] for cell in prose(path) for match in LINK.finditer(cell.source)}
        for path in notebooks()
    }
    return {
        chapter: [view for id, view in VIEWS.items() if f"../reference/perspectives.md#{id}" in linked]
        for chapter, linked in targets.items()
    }


def houses(view: dict) -> set[str]:
    """Return the houses in which a view was read; for a copy, the first publisher."""
    return {SOURCES[id]["mirror_of"] or SOURCES[id]["producer"] for id in view["source_ids"]}


def missing(views: list[dict]) -> list[str]:
    """Say of what there are not two among views: holders who give a reason, their countries, the houses behind them."""
    reasoned = [view for view in views if not view["reason"].startswith("Grounds not given")]
    found = {
        "holders": {view["holder"] for view in reasoned},
        "countries": {view["country"] for view in reasoned},
        "houses": {house for view in reasoned for house in houses(view)},
    }
    return [name for name, values in found.items() if len(values) < 2]


@for_each(QUESTIONS)
def test_some_chapter_shows_two_reasoned_sides_from_two_countries(question):
    told = {chapter: [view for view in views if view["question_id"] == question] for chapter, views in shown().items()}
    lacking = {chapter: missing(views) for chapter, views in told.items() if views}
    if [] not in lacking.values():
        yield f"no chapter shows two of each; lacking: {lacking}"


def test_no_chapter_shows_a_view_on_weak_evidence():
    weak = {view["id"]: chapter for chapter, views in shown().items() for view in views if view["confidence"] == "low"}
    assert weak == {}
