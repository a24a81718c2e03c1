"""Lays out the slides of one chapter: what to guess comes before what is found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from notebooks import QUIZ, tags

from issfacts.widgets.draw import KINDS as DRAWINGS
from issfacts.widgets.questions import Question, question

from . import exhibits, prose
from .lesson import LATERAL, NOT_TAUGHT, Lesson

HEADING = re.compile(r"^## (.*)$", re.M)
DRAWING = re.compile(r"iss\.draw\(\"([a-z-]+)\"")
SLOT = re.compile(r"^\| (\d+–\d+) \| (.*?) \| (.*?) \|$", re.M)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
GUESS = "Next comes a chart. Write down or draw what you expect to see. Then go on."
ON_PAPER = Markup('<p class="hint">The worksheet has the tables, and room to write.</p>')
LONG = 450  # characters from which a slide needs smaller letters
SEE = "What do you see?"


@dataclass(frozen=True)
class Slide:
    """Hold one slide: its heading with a label above it, what stands below, and a note for the teacher."""

    kind: str  # cover, text, check, look (a chart without its title) or chart
    title: str
    content: Markup | Question | exhibits.Chart
    label: str = ""
    note: str = ""

    @property
    def sort(self) -> str:
        """Return the classes that its looks go by."""
        chart = isinstance(self.content, exhibits.Chart)
        long = self.kind == "text" and len(self.content.striptags()) > LONG
        return " ".join([self.kind] + ["shown"] * chart + ["tall"] * (chart and self.content.tall) + ["long"] * long)


def deck(lesson: Lesson) -> list[Slide]:
    """Return the slides of a lesson in their order."""
    slots = [LINK.sub(r"\1", " | ".join(slot)).replace(" | ", ": ", 1) for slot in SLOT.findall(lesson.plan)]
    return [
        Slide("cover", lesson.title, lesson.question, f"Chapter {lesson.number}", "\n".join(slots)),
        Slide("text", "Ground rules", lesson.ground_rules),
        Slide("text", "After this lesson you can", listed(lesson.objectives)),
        Slide("text", "Predict first", lesson.predict, note="\n".join(slots[:1])),
        *body(lesson, slots),
        Slide("text", lesson.exercise, prose.to_say(lesson.task("Standard")[0]) + ON_PAPER),
        Slide("text", "Discuss", lesson.discuss),
        Slide("text", "What the evidence does not show", lesson.limits),
        Slide("text", "Exit ticket", listed(lesson.exit, "ol"), note=noted(slots, "Exit ticket")),
        Slide("text", "Key points", lesson.points),
    ]


def body(lesson: Lesson, slots: list[str]) -> Iterator[Slide]:
    """Yield charts and checks as the chapter goes along."""
    checks, heading, lateral, asked = 0, lesson.title, lesson.any_page, False
    for cell in lesson.cells:
        if NOT_TAUGHT & tags(cell):
            continue
        heading = (HEADING.findall(cell.source) or [heading])[-1] if cell.cell_type == "markdown" else heading
        if lateral and LATERAL in cell.source:
            hint = Markup('<p class="hint">Leave the page to answer.</p>')
            yield Slide("text", "Three questions for any page", listed(map(prose.inline, lateral), "ol") + hint)
            lateral = None
        for name in DRAWING.findall(cell.source):
            yield Slide("text", "Draw it first", Markup("<p>{}</p>").format(DRAWINGS[name]().question))
            asked = True
        for chart in exhibits.charts(cell):
            note = noted(slots, f'"{heading}"')
            if "guess" in tags(cell) and not asked:
                yield Slide("text", "Guess before you look", Markup("<p>{}</p>").format(GUESS), note=note)
            yield Slide("look", SEE, chart, note=note)
            yield Slide("chart", chart.title, chart)
            asked = False
        for id in QUIZ.findall(cell.source):
            checks += 1
            yield Slide("check", question(id).stem, question(id), f"Check {checks}")


def noted(slots: list[str], words: str) -> str:
    """Return the slots of the lesson plan that name these words."""
    return "\n".join(slot for slot in slots if words in slot)


def listed(lines, kind: str = "ul") -> Markup:
    """Return lines as a list."""
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup(f"<{kind}>{items}</{kind}>")
