"""Makes one lesson as one pack: the teacher's sheet, the sheets for students, the exit slips, the key."""

import re
from functools import partial

from issfacts import charts, data, fact
from issfacts.kit.wording import capital, day, publisher

from . import exhibits, prose
from .kit import CLASS
from .lesson import Lesson
from .sheets import about_all, render, section

PACK = "one-lesson.html"
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


def print_pack(chapter: Lesson, guide: str, book) -> str:
    """Return the pack, from the executed chapter, the teacher's guide and the tables."""
    guide = ROWS.sub("", guide)
    cell = {one.id: one for one in chapter.cells}
    witness = prose.html(cell["after-witness"].source.partition("\n\n")[0])
    (asked,) = exhibits.drawn(charts.docking_day(answers=False).html("asked-"))
    clocks, ground_track = (exhibits.charts(cell[id])[0] for id in ("docking-day", "ground-track"))
    retold = retelling(cell["article-retold"])
    return render(
        "one-lesson.html",
        kind="pack",
        section=partial(section, guide),
        starts=re.findall(r"^- (\*\*(?:For|Time).*)$", guide, re.M),
        inline=prose.inline,
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
        times=[fact(id).value for id in ("docking-time", "docking-time-planned")],
        orbit=orbit(),
        claims=[(letter, prose.inline(said)) for letter, said in CLAIM.findall(cell["exercise-intro"].source)],
        tags=prose.html(ROWS.sub("", prose.folded_part(cell["solution-no-code"].source))),
        witness=witness,
        exit=prose.ticket(guide),
        exit_key=prose.ticket_key(guide),
        rubric=prose.html(prose.TABLE.search(prose.section(guide, "Exit ticket"))[0]),
        slips=SLIPS,
        address=book.address("teach/one-lesson"),
        **about_all(book),
    )


def retelling(cell) -> str:
    """Return the article retold, without what the chapter says before it."""
    return prose.html(prose.folded_part(cell.source).split("\n\n", 2)[2])


def prints() -> list[tuple[str, int, int]]:
    """Return how often each sheet is printed for a lesson of 60 minutes and for one of 45."""
    return [
        ("Pages for the teacher: three, what to show, the key", 5, 5),
        ("Article retold, one a pair; easy English in its place where a pair needs it", PAIRS, PAIRS),
        ("Three clocks, one a pair", PAIRS, PAIRS),
        ("Ten claims, one a pair", PAIRS, PAIRS),
        ("Orbit, one a pair; as homework one each", PAIRS, CLASS),
        (f"Exit slips, {SLIPS} on a page, to cut", CLASS // SLIPS, CLASS // SLIPS),
        ("Fact slip, one a fact-checker", 1, 1),
    ]


def fact_slip() -> list[tuple[str, str, str]]:
    """Return day, title and publishers of what the lesson speaks of, without hours: they are to be voted on."""
    known = [data.by_id("events")[id] for id in TOLD.split()]
    sources = [[data.source(id) for id in row["source_ids"]] for row in known]
    makers = ["; ".join(dict.fromkeys(publisher(one.producer, one.mirror_of) for one in of)) for of in sources]
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
