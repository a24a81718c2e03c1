"""Every chapter has a lesson plan with all its sections, the chapter's objectives, and a timetable that adds up."""

import re
from collections.abc import Iterator
from itertools import pairwise

from classpapers.prose import get_section
from notebooks import Chapter, chapters
from prose import ROOT
from rules import for_each

import issfacts as iss

SECTIONS = [
    *("Aims", "Before class", "Minute by minute", "Board plan", "Likely wrong answers", "Exit ticket", "Homework"),
    *("Without devices, or with one projector", "For different readers", "On paper", "Care"),
]
TIME = re.compile(r"^(\d+) minutes of teaching, (\d+) minutes of exercise", re.M)
HEADER_TIME = re.compile(r"\*\*Time:\*\* about (\d+) minutes reading, (\d+) minutes (?:play and )?exercise")
SLOT = re.compile(r"^\| (\d+)–(\d+) \| .+? \| (.+?) \| (.+?) \|$", re.M)
STEP = re.compile(r"(?:(?P<times>\d+) [a-z ]+ × |[a-z ]+ )(?P<duration>\d+) (?P<unit>s|min)")
LESSONS = re.compile(r"^.*exercise.*?, in (one|two|three) lessons? of (\d+) minutes", re.M)
QUOTED = re.compile(r'(?<= )"(.+?)"(?=[;, ]|$)')

FIVE_LESSONS = (ROOT / "teach" / "five-lessons.md").read_text("utf-8")
TIMED_GUIDES = [  # page, section, minutes
    ("one-lesson", "Sixty minutes", 60),
    ("one-lesson", "Forty-five minutes", 45),
    *(("five-lessons", heading, 45) for heading in re.findall(r"^## (Lesson .+)$", FIVE_LESSONS, re.M)),
    ("keep-it-flying", "Ninety minutes, or two lessons of 45 minutes", 90),
]

each_chapter = for_each(chapters(), lambda chapter: chapter.name)


def plan(chapter: Chapter) -> str:
    """Return the text of a chapter's lesson plan."""
    return (ROOT / "teach" / "plans" / f"{chapter.name}.md").read_text("utf-8")


@each_chapter
def test_plan_has_all_sections_and_the_objectives_of_its_chapter(chapter):
    text = plan(chapter)
    assert text.startswith(f"# Plan: {chapter.title}\n\n**")
    assert re.findall(r"^## (.+)$", text, re.M) == SECTIONS
    aims = re.findall(r"^- (\*\w+\* .+)$", get_section(text, "Aims"), re.M)
    assert [aim.rstrip(";.") for aim in aims] == list(chapter.objectives.values())
    assert "<summary>Answer key</summary>" in get_section(text, "Exit ticket")
    assert "(../one-lesson.md#ground-rules)" in get_section(text, "Care")


def slots(text: str, heading: str = "Minute by minute") -> list[tuple[int, int, str, str]]:
    """Return start minute, end minute, steps and material of each row of a plan's timetable."""
    rows = SLOT.findall(get_section(text, heading))
    return [(int(start), int(end), steps, material) for start, end, steps, material in rows]


def without_gaps(slots: list[tuple]) -> bool:
    """Return whether each slot begins where the one before it ends."""
    return all(before[1] == after[0] for before, after in pairwise(slots))


@each_chapter
def test_timetable_has_no_gaps_and_fits_the_lessons(chapter):
    text = plan(chapter)
    teaching, exercise = map(int, TIME.search(text).groups())
    assert exercise == int(HEADER_TIME.search(chapter.source)[2])
    found = slots(text)
    assert [found[0][0], found[-1][1]] == [0, teaching]
    assert without_gaps(found)
    lessons, length = LESSONS.search(text).groups()
    assert teaching + exercise <= (1 + ("one", "two", "three").index(lessons)) * int(length)


