"""Writes the database: a table a CSV file, with types, keys and allowed values, and the links out of its lists.

A list stands in its cell as in the CSV file, joined with semicolons. Where its items are keys of another table they
stand a second time, one a row, in a table such as `list_of_sources`, which SQL can join; there the database itself
vouches for every key. Dates and instants are text as ISO 8601 writes it, truth values 0 and 1.
"""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd

from issfacts import data
from issfacts.data.descriptor import foreign_keys
from issfacts.data.schema import column_names, format_values, unique_keys

from .about import DICTIONARY, about, dictionary

AFFINITY = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
TOLD = {
    "Dates": "are text: 2023-09-15, and 2023-09-15T18:53:00Z for instants, which SQLite's date functions read.",
    "Truth values": "are 0 and 1.",
    "Lists of keys": "stand a second time in the tables list_of_..., an item a row: table, column, key of the row, "
    "position, item. For what rests on a source: SELECT * FROM list_of_sources WHERE item = 'gcat'.",
    "Dictionary": "the table dictionary describes every column.",
}
LIST_TABLE = """CREATE TABLE "list_of_{0}" (
  "table" TEXT NOT NULL, "column" TEXT NOT NULL, "row" TEXT NOT NULL, "position" INTEGER NOT NULL,
  "item" TEXT NOT NULL REFERENCES "{0}" ("id"), PRIMARY KEY ("table", "column", "row", "position")
) WITHOUT ROWID"""


def write_database(target: Path) -> None:
    """Write the database anew."""
    target.unlink(missing_ok=True)
    resources = data.package()["resources"]
    tables, lists = {resource["name"]: data.rows(resource["name"]) for resource in resources}, list_items(resources)
    with closing(sqlite3.connect(target)) as connection:
        for statement in (*map(table_statement, resources), *map(LIST_TABLE.format, lists)):
            connection.execute(statement)
        for name, rows in (tables | {f"list_of_{name}": items for name, items in lists.items()}).items():
            frame = pd.DataFrame(rows, dtype=object).map(stored)
            frame.to_sql(name, connection, index=False, if_exists="append")
        pd.DataFrame(about(TOLD), columns=["label", "text"]).to_sql("about", connection, index=False)
        pd.DataFrame(dictionary(), columns=list(DICTIONARY)).to_sql("dictionary", connection, index=False)
        connection.commit()
        connection.execute("VACUUM")


def stored(value: object) -> object:
    """Return a value as SQLite holds it.

    >>> stored(date(2023, 9, 15)), stored(("gcat", "spacefacts")), stored(True), stored(None)
    ('2023-09-15', 'gcat;spacefacts', 1, None)
    """
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, date):
        return format_values(value)
    return int(value) if isinstance(value, bool) else value


def quoted(*columns: str) -> str:
    """Return names as SQL takes them, even where one is among its own words.

    >>> quoted("row", "right")
    '"row", "right"'
    """
    return ", ".join(f'"{name}"' for name in columns)


def table_statement(resource: dict) -> str:
    """Return the statement that creates a table: columns, keys, links."""
    schema = resource["schema"]
    key = column_names(schema["primaryKey"])
    parts = [column(field) for field in schema["fields"]]
    parts += [f"PRIMARY KEY ({quoted(*key)})"]
    parts += [f"UNIQUE ({quoted(*unique)})" for unique in unique_keys(schema) if unique != key]
    parts += [
        f"FOREIGN KEY ({quoted(link.column)}) REFERENCES {quoted(link.table)} ({quoted(link.target)})"
        for link in foreign_keys(resource)
        if not link.is_list
    ]
    return f"CREATE TABLE {quoted(resource['name'])} (\n  " + ",\n  ".join(parts) + "\n)"


def column(field: dict) -> str:
    """Return a column's name, type and what its values must be."""
    name, words = quoted(field["name"]), field["constraints"].get("enum", ())
    allowed = ["'" + word.replace("'", "''") + "'" for word in words]
    allowed = ["0", "1"] if field["type"] == "boolean" else allowed
    needed = " NOT NULL" if field["constraints"].get("required") else ""
    check = f" CHECK ({name} IN ({', '.join(allowed)}))" if allowed else ""
    return f"{name} {AFFINITY.get(field['type'], 'TEXT')}{needed}{check}"


def list_items(resources: list[dict]) -> dict[str, list[dict]]:
    """Return the items of the lists that point to each table, with their places."""
    found = {}
    for resource in resources:
        for link in (link for link in foreign_keys(resource) if link.is_list):
            key, column = resource["schema"]["primaryKey"], link.column
            found.setdefault(link.table, []).extend(
                {"table": resource["name"], "column": column, "row": row[key], "position": place, "item": item}
                for row in data.rows(resource["name"])
                for place, item in enumerate(row[column] or (), start=1)
            )
    return found
