"""Makes one lesson: its pack (the teacher's sheets, those for students, exit slips, key) and its slides."""

import re
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from issfacts import charts, data, fact
from issfacts.kit.wording import capital, day

from . import exhibits, prose
from .deck import Deck, Slide, for_class, listed, slots
from .kit import CLASS
from .lesson import Lesson
from .sheets import render

PACK, SLIDES = "one-lesson.html", "one-lesson-slides"
CHAPTER = "what-happened"  # what the lesson is about
SLIPS = 4  # on a page
CLAIM = re.compile(r"^\| ([a-z]) \| (.*) \|$", re.M)
PAIRS = CLASS // 2
PLACE = re.compile(r"puts the docking (over .*?)\.")  # of the docking, by NASA
TOLD = (  # events of the fact slip
    "invasion-2022 borisov-exit-remark russia-2028-letters russia-2028-announced luna25-loss press-conference "
    "launch-ms24 docking-ms24 hatch-opening-ms24 article-published"
)
SAID = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.S)  # of a drawing, for who cannot see it
ROWS = re.compile(r" \((?:\[[CX]\d+\]\([^)]*\)(?:, )?)+\)")  # a row of the book, which lies on no desk
ASKED = re.compile(r"^\*\*(.+?)\*\*", re.M)
TAGS = Markup('<p class="hint">E event, Q quantity, A attribution, C context, P prediction</p>')
QUOTED = re.compile(r"\"(.+?)\"")
VOTE = Markup(
    "<p>Some pages say that the ship docked at {} UTC. Others say {} UTC.</p><p>Which one do you believe{}?</p>"
)
STATEMENTS = re.compile(r"^\*\*(The two statements)\.\*\* (.*)$", re.M)


def print_pack(chapter: Lesson, guide: str, book) -> str:
    """Return the pack, from the executed chapter, the teacher's guide and the tables."""
    guide = ROWS.sub("", guide)
    cell = {one.id: one for one in chapter.cells}
    witness = prose.html(cell["after-witness"].source.partition("\n\n")[0])
    (asked,) = exhibits.drawn(charts.docking_day(answers=False).html("asked-"))
    clocks, ground_track = (exhibits.charts(cell[id])[0] for id in ("docking-day", "ground-track"))
    retold = retelling(cell["article-retold"])
    easy_slip = [prose.inline(line) for line in prose.items(prose.section(guide, "Exit slip in easy English"))]
    return render(
        PACK,
        kind="pack",
        guide=guide,
        section=lambda heading: prose.html(prose.section(guide, heading)),
        starts=re.findall(r"^- (\*\*(?:For|Time).*)$", guide, re.M),
        retold=retold,
        names=names(retold),
        article=data.source("dw-article"),
        students=CLASS,
        prints=prints(),
        utc=next(row["definition"] for row in data.rows("glossary") if row["term"] == "UTC"),
        asked=asked,
        clocks=clocks,
        gaps=SAID.search(clocks.svg)[1],
        nasa=PLACE.search(witness)[1],
        slip=fact_slip(),
        ground_track=ground_track,
        times=docking_times(),
        orbit=orbit(),
        claims={"Ten claims": claims(cell["exercise-intro"].source), "Ten claims in easy English": claims(guide)},
        tags=prose.html(ROWS.sub("", prose.folded_part(cell["solution-no-code"].source))),
        witness=witness,
        rubric=prose.html(prose.TABLE.search(prose.section(guide, "Exit ticket"))[0]),
        slips=SLIPS,
        slip_texts={"Exit slips": prose.ticket(guide), "Exit slips in easy English": easy_slip},
        address=book.address("teach/one-lesson"),
    )


def retelling(cell) -> Markup:
    """Return the article retold, without what the chapter says before it."""
    return prose.html(prose.folded_part(cell.source).split("\n\n", 2)[2])


def docking_times() -> list[str]:
    """Return the two times of the docking that are in print: when it was, and when it was planned."""
    return [fact(id).value for id in ("docking-time", "docking-time-planned")]


def claims(markdown: str) -> list[tuple[str, Markup]]:
    """Return letter and words of the ten claims."""
    return [(letter, prose.inline(said)) for letter, said in CLAIM.findall(markdown)]


