"""Collects the content of one chapter's papers from its executed cells and its lesson plan."""

import re
from collections.abc import Callable
from types import SimpleNamespace

from markupsafe import Markup
from notebooks import Chapter, tags
from paths import ONE_LESSON_GUIDE

import issfacts
from issfacts.widgets.questions import question

from . import cell_outputs, prose
from .task_tables import insert_tables

PREDICT = re.compile(r"^\*\*Predict first\.\*\* ")
CHECK_CALL = re.compile(r"iss\.check\(\"([a-z0-9-]+)\"")
PREDICT_REMINDER = re.compile(r"^.*[“\"]Predict.*$\n*", re.M)  # asks readers of the page to predict before they read
KIND = re.compile(r"^\| ([A-Z]) \| (.*) \| (.*) \|$", re.M)  # a row of the easy sheet's table: letter, kind, question
STARTERS = re.compile(r"^- .*\bstarters:(.*)", re.M | re.I)
WORD_BANK, WORD_BANK_TERM = re.compile(r"^\*\*Word bank:\*\*.*", re.M), re.compile(r"glossary\.md#([\w-]+)")
STARTER = re.compile(r"(?<!\*)\*([^*/]+)\*")
CHECKS_IN_CLASS = re.compile(r"^\*\*Checks:\*\* the (.+?) in class", re.M)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")  # words with which plans number the checks
EASY = "Easy English"
EASY_TICKET = "**Exit ticket, easy English**"
EXPLAINED = re.compile(r"^<!-- explained: (.*) -->\n*", re.M)  # terms that an easy sheet explains in its own text
SAMPLES_CELL = "exercise-samples"  # in the last chapter: each sentence is followed by a note in `<details>`
OMITTED_FROM_PLAN = re.compile(r"^# .*\n|^## On paper\n(?:.*\n)*?(?=## )|^Facts as of .*\n|^<!-- .* -->\n", re.M)


def build_lesson(chapter: Chapter, number: int, cells: list, plan: str) -> SimpleNamespace:
    """Return the parts of a chapter and its plan as HTML; tasks and their answers by level, as in "On paper"."""
    sources = {cell.id: cell.source for cell in cells}
    exercise = next(text for text in sources.values() if text.startswith("## Exercise"))
    chapter_tables = get_chapter_tables(sources, exercise, plan)
    levels = prose.split_sections(prose.get_section(plan, "On paper"), "###")
    tasks, answers = prose.Sections(), {}
    for level, text in levels.items():
        task = EXPLAINED.sub("", prose.remove_details(text.partition(EASY_TICKET)[0]))
        if level == "Cards":  # a paper of its own, with these headings alone
            task = task.replace("\n#### ", "\n## ")
        tasks[level] = prose.render_with_line_counts(insert_tables(task, chapter_tables))
        answers[level] = prose.render_html(insert_tables(prose.extract_details(text), chapter_tables))
    explained = ", ".join(EXPLAINED.findall(levels[EASY])).split(", ")
    word_bank = WORD_BANK_TERM.findall(WORD_BANK.search(plan)[0])
    checks = list(enumerate(map(question, chapter.quizzes), start=1))
    named_in_class = CHECKS_IN_CLASS.search(plan)[1]
    checks_in_class = [check for check in checks if ORDINALS[check[0] - 1] in named_in_class]
    return SimpleNamespace(
        name=chapter.name,
        title=chapter.title,
        number=number,
        cells=cells,
        plan=plan,
        question=prose.render_inline(chapter.question),
        objectives=list(map(prose.render_inline, chapter.objectives.values())),
        predict=prose.render_html(PREDICT.sub("", prose.remove_details(prose.strip_headings(sources["predict"])))),
        prediction_answer=prose.render_html(prose.extract_details(sources["predict"])),  # empty in some chapters
        checks=checks,
        checks_in_class=checks_in_class,
        checks_at_home=[check for check in checks if check not in checks_in_class],
        exercise=exercise.partition("\n")[0].removeprefix("## "),
        solutions=collect_solutions(cells),
        tasks=tasks,
        task_answers=answers,
        glossary=[
            row
            for row in issfacts.rows("glossary")
            if (chapter.name in (row["chapters"] or ()) or row["id"] in word_bank) and row["term"] not in explained
        ],
        starters=list(map(prose.render_inline, STARTER.findall(STARTERS.search(plan)[1]))),
        ticket=prose.ticket_questions(plan),
        easy_ticket=prose.render_numbered_items(levels[EASY].partition(EASY_TICKET)[2]),
        discuss=render_body(sources["discussion"]),
        limits=render_body(sources["limits"]),
        key_points=render_body(sources["key-points"]),
        summary=prose.render_html(PREDICT_REMINDER.sub("", prose.DETAILS.search(sources["plain-summary"])[2])),
        plan_html=prose.render_html(prose.DETAILS.sub(r"**\1**\n\2", OMITTED_FROM_PLAN.sub("", plan))),
    )


