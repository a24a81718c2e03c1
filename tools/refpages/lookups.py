"""Finds what the templates print: rows in their order, and what belongs to a row."""

import re
from itertools import groupby

from issfacts.kit.places import PAGES as SOURCE_PAGES

from .book import ENTRIES, Book, entry_anchor, row_link, row_links, table_link, unverified
from .markdown import Markdown, capital, joined, text

EVENING = "hatch-opening-ms24"
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
TERMS_OF_USE = "terms of use"  # a row among the standards that is none


class Lookups:
    """Answer the templates' questions about one book; every public method is a name in the templates."""

    def __init__(self, book: Book):
        self._book, self._rows = book, book.rows

    # -- facts, claims, predictions, glossary -------------------------------------------------------

    def derivation(self, row: dict) -> Markdown:
        """Return how a fact follows from tables, the one it begins with linked."""
        name, _, rest = (row["derivation"] or "").partition(":")
        return Markdown(f"{table_link(name)}: {text(rest)}") if name in self._rows else text(row["derivation"])

    def derived_tables(self) -> list[str]:
        """Return the tables that facts are derived from."""
        names = {(row["derivation"] or "").partition(":")[0] for row in self._rows["facts"]}
        return [name for name in self._rows if name in names]

    def verdicts(self) -> list[tuple[str, list[str]]]:
        """Return each verdict with the ids of its claims, the most frequent first."""
        ids = {}
        for row in self._rows["claims"]:
            ids.setdefault(row["verdict"], []).append(row["id"])
        return sorted(ids.items(), key=lambda item: -len(item[1]))

    def evidence(self, claim_id: str) -> list[dict]:
        """Return the evidence for a claim in its order."""
        own = [row for row in self._rows["claim_evidence"] if row["claim_id"] == claim_id]
        return sorted(own, key=lambda row: row["position"])

    def later_outcomes(self) -> list[dict]:
        """Return the claims of which something became, in the order of time, those without a day last."""
        rows = [row for row in self._rows["claims"] if row["later_outcome"]]
        return sorted(rows, key=lambda row: (row["outcome_date"] is None, row["outcome_date"], row["id"]))

    def predictions(self, outcome: str) -> list[dict]:
        """Return the predictions with an outcome by when they were due, those without a day last."""
        own = [row for row in self._rows["predictions"] if row["outcome"] == outcome]
        return sorted(
            own, key=lambda row: (row["due_on"] is None, row["due_on"] or row["made_on"], row["made_on"], row["id"])
        )

    def seen_in(self, row: dict) -> Markdown:
        """Return links to the claims, events and perspectives that a prediction has to do with."""
        columns = {"claims": "claim_ids", "events": "event_ids", "perspectives": "perspective_ids"}
        return joined(row_links(table, row[column]) for table, column in columns.items())

    def terms_by_letter(self) -> list[tuple[str, list[dict]]]:
        """Return the glossary's terms from A to Z, under their first letters."""
        ordered = sorted(self._rows["glossary"], key=lambda row: (row["term"].casefold(), row["id"]))
        return [(letter, list(rows)) for letter, rows in groupby(ordered, key=lambda row: row["term"][0].upper())]

    # -- people -------------------------------------------------------------------------------------

    def aboard(self) -> list[dict]:
        """Return the stays of those aboard on the evening of the story, the latest arrivals first."""
        moment = self._book.row("events", EVENING)["when_utc"]
        rows = [row for row in self._rows["stays"] if row["dock_utc"] <= moment]
        rows = [row for row in rows if row["undock_utc"] is None or moment < row["undock_utc"]]
        return sorted(rows, key=lambda row: (-row["dock_utc"].timestamp(), row["person_id"]))

    def others_named(self) -> list[dict]:
        """Return the people who flew, were not aboard, and whose full name stands in a chapter, by surname."""
        words = "\n".join(chapter.source for chapter in self._book.chapters)
        here = {row["person_id"] for row in self.aboard()}
        rows = [row for row in self._rows["people"] if re.search(rf"\b{re.escape(row['name'])}\b", words)]
        return sorted((row for row in rows if row["id"] not in here), key=surname)

    def last_stay(self, person_id: str) -> dict:
        """Return the latest stay of a person."""
        own = [row for row in self._rows["stays"] if row["person_id"] == person_id]
        return max(own, key=lambda row: row["dock_utc"])

    def officials(self) -> list[dict]:
        """Return the people who did not fly, by surname."""
        return sorted(self._rows["officials"], key=surname)

    def country(self, id: str) -> str:
        """Return the name of a country; of an international body, what stands in its place."""
        return self._book.by_id["countries"].get(id, {"name": id})["name"]

    # -- sources ------------------------------------------------------------------------------------

    def sources_title(self, page: str) -> str:
        """Return the title of a page of sources.

        >>> title = Lookups.sources_title
        >>> title(None, "sources"), title(None, "sources-press-a-d"), title(None, "sources-press-s")
        ('Sources', 'Sources: press, A to D', 'Sources: press, S')
        """
        kind, _, letters = page.removeprefix("sources").strip("-").partition("-")
        named = {"": "", "official": ": agencies, law, catalogues", "archives": ": archives", "press": ": press"}[kind]
        return f"Sources{named}" + (f", {letters.upper().replace('-', ' to ')}" if letters else "")

    def source_pages(self) -> list[tuple[str, int]]:
        """Return the pages of sources and how many each holds."""
        places = list(self._book.places.values())
        return [(page, places.count(page)) for page in SOURCE_PAGES]

    def chapter_sources(self, chapter) -> list[dict]:
        """Return the sources of all rows that a chapter links to or asks about, by title."""
        asked = {ref for row in self._rows["questions"] if row["id"] in chapter.quizzes for ref in row["refs"]}
        ids = {id for id in self._book.places if tuple(self._book.address(id).split(".md#")) in chapter.links}
        for table in ("facts", "events", "predictions", "perspectives", "claims"):
            for row in self._rows[table]:
                anchor = entry_anchor(table, row["id"])
                if (ENTRIES[table][0], anchor) in chapter.links or row["id"] in asked or anchor in asked:
                    ids.update(row.get("source_ids") or (each["source_id"] for each in self.evidence(row["id"])))
        rows = [row for row in self._rows["sources"] if row["id"] in ids]
        return sorted(rows, key=lambda row: (row["title"].casefold(), row["id"]))

    def chapter_link(self, chapter) -> Markdown:
        """Return a link to a chapter."""
        return Markdown(f"[{text(chapter.title)}](../chapters/{chapter.name}.ipynb)")

    # -- standards ----------------------------------------------------------------------------------

    def mapped_standards(self) -> list[dict]:
        """Return the standards to which objectives are mapped."""
        mapped = {row["standard"] for row in self._rows["alignments"]}
        return [row for row in self._rows["standards"] if row["id"] in mapped]

    def unmapped(self, fits: bool) -> list[dict]:
        """Return the standards that were read and mapped to no objective: those that fit this book, or do not."""
        mapped = self.mapped_standards()
        rest = [row for row in self._rows["standards"] if row not in mapped and row["kind"] != TERMS_OF_USE]
        return [row for row in rest if bool(row["fits_this_book"]) == fits]

    def workers(self, standard_id: str) -> Markdown:
        """Return links to the chapters that work towards a standard, with the verbs of their objectives."""
        own = [row for row in self._rows["alignments"] if row["standard"] == standard_id]
        verbs = {
            chapter: [f"*{text(row['objective'])}*" for row in own if row["chapter"] == chapter.name]
            for chapter in self._book.chapters
        }
        found = [f"{self.chapter_link(chapter)} ({', '.join(said)})" for chapter, said in verbs.items() if said]
        return Markdown("; ".join(found))

    def alignments(self, chapter: str, verb: str) -> list[dict]:
        """Return the standards of an objective, with their names."""
        rows = [row for row in self._rows["alignments"] if (row["chapter"], row["objective"]) == (chapter, verb)]
        return [row | {"name": full_code(self._book.row("standards", row["standard"]))} for row in rows]

    # -- what we do not know ------------------------------------------------------------------------

    def doubts(self) -> dict[str, list[dict]]:
        """Return the doubtful rows of each table that has some."""
        found = {name: [row for row in rows if grades(row)] for name, rows in self._rows.items()}
        return {name: rows for name, rows in found.items() if rows}

    def graded(self, row: dict) -> Markdown:
        """Return what is doubtful in a row, such as "Low" or "Mass low"."""
        about = {column: column.removesuffix("confidence").removesuffix("status") for column in grades(row)}
        said = (f"{about[column].replace('_', ' ').lstrip()}{grade}" for column, grade in grades(row).items())
        return capital(", ".join(said))

    def reasons(self, row: dict) -> list[Markdown]:
        """Return the notes that say why a row is doubtful, each once."""
        columns = [f"{column.removesuffix('confidence')}note" for column in grades(row) if column != "status"]
        return list(dict.fromkeys(capital(row[name]) for name in [*columns, "note"] if row.get(name)))

    def doubt_label(self, table: str, row: dict) -> Markdown:
        """Return what a row is about, without what it states."""
        return joined(row[column] for column in LABELS.get(table, ("id",))) or text(row["id"])

    def row_place(self, table: str, row: dict) -> Markdown:
        """Return the row's id, linked where it has an entry that says more."""
        return text(row.get("id")) if unverified(row) else row_link(table, row.get("id") or "")


def grades(row: dict) -> dict[str, str]:
    """Return the columns that call a row doubtful, and what they call it."""
    names = [column for column in row if column == "status" or column.endswith("confidence")]
    return {column: row[column] for column in names if row[column] in DOUBTFUL}


def surname(row: dict) -> str:
    """Return the word by which a person is sorted."""
    return row["name"].split()[-1].casefold()


def code_of(row: dict) -> str:
    """Return a standard's code; where the framework gives none, what kind of entry it is."""
    return row["code"] or row["kind"].capitalize()


def full_code(row: dict) -> str:
    """Return a standard's framework and code."""
    return f"{row['framework']} {code_of(row)}"
