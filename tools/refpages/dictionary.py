"""Writes the data dictionary: how the tables hang together, then every table, every field, every rule."""

from datetime import date
from functools import partial

from issfacts.data.descriptor import links
from issfacts.data.schema import names

from .book import Book, credits_of, labelled, page, sentence, table_anchor, table_link
from .diagram import picture
from .markdown import anchor, code, day, entry, heading, link, slug, text

# Which tables are described together: the page, its title, its tables.
GROUPS = {
    "data-article": (
        "the article and its evidence",
        ["sources", "claims", "claim_evidence", "facts", "coverage_pages", "coverage_elements", "coverage"],
    ),
    "data-crew": (
        "the crew record",
        [
            *["stays", "people", "officials", "crewed_flights", "expeditions", "vehicles", "agencies", "countries"],
            *["ground_track", "outlines"],
        ],
    ),
    "data-station": (
        "the station and its cost",
        ["modules", "module_masses", "dependencies", "codings", "partner_shares", "seat_prices", "budgets", "launches"],
    ),
    "data-politics": (
        "politics and positions",
        [
            *["events", "positions", "treaty_articles", "accords", "sanctions", "figures"],
            *["contested_questions", "perspectives", "predictions"],
        ],
    ),
    "data-teaching": (
        "teaching",
        ["routes", "questions", "options", "audit_items", "glossary", "standards", "alignments"],
    ),
}


def data_page(book: Book) -> str:
    """Return the overview of all tables: what each holds, how many rows, whom to credit, to what it points."""
    parts = [CELLS, heading(2, "How the tables hang together", "data-keys"), picture(book.package, groups(book))]
    for name, (title, tables) in groups(book).items():
        parts += [
            heading(2, title[:1].upper() + title[1:], f"{name}-tables"),
            f"{link('Field by field', f'{name}.md')}.",
        ]
        parts += [overview(book, book.resource(table), name) for table in tables]
    lead = (
        f"The book's {len(book.rows)} tables are plain CSV files in the folder `data/`, described by "
        "`data/datapackage.json` (a Frictionless Data Package). They can be taken along as "
        f"{link('one archive, workbook or database', 'index.md#downloads')}."
    )
    return page(book, "Data dictionary", lead, parts, book.rows)


CELLS = (
    "Times are UTC. An empty cell means: not known, or none. A list stands in one cell, its items joined with "
    "semicolons. An instant known only to the day, the month or the year stands at its beginning, with the precision "
    "in a column beside it."
)


def groups(book: Book) -> dict[str, tuple[str, list[str]]]:
    """Return the groups of tables; a table that no group names joins the last."""
    grouped = {
        name: (title, [table for table in tables if table in book.rows]) for name, (title, tables) in GROUPS.items()
    }
    placed = {table for _, tables in grouped.values() for table in tables}
    grouped["data-teaching"][1].extend(table for table in book.rows if table not in placed)
    return grouped


def overview(book: Book, resource: dict, group: str) -> str:
    """Return a table's entry in the overview."""
    name, keys = resource["name"], names(resource["schema"].get("primaryKey", ()))
    facts = [
        f"{len(book.rows[name])} rows",
        f"facts as of {day(horizon(book, resource))}",
        labelled("key", " and ".join(map(code, keys))),
        labelled("licence", ", ".join(licences(resource.get("licenses") or book.package.get("licenses", [])))),
        labelled("credit", ", ".join(credits_of(resource))),
    ]
    body = sentence(
        f"**{sentence(text(resource['title']))}** {sentence(text(resource['description']))}",
        "; ".join(filter(None, facts)),
        labelled("Points to", "; ".join(pointing(resource))),
        labelled("Pointed to by", ", ".join(map(table_link, pointed_to_by(book, name)))),
        link(f"All {len(resource['schema']['fields'])} fields", f"{group}.md#{fields_anchor(name)}"),
    )
    return entry(anchor(name, table_anchor(name)), body)


def horizon(book: Book, resource: dict) -> date:
    """Return the day up to which a table holds."""
    return date.fromisoformat(resource.get("as_of", book.package["as_of"]))


def fields_anchor(table: str) -> str:
    """Return the name by which the description of a table's fields is linked."""
    return f"fields-{slug(table)}"


def pointing(resource: dict) -> list[str]:
    """Return to what a table points: the tables, each with the columns that point there."""
    found = {}
    for key in links(resource):
        columns = " and ".join(map(code, key.columns)) + (" (list)" if key.is_list else "")
        found.setdefault(key.table, []).append(columns)
    return [f"{table_link(table)} by {', '.join(columns)}" for table, columns in found.items()]


def pointed_to_by(book: Book, name: str) -> list[str]:
    """Return the tables that point to this one."""
    return [r["name"] for r in book.package["resources"] if name in {key.table for key in links(r)}]


# -- field by field ----------------------------------------------------------------------------------


def fields_page(book: Book, name: str) -> str:
    """Return the page that describes the fields of a group of tables."""
    title, tables = groups(book)[name]
    parts = [part for table in tables for part in described(book.resource(table))]
    lead = f"Every field of these tables, with the rules it is held to. {link('All tables', 'data.md')}. {CELLS}"
    return page(book, f"Data dictionary: {title}", lead, parts, tables)


FIELD_PAGES = {name: partial(fields_page, name=name) for name in GROUPS}


def described(resource: dict) -> list[str]:
    """Return the description of one table's fields."""
    name, schema = resource["name"], resource["schema"]
    return [
        heading(2, name, fields_anchor(name)),
        sentence(
            text(resource["title"]), labelled("File", code(f"data/{resource['path']}")), table_link(name, "Overview")
        ),
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
