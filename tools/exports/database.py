"""Writes the database: a table a CSV file, with types, keys and allowed values, and the links out of its lists.

A list stands in its cell as in the CSV file, joined with semicolons. Where its items are keys of another table they
stand a second time, one a row, in a table such as `list_of_sources`, which SQL can join; there the database itself
vouches for every key. Dates and instants are text as ISO 8601 writes it, truth values 0 and 1.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from issfacts import data
from issfacts.data.descriptor import links
from issfacts.data.schema import as_written, is_required, names, unique_keys

from .about import DICTIONARY, about, dictionary

AFFINITY = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
TOLD = {
    "Dates": "are text: 2023-09-15, and 2023-09-15T18:53:00Z for instants, which SQLite's date functions read.",
    "Truth values": "are 0 and 1.",
    "Lists of keys": "stand a second time in the tables list_of_..., an item a row: table, column, key of the row, "
    "position, item. For what rests on a source: SELECT * FROM list_of_sources WHERE item = 'gcat'.",
    "Dictionary": "the table dictionary describes every column.",
}


def write_database(target: Path) -> None:
    """Write the database anew."""
    target.unlink(missing_ok=True)
    resources = data.package()["resources"]
    connection = sqlite3.connect(target)
    with connection:
        for resource in resources:
            connection.execute(table_statement(resource))
            insert(connection, resource["name"], (map(stored, row.values()) for row in data.rows(resource["name"])))
        for name in listed_tables(resources):
            connection.execute(list_statement(name, resources))
            insert(connection, f"list_of_{name}", items_of(name, resources))
        write_prose(connection)
    connection.execute("VACUUM")
    connection.close()


def insert(connection: sqlite3.Connection, table: str, rows) -> None:
    """Insert rows in their order."""
    for row in rows:
        values = tuple(row)
        connection.execute(f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' * len(values))})", values)


def write_prose(connection: sqlite3.Connection) -> None:
    """Write the tables that say what this is: about, dictionary."""
    connection.execute("CREATE TABLE about (label TEXT NOT NULL, text TEXT NOT NULL)")
    insert(connection, "about", about(TOLD))
    connection.execute(f"CREATE TABLE dictionary ({', '.join(f'{quoted(name)} TEXT NOT NULL' for name in DICTIONARY)})")
    insert(connection, "dictionary", dictionary())


def stored(value: object) -> object:
    """Return a value as SQLite holds it.

    >>> stored(date(2023, 9, 15)), stored(("gcat", "spacefacts")), stored(True), stored(None)
    ('2023-09-15', 'gcat;spacefacts', 1, None)
    """
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, date):
        return as_written(value)
    return int(value) if isinstance(value, bool) else value


# -- the statements ----------------------------------------------------------------------------------


def quoted(name: str) -> str:
    """Return a name as SQL takes it, even where it is one of its own words.

    >>> quoted("right")
    '"right"'
    """
    return '"' + name.replace('"', '""') + '"'


def table_statement(resource: dict) -> str:
    """Return the statement that creates a table: columns, keys, links."""
    schema = resource["schema"]
    key = names(schema.get("primaryKey", ()))
    parts = [column(field, key) for field in schema["fields"]]
    parts += [f"PRIMARY KEY ({columns(key)})"] if key else []
    parts += [f"UNIQUE ({columns(unique)})" for unique in unique_keys(schema) if unique != key]
    parts += [
        f"FOREIGN KEY ({columns(link.columns)}) REFERENCES {quoted(link.table)} ({columns(link.targets)})"
        for link in links(resource)
        if not link.is_list
    ]
    return f"CREATE TABLE {quoted(resource['name'])} (\n  " + ",\n  ".join(parts) + "\n)"


def columns(listed: tuple[str, ...]) -> str:
    """Return names as a list of columns."""
    return ", ".join(map(quoted, listed))


def column(field: dict, key: tuple[str, ...]) -> str:
    """Return a column's name, type and what its values must be."""
    name, words = quoted(field["name"]), field.get("constraints", {}).get("enum", ())
    allowed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    parts = [name, AFFINITY.get(field["type"], "TEXT")]
    parts += ["NOT NULL"] if is_required(field) or field["name"] in key else []
    parts += [f"CHECK ({name} IN ({allowed}))"] if allowed else []
    parts += [f"CHECK ({name} IN (0, 1))"] if field["type"] == "boolean" else []
    return " ".join(parts)


# -- lists -------------------------------------------------------------------------------------------


def listed_tables(resources: list[dict]) -> list[str]:
    """Return the tables to which lists point."""
    found = {link.table for resource in resources for link in links(resource) if link.is_list}
    return [resource["name"] for resource in resources if resource["name"] in found]


def list_statement(target: str, resources: list[dict]) -> str:
    """Return the statement that creates the table of the items of all lists that point to a table."""
    aimed = {
        link.targets for resource in resources for link in links(resource) if link.is_list and link.table == target
    }
    (key,) = aimed  # all lists point to the same column
    return (
        f"CREATE TABLE {quoted(f'list_of_{target}')} (\n"
        '  "table" TEXT NOT NULL,\n  "column" TEXT NOT NULL,\n  "row" TEXT NOT NULL,\n'
        f'  "position" INTEGER NOT NULL,\n  "item" TEXT NOT NULL REFERENCES {quoted(target)} ({columns(key)}),\n'
        '  PRIMARY KEY ("table", "column", "row", "position")\n) WITHOUT ROWID'
    )


def items_of(target: str, resources: list[dict]) -> Iterator[tuple]:
    """Give every item of the lists that point to a table: table, column, key of the row, position, item."""
    for resource in resources:
        key = names(resource["schema"]["primaryKey"])
        for link in (link for link in links(resource) if link.is_list and link.table == target):
            for row in data.rows(resource["name"]):
                name = as_written(*(row[part] for part in key))
                for position, item in enumerate(row[link.columns[0]] or (), start=1):
                    yield resource["name"], link.columns[0], name, position, item
