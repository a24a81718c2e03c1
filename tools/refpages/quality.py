"""Counts how strong the sources are: behind the rows of each table, and of each state that controls some."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from issfacts.data.descriptor import links
from issfacts.exhibits.dependence import Agreement, agreement
from issfacts.exhibits.sources import SPEAKERS, source_standing
from issfacts.kit import svg
from issfacts.kit.canvas import NARROW
from issfacts.kit.wording import OWN

from .book import Book
from .markdown import Markdown, joined, stop

FEEBLE = {"encyclopedia", "partisan", "weak"}
FURTHER_READING = "see_also_ids"  # nothing rests on it
# What facts are derived from that are our own readings and rules, not the world's record.
OURS = {"claims", "coverage", "coverage_pages", "codings", "dependence", "game", "positions", "predictions"}
OURS |= {"forecasts", "tables"}
HANDS = ("primary", "copied", "ours", "other")  # how a row rests on the actors, the strongest first
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


@dataclass(frozen=True)
class Backed:
    """Hold a row of a table with the sources it rests on, never none."""

    row: dict
    sources: list[dict]

    @property
    def standings(self) -> set[str]:
        """Return the standings of its sources."""
        return {source["standing"] for source in self.sources}

    @property
    def best(self) -> str:
        """Return the standing of its strongest source."""
        return min(self.standings, key=list(SPEAKERS).index)

    @property
    def publishers(self) -> set[str]:
        """Return who wrote its sources: pages that carry one publisher's text count once."""
        return {source["mirror_of"] or source["producer"] for source in self.sources}

    @property
    def states(self) -> set[str | None]:
        """Return who controls its sources; None stands for those that no state controls."""
        return {source["controlled_by"] for source in self.sources}


def backed_rows(book: Book) -> dict[str, list[Backed]]:
    """Return the rows of each table that rest on sources; a claim rests on those of its evidence."""
    ids = {"claims": list(book.evidence.values())}
    for resource in book.package["resources"]:
        keys = [key for key in links(resource) if key.table == "sources" and key.column != FURTHER_READING]
        if keys and resource["name"] != "claim_evidence":
            rows = book.rows[resource["name"]]
            ids[resource["name"]] = [[id for key in keys for id in key.keys(row)] for row in rows]
    return {
        name: [
            Backed(row, [book.row("sources", id) for id in own])
            for row, own in zip(book.rows[name], found, strict=True)
            if own
        ]
        for name, found in ids.items()
    }


def feeble_rows(backed: dict[str, list[Backed]]) -> dict[str, list[Backed]]:
    """Return the rows of each table that rest on encyclopedias, partisan or weak pages alone."""
    return chosen(backed, lambda each: each.standings <= FEEBLE)


def rows_of_state(backed: dict[str, list[Backed]], state: str) -> dict[str, list[Backed]]:
    """Return the rows of each table that rest on sources of one state alone."""
    return chosen(backed, lambda each: each.states == {state})


def chosen(backed: dict[str, list[Backed]], fits: Callable[[Backed], bool]) -> dict[str, list[Backed]]:
    """Return the rows of each table that fit; tables without any are left out."""
    found = {name: list(filter(fits, rows)) for name, rows in backed.items()}
    return {name: rows for name, rows in found.items() if rows}


def standing_rule(book: Book) -> tuple[str, list[tuple[str, str]], str]:
    """Return what the dictionary says of standing: how it begins, what each word means, how it ends."""
    sentences = fields_description(book, "sources", "standing").split(". ")
    places = [place for place, said in enumerate(sentences) if said.partition(":")[0] in SPEAKERS]
    meanings = [tuple(sentences[place].split(": ", 1)) for place in places]
    return stop(". ".join(sentences[: places[0]])), meanings, stop(". ".join(sentences[places[-1] + 1 :]))


def fields_description(book: Book, table: str, name: str) -> str:
    """Return what the dictionary says of a field."""
    fields = {field["name"]: field for field in book.resource(table)["schema"]["fields"]}
    return fields[name]["description"]


def reading_twice(book: Book) -> Agreement:
    """Return how far the first and the second codes of dependence agree."""
    rows = book.rows["codings"]
    return agreement([row["code"] for row in rows], [row["second_code"] for row in rows])


def standing_picture() -> Markdown:
    """Return the chart of all sources by standing, as wide as a phone, in a figure."""
    chart = source_standing()
    figure = svg.canvas(NARROW, NARROW)
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
    if basis.partition(".")[0] in OURS or set(row["source_ids"]) <= compared or row.get("status") in OWN:
        return "ours"
    named = [
        (name, book.row(name, id))
        for name in ("facts", "events")
        for id in NAME.findall(rest)
        if id in book.by_id[name]
    ]
    if named:
        return max((at_hand(book, *each) for each in named), key=HANDS.index)
    sources = [book.row("sources", id) for id in row["source_ids"]]
    if any(source["standing"] == "primary" for source in sources):
        return "primary"
    copied = any(source["standing"] == "copy" and source["kind"] in ("agency", "law") for source in sources)
    return "copied" if copied else "other"
