"""Tests of the table `alignments` (objective to curriculum standard) and of the page reference/standards.md."""

import re

from notebooks import chapters
from prose import ROOT
from refpages.markdown import escape

import issfacts as iss

ALIGNMENTS = iss.rows("alignments")
STANDARDS = {row["id"]: row for row in iss.rows("standards")}
PAGE = (ROOT / "reference" / "standards.md").read_text("utf-8")
BY_STANDARD, BY_CHAPTER = PAGE.partition("\n## By chapter\n")[::2]


def test_every_objective_is_aligned_and_every_alignment_names_an_objective():
    objectives = {(chapter.name, verb) for chapter in chapters() for verb in chapter.objectives}
    assert {(row["chapter"], row["objective"]) for row in ALIGNMENTS} == objectives


def test_aligned_standards_fit_the_book_and_every_alignment_has_its_own_reason():
    assert len({row["why"] for row in ALIGNMENTS}) == len(ALIGNMENTS)
    for row in ALIGNMENTS:
        standard = STANDARDS[row["standard"]]
        assert standard["fits_this_book"], row["id"]
        assert standard["confidence"] in ("high", "medium"), row["id"]
        assert standard["kind"] != "terms of use", row["id"]
        assert re.fullmatch(r"[A-Z].{30,140}\.", row["why"]), row["id"]


def test_page_lists_every_alignment_by_standard():
    listed = set()
    for standard, entry in re.findall(r"^### (std-.+)\n\n(.+)$", BY_STANDARD, re.M):
        for chapter, verbs in re.findall(r"\(\.\./chapters/([\w-]+)\.ipynb\) \(([^)]+)\)", entry):
            listed |= {(chapter, verb, standard) for verb in re.findall(r"\*(\w+)\*", verbs)}
    assert {(row["chapter"], row["objective"], row["standard"]) for row in ALIGNMENTS} == listed


def test_page_lists_every_objective_and_alignment_by_chapter_with_the_reason():
    objectives = [objective for chapter in chapters() for objective in chapter.objectives.values()]
    assert [objective for objective in objectives if f"\n{objective}\n: [" not in BY_CHAPTER] == []
    entries = {row["id"]: f"(standards.md#{row['standard']}): {escape(row['why'])}\n" for row in ALIGNMENTS}
    assert [id for id, entry in entries.items() if entry not in BY_CHAPTER] == []


def test_page_says_that_the_mapping_is_ours_and_lists_standards_that_do_not_fit():
    assert "The mapping is our own: nobody who keeps these standards has seen or approved it." in PAGE
    assert "which does not fit" in PAGE.partition("\n## Read, and mapped to no objective\n")[2]
