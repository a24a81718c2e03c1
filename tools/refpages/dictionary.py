"""Renders what the data dictionary says of tables and fields: groups, keys, references, constraints."""

from issfacts.data.descriptor import foreign_keys
from issfacts.data.schema import column_names

from .links import resources, table_link
from .markdown import Markdown, code, join_nonempty

# Which tables are described together: page name -> (title, tables).
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
        [
            *["modules", "module_masses", "module_places", "berths", "dependencies", "codings"],
            *["partner_shares", "seat_prices", "budgets", "launches"],
        ],
    ),
    "data-politics": (
        "politics and positions",
        [
            *["events", "positions", "treaty_articles", "accords", "sanctions", "figures"],
            *["contested_questions", "perspectives", "predictions", "comparisons", "further_cases"],
            *["reasons", "reason_evidence"],
        ],
    ),
    "data-teaching": (
        "teaching",
        ["routes", "questions", "options", "audit_items", "glossary", "standards", "alignments"],
    ),
}


def outgoing_references(resource: dict) -> Markdown:
    """Return the tables to which a table has foreign keys, each with the columns of these keys."""
    columns_by_table = {}
    for key in foreign_keys(resource):
        columns_by_table.setdefault(key.table, []).append(code(key.column) + (" (list)" if key.is_list else ""))
    parts = [f"{table_link(table)} by {', '.join(columns)}" for table, columns in columns_by_table.items()]
    return Markdown("; ".join(parts))


def incoming_references(name: str) -> Markdown:
    """Return the tables that have foreign keys to this one."""
    return join_nonempty(
        table_link(table)
        for table, resource in resources().items()
        if any(key.table == name for key in foreign_keys(resource))
    )


def field_rules(field: dict, resource: dict) -> list[Markdown]:
    """Return a field's type, keys and constraints."""
    constraints = field["constraints"]
    rules = ["list" if "x-list-of" in field else field["type"]]
    rules += ["key"] if field["name"] in column_names(resource["schema"]["primaryKey"]) else []
    rules += [name for name in ("required", "unique") if constraints.get(name)]
    references = [
        f"refers to {table_link(key.table, f'{key.table}.{key.target}')}"
        for key in foreign_keys(resource)
        if key.column == field["name"]
    ]
    rules += references
    rules += ["one of " + ", ".join(map(code, constraints["enum"]))] if "enum" in constraints else []
    wording = {"minimum": "at least", "maximum": "at most"}
    if not references:  # a foreign key repeats the pattern of the key to which it refers
        wording["pattern"] = "matches"
    rules += [f"{words} {code(constraints[name])}" for name, words in wording.items() if name in constraints]
    for rule, words in (("x-required-if", "required if"), ("x-only-if", "empty unless")):
        rules += [f"{words} {code(column)} is {code(value)}" for column, value in field.get(rule, {}).items()]
    return list(map(Markdown, rules))


def table_rules(schema: dict) -> Markdown:
    """Return the constraints between the fields or the rows of a table, in one paragraph."""
    rules = [f"In every row {' ≤ '.join(map(code, columns))}." for columns in schema.get("x-ordered", ())]
    if span := schema.get("x-no-overlap"):
        by, start, end = (code(span[part]) for part in ("by", "from", "to"))
        rules.append(f"Rows with the same {by} do not overlap between {start} and {end}.")
    if schema.get("x-cited"):
        rules.append("Every row is cited by a row of another table.")
    if schema.get("x-corroborated"):
        rules.append("High confidence needs a first-hand source or two publishers.")
    if day := schema.get("x-event-day"):
        rules.append(f"One source or more is of the day in {code(day)} or later, or has no date.")
    return Markdown(" ".join(rules))
