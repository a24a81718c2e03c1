"""Holds the book's data and chapters, and the links between the entries of the reference."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import notebooks

from issfacts import data
from issfacts.data.descriptor import foreign_keys
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
FURTHER_READING = "see_also_ids"  # nothing rests on it
MOST_NAMED = 6  # of more rows than these, only the number is told


@dataclass(frozen=True)
class Book:
    """Hold the data package's description and the rows of its tables."""

    package: dict
    rows: dict[str, list[dict]]

    @cached_property
    def resources(self) -> dict[str, dict]:
        """Return the description of every table."""
        return {resource["name"]: resource for resource in self.package["resources"]}

    @cached_property
    def by_id(self) -> dict[str, dict[str, dict]]:
        """Return the rows of every table by their ids."""
        return {name: {row.get("id"): row for row in rows} for name, rows in self.rows.items()}

    @cached_property
    def chapters(self) -> list[notebooks.Chapter]:
        """Return the chapters in the order of the book."""
        return notebooks.chapters()

    def credits(self, tables: Iterable[str]) -> list[Markdown]:
        """Return links to those on whose work some tables are built, each once."""
        found = (credit for name in tables for credit in self.resources[name]["sources"])
        return list(dict.fromkeys(link(credit["title"], credit.get("path")) for credit in found))

    def source_links(self, ids: Iterable[str] | None) -> Markdown:
        """Return links to sources; pages of one publisher are told apart by their ids."""
        rows = [self.by_id["sources"][id] for id in ids or ()]
        names = [publisher(row["producer"], row["mirror_of"]) for row in rows]
        labels = [name + f" ({id})" * (names.count(name) > 1) for name, id in zip(names, ids or (), strict=True)]
        return joined((link(label, source_address(row["id"])) for label, row in zip(labels, rows, strict=True)), "; ")

    @cached_property
    def citations(self) -> list[tuple[str, dict, str, str]]:
        """Return every citation: table, row, the column that cites, the source's id."""
        return [
            (name, row, key.column, id)
            for name, resource in self.resources.items()
            for key in foreign_keys(resource)
            if key.table == "sources"
            for row in self.rows[name]
            for id in key.values(row)
        ]

    @cached_property
    def support(self) -> list[tuple[str, dict, str]]:
        """Return what rests on which source: table, row, the source's id. A claim rests on its evidence."""
        return [
            ("claims", self.by_id["claims"][row["claim_id"]], id) if name == "claim_evidence" else (name, row, id)
            for name, row, column, id in self.citations
            if column != FURTHER_READING
        ]

    @cached_property
    def resting(self) -> dict[str, dict[str, list[dict]]]:
        """Return, for each source, the rows of each table that cite it."""
        found = {row["id"]: {} for row in self.rows["sources"]}
        for name, row, _, source_id in self.citations:
            rows = found[source_id].setdefault(name, [])
            if row not in rows:  # one row may name a source in two columns
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
    return link(label or name, f"data.md#table-{slug(name)}")


def entry_anchor(table: str, id: str) -> str:
    """Return the heading of a row's entry, by which it is linked."""
    return f"{ENTRIES[table][1]}{id.lower()}"


def row_link(table: str, id: str | None) -> Markdown:
    """Return a link to a row's entry; where the table has no entries, its id as text."""
    return link(id, f"{ENTRIES[table][0]}.md#{entry_anchor(table, id)}") if table in ENTRIES else text(id)


def row_links(table: str, ids: Iterable[str] | None) -> Markdown:
    """Return links to the entries of some rows."""
    return joined(row_link(table, id) for id in ids or ())


def unverified(row: dict) -> bool:
    """Say whether nothing readable supports a row: what it states is then printed nowhere."""
    return "unverified" in (row.get("status"), row.get("confidence"))
