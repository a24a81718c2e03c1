"""Lays out the slides of one lesson: in the order of its sixty minutes, from what its pack is made of."""

import re
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from issfacts import fact

from . import prose
from .deck import Slide, charts, listed, slots
from .lesson import Lesson
from .pack import CLAIM, ROWS, orbit, retelling

SLIDES = "one-lesson-slides"
ASKED = re.compile(r"^\*\*(.+?)\*\*", re.M)
TAGS = "E event, Q quantity, A attribution, C context, P prediction"
QUOTED = re.compile(r"\"(.+?)\"")
VOTE = Markup(
    "<p>Some pages say that the ship docked at {} UTC. Others say {} UTC.</p><p>Which one do you believe{}?</p>"
)
STATEMENTS = re.compile(r"^\*\*(The two statements)\.\*\* (.*)$", re.M)


def lesson_deck(chapter: Lesson, guide: str) -> list[Slide]:
    """Return the slides: each row of the guide's minutes shows what its sheet holds."""
    parts, slides = parts_of(chapter, ROWS.sub("", guide)), []
    rows = slots(prose.section(guide, "Sixty minutes"))
    for row in rows:
        name = next(name for name in parts if name in row.rpartition(" | ")[2])
        slides += [replace(slide, note=row) for slide in parts[name]]
    return [
        Slide("cover", ASKED.search(guide)[1], "One lesson, 45 or 60 minutes", "One lesson", "\n".join(rows)),
        *slides,
    ]


def parts_of(chapter: Lesson, guide: str) -> dict[str, list[Slide]]:
    """Return the slides of each sheet, by the name that the guide gives it."""
    cell = {one.id: one for one in chapter.cells}
    clocks, way = (charts(cell[id])[0] for id in ("docking-day", "ground-track"))
    asked = QUOTED.search(prose.section(guide, "Sixty minutes"))[1]
    return {
        "paper": [text("Ground rules", chapter.ground_rules), text(asked, "<p>Alone, in writing.</p>")],
        "retelling": [text("The article retold: who, what, when, where?", retelling(cell["article-retold"]))],
        "clocks": [
            Slide("look", "From lift-off to docking, from docking to the open hatch: how long?", clocks.quiet),
            Slide("chart", clocks.title, clocks),
            text("First vote", voted("")),
        ],
        "claims": list(claims(cell["exercise-intro"].source)),
        "orbit": [
            text("A witness that nobody wrote", listed(f"{time} UTC: {place}" for time, place in orbit())),
            text("Second vote", voted(" now")),
            Slide("chart", way.title, way),
        ],
        "board": [text(title, prose.html(told)) for title, told in STATEMENTS.findall(guide)],
        "slip": [text("Exit ticket", listed(prose.ticket(guide), "ol"))],
    }


def text(title: str, content: str) -> Slide:
    """Return a slide with text."""
    return Slide("text", title, Markup(content))


def voted(when: str) -> Markup:
    """Return the question of a vote."""
    return VOTE.format(*(fact(id).value for id in ("docking-time", "docking-time-planned")), when)


def claims(table: str) -> Iterator[Slide]:
    """Yield the ten claims, two on a slide."""
    hint = Markup('<p class="hint">{}</p>').format(TAGS)
    found = CLAIM.findall(table)
    for pair in zip(found[::2], found[1::2], strict=True):
        lines = Markup("").join(Markup("<p>{}. {}</p>").format(letter, prose.inline(said)) for letter, said in pair)
        yield text(f"Claims {' and '.join(letter for letter, _ in pair)}: which kind?", lines + hint)
