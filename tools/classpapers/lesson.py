"""Gathers what the papers of one chapter are made of, out of its executed cells and its lesson plan."""

import re
from functools import partial
from types import SimpleNamespace

from markupsafe import Markup
from notebooks import Chapter, tags

import issfacts
from issfacts.widgets.questions import question

from . import exhibits, material, prose

QUESTION = re.compile(r"\*\*Question:\*\* (.*)")
PREDICT = re.compile(r"^\*\*Predict first\.\*\* ")
CHECK = re.compile(r"iss\.check\(\"([a-z0-9-]+)\"")
ON_THE_PAGE_ONLY = re.compile(r"^.*[“\"]Predict.*$\n*", re.M)  # tells readers of the summary what to open first
CLAIM_CODE = re.compile(r" \(\[[CX]\d+\]\([^)]*\)\)")  # for whoever can look it up
STARTERS = re.compile(r"^- .*\bstarters:(.*)", re.M | re.I)
STARTER = re.compile(r"(?<!\*)\*([^*/]+)\*")
IN_CLASS = re.compile(r"^\*\*Checks:\*\* the (.+?) in class", re.M)
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")  # as a plan counts the checks
EASY_TICKET = "**Exit ticket, easy English**"
SAMPLES = "exercise-samples"  # a cell of the last chapter, with a note folded below each sentence
NOT_PLAN = re.compile(r"^# .*\n|^## On paper\n(?:.*\n)*?(?=## )|^Facts as of .*\n", re.M)


def lesson(chapter: Chapter, number: int, cells: list, plan: str) -> SimpleNamespace:
    """Return the parts of a chapter and its plan, as HTML; tasks and their keys by level, as "On paper" has them."""
    told = {cell.id: cell.source for cell in cells}
    exercise = next(text for text in told.values() if text.startswith("## Exercise"))
    filled = partial(material.filled, more=own_material(told, exercise, plan))
    levels = prose.sections(prose.section(plan, "On paper"), "###")
    checks = list(enumerate(map(question, chapter.quizzes), start=1))
    in_class = [PLACES[number - 1] in IN_CLASS.search(plan)[1] for number, _ in checks]
    return SimpleNamespace(
        name=chapter.name,
        title=chapter.title,
        number=number,
        cells=cells,
        plan=plan,
        question=prose.inline(QUESTION.search(told["header"])[1]),
        objectives=list(map(prose.inline, chapter.objectives.values())),
        predict=prose.html(PREDICT.sub("", prose.open_part(prose.headless(told["predict"])))),
        predicted=prose.html(prose.folded_part(told["predict"])),  # some chapters answer later
        checks=checks,
        in_class=[check for check, now in zip(checks, in_class, strict=True) if now],
        at_home=[check for check, now in zip(checks, in_class, strict=True) if not now],
        exercise=exercise.partition("\n")[0].removeprefix("## "),
        solutions=solutions(cells),
        tasks=prose.Parts(
            (level, prose.with_lines(filled(prose.open_part(text.partition(EASY_TICKET)[0]))))
            for level, text in levels.items()
        ),
        answers={level: prose.html(filled(prose.folded_part(text))) for level, text in levels.items()},
        starters=list(map(prose.inline, STARTER.findall(STARTERS.search(plan)[1]))),
        ticket=prose.ticket(plan),
        easy_ticket=prose.asked(levels["Easy English"].partition(EASY_TICKET)[2]),
        discuss=below(told["discussion"]),
        limits=below(told["limits"]),
        key_points=below(told["key-points"]),
        summary=prose.html(ON_THE_PAGE_ONLY.sub("", prose.FOLD.search(told["plain-summary"])[2])),
        whole_plan=prose.html(prose.FOLD.sub(r"**\1**\n\2", NOT_PLAN.sub("", plan))),
    )


def own_material(told: dict[str, str], exercise: str, plan: str) -> dict:
    """Return what makes the texts of the chapter itself for which a task can ask, by their names."""
    task = prose.headless(exercise)
    return {
        "exercise": lambda: prose.with_room(task),
        "exercise table": lambda: prose.with_room(prose.TABLE.search(task)[0]),
        "board": lambda: prose.open_part(prose.section(plan, "Board plan")),
        "samples": lambda: prose.open_part(told[SAMPLES]),
    }


def below(text: str) -> Markup:
    """Return what a cell says below its heading, without codes of claims."""
    return prose.html(CLAIM_CODE.sub("", prose.headless(text)))


def solutions(cells: list) -> list[tuple[str, list]]:
    """Return heading and content of each part of the exercise's solution: texts, code and what it shows."""
    parts = []
    for cell in cells:
        if "exercise" in tags(cell):
            parts += [(heading, []) for heading in re.findall(r"^##+ (.*)$", cell.source, re.M)]
            values = [issfacts.fact(id).value for id in CHECK.findall(cell.source)]
            parts[-1][1].extend(prose.html(f"The value that the check expects: **{value}**") for value in values)
        elif "solution" in tags(cell) and cell.cell_type == "code":
            code = Markup("<pre><code>{}</code></pre>").format(cell.source)
            parts[-1][1].extend([code, *exhibits.result(cell)])
        if cell.id == SAMPLES or ("solution" in tags(cell) and cell.cell_type == "markdown"):
            parts[-1][1].append(prose.html(prose.folded_part(cell.source)))
    return [(heading, contents) for heading, contents in parts if contents]


def glossary(chapter: str, sheet: str) -> list[tuple[str, str]]:
    """Return those of a chapter's words that stand on a sheet, with their meaning, from A to Z."""
    rows = [row for row in issfacts.rows("glossary") if chapter in (row["chapters"] or ())]
    forms = [(row, "|".join(map(re.escape, (row["term"], *(row["other_forms"] or ()))))) for row in rows]
    used = [row for row, words in forms if re.search(rf"\b(?:{words})(?:e?s)?\b", sheet, re.I)]
    return sorted(((row["term"], row["definition"]) for row in used), key=lambda pair: pair[0].casefold())
