"""Holds the book's data and chapters, and the links between the entries of the reference."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import notebooks

from issfacts import data
from issfacts.data.descriptor import links
from issfacts.kit.places import source_address
from issfacts.kit.wording import publisher

from .markdown import Markdown, joined, link, slug, text

# The tables whose rows have an entry of their own: on which page, and what stands before the id in its address.
ENTRIES = {
    "facts": ("facts", ""),
    "claims": ("claims", ""),
    "events": ("events", ""),
    "predictions": ("predictions", "prediction-"),
    "contested_questions": ("perspectives", "question-"),
    "perspectives": ("perspectives", ""),
    "glossary": ("glossary", ""),
}
MOST_NAMED = 6  # of more rows than these, only the number is told


@dataclass(frozen=True)
class Book:
    """Hold the data package's description and the rows of its tables."""

    package: dict
    rows: dict[str, list[dict]]

    def resource(self, name: str) -> dict:
        """Return the description of a table."""
        return next(resource for resource in self.package["resources"] if resource["name"] == name)

    def row(self, table: str, id: str) -> dict:
        """Return a row by its id."""
        return self.by_id[table][id]

    @cached_property
    def by_id(self) -> dict[str, dict[str, dict]]:
        """Return the rows of every table by their ids."""
        return {name: {row.get("id"): row for row in rows} for name, rows in self.rows.items()}

    @cached_property
    def evidence(self) -> dict[str, list[str]]:
        """Return the sources behind every claim, by the claim's id."""
        found = {row["id"]: [] for row in self.rows["claims"]}
        for row in self.rows["claim_evidence"]:
            found[row["claim_id"]].append(row["source_id"])
        return found

    @cached_property
    def chapters(self) -> list[notebooks.Chapter]:
        """Return the chapters in the order of the book."""
        return notebooks.chapters()

    def credits(self, tables: Iterable[str]) -> list[Markdown]:
        """Return links to those on whose work some tables are built, each once."""
        found = (credit for name in tables for credit in self.resource(name).get("sources", ()))
        return list(dict.fromkeys(link(credit["title"], credit.get("path", "")) for credit in found))

    @cached_property
    def publishers(self) -> dict[str, str]:
        """Return who stands behind every source, by its id."""
        return {row["id"]: publisher(row["producer"], row["mirror_of"]) for row in self.rows["sources"]}

    def source_links(self, ids: Iterable[str] | None) -> Markdown:
        """Return links to sources; pages of one publisher are told apart by their ids."""
        names = Counter(self.publishers[id] for id in ids or ())
        labels = {id: self.publishers[id] + (f" ({id})" if names[self.publishers[id]] > 1 else "") for id in ids or ()}
        return joined((link(labels[id], source_address(id)) for id in ids or ()), "; ")

    @cached_property
    def resting(self) -> dict[str, dict[str, list[dict]]]:
        """Return, for each source, the rows of each table that cite it."""
        found = {row["id"]: {} for row in self.rows["sources"]}
        for resource in self.package["resources"]:
            for citing in (key for key in links(resource) if key.table == "sources"):
                for row in self.rows[resource["name"]]:
                    for source_id in citing.keys(row):
                        rows = found[source_id].setdefault(resource["name"], [])
                        if row not in rows[-1:]:  # one row may name a source in two columns
                            rows.append(row)
        return found

    def rests_on(self, source_id: str) -> Markdown:
        """Return what rests on a source: links to entries, or the number of a table's rows."""
        return joined((rows_named(name, rows) for name, rows in self.resting[source_id].items()), "; ")


def read_book() -> Book:
    """Return the book's data as it stands now."""
    package = data.package()
    return Book(package, {resource["name"]: data.rows(resource["name"]) for resource in package["resources"]})


def rows_named(table: str, rows: list[dict]) -> Markdown:
    """Return the rows of one table: by their entries where these can be linked and are few, else their number."""
    target, column = ("claims", "claim_id") if table == "claim_evidence" else (table, "id")
    ids = list(dict.fromkeys(row.get(column) for row in rows))
    if target in ENTRIES and len(ids) <= MOST_NAMED:
        return Markdown(f"{target} {row_links(target, ids)}")
    return Markdown(f"{text(table)} {len(rows)}")


def table_link(name: str, label: str | None = None) -> Markdown:
    """Return a link to a table's place in the data dictionary."""
    return link(label or name, f"data.md#{table_anchor(name)}")


def table_anchor(name: str) -> str:
    """Return the name by which a table's place in the data dictionary is linked."""
    return f"table-{slug(name)}"


def entry_anchor(table: str, id: str) -> str:
    """Return the heading of a row's entry, by which it is linked."""
    return f"{ENTRIES[table][1]}{id.lower()}"


def row_link(table: str, id: str) -> Markdown:
    """Return a link to a row's entry; where the table has no entries, its id as text."""
    return link(id, f"{ENTRIES[table][0]}.md#{entry_anchor(table, id)}") if table in ENTRIES else text(id)


def row_links(table: str, ids: Iterable[str] | None) -> Markdown:
    """Return links to the entries of some rows."""
    return joined(row_link(table, id) for id in ids or ())


def unverified(row: dict) -> bool:
    """Say whether nothing readable supports a row: what it states is then printed nowhere."""
    return "unverified" in (row.get("status"), row.get("confidence"))
