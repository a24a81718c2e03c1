"""Writes what has changed since the article appeared."""

from .book import Book, bracketed, page, row_link, sentence, standing, when
from .markdown import text


def changes_page(book: Book) -> str:
    """Return the page of later outcomes, in order, and of the facts that time has overtaken."""
    later = sorted(
        (row for row in book.rows["claims"] if row["later_outcome"]),
        key=lambda row: (row["outcome_date"] is None, row["outcome_date"], row["id"]),
    )
    overtaken = [row for row in book.rows["facts"] if row["status"] == "outdated"]
    lead = (
        "The article is a photograph of one evening. This page tells what became of its claims afterwards, as far as "
        "our sources go. What came later is no fault of the newsroom; a reader still wants to know."
    )
    parts = ["\n".join(f"- {outcome(row)}" for row in later)]
    if overtaken:
        parts += ["## Overtaken facts", "\n".join(f"- {fact(row)}" for row in overtaken)]
    return page(book, "What changed since the article", lead, [*parts, "## Changes of this book", log()], ["claims"])


def outcome(row: dict) -> str:
    """Return one claim and what became of it."""
    dated = when(row["outcome_date"], row["outcome_precision"])
    claim = f"{text(row['claim'])} {bracketed(row_link('claims', row['id']))}"
    return sentence(
        f"**{dated or 'Later'}**. *In the article:* {claim}", f"*What became of it:* {text(row['later_outcome'])}"
    )


def fact(row: dict) -> str:
    """Return one fact that was true, or was said, and is not any more."""
    return sentence(
        f"**{text(row['value'])}** {bracketed(row_link('facts', row['id']))}", text(row["note"]), standing(row)
    )


def log() -> str:
    """Return where changes of the book itself are told."""
    return (
        "The data was last checked on the day named above. What changed in the book, its tables and its code "
        "stands in the file `CHANGELOG.md` of the repository; every release has its own entry."
    )
