"""Builds the papers of the single lesson: the pack (pages for teacher and students, exit slips, key) and the slides."""

import re
from dataclasses import replace
from types import SimpleNamespace

from markupsafe import Markup
from paths import ONE_LESSON_GUIDE

from issfacts import charts, data, fact
from issfacts.kit.dates import format_date
from issfacts.kit.wording import capital

from . import cell_outputs, prose
from .deck import Deck, Slide, extract_chart_pairs, parse_time_slots, render_ground_rules, render_list
from .lesson import find_glossary_terms
from .sheets import render

PACK, SLIDES = "one-lesson", "one-lesson-slides"  # file stems
CHAPTER = "what-happened"  # the chapter that the lesson is about
EASY_SLIP = "Exit slip in easy English"  # section of the guide
CLAIM_ROW = re.compile(r"^\| ([a-z]) \| (.*) \|$", re.M)
NASA_PLACE = re.compile(r"The orbit sheet gives the place: (.*?)\.")
FACT_SLIP_EVENTS = (  # without the minute of the docking, because the class votes on it
    "nasa-suspends-contacts kosmos-1408-test invasion-2022 exomars-suspended rogozin-sanctions-ultimatum "
    "separatist-flags european-arm-order-2022 seat-swap-signed borisov-exit-remark new-start-suspended "
    "russia-2028-letters russia-2028-announced luna25-loss press-conference launch-ms24 docking-ms24 "
    "hatch-opening-ms24 article-published seat-swap-addendum-2 crew11-medical-return"
)
SVG_DESCRIPTION = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.S)
BOLD_LINE_START = re.compile(r"^\*\*(.+?)\*\*", re.M)
TWO_CLAIMS = Markup("<p>{}. {}</p><p>{}. {}</p>")
TAG_LEGEND = Markup('<p class="hint">E event, Q quantity, A attribution, C context, P prediction</p>')
QUOTED = re.compile(r"\"(.+?)\"")
LAST_SHORT_CLAIM = "f"  # the last claim that is tagged in 45 minutes
ONLY_IN_SIXTY = "Only in 60 minutes"  # label of the slides that a lesson of 45 minutes leaves out
VOTE = Markup(
    "<p>Some pages say that the ship docked at {} UTC. Others say {} UTC.</p><p>Which one do you believe{}?</p>"
)
STATEMENTS = re.compile(r"^\*\*(Two days|The two statements)\.\*\* (.*)$", re.M)


@prose.add_path_to_errors(ONE_LESSON_GUIDE)
def build_one_lesson(lesson: SimpleNamespace, book) -> tuple[str, Deck]:
    """Return the pack as HTML and the slides, from the executed chapter, the teacher's guide and the tables."""
    guide = prose.remove_claim_codes(ONE_LESSON_GUIDE.read_text("utf-8"))
    cells = {cell.id: cell for cell in lesson.cells}
    content = SimpleNamespace(
        cells=cells,
        guide=guide,
        address=book.address("teach/one-lesson"),
        article_retold=prose.render_html(prose.extract_details(cells["article-retold"].source).split("\n\n", 2)[2]),
        docking_times=[fact(id).value for id in ("docking-time", "docking-time-planned")],
        orbit=[  # without the notes on each moment, because the class votes on them
            (f"{row['when_utc']:%H:%M:%S}", capital(row["place"])) for row in data.rows("ground_track") if row["note"]
        ],
        claims=parse_claims(cells["exercise-intro"].source),
    )
    return render_pack(content), Deck("One lesson", content.address, build_slides(content))


