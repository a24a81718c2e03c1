"""A contested question shows reasons from more than one side, country and newsroom, where the reader reads."""

import re

from prose import markdown_cells, notebooks
from rules import for_each

import issfacts as iss

VIEW_LINK = re.compile(r"\]\(\.\./reference/perspectives\.md#([^)\s]+)\)")
VIEWS = {row["id"]: row for row in iss.rows("perspectives")}
SOURCES = {row["id"]: row for row in iss.rows("sources")}
QUESTIONS = [row["id"] for row in iss.rows("contested_questions")]


SHOWN = {  # the views to which the prose of each chapter links
    path.stem: [VIEWS[id] for cell in markdown_cells(path) for id in VIEW_LINK.findall(cell.source)]
    for path in notebooks()
}


def missing(views: list[dict]) -> list[str]:
    """Say of what there are not two among views: holders who give a reason, their countries, the houses behind them."""
    reasoned = [view for view in views if not view["reason"].startswith("Grounds not given")]
    sources = [SOURCES[id] for view in reasoned for id in view["source_ids"]]
    found = {
        "holders": {view["holder"] for view in reasoned},
        "countries": {view["country"] for view in reasoned},
        "houses": {source["mirror_of"] or source["producer"] for source in sources},  # of a copy, the first publisher
    }
    return [name for name, values in found.items() if len(values) < 2]


@for_each(QUESTIONS)
def test_some_chapter_shows_two_reasoned_sides_from_two_countries(question):
    told = {chapter: [view for view in views if view["question_id"] == question] for chapter, views in SHOWN.items()}
    skip_or_fail = {chapter: missing(views) for chapter, views in told.items() if views}
    assert [] in skip_or_fail.values(), f"no chapter shows two of each; skip_or_fail: {skip_or_fail}"


def test_no_chapter_shows_a_view_on_weak_evidence():
    weak = {view["id"]: chapter for chapter, views in SHOWN.items() for view in views if view["confidence"] == "low"}
    assert weak == {}
