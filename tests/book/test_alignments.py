"""Tests of the table `alignments` (objective to curriculum standard), of reference/standards.md and of the rubrics."""

import re

from for_each import for_each
from notebooks import chapters
from paths import ROOT
from refpages.markdown import escape

import issfacts as iss

ALIGNMENTS = iss.rows("alignments")
STANDARDS = {row["id"]: row for row in iss.rows("standards")}
OBJECTIVES = {(chapter.name, verb): text for chapter in chapters() for verb, text in chapter.objectives.items()}
PAGE = (ROOT / "reference" / "standards.md").read_text("utf-8")
RUBRICS = (ROOT / "teach" / "rubrics.md").read_text("utf-8")
RUBRIC_LEVELS = re.compile(r"\n\n- \*Beginning:\* \S.+\.\n- \*Emerging:\* \S.+\.\n- \*Secure:\* \S.+\.\n(?!-)")


def test_every_objective_is_aligned_for_its_own_reason_to_standards_that_fit_the_book():
    assert {(row["chapter"], row["objective"]) for row in ALIGNMENTS} == set(OBJECTIVES)
    assert len({row["why"] for row in ALIGNMENTS}) == len(ALIGNMENTS)
    for row in ALIGNMENTS:
        standard = STANDARDS[row["standard"]]
        assert standard["fits_this_book"], row["id"]
        assert standard["confidence"] in ("high", "medium"), row["id"]
        assert standard["kind"] != "terms of use", row["id"]
        assert re.fullmatch(r"[A-Z].{30,140}\.", row["why"]), row["id"]


def test_page_lists_every_objective_and_alignment_twice_and_says_that_the_mapping_is_ours():
    assert "The mapping is our own: nobody who keeps these standards has seen or approved it." in PAGE
    by_standard, by_chapter = PAGE.split("\n## By chapter\n")
    assert [text for text in OBJECTIVES.values() if f"\n{text}\n: [" not in by_chapter] == []
    entries = dict(re.findall(r"^### (std-.+)\n\n(.+)$", by_standard, re.M))
    for row in ALIGNMENTS:
        assert re.search(rf"/{row['chapter']}\.ipynb\) \([^)]*\*{row['objective']}\*", entries[row["standard"]]), row
        assert f"(standards.md#{row['standard']}): {escape(row['why'])}\n" in by_chapter, row


@for_each(chapters(), lambda chapter: chapter.name)
def test_rubrics_have_three_levels_for_every_objective_of_the_chapter_and_no_other(chapter):
    heading = f"## [{chapter.title}](../chapters/{chapter.name}.ipynb)\n"
    section = RUBRICS.partition(heading)[2].partition("\n## ")[0]
    rubrics = re.split(r"^\*\*(\*\w+\* .+)\*\*$", section, flags=re.M)[1:]
    assert rubrics[::2] == list(chapter.objectives.values())
    yield from (name for name, text in zip(rubrics[::2], rubrics[1::2], strict=True) if not RUBRIC_LEVELS.match(text))


def test_rubrics_follow_the_order_of_the_chapters():
    found = re.findall(r"^## \[.+\]\(\.\./chapters/(.+)\.ipynb\)", RUBRICS, re.M)
    assert found == [chapter.name for chapter in chapters()]
