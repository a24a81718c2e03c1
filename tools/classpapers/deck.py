"""Builds the slides of one chapter: each question comes before the chart that answers it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from types import SimpleNamespace

import yaml
from markupsafe import Markup
from notebooks import QUIZ, tags
from paths import FIVE_LESSONS_GUIDE, ONE_LESSON_GUIDE, TEACH
from running import ToolError

from issfacts import data, fact
from issfacts.dependence import PRESETS
from issfacts.kit.wording import capital, day
from issfacts.widgets.draw import DRAWINGS
from issfacts.widgets.questions import Question, question

from . import cell_outputs, prose

HEADING = re.compile(r"^## (.*)$", re.M)
DRAW_CALL = re.compile(r"iss\.draw\(\"([a-z-]+)\"")
TIME_SLOT = re.compile(r"^\| (\d+–\d+) \| (.*?) \| (.*?) \|$", re.M)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
SHORT_FIRST_WORD = re.compile(r"^(\w{1,3}) (\S+)\s")  # joined to the next word, so that no line holds it alone
SCROLLING_TABLE = re.compile(r'<div class="scroll".*?</table></div>', re.S)
READING_AID = re.compile(r'<p><strong>How to read .*?(?=<div class="scroll")', re.S)  # before a table
TABLE_LEAD_IN = re.compile(r"<p>[^\n]*:</p>\n")
WORKSHEET_HINT = Markup('<p class="hint">The worksheet has the tables, and room to write.</p>')
LATERAL_READING = "reference/glossary.md#term-lateral-reading"  # a chapter with this link practises lateral reading
LATERAL_READING_QUESTIONS = (
    "Who is behind it, and what do they want?",
    "What is the evidence?",
    "What do others say, if they did not copy it?",
)
SKIPPED_TAGS = {"extra", "exercise", "solution"}
TAG = re.compile(r"<[^>]*>")
LONG_TEXT = 450  # characters above which a slide needs a smaller font
# Sections of some plans, with facts for the checks; those after the prediction would answer it, so they come later.
FACTS_FOR_CHECKS = ("Before the checks", "After the prediction")
FIRST_LOOK = "What do you see?"
SLIDE_RULES = ("guess", "vote", "look", "hide", "remove")  # which teach/slides.yml explains


@dataclass(frozen=True)
class Slide:
    """Hold one slide: a title with a label above it, the content, and a note for the teacher."""

    title: str
    content: Markup | cell_outputs.Chart
    kind: str = "text"  # or cover, check, look (a chart without its title), chart
    label: str = ""
    note: str = ""

    @property
    def css_classes(self) -> str:
        """Return the slide's CSS classes."""
        if isinstance(self.content, cell_outputs.Chart):
            return f"{self.kind} shown tall" if self.content.is_tall else f"{self.kind} shown"
        is_long = self.kind == "text" and len(self.content.striptags()) > LONG_TEXT
        return f"{self.kind} long" if is_long else self.kind


@dataclass(frozen=True)
class Deck:
    """Hold slides in order, with a title and the address of the page they belong to."""

    title: str
    address: str
    slides: list[Slide]


def build_chapter_deck(lesson: SimpleNamespace, address: str) -> Deck:
    """Return the slides of a chapter."""
    slots = parse_time_slots(lesson.plan)
    task_html = lesson.tasks["Standard"][0]
    task = Markup(TABLE_LEAD_IN.sub("", SCROLLING_TABLE.sub("", READING_AID.sub("", task_html))))
    slides = [
        Slide(lesson.title, lesson.question, "cover", f"Chapter {lesson.number}", "\n".join(slots)),
        Slide("Ground rules", render_ground_rules()),
        Slide("After this lesson you can", render_list(lesson.objectives)),
        Slide("Predict first", lesson.predict, note=slots[0]),
        *iter_chapter_slides(lesson, slots),
        Slide(lesson.exercise, task + WORKSHEET_HINT),
        Slide("Discuss", lesson.discuss),
        Slide("What the evidence does not show", lesson.limits),
        Slide("Exit ticket", render_list(lesson.ticket, "ol"), note=find_slots(slots, "Exit ticket")),
        Slide("Key points", lesson.key_points),
    ]
    five_lessons = parse_time_slots(FIVE_LESSONS_GUIDE.read_text("utf-8"))  # their rows name slides
    for index, slide in enumerate(slides):
        link = re.compile(rf"{lesson.name}-slides\.html#s{index + 1}\b")
        notes = (f"In the five lessons, {TAG.sub('', slot)}" for slot in five_lessons if link.search(slot))
        slides[index] = replace(slide, note="\n".join(filter(None, (slide.note, *notes))))
    return Deck(lesson.title, address, slides)


@cache
def slide_rules() -> dict[str, dict]:
    """Return from teach/slides.yml what is shown and asked before a chart, by cell id. ToolError: a rule is unknown."""
    rules_by_cell = yaml.safe_load((TEACH / "slides.yml").read_text("utf-8"))
    for cell, rules in rules_by_cell.items():
        if unknown := rules.keys() - SLIDE_RULES:
            raise ToolError(f"teach/slides.yml, {cell}: there is no rule {sorted(unknown)}, only {SLIDE_RULES}")
    return rules_by_cell


@cache
@prose.add_path_to_errors(ONE_LESSON_GUIDE)
def render_ground_rules() -> Markup:
    """Return the rules that hold in every lesson, as an HTML list."""
    text = prose.get_section(ONE_LESSON_GUIDE.read_text("utf-8"), "Ground rules")
    return prose.render_html("\n".join(re.findall(r"^- .*$", text, re.M)))


