"""Writes the pages of the sources: those of the story on one, the others by kind and letter."""

from functools import partial

from issfacts.kit.places import PAGES, source_anchor

from .book import ENTRIES, Book, labelled, page, row_link, sentence
from .markdown import anchor, day, entry, link, text

KINDS = {
    "agency": "Space agencies and governments",
    "press": "Press",
    "catalogue": "Catalogues",
    "law": "Law and agreements",
    "archive": "Archives and other pages",
}
MOST_NAMED = 6  # of more rows than these, only the number is told


def title(name: str) -> str:
    """Return the title of a page of sources.

    >>> title("sources"), title("sources-press-a-d"), title("sources-press-s")
    ('Sources', 'Sources: press, A to D', 'Sources: press, S')
    """
    kind, _, letters = name.removeprefix("sources").strip("-").partition("-")
    named = {"": "", "official": ": agencies, law, catalogues", "archives": ": archives", "press": ": press"}[kind]
    return f"Sources{named}" + (f", {letters.upper().replace('-', ' to ')}" if letters else "")


def sources_page(book: Book, name: str) -> str:
    """Return one page of sources, by kind."""
    own = [row for row in book.rows["sources"] if book.places[row["id"]] == name]
    kinds = {kind: sorted((row for row in own if row["kind"] == kind), key=lambda row: row["id"]) for kind in KINDS}
    parts = [elsewhere(book, name)]
    for kind, rows in kinds.items():
        parts += [f"## {KINDS[kind]}", *(source(book, row) for row in rows)] if rows else []
    lead = (
        "Every page that a row rests on, described in our words, with the rows that rest on it. Many addresses carry "
        "another publisher's text: then the original publisher is named, and is the one to cite. A number counts the "
        f"rows of a table of the {link('data dictionary', 'data.md')}."
    )
    return page(book, title(name), lead, parts, ["sources"])


SOURCE_PAGES = {name: partial(sources_page, name=name) for name in PAGES}


def elsewhere(book: Book, here: str) -> str:
    """Return links to all pages of sources, with how many each holds."""
    counts = {name: sum(place == name for place in book.places.values()) for name in PAGES}
    names = {name: title(name).removeprefix("Sources: ") for name in PAGES} | {"sources": "of the story"}
    found = [
        f"**{names[n]}** {count}" if n == here else f"{link(names[n], f'{n}.md')} {count}"
        for n, count in counts.items()
    ]
    return f"The {sum(counts.values())} sources by page: {'; '.join(found)}."


def source(book: Book, row: dict) -> str:
    """Return one source's entry."""
    published = row["published"] and day(row["published"])
    body = sentence(
        ", ".join(filter(None, [link(row["title"], row["url"]), text(row["producer"]), published])),
        labelled("Carries text of", text(row["mirror_of"])),
        labelled("Licence", text(row["licence"])),
        text(row["note"]),
        labelled("Rests on it", resting(book, row["id"])),
    )
    return entry(anchor(row["id"], source_anchor(row["id"])), body)


def resting(book: Book, id: str) -> str:
    """Return what rests on a source: links to entries, or the number of a table's rows."""
    return "; ".join(rows_named(name, rows) for name, rows in book.resting[id].items())


def rows_named(table: str, rows: list[dict]) -> str:
    """Return the rows of one table: by their entries where these can be linked and are few, else their number."""
    target, column = ("claims", "claim_id") if table == "claim_evidence" else (table, "id")
    ids = list(dict.fromkeys(row.get(column) for row in rows))
    if target in ENTRIES and len(ids) <= MOST_NAMED:
        return f"{text(target)} {', '.join(row_link(target, id) for id in ids)}"
    return f"{text(table)} {len(rows)}"
