"""Finds what the templates print: rows in their order, and what belongs to a row."""

import re
from datetime import date

from .book import ENTRIES, Book, entry_anchor, row_link, source_address, table_link, unverified
from .markdown import Markdown, capital, joined, link, text

EVENING = "hatch-opening-ms24"
DOUBTFUL = ("disputed", "low", "unverified")
# What names a row without telling what it states; elsewhere its id does.
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


# facts, claims, predictions


def derivation(book: Book, row: dict) -> Markdown:
    """Return how a fact follows from tables, the one it begins with linked."""
    name, _, rest = (row["derivation"] or "").partition(": ")
    return Markdown(f"{table_link(name)}: {text(rest)}") if name in book.rows else text(row["derivation"])


def derived_tables(book: Book) -> list[str]:
    """Return the tables that facts are derived from."""
    names = {(row["derivation"] or "").partition(":")[0] for row in book.rows["facts"]}
    return [name for name in book.rows if name in names]


def later_outcomes(book: Book) -> list[dict]:
    """Return the claims of which something became, in the order of time, those without a day last."""
    rows = [row for row in book.rows["claims"] if row["later_outcome"]]
    return sorted(rows, key=lambda row: (row["outcome_date"] or date.max, row["id"]))


def predictions(book: Book, outcome: str) -> list[dict]:
    """Return the predictions with an outcome by when they were due, those without a day last."""
    own = [row for row in book.rows["predictions"] if row["outcome"] == outcome]
    return sorted(own, key=lambda row: (row["due_on"] or date.max, row["made_on"], row["id"]))


# people


def aboard(book: Book) -> list[dict]:
    """Return the stays of those aboard on the evening of the story, the latest arrivals first."""
    moment = book.by_id["events"][EVENING]["when_utc"]
    rows = [row for row in book.rows["stays"] if row["dock_utc"] <= moment]
    rows = [row for row in rows if row["undock_utc"] is None or moment < row["undock_utc"]]
    return sorted(rows, key=lambda row: (-row["dock_utc"].timestamp(), row["person_id"]))


def others_named(book: Book) -> list[dict]:
    """Return the people who flew, were not aboard, and whose full name stands in a chapter."""
    words = "\n".join(chapter.source for chapter in book.chapters)
    here = {row["person_id"] for row in aboard(book)}
    rows = [row for row in book.rows["people"] if re.search(rf"\b{re.escape(row['name'])}\b", words)]
    return [row for row in rows if row["id"] not in here]


def by_surname(rows: list[dict]) -> list[dict]:
    """Return people by the last word of their names."""
    return sorted(rows, key=lambda row: row["name"].split()[-1].casefold())


def country(book: Book, id: str) -> str:
    """Return the name of a country; of an international body, what stands in its place."""
    return book.by_id["countries"].get(id, {"name": id})["name"]


# sources


def chapter_sources(book: Book, chapter) -> list[dict]:
    """Return the sources of all rows that a chapter links to or asks about, by title."""
    asked = {ref for row in book.rows["questions"] if row["id"] in chapter.quizzes for ref in row["refs"]}
    ids = {id for id in book.by_id["sources"] if tuple(source_address(id).split(".md#")) in chapter.links}
    for table, row, source_id in book.support:
        if table in ("facts", "events", "predictions", "perspectives", "claims"):
            anchor = entry_anchor(table, row["id"])
            if (ENTRIES[table][0], anchor) in chapter.links or row["id"] in asked or anchor in asked:
                ids.add(source_id)
    rows = [row for row in book.rows["sources"] if row["id"] in ids]
    return sorted(rows, key=lambda row: (row["title"].casefold(), row["id"]))


def source_page(id: str) -> str:
    """Return the page on which a source is described."""
    return source_address(id).partition(".md")[0]


def chapter_link(chapter) -> Markdown:
    """Return a link to a chapter."""
    return link(chapter.title, f"../chapters/{chapter.name}.ipynb")


# standards


def workers(book: Book, standard_id: str) -> Markdown:
    """Return links to the chapters that work towards a standard, with the verbs of their objectives."""
    own = [row for row in book.rows["alignments"] if row["standard"] == standard_id]
    verbs = {
        chapter: [f"*{text(row['objective'])}*" for row in own if row["chapter"] == chapter.name]
        for chapter in book.chapters
    }
    found = [f"{chapter_link(chapter)} ({', '.join(said)})" for chapter, said in verbs.items() if said]
    return Markdown("; ".join(found))


def full_code(row: dict) -> str:
    """Return a standard's framework and code; where it gives none, what kind of entry it is."""
    return f"{row['framework']} {row['code'] or row['kind'].capitalize()}"


# what we do not know


def doubts(book: Book) -> dict[str, list[dict]]:
    """Return the doubtful rows of each table that has some."""
    found = {name: [row for row in rows if grades(row)] for name, rows in book.rows.items()}
    return {name: rows for name, rows in found.items() if rows}


def grades(row: dict) -> dict[str, str]:
    """Return what calls a row doubtful, "" or a word such as "mass_", and what it calls it."""
    marks = {column.removesuffix("confidence"): grade for column, grade in row.items() if column.endswith("confidence")}
    marks = {"status": row.get("status"), **marks}
    return {about: grade for about, grade in marks.items() if grade in DOUBTFUL}


def graded(row: dict) -> Markdown:
    """Return what is doubtful in a row, such as "Low" or "Mass low"."""
    said = (f"{about.removeprefix('status').replace('_', ' ')}{grade}" for about, grade in grades(row).items())
    return capital(", ".join(said))


def reasons(row: dict) -> list[Markdown]:
    """Return the notes that say why a row is doubtful, each once."""
    columns = [*(f"{about}note" for about in grades(row)), "note"]
    return list(dict.fromkeys(capital(row[name]) for name in columns if row.get(name)))


def doubt_label(table: str, row: dict) -> Markdown:
    """Return what a row is about, without what it states."""
    return joined(row[column] for column in LABELS.get(table, ("id",)))


def row_place(table: str, row: dict) -> Markdown:
    """Return the row's id, linked where it has an entry that says more."""
    return text(row["id"]) if unverified(row) else row_link(table, row["id"])
