"""Every chapter has a lesson plan that a substitute teacher can follow: the parts, the aims, the minutes."""

import re
from collections.abc import Iterator
from itertools import pairwise

from classpapers.prose import section
from notebooks import Chapter, chapters
from prose import ROOT
from rules import for_each

# What a lesson plan holds, by section 5 of the curriculum.
PARTS = [
    *("Aims", "Before class", "Minute by minute", "Board plan", "Likely wrong answers", "Exit ticket", "Homework"),
    *("Without devices, or with one projector", "For different readers", "On paper", "Care"),
]
TIME = re.compile(r"^(\d+) minutes of teaching, (\d+) minutes of exercise", re.M)
HEADER_TIME = re.compile(r"\*\*Time:\*\* about (\d+) minutes reading, (\d+) minutes (?:play and )?exercise")
SLOT = re.compile(r"^\| (\d+)–(\d+) \| .+? \| (.+?) \| (.+?) \|$", re.M)
COUNT = re.compile(r"(?:(?P<times>\d+) [a-z ]+ × |[a-z ]+ )(?P<each>\d+) (?P<unit>s|min)")
LESSONS = re.compile(r"^.*exercise.*?, in (one|two|three) lessons? of (\d+) minutes", re.M)
NAMED = re.compile(r'(?<= )"(.+?)"(?=[;, ]|$)')

GUIDES = [  # page, section, minutes
    ("one-lesson", "Sixty minutes", 60),
    ("one-lesson", "Forty-five minutes", 45),
    ("keep-it-flying", "Ninety minutes, or two lessons of 45 minutes", 90),
]

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


def slots(text: str, heading: str = "Minute by minute") -> list[tuple[int, int, str, str]]:
    """Return begin, end, count and material of each slot of a plan."""
    found = SLOT.findall(section(text, heading))
    return [(int(start), int(end), count, material) for start, end, count, material in found]


def seamless(slots: list[tuple]) -> bool:
    """Say whether each slot begins where the one before it ends."""
    return all(before[1] == after[0] for before, after in pairwise(slots))


@each_chapter
def test_the_minutes_follow_one_another_and_fit_the_lessons(chapter):
    text = plan(chapter)
    teaching, exercise = map(int, TIME.search(text).groups())
    assert exercise == int(HEADER_TIME.search(chapter.source)[2])
    found = slots(text)
    assert [found[0][0], found[-1][1]] == [0, teaching]
    assert seamless(found)
    lessons, length = LESSONS.search(text).groups()
    assert teaching + exercise <= ("one", "two", "three").index(lessons) * int(length) + int(length)


def overfull(timed: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield what is wrong with the counts of slots: each fills its slot, but for less than a minute."""
    for start, end, count in timed:
        parts = [COUNT.fullmatch(part) for part in count.split("; ")]
        if not all(parts):
            yield f"minute {start}: write {count!r} as `4 pairs × 30 s` or `looking 2 min`, joined by semicolons"
            continue
        needed = sum(int(one["times"] or 1) * int(one["each"]) * (60 if one["unit"] == "min" else 1) for one in parts)
        if not (end - start - 1) * 60 < needed <= (end - start) * 60:
            yield f"minute {start}: {count} takes {needed} s, the slot has {(end - start) * 60}"


@each_chapter
def test_what_a_slot_asks_takes_the_time_of_the_slot(chapter):
    yield from overfull([slot[:3] for slot in slots(plan(chapter))])


@for_each(GUIDES, lambda guide: guide[1])
def test_the_guides_with_a_pack_keep_their_times(guide):
    name, heading, length = guide
    text = (ROOT / "teach" / f"{name}.md").read_text("utf-8")
    timed = [slot[:3] for slot in slots(text, heading)]
    if [timed[0][0], timed[-1][1]] != [0, length] or not seamless(timed):
        yield f"does not run from 0 to {length}"
    years = re.findall(r"A year takes five minutes: (.*?)\. Later", text)
    assert len(years) == (name == "keep-it-flying")
    yield from overfull([*timed, *((0, 5, year) for year in years)])


@each_chapter
def test_a_slot_names_what_stands_in_the_chapter(chapter):
    heads = set(re.findall(r"^#+ (.+)$|label=\"(.+?)\"|<summary>(.+?)</summary>", chapter.source, re.M))
    known = {part for found in heads for part in found if part} | {"Predict first"}
    for start, _, _, material in slots(plan(chapter)):
        yield from (f"minute {start}: no {name!r}" for name in NAMED.findall(f" {material}") if name not in known)


@each_chapter
def test_the_exit_ticket_tests_the_chapters_own_objectives(chapter):
    asked = re.findall(r"^\d\. \*(\w+):\* ", section(plan(chapter), "Exit ticket"), re.M)
    assert 2 <= len(asked) <= 3
    assert {verb.lower() for verb in asked} <= set(chapter.objectives)
