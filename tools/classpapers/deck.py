"""Lays out the slides of one chapter: what to guess comes before what is found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from markupsafe import Markup
from notebooks import QUIZ, ROOT, tags

from issfacts import fact
from issfacts.widgets.draw import DRAWINGS
from issfacts.widgets.questions import Question, question

from . import exhibits, prose

HEADING = re.compile(r"^## (.*)$", re.M)
DRAWING = re.compile(r"iss\.draw\(\"([a-z-]+)\"")
SLOT = re.compile(r"^\| (\d+–\d+) \| (.*?) \| (.*?) \|$", re.M)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
FIRST_WORD = re.compile(r"^(\w{1,3}) (\S+)\s")  # too short for a line of its own
BOXED_TABLE = re.compile(r'<div class="scroll".*?</table></div>', re.S)
HEADS_ROOM = re.compile(r"<p>[^\n]*:</p>\n")
ON_PAPER = Markup('<p class="hint">The worksheet has the tables, and room to write.</p>')
LATERAL = "reference/glossary.md#term-lateral-reading"  # a chapter that links there practises lateral reading
ANY_PAGE = (
    "Who is behind it, and what do they want?",
    "What is the evidence?",
    "What do others say, if they did not copy it?",
)
NOT_TAUGHT = {"extra", "exercise", "solution"}
GUIDE = ROOT / "teach" / "one-lesson.md"
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

    title: str
    content: Markup | exhibits.Chart
    kind: str = "text"  # or cover, check, look (a chart without its title), chart
    label: str = ""
    note: str = ""

    @property
    def sort(self) -> str:
        """Return the classes that its looks go by."""
        if isinstance(self.content, exhibits.Chart):
            return f"{self.kind} shown tall" if self.content.tall else f"{self.kind} shown"
        long = self.kind == "text" and len(self.content.striptags()) > LONG
        return f"{self.kind} long" if long else self.kind


@dataclass(frozen=True)
class Deck:
    """Hold slides in their order, with their title and the address of the page they belong to."""

    title: str
    address: str
    slides: list[Slide]


def chapter_deck(lesson: SimpleNamespace, address: str) -> Deck:
    """Return the slides of a chapter."""
    minutes = slots(lesson.plan)
    task = Markup(HEADS_ROOM.sub("", BOXED_TABLE.sub("", lesson.tasks["Standard"][0])))  # what can be said aloud
    slides = [
        Slide(lesson.title, lesson.question, "cover", f"Chapter {lesson.number}", "\n".join(minutes)),
        Slide("Ground rules", ground_rules()),
        Slide("After this lesson you can", listed(lesson.objectives)),
        Slide("Predict first", lesson.predict, note=minutes[0]),
        *body(lesson, minutes),
        Slide(lesson.exercise, task + ON_PAPER),
        Slide("Discuss", lesson.discuss),
        Slide("What the evidence does not show", lesson.limits),
        Slide("Exit ticket", listed(lesson.ticket, "ol"), note=noted(minutes, "Exit ticket")),
        Slide("Key points", lesson.key_points),
    ]
    return Deck(lesson.title, address, slides)


@cache
@prose.reading(GUIDE)
def ground_rules() -> Markup:
    """Return the rules that hold in every lesson."""
    told = prose.section(GUIDE.read_text("utf-8"), "Ground rules")
    return prose.html("\n".join(re.findall(r"^- .*$", told, re.M)))


def body(lesson: SimpleNamespace, minutes: list[str]) -> Iterator[Slide]:
    """Yield charts and checks as the chapter goes along."""
    heading, lateral = lesson.title, ANY_PAGE
    numbers = {asked.id: number for number, asked in lesson.checks}
    for cell in lesson.cells:
        if NOT_TAUGHT & tags(cell):
            continue
        heading = (HEADING.findall(cell.source) or [heading])[-1] if cell.cell_type == "markdown" else heading
        note = noted(minutes, f'"{heading}"')
        if lateral and LATERAL in cell.source:
            hint = Markup('<p class="hint">Leave the page to answer.</p>')
            content = listed(map(prose.inline, lateral), "ol") + hint
            yield Slide("Three questions for any page", content, note=noted(minutes, "Lateral") or note)
            lateral = ()
        for name in DRAWING.findall(cell.source):
            yield guess("Draw it first", DRAWINGS[name]().question, note)
        for first, chart in for_class(cell):
            if cell.id in ASKED:
                yield guess("Guess before you look", ASKED[cell.id], note)
            else:
                yield Slide(SEE, first, "look", note=note)
            yield Slide(Markup(FIRST_WORD.sub("\\1\u00a0\\2 ", chart.title)), chart, "chart", note=note)
        for id in QUIZ.findall(cell.source):
            yield Slide(question(id).stem, choices(question(id)), "check", f"Check {numbers[id]}", note)


def for_class(cell) -> list[tuple[exhibits.Chart, exhibits.Chart]]:
    """Return each chart of a cell as the class may see it: at the first look, and with its title."""
    shown = [chart.without(LEFT_OUT.get(cell.id)) for chart in exhibits.charts(cell)]
    return [(chart.without(HELD_BACK.get(cell.id)), chart) for chart in shown]


def guess(title: str, words: str, note: str) -> Slide:
    """Return a slide that asks before a chart answers; facts stand in braces."""
    told = re.sub(r"\{([a-z-]+)\}", lambda found: str(fact(found[1]).value), words)
    return Slide(title, Markup("<p>{}</p>").format(told), note=note)


def choices(asked: Question) -> Markup:
    """Return the options of a question, and how many may be chosen."""
    hint = Markup('<p class="hint">{}</p>\n').format("Choose all that hold." if asked.many else "Choose one.")
    return hint + listed((option.text for option in asked.options), 'ol class="letters"')


def slots(plan: str) -> list[str]:
    """Return the rows of a plan's minutes, without links."""
    return [LINK.sub(r"\1", " | ".join(slot)).replace(" | ", ": ", 1) for slot in SLOT.findall(plan)]


def noted(minutes: list[str], words: str) -> str:
    """Return the slots of the lesson plan that name these words."""
    return "\n".join(slot for slot in minutes if words in slot)


def listed(lines: Iterable[str], tag: str = "ul") -> Markup:
    """Return lines as a list of a kind."""
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup(f"<{tag}>{items}</{tag.split()[0]}>")