def render_pack(content: SimpleNamespace) -> str:
    """Return the sheets of the pack as one HTML page."""
    (clocks_without_answers,) = cell_outputs.parse_charts(charts.docking_day(answers=False).html("asked-"))
    clocks, ground_track = (cell_outputs.extract_charts(content.cells[id])[0] for id in ("docking-day", "ground-track"))
    easy_slip = prose.get_section(content.guide, EASY_SLIP)
    names = [row for row in data.rows("glossary") if row["term"][0].isupper()]
    return render(
        "one-lesson.html",
        section=lambda heading: prose.render_html(prose.get_section(content.guide, heading)),
        content=content,
        address=content.address,
        introduction=re.findall(r"^- (\*\*(?:For|Time).*)$", content.guide, re.M),
        names=find_glossary_terms(names, content.article_retold),
        article=data.source("dw-article"),
        clocks_without_answers=clocks_without_answers,
        clocks=clocks,
        clocks_description=SVG_DESCRIPTION.search(clocks.svg)[1],
        other_place=fact("place-by-space-com"),
        nasa_place=NASA_PLACE.search(content.guide)[1],
        fact_slip=[data.by_id("events")[id] for id in FACT_SLIP_EVENTS.split()],
        format_date=format_date,
        ground_track=ground_track,
        claims={"Ten claims": content.claims, "Ten claims in easy English": parse_claims(content.guide)},
        tags=prose.remove_claim_codes(prose.extract_details(content.cells["solution-no-code"].source)),
        witness=content.cells["after-witness"].source.partition("\n\n")[0],
        rubric=prose.TABLE.search(prose.get_section(content.guide, "Exit ticket"))[0],
        exit_slips={
            "Exit slips": prose.ticket_questions(content.guide),
            "Exit slips in easy English": prose.render_numbered_items(easy_slip),
        },
        easy_answers=prose.extract_details(easy_slip),
    )


def parse_claims(markdown: str) -> list[tuple[str, Markup]]:
    """Return letter and text of the ten claims."""
    return [(letter, prose.render_inline(text)) for letter, text in CLAIM_ROW.findall(markdown)]


def build_slides(content: SimpleNamespace) -> list[Slide]:
    """Return the slides in the order of the guide's sixty minutes: for each time slot those of the sheet it names.

    The notes have the time slots of both lessons.
    """
    lengths = ("Sixty minutes", "Forty-five minutes")
    timetable, short_timetable = (prose.get_section(content.guide, length) for length in lengths)
    slots, short_slots = parse_time_slots(timetable), parse_time_slots(short_timetable)
    slides_by_sheet = build_slides_by_sheet(content, QUOTED.search(timetable)[1])
    title = BOLD_LINE_START.search(content.guide)[1]
    note = "\n".join(["In 60 minutes", *slots, "In 45 minutes", *short_slots])
    slides = [Slide(title, "One lesson, 45 or 60 minutes", "cover", "One lesson", note)]
    for slot in slots:
        material = slot.rpartition(" | ")[2]
        sheet = next(name for name in slides_by_sheet if name in material)
        short_slot = next((slot for slot in short_slots if sheet in slot.rpartition(" | ")[2]), "")
        for slide in slides_by_sheet[sheet]:
            other = "leave this slide out" if slide.label == ONLY_IN_SIXTY else short_slot
            slides.append(replace(slide, note=f"{slot}\nIn 45 minutes: {other}"))
    return slides


def build_slides_by_sheet(content: SimpleNamespace, first_question: str) -> dict[str, list[Slide]]:
    """Return the slides of each sheet, by the word with which the guide's timetable names the sheet."""
    clocks_first_look, clocks = extract_chart_pairs(content.cells["docking-day"])[0]
    _, ground_track = extract_chart_pairs(content.cells["ground-track"])[0]
    claim_pairs = zip(content.claims[::2], content.claims[1::2], strict=True)
    return {
        "paper": [
            Slide("Ground rules", render_ground_rules()),
            Slide(first_question, Markup("<p>Alone, in writing.</p>"), label=ONLY_IN_SIXTY),
        ],
        "retelling": [Slide("The article retold: who, what, when, where?", content.article_retold)],
        "clocks": [
            Slide("From lift-off to docking, from docking to the open hatch: how long?", clocks_first_look, "look"),
            Slide("First vote", VOTE.format(*content.docking_times, "")),
        ],
        "claims": [
            Slide(
                f"Claims {a} and {b}: which kind?",
                TWO_CLAIMS.format(a, first, b, second) + TAG_LEGEND,
                label=ONLY_IN_SIXTY if a > LAST_SHORT_CLAIM else "",
            )
            for (a, first), (b, second) in claim_pairs
        ],
        "orbit": [
            replace(slide, label=ONLY_IN_SIXTY)
            for slide in (
                Slide("A witness for the place", render_list(f"{time} UTC: {at}" for time, at in content.orbit)),
                Slide("Second vote", VOTE.format(*content.docking_times, " now")),
                Slide(ground_track.title, ground_track, "chart"),
                Slide(clocks.title, clocks, "chart"),
            )
        ],
        "board": [Slide(title, prose.render_html(text)) for title, text in STATEMENTS.findall(content.guide)],
        "slip": [Slide("Exit ticket", render_list(prose.ticket_questions(content.guide), "ol"))],
    }
