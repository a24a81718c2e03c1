"""Writes the glossary."""

from itertools import groupby

from .book import Book, entry_anchor, labelled, page, sentence, source_links
from .markdown import anchor, entry, text


def glossary_page(book: Book) -> str:
    """Return the page of terms, from A to Z."""
    ordered = sorted(book.rows["glossary"], key=lambda row: (row["term"].casefold(), row["id"]))
    parts = []
    for letter, rows in groupby(ordered, key=lambda row: row["term"][0].upper()):
        parts += [f"## {text(letter)}", *(term(book, row) for row in rows)]
    lead = (
        f"{len(ordered)} terms of the book in plain words. The definitions are ours; where one rests on a page, "
        "the page is named."
    )
    return page(book, "Glossary", lead, parts, ["glossary"])


def term(book: Book, row: dict) -> str:
    """Return one term's entry."""
    body = sentence(
        text(row["definition"]),
        labelled("Also", text(", ".join(row["other_forms"] or ()))),
        labelled("Sources", source_links(book, row["cites"])),
    )
    return entry(anchor(row["term"], entry_anchor("glossary", row["id"])), body)
