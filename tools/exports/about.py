"""Collects what every export contains besides the data: description, conventions, licence, credits, dictionary."""

from metadata import load_book

from issfacts import data
from issfacts.data.descriptor import foreign_keys

BOUND_WORDS = {"minimum": "at least", "maximum": "at most"}
COMMON_CONVENTIONS = {
    "Times": "UTC. Names of columns with times end in _utc.",
    "Empty cells": "not known, or none. The note of the row says why, where there is something to say.",
    "Lists": "stand in one cell, their items joined with semicolons.",
    "Precision": "an instant known only to the day, the month or the year stands at its beginning, with the precision "
    "in a column beside it.",
    "Doubt": "rows whose confidence is low or unverified, or whose status is disputed, are no facts: never print them "
    "as such.",
}


def about(conventions: dict[str, str]) -> list[tuple[str, str]]:
    """Return (label, text) pairs that describe the data; `conventions` adds those of one file format."""
    package = data.package()
    licence, credit = package["licenses"][0], load_book().citation("index", "")
    rows = [
        ("Title", package["title"]),
        ("What it is", package["description"]),
        ("Version", package["version"]),
        ("Facts as of", package["as_of"]),
        ("Crew record up to", package["horizon"]),
        *(COMMON_CONVENTIONS | conventions).items(),
        ("Licence", f"{licence['title']}, {licence['path']}"),
        ("How to credit it", f"{credit}. Name the catalogues below, too, where you use what was built on them."),
    ]
    return [*rows, *(("Built on", credit) for credit in credits(package["resources"]))]


def credits(resources: list[dict]) -> list[str]:
    """Return the data sources that tables credit, with their addresses, each once."""
    sources = (source for resource in resources for source in resource["sources"])
    return list(dict.fromkeys(", ".join(filter(None, [source["title"], source.get("path")])) for source in sources))


def table_overview() -> list[tuple[str, str, int, str, str]]:
    """Return name, title, number of rows, as-of date and credits of every table."""
    return [
        (table["name"], table["title"], len(data.rows(table["name"])), table["as_of"], "; ".join(credits([table])))
        for table in data.package()["resources"]
    ]


DICTIONARY_COLUMNS = ("table", "field", "title", "description", "type", "required", "allowed", "refers_to")


def dictionary_rows() -> list[tuple[str, ...]]:
    """Return one row for each field of each table, with the columns DICTIONARY_COLUMNS."""
    rows = []
    for resource in data.package()["resources"]:
        targets = {link.column: f"{link.table}.{link.target}" for link in foreign_keys(resource)}
        for field in resource["schema"]["fields"]:
            constraints = field["constraints"]
            bounds = [f"{words} {constraints[name]}" for name, words in BOUND_WORDS.items() if name in constraints]
            described = field["name"], field["title"], field["description"]
            field_type = "list" if "x-list-of" in field else field["type"]
            required, allowed = "yes" if constraints.get("required") else "no", constraints.get("enum", bounds)
            target = targets.get(field["name"], "")
            rows.append((resource["name"], *described, field_type, required, "; ".join(allowed), target))
    return rows