def duration_errors(timed: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield an error for each slot whose steps are longer than it, or shorter by a minute or more."""
    for start, end, text in timed:
        steps = [STEP.fullmatch(step) for step in text.split("; ")]
        if not all(steps):
            yield f"minute {start}: write {text!r} as `4 pairs × 30 s` or `looking 2 min`, joined by semicolons"
            continue
        unit_seconds = {"s": 1, "min": 60}
        needed = sum(int(step["times"] or 1) * int(step["duration"]) * unit_seconds[step["unit"]] for step in steps)
        if not (end - start - 1) * 60 < needed <= (end - start) * 60:
            yield f"minute {start}: {text} takes {needed} s, the slot has {(end - start) * 60}"


@each_chapter
def test_steps_of_a_slot_take_as_long_as_the_slot(chapter):
    yield from duration_errors([slot[:3] for slot in slots(plan(chapter))])


@for_each(TIMED_GUIDES, lambda guide: guide[1])
def test_timetables_of_the_guides_have_no_gaps_and_the_stated_length(guide):
    name, heading, length = guide
    text = (ROOT / "teach" / f"{name}.md").read_text("utf-8")
    timed = [slot[:3] for slot in slots(text, heading)]
    if [timed[0][0], timed[-1][1]] != [0, length] or not without_gaps(timed):
        yield f"does not run from 0 to {length}"
    years = re.findall(r"A year takes five minutes: (.*?)\. Later", text)
    assert len(years) == (name == "keep-it-flying")
    yield from duration_errors([*timed, *((0, 5, year) for year in years)])


def test_five_lessons_follow_the_core_and_each_names_what_it_leaves_out():
    core = [row["chapter"] for row in iss.rows("routes") if row["route"] == "Core"]
    glance = re.findall(r"\(\.\./chapters/([\w-]+)\.ipynb\)", get_section(FIVE_LESSONS, "At a glance"))
    assert glance == core
    assert len(re.findall(r"^## Lesson ", FIVE_LESSONS, re.M)) == len(core)
    assert FIVE_LESSONS.count("**Left out:**") == FIVE_LESSONS.count("**If you lose more minutes:**") == len(core)


def test_heavy_minutes_of_the_five_lessons_are_rows_of_their_tables():
    heavy = re.findall(r"^\| (\d+)–(\d+) \| (\w+) \|", get_section(FIVE_LESSONS, "Care"), re.M)
    lessons = dict(re.findall(r"^## (Lesson (\w+): .+)$", FIVE_LESSONS, re.M))
    headings = {word: heading for heading, word in lessons.items()}
    assert len(heavy) == 6
    for start, end, lesson in heavy:
        assert (int(start), int(end)) in {slot[:2] for slot in slots(FIVE_LESSONS, headings[lesson])}, (lesson, start)


def test_closing_task_names_five_things_in_the_order_in_which_they_are_judged():
    """Its lines are its own, because those of the rubrics ask for things that the task does not ask for."""
    section = get_section(FIVE_LESSONS, "The closing task")
    asked = re.findall(r"^\| \*\*(\w+): [\w ]+\.\*\* .+? \| lesson (\w+), .+? \|$", section, re.M)
    judged = re.findall(r"^\| \*(\w+)\* .*? \| .+? \| .+? \| .+? \|$", section, re.M)
    ordinals = ("One", "Two", "Three", "Four", "Five")
    assert tuple(ordinal for ordinal, _ in asked) == ordinals
    core = [row["chapter"] for row in iss.rows("routes") if row["route"] == "Core"]
    chapter_names = dict(zip(map(str.lower, ordinals), core, strict=True))
    objectives = {chapter.name: chapter.objectives for chapter in chapters()}
    for (_, lesson), verb in zip(asked, judged, strict=True):
        assert verb in objectives[chapter_names[lesson]], (lesson, verb)


@each_chapter
def test_titles_quoted_as_material_are_in_the_chapter(chapter):
    matches = re.findall(r"^#+ (.+)$|label=\"(.+?)\"|<summary>(.+?)</summary>", chapter.source, re.M)
    titles = {group for groups in matches for group in groups if group} | {"Predict first"}
    for start, _, _, material in slots(plan(chapter)):
        yield from (f"minute {start}: no {title!r}" for title in QUOTED.findall(f" {material}") if title not in titles)


@each_chapter
def test_exit_ticket_asks_about_objectives_of_the_chapter(chapter):
    verbs = re.findall(r"^\d\. \*(\w+):\* ", get_section(plan(chapter), "Exit ticket"), re.M)
    assert 2 <= len(verbs) <= 3
    assert {verb.lower() for verb in verbs} <= set(chapter.objectives)