def prints() -> list[tuple[str, int, int]]:
    """Return how often each sheet is printed for a lesson of 60 minutes and for one of 45."""
    return [
        ("Pages for the teacher: three, what to show, the key", 5, 5),
        ("Article retold, one a pair; easy English in its place where a pair needs it", PAIRS, PAIRS),
        ("Three clocks, one a pair", PAIRS, PAIRS),
        ("Ten claims, one a pair; easy English in its place where a pair needs it", PAIRS, PAIRS),
        ("Orbit, one a pair; as homework one each", PAIRS, CLASS),
        (f"Exit slips, {SLIPS} on a page, to cut; easy English in their place", CLASS // SLIPS, CLASS // SLIPS),
        ("Fact slip, one a fact-checker", 1, 1),
    ]


def fact_slip() -> list[tuple[str, str, str]]:
    """Return day, title and publishers of what the lesson speaks of, without hours: they are to be voted on."""
    known = [data.by_id("events")[id] for id in TOLD.split()]
    sources = [[data.source(id) for id in row["source_ids"]] for row in known]
    makers = ["; ".join(dict.fromkeys(one.mirror_of or one.producer for one in of)) for of in sources]
    return [(day(row["when_utc"]), row["title"], by) for row, by in zip(known, makers, strict=True)]


def names(text: str) -> list[tuple[str, str]]:
    """Return the names of the glossary that stand in a text, with their meaning."""
    found = ((row, [row["term"], *(row["other_forms"] or ())]) for row in data.rows("glossary"))
    return [
        (row["term"], row["definition"])
        for row, forms in found
        if any(form[0].isupper() and re.search(rf"\b{re.escape(form)}\b", text) for form in forms)
    ]


def orbit() -> list[tuple[str, str]]:
    """Return when and where the station was, without the reason for each moment: that is to be voted on."""
    rows = [row for row in data.rows("ground_track") if row["note"]]
    return [(f"{row['when_utc']:%H:%M:%S}", capital(row["place"])) for row in rows]


def lesson_deck(chapter: Lesson, guide: str, book) -> Deck:
    """Return the slides in the order of the sixty minutes: each row of the guide shows what its sheet holds."""
    guide = ROWS.sub("", guide)
    rows, parts = slots(prose.section(guide, "Sixty minutes")), parts_of(chapter, guide)
    slides = [Slide("cover", ASKED.search(guide)[1], "One lesson, 45 or 60 minutes", "One lesson", "\n".join(rows))]
    for row in rows:
        name = next(name for name in parts if name in row.rpartition(" | ")[2])
        slides += [replace(slide, note=row) for slide in parts[name]]
    return Deck("One lesson", book.address("teach/one-lesson"), slides)


def parts_of(chapter: Lesson, guide: str) -> dict[str, list[Slide]]:
    """Return the slides of each sheet, by the name that the guide gives it."""
    cell = {one.id: one for one in chapter.cells}
    clocks, way = (for_class(cell[id])[0] for id in ("docking-day", "ground-track"))
    asked = QUOTED.search(prose.section(guide, "Sixty minutes"))[1]
    return {
        "paper": [text("Ground rules", chapter.ground_rules), text(asked, "<p>Alone, in writing.</p>")],
        "retelling": [text("The article retold: who, what, when, where?", retelling(cell["article-retold"]))],
        "clocks": [
            Slide("look", "From lift-off to docking, from docking to the open hatch: how long?", clocks.quiet),
            text("First vote", VOTE.format(*docking_times(), "")),
        ],
        "claims": list(pairs_of_claims(claims(cell["exercise-intro"].source))),
        "orbit": [
            text("A witness that nobody wrote", listed(f"{time} UTC: {place}" for time, place in orbit())),
            text("Second vote", VOTE.format(*docking_times(), " now")),
            Slide("chart", way.title, way),
            Slide("chart", clocks.title, clocks),
        ],
        "board": [text(title, prose.html(told)) for title, told in STATEMENTS.findall(guide)],
        "slip": [text("Exit ticket", listed(prose.ticket(guide), "ol"))],
    }


def text(title: str, content: str) -> Slide:
    """Return a slide with text."""
    return Slide("text", title, Markup(content))


def pairs_of_claims(found: list[tuple[str, Markup]]) -> Iterator[Slide]:
    """Yield the ten claims, two on a slide."""
    for (a, first), (b, second) in zip(found[::2], found[1::2], strict=True):
        lines = Markup("<p>{}. {}</p><p>{}. {}</p>").format(a, first, b, second)
        yield text(f"Claims {a} and {b}: which kind?", lines + TAGS)
