"""Every objective works towards a standard that fits, and the page of standards says so both ways."""

import re

from notebooks import chapters
from prose import ROOT
from refpages.markdown import escape

import issfacts as iss

ROWS = iss.rows("alignments")
STANDARDS = {row["id"]: row for row in iss.rows("standards")}
PAGE = (ROOT / "reference" / "standards.md").read_text("utf-8")
BY_STANDARD, BY_CHAPTER = PAGE.partition("\n## By chapter\n")[::2]


def test_every_objective_has_a_standard_and_nothing_else_has():
    promised = {(chapter.name, verb) for chapter in chapters() for verb in chapter.objectives}
    assert {(row["chapter"], row["objective"]) for row in ROWS} == promised


def test_standards_fit_their_text_was_read_and_every_way_has_its_own_reason():
    assert len({row["why"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        standard = STANDARDS[row["standard"]]
        assert standard["fits_this_book"], row["id"]
        assert standard["confidence"] in ("high", "medium"), row["id"]
        assert standard["kind"] != "terms of use", row["id"]
        assert re.fullmatch(r"[A-Z].{30,140}\.", row["why"]), row["id"]


def test_the_page_lists_every_way_by_its_standard_and_by_its_chapter_with_the_reason():
    assert {(row["chapter"], row["objective"], row["standard"]) for row in ROWS} == {
        (chapter, verb, standard)
        for standard, entry in re.findall(r"^### (std-.+)\n\n(.+)$", BY_STANDARD, re.M)
        for chapter, verbs in re.findall(r"\(\.\./chapters/([\w-]+)\.ipynb\) \(([^)]+)\)", entry)
        for verb in re.findall(r"\*(\w+)\*", verbs)
    }
    said = [said for chapter in chapters() for said in chapter.objectives.values()]
    assert [one for one in said if f"\n{one}\n: [" not in BY_CHAPTER] == []
    entries = {row["id"]: f"(standards.md#{row['standard']}): {escape(row['why'])}\n" for row in ROWS}
    assert [id for id, entry in entries.items() if entry not in BY_CHAPTER] == []


def test_the_page_claims_no_approval():
    assert "The mapping is our own: nobody who keeps these standards has seen or approved it." in PAGE
    assert "which does not fit" in PAGE.partition("\n## Read, and mapped to no objective\n")[2]  # it only looks right