def get_chapter_tables(sources: dict[str, str], exercise: str, plan: str) -> dict[str, Callable[[], str]]:
    """Return, by placeholder name, functions that return texts of the chapter itself; not every chapter has all."""
    task, kinds = prose.strip_headings(exercise), KIND.findall(prose.get_section(plan, "On paper"))
    return {
        "exercise": lambda: prose.add_answer_columns(task),
        "exercise table": lambda: prose.add_answer_columns(prose.TABLE.search(task)[0]),
        "easy claims": lambda: prose.add_answer_columns(easy_claims()),
        # the easy sheet's table of the kinds of claim as a list, which needs less paper
        "kinds": lambda: "\n".join(f"- **{letter}, {kind}:** {ask}" for letter, kind, ask in kinds),
        "board": lambda: prose.remove_details(prose.get_section(plan, "Board plan")),
        "samples": lambda: prose.remove_details(sources[SAMPLES_CELL]),
    }


def easy_claims() -> str:
    """Return the ten claims in easy English, from the guide to the single lesson."""
    return prose.get_section(ONE_LESSON_GUIDE.read_text("utf-8"), "Ten claims in easy English")


def split_easy_question(id: str) -> tuple[str, str]:
    """Return the question with an id in easy English, and after its last question mark its hard words explained."""
    question, mark, words = issfacts.data.by_id("questions")[id]["easy_words"].rpartition("?")
    return question + mark, words.strip()


def render_body(source: str) -> Markup:
    """Return a cell's text as HTML, without its heading and without codes of claims."""
    return prose.render_html(prose.remove_claim_codes(prose.strip_headings(source)))


def collect_solutions(cells: list) -> list[tuple[str, list]]:
    """Return heading and content of each part of the exercise's solution: texts, code and its outputs."""
    parts = []
    for cell in cells:
        if "exercise" in tags(cell):
            parts += [(heading, []) for heading in re.findall(r"^##+ (.*)$", cell.source, re.M)]
            values = [issfacts.fact(id).value for id in CHECK_CALL.findall(cell.source)]
            parts[-1][1].extend(prose.render_html(f"The value that the check expects: **{value}**") for value in values)
        elif "solution" in tags(cell) and cell.cell_type == "code":
            code = Markup("<pre><code>{}</code></pre>").format(cell.source)
            parts[-1][1].extend([code, *cell_outputs.extract_outputs(cell)])
        if cell.id == SAMPLES_CELL or ("solution" in tags(cell) and cell.cell_type == "markdown"):
            parts[-1][1].append(prose.render_html(prose.extract_details(cell.source)))
    return [(heading, contents) for heading, contents in parts if contents]


def find_glossary_terms(rows: list[dict], text: str) -> list[tuple[str, str]]:
    """Return term and definition of the rows of the glossary of which a text uses the term or another form of it."""
    entries = []
    for row in rows:
        forms = "|".join(map(re.escape, (row["term"], *(row["other_forms"] or ()))))
        if re.search(rf"\b(?:{forms})(?:e?s)?\b", text, re.I):
            entries.append((row["term"], row["definition"]))
    return sorted(entries, key=lambda entry: entry[0].casefold())
