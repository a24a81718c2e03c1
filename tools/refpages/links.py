"""Builds links between the entries of the reference pages, and finds the rows that rest on a source."""

from collections.abc import Iterable
from functools import cache

import notebooks

from issfacts import data
from issfacts.data.descriptor import foreign_keys
from issfacts.kit.places import entry_address, has_entries, source_address
from issfacts.kit.wording import publisher

from .markdown import Markdown, escape, join_nonempty, link

FURTHER_READING = "see_also_ids"  # the column with sources that are no evidence for the row
MAX_LISTED_ROWS = 6  # more rows than these are only counted


chapters = cache(notebooks.chapters)  # read once


def resources() -> dict[str, dict]:
    """Return the descriptor of every table by its name."""
    return {resource["name"]: resource for resource in data.package()["resources"]}


def credits(tables: Iterable[str]) -> list[Markdown]:
    """Return links to the data sources that the descriptors of some tables credit, each once."""
    sources = (source for name in tables for source in resources()[name]["sources"])
    return list(dict.fromkeys(link(source["title"], source.get("path")) for source in sources))


def source_links(ids: Iterable[str] | None) -> Markdown:
    """Return links to sources, labelled with the publisher; where one occurs twice, with the id as well."""
    rows = [data.by_id("sources")[id] for id in ids or ()]
    names = [publisher(row["producer"], row["mirror_of"]) for row in rows]
    labels = [name + f" ({id})" * (names.count(name) > 1) for name, id in zip(names, ids or (), strict=True)]
    targets = [source_address(row["id"]) for row in rows]
    return join_nonempty(map(link, labels, targets), "; ")


@cache
def citations() -> list[tuple[str, dict, str, str]]:
    """Return every citation of a source: table, row, column and source id."""
    found = []
    for name, resource in resources().items():
        rows, keys = data.rows(name), [key for key in foreign_keys(resource) if key.table == "sources"]
        found += [(name, row, key.column, id) for key in keys for row in rows for id in key.values(row)]
    return found


def evidence() -> list[tuple[str, dict, str]]:
    """Return the citations that support a row: table, row and source id.

    A citation in claim_evidence counts for its claim. Further reading is left out.
    """
    return [
        ("claims", data.by_id("claims")[row["claim_id"]], id) if name == "claim_evidence" else (name, row, id)
        for name, row, column, id in citations()
        if column != FURTHER_READING
    ]


@cache
def rows_by_source() -> dict[str, dict[str, list[dict]]]:
    """Return, by source id and table, the rows that cite the source, each once."""
    found = {row["id"]: {} for row in data.rows("sources")}
    for name, row, _, source_id in citations():
        rows = found[source_id].setdefault(name, [])
        if row not in rows:  # a row may cite a source in two columns
            rows.append(row)
    return found


def cited_by(source_id: str) -> Markdown:
    """Return the rows that cite a source, as links to their entries or as counts."""
    return join_nonempty((list_rows(name, rows) for name, rows in rows_by_source()[source_id].items()), "; ")


def list_rows(table: str, rows: list[dict]) -> Markdown:
    """Return the table's name with links to the rows' entries, or their count if they are many or have no entries."""
    target, column = ("claims", "claim_id") if table == "claim_evidence" else (table, "id")
    ids = list(dict.fromkeys(row.get(column) for row in rows))
    if has_entries(target) and len(ids) <= MAX_LISTED_ROWS:
        return Markdown(f"{target} {row_links(target, ids)}")
    return Markdown(f"{escape(table)} {len(rows)}")


def table_link(name: str, label: str | None = None) -> Markdown:
    """Return a link to a table's section in the data dictionary."""
    return link(label or name, f"data.md#table-{name.replace('_', '-')}")


def row_link(table: str, id: str | None) -> Markdown:
    """Return a link to a row's entry; if the table has no entries, the id as text."""
    return link(id, entry_address(table, id)) if has_entries(table) else escape(id)


def row_links(table: str, ids: Iterable[str] | None) -> Markdown:
    """Return links to the entries of some rows."""
    return join_nonempty(row_link(table, id) for id in ids or ())


def is_unverified(row: dict) -> bool:
    """Return whether a row has no readable source; what it states must then not be printed."""
    return "unverified" in (row.get("status"), row.get("confidence"))
