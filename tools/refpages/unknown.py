"""Writes the page "What we do not know": every row that is disputed, weak or unverified, with its reason."""

from .book import ENTRIES, Book, cited, labelled, page, row_link, sentence, table_link, unverified
from .markdown import entry, text

DOUBTFUL = ("disputed", "low", "unverified")
# What names a row without telling what it states.
LABELS = {
    "accords": ("framework", "participant"),
    "budgets": ("actor", "period", "scope"),
    "codings": ("side", "function", "on_date"),
    "coverage_pages": ("outlet", "country"),
    "dependencies": ("what", "substitute"),
    "events": ("title",),
    "figures": ("topic", "id"),
    "launches": ("state", "year"),
    "modules": ("name",),
    "partner_shares": ("organisation", "quantity"),
    "perspectives": ("holder",),
    "positions": ("speaker", "said_on"),
    "predictions": ("made_by", "id"),
    "seat_prices": ("flights", "figure_type"),
    "standards": ("framework", "code"),
}
MEANING = """\
- **Disputed**: sources contradict each other, and no authority settles it.
- **Low**: the source is weak or indirect. Such a row may be shown only with that remark.
- **Unverified**: no readable source supports it. What it states is printed nowhere as a fact.

What happened after May 2026 rests on secondary notes; its rows are low, or medium at best."""


def unknown_page(book: Book) -> str:
    """Return the page of doubtful rows, table by table."""
    doubts = {name: [row for row in rows if reasons(row)] for name, rows in book.rows.items()}
    parts = [MEANING, summary(doubts)]
    for name, rows in doubts.items():
        title = text(book.resource(name)["title"])
        parts += [f"## {title}", *(doubt(book, name, row) for row in rows)] if rows else []
    lead = (
        "Every row of every table that is disputed, weak or unverified, with the reason that the table gives. "
        "What is missing altogether stands as an empty cell; the notes say why."
    )
    return page(book, "What we do not know", lead, parts, [name for name, rows in doubts.items() if rows])


def summary(doubts: dict[str, list[dict]]) -> str:
    """Return how many rows of which tables are doubtful."""
    found = {name: len(rows) for name, rows in doubts.items() if rows}
    rest = ", ".join(f"{table_link(name)} {count}" for name, count in found.items())
    return f"{sum(found.values())} rows: {rest}. The other {len(doubts) - len(found)} tables have none."


def reasons(row: dict) -> dict[str, str]:
    """Return the columns that call a row doubtful, and what they call it."""
    grades = [column for column in row if column == "status" or column.endswith("confidence")]
    return {column: row[column] for column in grades if row[column] in DOUBTFUL}


def doubt(book: Book, table: str, row: dict) -> str:
    """Return one row's entry: what it is about, what is doubtful, why, and on what it rests."""
    graded = ", ".join(f"{about(column)}{grade}" for column, grade in reasons(row).items())
    told = [row.get(f"{column.removesuffix('confidence')}note") for column in reasons(row) if column != "status"]
    why = sentence(*dict.fromkeys(text(note[:1].upper() + note[1:]) for note in [*told, row.get("note")] if note))
    body = sentence(
        f"**{text(graded[:1].upper() + graded[1:])}**",
        why or "The table gives no reason beyond its sources",
        labelled("Row", where(table, row)),
        labelled("Sources", cited(book, row)),
    )
    return entry(label(table, row), body)


def about(column: str) -> str:
    """Return what a column of confidence is about.

    >>> about("mass_confidence"), about("confidence"), about("status")
    ('mass ', '', '')
    """
    return column.removesuffix("confidence").removesuffix("status").replace("_", " ").lstrip()


def label(table: str, row: dict) -> str:
    """Return what a row is about, without what it states."""
    parts = [row[column] for column in LABELS.get(table, ("id",)) if row.get(column) is not None]
    return ", ".join(map(text, parts)) or text(row["id"])


def where(table: str, row: dict) -> str:
    """Return the row's id, linked where it has an entry that says more."""
    id = row.get("id") or ""
    return row_link(table, id) if table in ENTRIES and not unverified(row) else text(id)
