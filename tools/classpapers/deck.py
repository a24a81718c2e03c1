"""Lays out the slides of one chapter: what to guess comes before what is found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup
from notebooks import QUIZ, tags

from issfacts import fact
from issfacts.widgets.draw import KINDS as DRAWINGS
from issfacts.widgets.questions import Question, question

from . import exhibits, prose
from .lesson import LATERAL, NOT_TAUGHT, Lesson

HEADING = re.compile(r"^## (.*)$", re.M)
DRAWING = re.compile(r"iss\.draw\(\"([a-z-]+)\"")
SLOT = re.compile(r"^\| (\d+–\d+) \| (.*?) \| (.*?) \|$", re.M)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
FIRST_WORD = re.compile(r"^(\w{1,3}) (\S+)\s")  # too short for a line of its own
ON_PAPER = Markup('<p class="hint">The worksheet has the tables, and room to write.</p>')
LONG = 450  # characters from which a slide needs smaller letters
SEE = "What do you see?"
# By the cell of their chart: what answers the plan's question at the first look.
HELD_BACK = {  # labels that the chart gets with its title
    "docking-day": "in flight|hatch shut",
    "dependency-matrix": "side lacks more|both alike",
    "coverage-matrix": r"name the war|do not, in",
    "crew-history": r"^\d+ of \d+$|none mixed",
}
LEFT_OUT = {"docking-day": "planned"}  # labels that tell what a later vote is about
ASKED = {  # asked without the chart, for its labels tell all
    "ground-track": (
        "Two docking times are in print: {docking-time} and {docking-time-planned} UTC. "
        "Which one do you believe? Vote. Next comes a map of where the station was."
    ),
    "station-needs": (
        "Next comes a drawing of the station. Guess first: which jobs does the Russian end do, "
        "and which the American end? Which end keeps the station up?"
    ),
}


@dataclass(frozen=True)
class Slide:
    """Hold one slide: its heading with a label above it, what stands below, and a note for the teacher."""

    kind: str  # cover, text, check, look (a chart without its title) or chart
    title: str
    content: Markup | exhibits.Chart
    label: str = ""
    note: str = ""

    @property
    def sort(self) -> str:
        """Return the classes that its looks go by."""
        chart = isinstance(self.content, exhibits.Chart)
        long = self.kind == "text" and len(self.content.striptags()) > LONG
        return " ".join([self.kind] + ["shown"] * chart + ["tall"] * (chart and self.content.tall) + ["long"] * long)


@dataclass(frozen=True)
class Deck:
    """Hold slides in their order, with their title and the address of the page they belong to."""

    title: str
    address: str
    slides: list[Slide]


def chapter_deck(lesson: Lesson, address: str) -> Deck:
    """Return the slides of a chapter."""
    minutes = slots(lesson.plan)
    slides = [
        Slide("cover", lesson.title, lesson.question, f"Chapter {lesson.number}", "\n".join(minutes)),
        Slide("text", "Ground rules", lesson.ground_rules),
        Slide("text", "After this lesson you can", listed(lesson.objectives)),
        Slide("text", "Predict first", lesson.predict, note=minutes[0]),
        *body(lesson, minutes),
        Slide("text", lesson.exercise, prose.to_say(lesson.task("Standard")[0]) + ON_PAPER),
        Slide("text", "Discuss", lesson.below("Discuss")),
        Slide("text", "What the evidence does not show", lesson.below("What the evidence does not show")),
        Slide("text", "Exit ticket", listed(prose.ticket(lesson.plan), "ol"), note=noted(minutes, "Exit ticket")),
        Slide("text", "Key points", lesson.below("Key points")),
    ]
    return Deck(lesson.title, address, slides)


def body(lesson: Lesson, minutes: list[str]) -> Iterator[Slide]:
    """Yield charts and checks as the chapter goes along."""
    checks, heading, lateral = 0, lesson.title, lesson.any_page
    for cell in lesson.cells:
        if NOT_TAUGHT & tags(cell):
            continue
        heading = (HEADING.findall(cell.source) or [heading])[-1] if cell.cell_type == "markdown" else heading
        note = noted(minutes, f'"{heading}"')
        if lateral and LATERAL in cell.source:
            hint = Markup('<p class="hint">Leave the page to answer.</p>')
            content = listed(map(prose.inline, lateral), "ol") + hint
            yield Slide("text", "Three questions for any page", content, note=noted(minutes, "Lateral") or note)
            lateral = None
        for name in DRAWING.findall(cell.source):
            yield guess("Draw it first", DRAWINGS[name]().question, note)
        for chart in for_class(cell):
            if cell.id in ASKED:
                yield guess("Guess before you look", ASKED[cell.id], note)
            else:
                yield Slide("look", SEE, chart.quiet, note=note)
            yield Slide("chart", Markup(FIRST_WORD.sub("\\1\u00a0\\2 ", chart.title)), chart, note=note)
        for id in QUIZ.findall(cell.source):
            checks += 1
            yield Slide("check", question(id).stem, choices(question(id)), f"Check {checks}", note)


def for_class(cell) -> list[exhibits.Chart]:
    """Return the charts of a cell as the class may see them."""
    left, held = LEFT_OUT.get(cell.id), HELD_BACK.get(cell.id)
    return [chart.held_back(left).quiet.held_back(held) for chart in exhibits.charts(cell)]


def guess(title: str, words: str, note: str) -> Slide:
    """Return a slide that asks before a chart answers; facts stand in braces."""
    told = re.sub(r"\{([a-z-]+)\}", lambda found: str(fact(found[1]).value), words)
    return Slide("text", title, Markup("<p>{}</p>").format(told), note=note)


def choices(asked: Question) -> Markup:
    """Return the options of a question, and how many may be chosen."""
    hint = Markup('<p class="hint">{}</p>\n').format("Choose all that hold." if asked.many else "Choose one.")
    return hint + listed((option.text for option in asked.options), "ol", "letters")


def slots(plan: str) -> list[str]:
    """Return the rows of a plan's minutes, without links."""
    return [LINK.sub(r"\1", " | ".join(slot)).replace(" | ", ": ", 1) for slot in SLOT.findall(plan)]


def noted(minutes: list[str], words: str) -> str:
    """Return the slots of the lesson plan that name these words."""
    return "\n".join(slot for slot in minutes if words in slot)


def listed(lines, kind: str = "ul", name: str = "") -> Markup:
    """Return lines as a list, whose class may have a name."""
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    begin = f'{kind} class="{name}"' if name else kind
    return Markup(f"<{begin}>{items}</{kind}>")
