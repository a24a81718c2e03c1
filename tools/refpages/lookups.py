"""Selects, sorts and labels the rows that the templates print."""

import re
from collections.abc import Iterable
from datetime import date

from issfacts import data
from issfacts.kit.places import entry_address, has_entries, source_address

from .links import chapters, evidence, is_unverified, resources, row_link, table_link
from .markdown import Markdown, capitalize_first, escape, join_nonempty, link

STORY_EVENT = "hatch-opening-ms24"
DOUBTFUL_GRADES = ("disputed", "low", "unverified")
# The columns that identify a row without what it states; rows of other tables are identified by their id.
LABEL_COLUMNS = {
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


def render_derivation(row: dict) -> Markdown:
    """Return how a fact is derived, with a link to the table that it begins with, if it does."""
    name, _, rest = (row["derivation"] or "").partition(": ")
    return Markdown(f"{table_link(name)}: {escape(rest)}") if name in resources() else escape(row["derivation"])


def derived_tables() -> list[str]:
    """Return the tables that facts are derived from."""
    names = {(row["derivation"] or "").partition(":")[0] for row in data.rows("facts")}
    return [name for name in resources() if name in names]


def sort_by_date(rows: Iterable[dict], *columns: str) -> list[dict]:
    """Return rows sorted by dates, those without a date last, and then by id."""
    return sorted(rows, key=lambda row: (*(row[column] or date.max for column in columns), row["id"]))


# people


def stays_during_story() -> list[dict]:
    """Return the stays of those who were aboard when the article's story took place, the latest arrivals first."""
    moment = data.by_id("events")[STORY_EVENT]["when_utc"]
    rows = [row for row in data.rows("stays") if row["dock_utc"] <= moment]
    rows = [row for row in rows if row["undock_utc"] is None or moment < row["undock_utc"]]
    return sorted(rows, key=lambda row: (-row["dock_utc"].timestamp(), row["person_id"]))


def others_in_chapters() -> list[dict]:
    """Return the people whose full name occurs in a chapter and who were not aboard during the story."""
    text = "\n".join(chapter.source for chapter in chapters())
    aboard = {stay["person_id"] for stay in stays_during_story()}
    rows = [row for row in data.rows("people") if re.search(rf"\b{re.escape(row['name'])}\b", text)]
    return [row for row in rows if row["id"] not in aboard]


def sort_by_surname(rows: list[dict]) -> list[dict]:
    """Return people sorted by the last word of their names."""
    return sorted(rows, key=lambda row: row["name"].split()[-1].casefold())


def country_name(id: str) -> str:
    """Return the name of a country; an id that is no country, such as an international body, is returned unchanged."""
    return data.by_id("countries").get(id, {"name": id})["name"]


# sources


def chapter_sources(chapter) -> list[dict]:
    """Return the sources behind a chapter, by title: those of the rows to which it links or its questions refer."""
    question_refs = {ref for row in data.rows("questions") if row["id"] in chapter.quizzes for ref in row["refs"]}
    ids = {id for id in data.by_id("sources") if tuple(source_address(id).split(".md#")) in chapter.links}
    for table, row, source_id in evidence():
        if has_entries(table):
            page, anchor = entry_address(table, row["id"]).split(".md#")
            if (page, anchor) in chapter.links or {row["id"], anchor} & question_refs:
                ids.add(source_id)
    rows = [row for row in data.rows("sources") if row["id"] in ids]
    return sorted(rows, key=lambda row: (row["title"].casefold(), row["id"]))


def source_page(id: str) -> str:
    """Return the name of the page with a source's entry."""
    return source_address(id).partition(".md")[0]


def chapter_link(chapter) -> Markdown:
    """Return a link to a chapter."""
    return link(chapter.title, f"../chapters/{chapter.name}.ipynb")


# standards


def chapters_for_standard(standard_id: str) -> Markdown:
    """Return links to the chapters that work towards a standard, with the verbs of their objectives."""
    alignments = [row for row in data.rows("alignments") if row["standard"] == standard_id]
    links = []
    for chapter in chapters():
        verbs = [f"*{escape(row['objective'])}*" for row in alignments if row["chapter"] == chapter.name]
        if verbs:
            links.append(f"{chapter_link(chapter)} ({', '.join(verbs)})")
    return Markdown("; ".join(links))


def full_code(row: dict) -> str:
    """Return a standard's framework and code; for one without a code, its framework and kind."""
    return f"{row['framework']} {row['code'] or row['kind'].capitalize()}"


# what we do not know


def doubtful_rows() -> dict[str, list[dict]]:
    """Return the doubtful rows of each table that has some."""
    found = {name: list(filter(doubtful_grades, data.rows(name))) for name in resources()}
    return {name: rows for name, rows in found.items() if rows}


def doubtful_grades(row: dict) -> dict[str, str]:
    """Return the doubtful grades of a row by the column that holds them: status, or the prefix of ..._confidence.

    The prefix is empty for the column `confidence`, and for example "mass_" for `mass_confidence`.
    """
    grades = {"status": row.get("status")}
    grades |= {name.removesuffix("confidence"): value for name, value in row.items() if name.endswith("confidence")}
    return {prefix: grade for prefix, grade in grades.items() if grade in DOUBTFUL_GRADES}


def render_grades(row: dict) -> Markdown:
    """Return the doubtful grades of a row in words, such as "Low" or "Mass low"."""
    grades = doubtful_grades(row).items()
    words = (f"{prefix.removeprefix('status').replace('_', ' ')}{grade}" for prefix, grade in grades)
    return capitalize_first(", ".join(words))


def doubt_reasons(row: dict) -> list[Markdown]:
    """Return the notes that say why a row is doubtful, each once."""
    columns = [*(f"{prefix}note" for prefix in doubtful_grades(row)), "note"]
    return list(dict.fromkeys(capitalize_first(row[name]) for name in columns if row.get(name)))


def row_label(table: str, row: dict) -> Markdown:
    """Return what a row is about, without what it states."""
    return join_nonempty(row[column] for column in LABEL_COLUMNS.get(table, ("id",)))


def row_reference(table: str, row: dict) -> Markdown:
    """Return a link to a row's entry; for an unverified row, whose entry says no more, its id."""
    return escape(row["id"]) if is_unverified(row) else row_link(table, row["id"])
