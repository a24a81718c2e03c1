"""Every chapter has a lesson plan that a substitute teacher can follow: the parts, the aims, the minutes."""

import re
from itertools import pairwise

from classpapers.prose import section
from notebooks import Chapter, chapters
from prose import ROOT
from rules import for_each

# What a lesson plan holds, by section 5 of the curriculum.
PARTS = [
    "Aims",
    "Before class",
    "Minute by minute",
    "Board plan",
    "Likely wrong answers",
    "Exit ticket",
    "Homework",
    "Without devices, or with one projector",
    "For different readers",
    "On paper",
    "Care",
]
TIME = re.compile(r"^(\d+) minutes of teaching, (\d+) minutes of exercise", re.M)
HEADER_TIME = re.compile(r"\*\*Time:\*\* about (\d+) minutes reading, (\d+) minutes (?:play and )?exercise")
SLOT = re.compile(r"^\| (\d+)–(\d+) \|", re.M)

each_chapter = for_each(chapters(), lambda chapter: chapter.name)


def plan(chapter: Chapter) -> str:
    """Return the text of a chapter's plan."""
    return (ROOT / "teach" / "plans" / f"{chapter.name}.md").read_text("utf-8")


@each_chapter
def test_a_plan_has_its_parts_and_the_chapters_aims(chapter):
    text = plan(chapter)
    assert text.startswith(f"# Plan: {chapter.title}\n\n**")
    assert re.findall(r"^## (.+)$", text, re.M) == PARTS
    aims = re.findall(r"^- (\*\w+\* .+)$", section(text, "Aims"), re.M)
    assert [aim.rstrip(";.") for aim in aims] == list(chapter.objectives.values())
    assert "<summary>Answer key</summary>" in section(text, "Exit ticket")
    assert "(../one-lesson.md#ground-rules)" in section(text, "Care")


@each_chapter
def test_the_minutes_follow_one_another_and_add_up_to_the_chapters(chapter):
    text = plan(chapter)
    assert TIME.search(text).groups() == HEADER_TIME.search(chapter.source).groups()
    slots = [(int(start), int(end)) for start, end in SLOT.findall(section(text, "Minute by minute"))]
    assert slots[0][0] == 0
    assert all(end == start for (_, end), (start, _) in pairwise(slots))
    assert slots[-1][1] == int(TIME.search(text)[1])


@each_chapter
def test_the_exit_ticket_tests_the_chapters_own_objectives(chapter):
    asked = re.findall(r"^\d\. \*(\w+):\* ", section(plan(chapter), "Exit ticket"), re.M)
    assert 2 <= len(asked) <= 3
    assert {verb.lower() for verb in asked} <= set(chapter.objectives)
