"""Every chapter has a lesson plan with all its sections and the chapter's objectives; every timetable adds up."""

import re
from collections.abc import Iterator

from book_pages import lesson_plan
from classpapers.prose import get_section
from for_each import for_each
from notebooks import chapters
from paths import FIVE_LESSONS_GUIDE, TEACH

import issfacts as iss

SECTIONS = [
    *("Aims", "Before class", "Minute by minute", "Board plan", "Likely wrong answers", "Exit ticket", "Homework"),
    *("Without devices, or with one projector", "For different readers", "On paper", "Care"),
]
TIME = re.compile(
    r"^(\d+) minutes of teaching, (\d+) minutes of exercise.*?, in (one|two|three) lessons? of (\d+) minutes", re.M
)
HEADER_TIME = re.compile(r"\*\*Time:\*\* about \d+ minutes reading, (\d+) minutes (?:play and )?exercise")
SLOT = re.compile(r"^\| (\d+)–(\d+) \| .+? \| (.+?) \| (.+?) \|$", re.M)
STEP = re.compile(r"(?:(?P<times>\d+) [a-z ]+ × |[a-z ]+ )(?P<duration>\d+) (?P<unit>s|min)")
QUOTED = re.compile(r'(?<= )"(.+?)"(?=[;, ]|$)')
FIVE_LESSONS = FIVE_LESSONS_GUIDE.read_text("utf-8")
LESSONS = re.findall(r"^## (Lesson .+)$", FIVE_LESSONS, re.M)
CORE = [row["chapter"] for row in iss.rows("routes") if row["route"] == "Core"]
ORDINALS = ("one", "two", "three", "four", "five")

each_chapter = for_each(chapters(), lambda chapter: chapter.name)


def slots(text: str, heading: str = "Minute by minute") -> list[tuple[int, int, str, str]]:
    """Return start minute, end minute, steps and material of each row of a plan's timetable."""
    rows = SLOT.findall(get_section(text, heading))
    return [(int(start), int(end), steps, material) for start, end, steps, material in rows]


@each_chapter
def test_plan_has_all_sections_the_objectives_of_its_chapter_and_quotes_titles_of_the_chapter(chapter):
    text = lesson_plan(chapter.name)
    assert text.startswith(f"# Plan: {chapter.title}\n\n**")
    assert re.findall(r"^## (.+)$", text, re.M) == SECTIONS
    aims = re.findall(r"^- (\*\w+\* .+)$", get_section(text, "Aims"), re.M)
    assert [aim.rstrip(";.") for aim in aims] == list(chapter.objectives.values())
    ticket = get_section(text, "Exit ticket")
    verbs = re.findall(r"^\d\. \*(\w+):\* ", ticket, re.M)
    assert 2 <= len(verbs) <= 3
    assert {verb.lower() for verb in verbs} <= set(chapter.objectives)
    assert "<summary>Answer key</summary>" in ticket
    assert "(../one-lesson.md#ground-rules)" in get_section(text, "Care")
    matches = re.findall(r"^#+ (.+)$|label=\"(.+?)\"|<summary>(.+?)</summary>", chapter.source, re.M)
    titles = {title for groups in matches for title in groups} | {"Predict first"}
    for start, _, _, material in slots(text):
        yield from (f"minute {start}: no {title!r}" for title in QUOTED.findall(f" {material}") if title not in titles)


@each_chapter
def test_teaching_and_exercise_fit_the_lessons(chapter):
    teaching, exercise, lessons, length = TIME.search(lesson_plan(chapter.name)).groups()
    assert exercise == HEADER_TIME.search(chapter.source)[1]
    assert int(teaching) + int(exercise) <= (1 + ORDINALS.index(lessons)) * int(length)


TIMETABLES = [  # name, text, heading, minutes
    *(
        (chapter.name, lesson_plan(chapter.name), "Minute by minute", int(TIME.search(lesson_plan(chapter.name))[1]))
        for chapter in chapters()
    ),
    *(
        (f"{page}, {heading}", (TEACH / f"{page}.md").read_text("utf-8"), heading, length)
        for page, heading, length in (
            ("one-lesson", "Sixty minutes", 60),
            ("one-lesson", "Forty-five minutes", 45),
            *(("five-lessons", heading, 45) for heading in LESSONS),
            ("keep-it-flying", "Ninety minutes, or two lessons of 45 minutes", 90),
        )
    ),
]


@for_each(TIMETABLES, lambda timetable: timetable[0])
def test_timetables_have_no_gaps_the_stated_length_and_steps_as_long_as_their_slots(timetable):
    name, text, heading, length = timetable
    timed = [slot[:3] for slot in slots(text, heading)]
    starts, ends = [slot[0] for slot in timed], [slot[1] for slot in timed]
    if [*starts, length] != [0, *ends]:
        yield f"does not run from 0 to {length} without gaps"
    years = re.findall(r"A year takes five minutes: (.*?)\. Later", text)
    assert len(years) == name.startswith("keep-it-flying")
    yield from duration_errors([*timed, *((0, 5, year) for year in years)])


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


def test_five_lessons_follow_the_core_say_what_they_leave_out_and_list_their_heavy_minutes():
    assert re.findall(r"\(\.\./chapters/([\w-]+)\.ipynb\)", get_section(FIVE_LESSONS, "At a glance")) == CORE
    assert [heading.partition(":")[0].lower() for heading in LESSONS] == [f"lesson {ordinal}" for ordinal in ORDINALS]
    assert FIVE_LESSONS.count("**Left out:**") == FIVE_LESSONS.count("**If you lose more minutes:**") == len(CORE) == 5
    heavy = re.findall(r"^\| (\d+)–(\d+) \| (\w+) \|", get_section(FIVE_LESSONS, "Care"), re.M)
    assert len(heavy) == 5
    for start, end, lesson in heavy:
        rows = slots(FIVE_LESSONS, LESSONS[ORDINALS.index(lesson)])
        assert (int(start), int(end)) in {row[:2] for row in rows}, (lesson, start)


def test_closing_task_names_five_things_in_the_order_in_which_they_are_judged():
    """Its lines are its own, because those of the rubrics ask for things that the task does not ask for."""
    section = get_section(FIVE_LESSONS, "The closing task")
    asked = re.findall(r"^\| \*\*(\w+): [\w ]+\.\*\* .+? \| lesson (\w+), .+? \|$", section, re.M)
    judged = re.findall(r"^\| \*(\w+)\* .*? \| .+? \| .+? \| .+? \|$", section, re.M)
    assert tuple(ordinal.lower() for ordinal, _ in asked) == ORDINALS
    objectives = {chapter.name: chapter.objectives for chapter in chapters()}
    for (_, lesson), verb in zip(asked, judged, strict=True):
        assert verb in objectives[CORE[ORDINALS.index(lesson)]], (lesson, verb)
