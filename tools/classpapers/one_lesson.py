"""Makes one lesson: its pack (the teacher's sheets, those for students, exit slips, key) and its slides."""

import re
from dataclasses import replace
from types import SimpleNamespace

from markupsafe import Markup

from issfacts import charts, data, fact
from issfacts.kit.wording import capital, day

from . import exhibits, prose
from .deck import GUIDE, Deck, Slide, for_class, ground_rules, listed, slots
from .kit import CLASS
from .sheets import render

PACK, SLIDES = "one-lesson", "one-lesson-slides"
CHAPTER = "what-happened"  # what the lesson is about
SLIPS = 4  # on a page
CLAIM = re.compile(r"^\| ([a-z]) \| (.*) \|$", re.M)
PAIRS = CLASS // 2
PRINTS = (  # each sheet, and how often it is printed for a lesson of 60 minutes and for one of 45
    ("Pages for the teacher: three, what to show, the key", 5, 5),
    ("Article retold, one a pair; easy English in its place where a pair needs it", PAIRS, PAIRS),
    ("Three clocks, one a pair", PAIRS, PAIRS),
    ("Ten claims, one a pair; easy English in its place where a pair needs it", PAIRS, PAIRS),
    ("Orbit, one a pair; as homework one each", PAIRS, CLASS),
    (f"Exit slips, {SLIPS} on a page, to cut; easy English in their place", CLASS // SLIPS, CLASS // SLIPS),
    ("Fact slip, one a fact-checker", 1, 1),
)
PLACE = re.compile(r"puts the docking (over .*?)\.")  # of the docking, by NASA
TOLD = (  # events of the fact slip
    "invasion-2022 borisov-exit-remark russia-2028-letters russia-2028-announced luna25-loss press-conference "
    "launch-ms24 docking-ms24 hatch-opening-ms24 article-published"
)
SAID = re.compile(r"<desc\b[^>]*>(.*?)</desc>", re.S)  # of a drawing, for who cannot see it
ROWS = re.compile(r" \((?:\[[CX]\d+\]\([^)]*\)(?:, )?)+\)")  # a row of the book, which lies on no desk
ASKED = re.compile(r"^\*\*(.+?)\*\*", re.M)
CLAIMS = Markup("<p>{}. {}</p><p>{}. {}</p>")  # two on a slide
TAGS = Markup('<p class="hint">E event, Q quantity, A attribution, C context, P prediction</p>')
QUOTED = re.compile(r"\"(.+?)\"")
VOTE = Markup(
    "<p>Some pages say that the ship docked at {} UTC. Others say {} UTC.</p><p>Which one do you believe{}?</p>"
)
STATEMENTS = re.compile(r"^\*\*(The two statements)\.\*\* (.*)$", re.M)


@prose.reading(GUIDE)
def one_lesson(lesson: SimpleNamespace, book) -> tuple[str, Deck]:
    """Return the pack and the slides, from the executed chapter, the teacher's guide and the tables."""
    guide = ROWS.sub("", GUIDE.read_text("utf-8"))
    cell = {one.id: one for one in lesson.cells}
    told = SimpleNamespace(
        cell=cell,
        guide=guide,
        address=book.address("teach/one-lesson"),
        retold=prose.html(prose.folded_part(cell["article-retold"].source).split("\n\n", 2)[2]),
        times=[fact(id).value for id in ("docking-time", "docking-time-planned")],  # when it was, when it was planned
        orbit=[  # without the reason for each moment: that is to be voted on
            (f"{row['when_utc']:%H:%M:%S}", capital(row["place"])) for row in data.rows("ground_track") if row["note"]
        ],
        claims=claims(cell["exercise-intro"].source),
    )
    return pack(told), Deck("One lesson", told.address, slides(told))


def pack(told: SimpleNamespace) -> str:
    """Return the sheets as a page."""
    (asked,) = exhibits.drawn(charts.docking_day(answers=False).html("asked-"))
    clocks, ground_track = (exhibits.charts(told.cell[id])[0] for id in ("docking-day", "ground-track"))
    witness = prose.html(told.cell["after-witness"].source.partition("\n\n")[0])
    return render(
        "one-lesson.html",
        section=lambda heading: prose.html(prose.section(told.guide, heading)),
        told=told,
        address=told.address,
        starts=re.findall(r"^- (\*\*(?:For|Time).*)$", told.guide, re.M),
        names=names(told.retold),
        article=data.source("dw-article"),
        students=CLASS,
        prints=PRINTS,
        utc=data.by_id("glossary")["term-utc"]["definition"],
        asked=asked,
        clocks=clocks,
        gaps=SAID.search(clocks.svg)[1],
        nasa=PLACE.search(witness)[1],
        slip=fact_slip(),
        ground_track=ground_track,
        claims={"Ten claims": told.claims, "Ten claims in easy English": claims(told.guide)},
        tags=prose.html(ROWS.sub("", prose.folded_part(told.cell["solution-no-code"].source))),
        witness=witness,
        rubric=prose.html(prose.TABLE.search(prose.section(told.guide, "Exit ticket"))[0]),
        slips=SLIPS,
        slip_texts={
            "Exit slips": prose.ticket(told.guide),
            "Exit slips in easy English": prose.asked(prose.section(told.guide, "Exit slip in easy English")),
        },
    )


def claims(markdown: str) -> list[tuple[str, Markup]]:
    """Return letter and words of the ten claims."""
    return [(letter, prose.inline(said)) for letter, said in CLAIM.findall(markdown)]


def fact_slip() -> list[tuple[str, str, str]]:
    """Return day, title and publishers of what the lesson speaks of, without hours: they are to be voted on."""
    found = []
    for row in map(data.by_id("events").get, TOLD.split()):
        sources = map(data.source, row["source_ids"])
        makers = dict.fromkeys(one.mirror_of or one.producer for one in sources)
        found.append((day(row["when_utc"]), row["title"], "; ".join(makers)))
    return found


def names(text: str) -> list[tuple[str, str]]:
    """Return the names of the glossary that stand in a text, with their meaning."""
    found = ((row, [row["term"], *(row["other_forms"] or ())]) for row in data.rows("glossary"))
    return [
        (row["term"], row["definition"])
        for row, forms in found
        if any(form[0].isupper() and re.search(rf"\b{re.escape(form)}\b", text) for form in forms)
    ]


def slides(told: SimpleNamespace) -> list[Slide]:
    """Return the slides in the order of the sixty minutes: each row of the guide shows what its sheet holds."""
    minutes = prose.section(told.guide, "Sixty minutes")
    rows, sheets = slots(minutes), slides_of_sheets(told, QUOTED.search(minutes)[1])
    found = [Slide(ASKED.search(told.guide)[1], "One lesson, 45 or 60 minutes", "cover", "One lesson", "\n".join(rows))]
    for row in rows:
        name = next(name for name in sheets if name in row.rpartition(" | ")[2])
        found += [replace(slide, note=row) for slide in sheets[name]]
    return found


def slides_of_sheets(told: SimpleNamespace, first_question: str) -> dict[str, list[Slide]]:
    """Return the slides of each sheet, by the name that the guide gives it."""
    ((first, clocks), *_), ((_, way), *_) = (for_class(told.cell[id]) for id in ("docking-day", "ground-track"))
    pairs = zip(told.claims[::2], told.claims[1::2], strict=True)
    return {
        "paper": [Slide("Ground rules", ground_rules()), Slide(first_question, Markup("<p>Alone, in writing.</p>"))],
        "retelling": [Slide("The article retold: who, what, when, where?", told.retold)],
        "clocks": [
            Slide("From lift-off to docking, from docking to the open hatch: how long?", first, "look"),
            Slide("First vote", VOTE.format(*told.times, "")),
        ],
        "claims": [
            Slide(f"Claims {a} and {b}: which kind?", CLAIMS.format(a, one, b, two) + TAGS)
            for (a, one), (b, two) in pairs
        ],
        "orbit": [
            Slide("A witness that nobody wrote", listed(f"{time} UTC: {place}" for time, place in told.orbit)),
            Slide("Second vote", VOTE.format(*told.times, " now")),
            Slide(way.title, way, "chart"),
            Slide(clocks.title, clocks, "chart"),
        ],
        "board": [Slide(title, prose.html(said)) for title, said in STATEMENTS.findall(told.guide)],
        "slip": [Slide("Exit ticket", listed(prose.ticket(told.guide), "ol"))],
    }
