"""Says what the data dictionary tells of a table and a field: its group, its keys, its rules."""

from issfacts.data.descriptor import foreign_keys
from issfacts.data.schema import column_names

from .book import Book, table_link
from .markdown import Markdown, code, joined

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
        [
            *["modules", "module_masses", "module_places", "berths", "dependencies", "codings"],
            *["partner_shares", "seat_prices", "budgets", "launches"],
        ],
    ),
    "data-politics": (
        "politics and positions",
        [
            *["events", "positions", "treaty_articles", "accords", "sanctions", "figures"],
            *["contested_questions", "perspectives", "predictions", "comparisons", "reasons", "reason_evidence"],
        ],
    ),
    "data-teaching": (
        "teaching",
        ["routes", "questions", "options", "audit_items", "glossary", "standards", "alignments"],
    ),
}


def keys(resource: dict) -> tuple[str, ...]:
    """Return the columns by which a table's rows are told apart."""
    return column_names(resource["schema"]["primaryKey"])


def pointing(resource: dict) -> Markdown:
    """Return to what a table points: the tables, each with the columns that point there."""
    found = {}
    for key in foreign_keys(resource):
        found.setdefault(key.table, []).append(code(key.column) + (" (list)" if key.is_list else ""))
    return Markdown("; ".join(f"{table_link(table)} by {', '.join(columns)}" for table, columns in found.items()))


def pointed_to_by(book: Book, name: str) -> Markdown:
    """Return the tables that point to this one."""
    return joined(table_link(other) for other, named in pairs_of_tables(book) if named == name)


def pairs_of_tables(book: Book) -> list[tuple[str, str]]:
    """Return the pairs of tables of which the first names rows of the second, each pair once."""
    return list(dict.fromkeys((name, key.table) for name, each in book.resources.items() for key in foreign_keys(each)))


def rules(field: dict, resource: dict) -> list[Markdown]:
    """Return a field's type and what must hold for every cell."""
    limits = field["constraints"]
    found = ["list" if "x-list-of" in field else field["type"]]
    found += ["key"] if field["name"] in keys(resource) else []
    found += [rule for rule in ("required", "unique") if limits.get(rule)]
    refers = [
        f"refers to {table_link(key.table, f'{key.table}.{key.target}')}"
        for key in foreign_keys(resource)
        if key.column == field["name"]
    ]
    found += refers
    found += ["one of " + ", ".join(map(code, limits["enum"]))] if "enum" in limits else []
    wording = {"minimum": "at least", "maximum": "at most"} | ({} if refers else {"pattern": "matches"})
    found += [f"{words} {code(limits[rule])}" for rule, words in wording.items() if rule in limits]
    return list(map(Markdown, found))


def rules_between(schema: dict) -> Markdown:
    """Return the rules that hold between the fields or the rows of a table, in one paragraph."""
    found = [f"In every row {' ≤ '.join(map(code, columns))}." for columns in schema.get("x-ordered", ())]
    if span := schema.get("x-no-overlap"):
        by, start, end = (code(span[part]) for part in ("by", "from", "to"))
        found.append(f"Rows with the same {by} do not overlap between {start} and {end}.")
    if schema.get("x-cited"):
        found.append("Every row is cited by a row of another table.")
    return Markdown(" ".join(found))
