"""Writes the data dictionary: every table, every field, every rule."""

from datetime import date

from issfacts.descriptor import links
from issfacts.schema import names

from .book import Book, credits_of, labelled, page, sentence, table_anchor, table_link
from .markdown import code, day, entry, heading, link, text


def data_page(book: Book) -> str:
    """Return the data dictionary."""
    parts = [part for resource in book.package["resources"] for part in described(book, resource)]
    lead = (
        "The book's tables are plain CSV files in the folder `data/`, described by `data/datapackage.json` "
        "(a Frictionless Data Package). Times are UTC. An empty cell means: not known, or none. "
        "A list stands in one cell, its items joined with semicolons."
    )
    return page(book, "Data dictionary", lead, parts, book.rows)


def described(book: Book, resource: dict) -> list[str]:
    """Return the description of one table."""
    name, schema = resource["name"], resource["schema"]
    about = [
        labelled("File", code(f"data/{resource['path']}")),
        f"{len(book.rows[name])} rows",
        f"facts as of {day(date.fromisoformat(resource.get('as_of', book.package['as_of'])))}",
        labelled("licence", ", ".join(licences(resource.get("licenses") or book.package.get("licenses", [])))),
        labelled("credit", ", ".join(credits_of(resource))),
    ]
    return [
        heading(2, name, table_anchor(name)),
        f"**{sentence(text(resource['title']))}** {sentence(text(resource['description']))}",
        sentence("; ".join(filter(None, about))),
        *(field_entry(field, resource) for field in schema["fields"]),
        *rules_between(schema),
    ]


def licences(entries: list[dict]) -> list[str]:
    """Return links to licences."""
    return [link(entry.get("title") or entry["name"], entry.get("path", "")) for entry in entries]


def field_entry(field: dict, resource: dict) -> str:
    """Return one field's entry: name, meaning, type and what must hold for every cell."""
    kind = "list" if "x-list-of" in field else text(field["type"])
    rule = "; ".join([kind, *rules(field, resource)])
    return entry(code(field["name"]), sentence(text(field["title"]), text(field["description"]), f"*{rule}*"))


def rules(field: dict, resource: dict) -> list[str]:
    """Return what must hold for every cell of a field."""
    limits = field.get("constraints", {})
    found = ["key"] if field["name"] in names(resource["schema"].get("primaryKey", ())) else []
    found += [rule for rule in ("required", "unique") if limits.get(rule)]
    found += [f"refers to {target}" for target in targets(field, resource)]
    found += ["one of " + ", ".join(map(code, limits["enum"]))] if "enum" in limits else []
    wording = {"minimum": "at least", "maximum": "at most", "pattern": "matches"}
    found += [f"{words} {code(limits[rule])}" for rule, words in wording.items() if rule in limits]
    return found


def targets(field: dict, resource: dict) -> list[str]:
    """Return links to the fields in which a field's values must stand."""
    pairs = [
        (key.table, target)
        for key in links(resource)
        for column, target in zip(key.columns, key.targets, strict=True)
        if column == field["name"]
    ]
    return [table_link(name, f"{name}.{target}") for name, target in pairs]


def rules_between(schema: dict) -> list[str]:
    """Return the rules that hold between the fields or the rows of a table, in one paragraph."""
    found = [f"In every row {' ≤ '.join(map(code, columns))}." for columns in schema.get("x-ordered", ())]
    if span := schema.get("x-no-overlap"):
        by, start, end = (code(span[part]) for part in ("by", "from", "to"))
        found.append(f"Rows with the same {by} do not overlap between {start} and {end}.")
    if schema.get("x-cited"):
        found.append("Every row is cited by a row of another table.")
    return [" ".join(found)] if found else []
