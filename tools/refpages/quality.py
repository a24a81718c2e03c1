"""Counts how strong the sources are: behind the rows of each table, and of each state that controls some."""

import re
from collections import Counter
from collections.abc import Iterable

from issfacts.exhibits.sources import SPEAKERS, source_standing
from issfacts.kit import svg
from issfacts.kit.canvas import NARROW
from issfacts.kit.wording import OWN_STATUSES

from .book import Book
from .markdown import Markdown, joined, stop

FEEBLE = {"encyclopedia", "partisan", "weak"}
# What facts are derived from that are our own readings and rules, not the world's record.
OURS = {"claims", "coverage", "coverage_pages", "codings", "dependence", "game", "positions", "predictions"}
OURS |= {"forecasts", "tables"}
HANDS = ("primary", "copied", "ours", "other")  # how a row rests on the actors, the strongest first
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def backed_rows(book: Book) -> list[dict]:
    """Return the rows that rest on sources, with what is known of these; a claim rests on those of its evidence.

    `table`, `row`; `standings`, the strongest first; `publishers`, where pages that carry one publisher's text count
    once; `states` that control them, None for no state.
    """
    found = {("claims", row["id"]): (row, []) for row in book.rows["claims"]}
    for table, row, source_id in book.support:
        found.setdefault((table, row.get("id", id(row))), (row, []))[1].append(book.by_id["sources"][source_id])
    order = list(SPEAKERS).index
    return [
        {
            "table": table,
            "row": row,
            "standings": sorted({source["standing"] for source in sources}, key=order),
            "publishers": {source["mirror_of"] or source["producer"] for source in sources},
            "states": list({source["controlled_by"] for source in sources}),
        }
        for (table, _), (row, sources) in found.items()
        if sources
    ]


def feeble(backed: list[dict]) -> list[dict]:
    """Return the rows that rest on encyclopedias, partisan or weak pages alone."""
    return [each for each in backed if FEEBLE.issuperset(each["standings"])]


def standing_rule(book: Book) -> tuple[str, list[tuple[str, str]], str]:
    """Return what the dictionary says of standing: how it begins, what each word means, how it ends."""
    sentences = fields_description(book, "sources", "standing").split(". ")
    places = [place for place, said in enumerate(sentences) if said.partition(":")[0] in SPEAKERS]
    meanings = [tuple(sentences[place].split(": ", 1)) for place in places]
    return stop(". ".join(sentences[: places[0]])), meanings, stop(". ".join(sentences[places[-1] + 1 :]))


def fields_description(book: Book, table: str, name: str) -> str:
    """Return what the dictionary says of a field."""
    fields = book.resources[table]["schema"]["fields"]
    return next(field["description"] for field in fields if field["name"] == name)


def standing_picture() -> Markdown:
    """Return the chart of all sources by standing, as wide as a phone, in a figure."""
    chart = source_standing()
    figure = svg.empty_figure(NARROW, NARROW)
    with svg.house_style():
        chart.draw(figure, True)
    drawn = svg.to_svg(figure, prefix="standing", title=chart.alt, description=chart.description)
    return Markdown(f'<figure class="iss-keys">\n{drawn}\n<figcaption>{chart.title}.</figcaption>\n</figure>')


def by_standing(standings: Iterable[str]) -> Markdown:
    """Return how often each standing occurs, the strongest first.

    >>> print(by_standing(["weak", "wire", "weak"]))
    wire 1; weak 2
    """
    counts = Counter(standings)
    return joined((f"{standing} {counts[standing]}" for standing in SPEAKERS if counts[standing]), "; ")


def first_hand(book: Book, table: str) -> dict[str, int]:
    """Count how the rows of a table to which chapters link (facts or events) rest on the actors themselves.

    On a page of theirs (`primary`), on a copy of one (`copied`), or on neither (`other`); `ours` are not counted, for
    they follow from our own readings. `percent` is the share of the first two.
    """
    linked = {anchor for chapter in book.chapters for page, anchor in chapter.links if page == table}
    ranks = Counter(at_hand(book, table, row) for row in book.rows[table] if row["id"] in linked)
    counted = ranks.total() - ranks["ours"]
    percent = round(100 * (ranks["primary"] + ranks["copied"]) / counted)
    return {rank: ranks[rank] for rank in HANDS} | {"counted": counted, "percent": percent}


def at_hand(book: Book, table: str, row: dict) -> str:
    """Return how a row rests on the actors; one that follows from named rows, as the weakest of these does."""
    basis, _, rest = (row.get("derivation") or "").partition(":")
    compared = {id for page in book.rows["coverage_pages"] for id in page["source_ids"]}
    if basis.partition(".")[0] in OURS or set(row["source_ids"]) <= compared or row.get("status") in OWN_STATUSES:
        return "ours"
    ids = NAME.findall(rest)
    named = [(name, book.by_id[name][id]) for name in ("facts", "events") for id in ids if id in book.by_id[name]]
    if named:
        return max((at_hand(book, *each) for each in named), key=HANDS.index)
    sources = [book.by_id["sources"][id] for id in row["source_ids"]]
    if any(source["standing"] == "primary" for source in sources):
        return "primary"
    copied = any(source["standing"] == "copy" and source["kind"] in ("agency", "law") for source in sources)
    return "copied" if copied else "other"
