"""Holds what the papers of one chapter are made of."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup
from notebooks import QUIZ, tags

import issfacts
from issfacts import data
from issfacts.widgets.questions import Question, question

from . import exhibits, material, prose

LATERAL = "reference/glossary.md#term-lateral-reading"  # a chapter that links there practises lateral reading
CHECK = re.compile(r"iss\.check\(\"([a-z0-9-]+)\"")
ON_THE_PAGE_ONLY = re.compile(r"^.*[“\"]Predict.*$\n*", re.M)  # tells readers of the summary what to open first
PREDICT = re.compile(r"^\*\*Predict first\.\*\* ")
CLAIM_CODE = re.compile(r" \(\[[CX]\d+\]\([^)]*\)\)")  # for whoever can look it up
STARTER = re.compile(r"(?<!\*)\*([^*/]+)\*")
NOT_TAUGHT = {"extra", "exercise", "solution"}
IN_CLASS = re.compile(r"^\*\*Checks:\*\* the (.+?) in class", re.M)
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")  # as a plan counts the checks
EASY_TICKET = "**Exit ticket, easy English**"
SAMPLES = "exercise-samples"  # a cell of the last chapter, with a note folded below each sentence
NOT_PLAN = re.compile(r"^# .*\n|^## On paper\n(?:.*\n)*?(?=## )|^Facts as of .*\n", re.M)


@dataclass(frozen=True)
class Lesson:
    """Hold an executed chapter, its place, its lesson plan, the three questions for any page and the ground rules."""

    name: str
    number: int
    cells: list
    plan: str
    any_page: list[str] = field(repr=False)
    ground_rules: str = field(repr=False)

    @property
    def title(self) -> str:
        """Return the chapter's title."""
        return self.cells[0].source.removeprefix("# ").strip()

    @property
    def question(self) -> str:
        """Return what the chapter asks."""
        return prose.inline(re.search(r"\*\*Question:\*\* (.*)", self.tagged("header"))[1])

    @property
    def objectives(self) -> list[str]:
        """Return what a reader can do afterwards."""
        return [prose.inline(line.rstrip(";.")) for line in re.findall(r"^- (.*)$", self.tagged("header"), re.M)]

    @property
    def predict(self) -> str:
        """Return what to predict."""
        return prose.html(PREDICT.sub("", prose.open_part(prose.headless(self.tagged("predict")))))

    @property
    def predicted(self) -> str:
        """Return what the chapter answers to the prediction at once; some answer later."""
        return prose.html(prose.folded_part(self.tagged("predict")))

    @cached_property
    def checks(self) -> list[Question]:
        """Return the chapter's questions."""
        return [question(id) for cell in self.cells for id in QUIZ.findall(cell.source)]

    @property
    def easy_words(self) -> dict[str, str]:
        """Return what its questions ask in easy English, by id."""
        return {row["id"]: row["easy_words"] for row in data.rows("questions") if row["chapter"] == self.name}

    def numbered(self, in_class: bool) -> list[tuple[int, Question]]:
        """Return number and question of the checks for which the plan has time in class, or of the others."""
        wanted = IN_CLASS.search(self.plan)[1]
        pairs = enumerate(self.checks, start=1)
        return [(number, asked) for number, asked in pairs if (PLACES[number - 1] in wanted) == in_class]

    @property
    def exercise(self) -> str:
        """Return the title of the exercise."""
        return self.starting("## Exercise").partition("\n")[0].removeprefix("## ")

    def task(self, level: str) -> list:
        """Return the exercise at one level, as the plan's section "On paper" has it: texts and numbers of lines."""
        return prose.with_lines(self.filled(prose.open_part(self.on_paper(level).partition(EASY_TICKET)[0])))

    def task_key(self, level: str) -> str:
        """Return the answers to what a level asks beyond the exercise itself."""
        return prose.html(self.filled(prose.folded_part(self.on_paper(level))))

    def on_paper(self, level: str) -> str:
        """Return what the plan writes for the paper of one level."""
        return prose.subsection(prose.section(self.plan, "On paper"), level)

    def filled(self, markdown: str) -> str:
        """Return a text with the exercise and the tables for which it asks."""
        exercise = prose.headless(self.starting("## Exercise"))
        more = {
            "exercise": lambda: prose.with_room(exercise),
            "exercise table": lambda: prose.with_room(prose.TABLE.search(exercise)[0]),
            "board": lambda: prose.open_part(prose.section(self.plan, "Board plan")),
            "samples": lambda: prose.open_part(next(cell.source for cell in self.cells if cell.id == SAMPLES)),
        }
        return material.filled(markdown, more)

    def below(self, heading: str) -> str:
        """Return what the chapter writes below one of its headings, without codes of claims."""
        return prose.html(CLAIM_CODE.sub("", prose.headless(self.starting(f"## {heading}"))))

    @property
    def summary(self) -> str:
        """Return the chapter in easy English."""
        (_, text), *_ = prose.FOLD.findall(next(cell.source for cell in self.cells if cell.id == "plain-summary"))
        return prose.html(ON_THE_PAGE_ONLY.sub("", text))

    def glossary(self, sheet: str) -> list[tuple[str, str]]:
        """Return those of the chapter's words that stand on a sheet, with their meaning, from A to Z."""
        rows = [row for row in issfacts.rows("glossary") if self.name in (row["chapters"] or ())]
        forms = [(row, "|".join(map(re.escape, (row["term"], *(row["other_forms"] or ()))))) for row in rows]
        used = [row for row, words in forms if re.search(rf"\b(?:{words})(?:e?s)?\b", sheet, re.I)]
        return sorted(((row["term"], row["definition"]) for row in used), key=lambda pair: pair[0].casefold())

    @property
    def easy_exit(self) -> list[str]:
        """Return the questions of the exit ticket in easy English."""
        ticket = prose.open_part(self.on_paper("Easy English").partition(EASY_TICKET)[2])
        return [prose.inline(line) for line in prose.items(ticket)]

    @property
    def starters(self) -> list[str]:
        """Return the beginnings of sentences that the plan offers."""
        offered = re.search(r"^- .*\bstarters:(.*)", self.plan, re.M | re.I)[1]
        return [prose.inline(start) for start in STARTER.findall(offered)]

    def solutions(self) -> list[tuple[str, list]]:
        """Return heading and content of each part of the exercise's solution: texts, code and what it shows."""
        parts = []
        for cell in self.cells:
            if "exercise" in tags(cell):
                parts += [(heading, []) for heading in re.findall(r"^##+ (.*)$", cell.source, re.M)]
                values = [issfacts.fact(id).value for id in CHECK.findall(cell.source)]
                parts[-1][1].extend(prose.html(f"The value that the check expects: **{value}**") for value in values)
                parts[-1][1].extend([prose.html(prose.folded_part(cell.source))] if cell.id == SAMPLES else [])
            elif "solution" in tags(cell) and cell.cell_type == "markdown":
                parts[-1][1].append(prose.html(prose.folded_part(cell.source)))
            elif "solution" in tags(cell):
                code = Markup("<pre><code>{}</code></pre>").format(cell.source)
                parts[-1][1].extend([code, *exhibits.result(cell)])
        return parts

    @property
    def whole_plan(self) -> str:
        """Return the lesson plan, folds opened, without its title and what it gives to the sheets."""
        return prose.html(prose.FOLD.sub(r"**\1**\n\2", NOT_PLAN.sub("", self.plan)))

    def tagged(self, tag: str) -> str:
        """Return the text of the first cell with a tag."""
        return next(cell.source for cell in self.cells if tag in tags(cell))

    def starting(self, words: str) -> str:
        """Return the text of the cell that begins with these words."""
        return next(cell.source for cell in self.cells if cell.source.startswith(words))
