"""Writes the list of the sources behind each chapter."""

from .book import ENTRIES, Book, entry_anchor, page
from .markdown import heading, link, text
from .prose import Chapter, chapters

SOURCED = {"facts": "source_ids", "events": "source_ids", "predictions": "source_ids", "perspectives": "source_ids"}


def chapter_sources_page(book: Book) -> str:
    """Return the page on which each chapter has its list of sources."""
    lead = (
        "What each chapter rests on: the sources of the facts, claims, events, views and questions to which it links. "
        "Its figures and tables name their own sources below them."
    )
    parts = [part for chapter in chapters() for part in chapter_part(book, chapter)]
    return page(book, "Sources, chapter by chapter", lead, parts)


def chapter_part(book: Book, chapter: Chapter) -> list[str]:
    """Return one chapter's section: how many sources, then each with its producer and day."""
    ids = sources_of(book, chapter)
    rows = sorted((row for row in book.rows["sources"] if row["id"] in ids), key=lambda row: row["title"].casefold())
    back = f"[{text(chapter.title)}](../chapters/{chapter.name}.ipynb)"
    return [heading(2, chapter.title, chapter.name), f"{len(rows)} sources. Back to {back}", listed(book, rows)]


def listed(book: Book, rows: list[dict]) -> str:
    """Return sources as a list, each linked to its entry."""
    return "\n".join(f"- {source(book, row)}" for row in rows)


def source(book: Book, row: dict) -> str:
    """Return one source: title, producer, day."""
    day = f", {text(row['published'])}" if row["published"] else ""
    return f"{link(row['title'], book.address(row['id']))}. {text(row['producer'])}{day}"


def sources_of(book: Book, chapter: Chapter) -> set[str]:
    """Return the sources of all rows that a chapter links to or asks about."""
    linked = {(page, anchor) for page, anchors in chapter.links.items() for anchor in anchors}
    asked = {ref for row in book.rows["questions"] if row["id"] in chapter.quizzes for ref in row["refs"]}
    found = {row["id"] for row in book.rows["sources"] if ends_at(book.address(row["id"]), linked)}
    for table, column in SOURCED.items():
        for row in book.rows[table]:
            if (ENTRIES[table][0], entry_anchor(table, row["id"])) in linked or row["id"] in asked:
                found.update(row[column] or ())
    claims = {row["id"] for row in book.rows["claims"] if ("claims", row["id"].lower()) in linked}
    claims |= {row["id"] for row in book.rows["claims"] if row["id"].lower() in asked}
    found.update(row["source_id"] for row in book.rows["claim_evidence"] if row["claim_id"] in claims)
    return found


def ends_at(address: str, linked: set[tuple[str, str]]) -> bool:
    """Say whether an address of the reference is among those linked to."""
    name, _, anchor = address.partition(".md#")
    return (name, anchor) in linked