def iter_chapter_slides(lesson: SimpleNamespace, slots: list[str]) -> Iterator[Slide]:
    """Yield the slides for charts, drawing tasks and checks, in the order of the chapter's cells."""
    heading, lateral_reading_done = lesson.title, False
    numbers = {check.id: number for number, check in lesson.checks}
    for cell in lesson.cells:
        if SKIPPED_TAGS & tags(cell):
            continue
        heading = (HEADING.findall(cell.source) or [heading])[-1] if cell.cell_type == "markdown" else heading
        note = find_slots(slots, f'"{heading}"')
        if LATERAL_READING in cell.source and not lateral_reading_done:
            lateral_reading_done = True
            hint = Markup('<p class="hint">Leave the page to answer.</p>')
            content = render_list(map(prose.render_inline, LATERAL_READING_QUESTIONS), "ol") + hint
            yield Slide("Three questions for any page", content, note=find_slots(slots, "Lateral") or note)
        rules = slide_rules().get(cell.id, {})
        if "vote" in rules:
            yield build_guess_slide("Guess before you look", rules["vote"], note)
        if cell.id in EXTRA_SLIDES:
            yield replace(EXTRA_SLIDES[cell.id](), note=note)
        for name in DRAW_CALL.findall(cell.source):
            yield build_guess_slide("Draw it first", DRAWINGS[name]().question, note)
        for position, (first_look, chart) in enumerate(extract_chart_pairs(cell)):
            if "guess" in rules:
                yield build_guess_slide("Guess before you look", rules["guess"], note)
            elif position == 0:  # a second chart of the same cell shows what changes, so its look is no guess
                if "look" in rules:  # its small print gives the answer away
                    first_look = replace(first_look, source=Markup(""))
                yield Slide(rules.get("look", FIRST_LOOK), first_look, "look", note=note)
            yield Slide(Markup(SHORT_FIRST_WORD.sub("\\1\u00a0\\2 ", chart.title)), chart, "chart", note=note)
        for id in QUIZ.findall(cell.source):
            check = question(id)
            if numbers[id] == 1:
                texts = (lesson.tasks[heading] for heading in FACTS_FOR_CHECKS if heading in lesson.tasks)
                yield from (Slide("Before the checks", Markup("").join(text)) for text in texts)
            yield Slide(check.stem, render_options(check), "check", f"Check {numbers[id]}", note)


def build_voices_slide() -> Slide:
    """Return the slide with two voices from the first days of the full-scale invasion, for the chapter on need."""
    voices = [data.by_id("perspectives")[id] for id in ("view-24", "view-25")]
    lines = (f"{row['holder']}, {day(row['said_on'])}: {row['position']} {row['reason']}" for row in voices)
    return Slide("Two voices: who needs whom?", render_list(lines))


def build_weightings_slide() -> Slide:
    """Return the slide with our three weightings and their reasons."""
    lines = (Markup("<strong>{}:</strong> {}").format(capital(name), preset.reason) for name, preset in PRESETS.items())
    return Slide("Three ways to weigh the jobs: who lacked more in September 2023?", render_list(lines))


EXTRA_SLIDES = {"two-kinds-of-hurt": build_voices_slide, "weights": build_weightings_slide}  # by cell id


def extract_chart_pairs(cell) -> list[tuple[cell_outputs.Chart, cell_outputs.Chart]]:
    """Return each chart of a cell twice: without the labels hidden at the first look, and with them."""
    rules = slide_rules().get(cell.id, {})
    charts = hide_labels(cell_outputs.extract_charts(cell), rules.get("remove", ()))
    return list(zip(hide_labels(charts, rules.get("hide", ())), charts, strict=True))


def hide_labels(charts: list[cell_outputs.Chart], patterns: Iterable[str]) -> list[cell_outputs.Chart]:
    """Return charts without the labels that match a pattern. ToolError: a pattern matches no label of a drawing."""
    narrow = [chart.narrow for chart in charts if chart.narrow]
    for pattern, drawings in product(patterns, (charts, narrow)):
        if drawings and not any(drawing.without(pattern).hidden for drawing in drawings):
            titles = ", ".join(chart.title for chart in charts)
            raise ToolError(f"no label matches {pattern!r}, which slides hide before the vote, in the chart: {titles}")
    return [chart.without("|".join(patterns)) for chart in charts]


def build_guess_slide(title: str, prompt: str, note: str) -> Slide:
    """Return a slide with a question before a chart; facts in braces and what UTC is are replaced by their texts."""
    utc = data.by_id("glossary")["term-utc"]["definition"]
    prompt = prompt.replace("{utc}", utc[0].lower() + utc[1:])
    text = re.sub(r"\{([a-z-]+)\}", lambda found: str(fact(found[1]).value), prompt)
    return Slide(title, Markup("<p>{}</p>").format(text), note=note)


def render_options(check: Question) -> Markup:
    """Return the options of a question as an HTML list, below a hint how many may be chosen."""
    hint = Markup('<p class="hint">{}</p>\n').format("Choose all that are right." if check.many else "Choose one.")
    return hint + render_list((option.text for option in check.options), 'ol class="letters"')


def parse_time_slots(plan: str) -> list[str]:
    """Return the rows of a plan's timetable as `minutes: activity | material`, links as plain text."""
    rows = (" | ".join(slot).replace("*", "") for slot in TIME_SLOT.findall(plan))
    return [LINK.sub(r"\1", row).replace(" | ", ": ", 1) for row in rows]


def find_slots(slots: list[str], words: str) -> str:
    """Return the time slots that contain some words, joined as lines."""
    return "\n".join(slot for slot in slots if words in slot)


def render_list(lines: Iterable[str], tag: str = "ul") -> Markup:
    """Return lines as an HTML list; `tag` is the opening tag, with attributes if any."""
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup(f"<{tag}>{items}</{tag.split()[0]}>")
