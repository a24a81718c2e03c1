"""Writes the SQLite database: one table for each CSV file, with types, keys and CHECK constraints.

A list stays in its cell as in the CSV file, joined with semicolons. Lists of foreign keys are stored again, one item a
row, in tables such as `list_of_sources`, which SQL can join and whose foreign keys SQLite enforces. Dates and instants
are text in ISO 8601, Booleans are 0 and 1.
"""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd

from issfacts import data
from issfacts.data.descriptor import foreign_keys
from issfacts.data.schema import column_names, format_values, unique_keys

from .about import DICTIONARY_COLUMNS, about, dictionary_rows

SQLITE_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
CONVENTIONS = {
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
    """Write the database, replacing an existing file."""
    target.unlink(missing_ok=True)
    resources = data.package()["resources"]
    lists = list_items(resources)
    tables = {resource["name"]: data.rows(resource["name"]) for resource in resources}
    tables |= {f"list_of_{name}": items for name, items in lists.items()}
    with closing(sqlite3.connect(target)) as connection:
        for statement in (*map(create_table_statement, resources), *map(LIST_TABLE.format, lists)):
            connection.execute(statement)
        for name, rows in tables.items():
            frame = pd.DataFrame(rows, dtype=object).map(to_sqlite_value)
            frame.to_sql(name, connection, index=False, if_exists="append")
        pd.DataFrame(about(CONVENTIONS), columns=["label", "text"]).to_sql("about", connection, index=False)
        pd.DataFrame(dictionary_rows(), columns=list(DICTIONARY_COLUMNS)).to_sql("dictionary", connection, index=False)
        connection.commit()
        connection.execute("VACUUM")


def to_sqlite_value(value: object) -> object:
    """Convert a cell's value to the one that is stored in SQLite.

    >>> [to_sqlite_value(value) for value in (date(2023, 9, 15), ("gcat", "spacefacts"), True, None)]
    ['2023-09-15', 'gcat;spacefacts', 1, None]
    """
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, date):
        return format_values(value)
    return int(value) if isinstance(value, bool) else value


def quote_names(*columns: str) -> str:
    """Quote names of tables or columns for SQL, so that they may be keywords.

    >>> quote_names("row", "right")
    '"row", "right"'
    """
    return ", ".join(f'"{name}"' for name in columns)


def create_table_statement(resource: dict) -> str:
    """Return the CREATE TABLE statement of a table with its columns, keys and foreign keys."""
    schema = resource["schema"]
    key = column_names(schema["primaryKey"])
    parts = [column_definition(field) for field in schema["fields"]]
    parts += [f"PRIMARY KEY ({quote_names(*key)})"]
    parts += [f"UNIQUE ({quote_names(*unique)})" for unique in unique_keys(schema) if unique != key]
    parts += [
        f"FOREIGN KEY ({quote_names(link.column)}) REFERENCES {quote_names(link.table)} ({quote_names(link.target)})"
        for link in foreign_keys(resource)
        if not link.is_list
    ]
    return f"CREATE TABLE {quote_names(resource['name'])} (\n  " + ",\n  ".join(parts) + "\n)"


def column_definition(field: dict) -> str:
    """Return the SQL definition of a column: name, type, NOT NULL, CHECK."""
    name, values = quote_names(field["name"]), field["constraints"].get("enum", ())
    allowed = ["'" + value.replace("'", "''") + "'" for value in values]
    allowed = ["0", "1"] if field["type"] == "boolean" else allowed
    not_null = " NOT NULL" if field["constraints"].get("required") else ""
    check = f" CHECK ({name} IN ({', '.join(allowed)}))" if allowed else ""
    return f"{name} {SQLITE_TYPES.get(field['type'], 'TEXT')}{not_null}{check}"


def list_items(resources: list[dict]) -> dict[str, list[dict]]:
    """Return the rows of the tables `list_of_...`, by the name of the table to which the items refer."""
    items_by_target = {}
    for resource in resources:
        for link in (link for link in foreign_keys(resource) if link.is_list):
            key, column = resource["schema"]["primaryKey"], link.column
            items_by_target.setdefault(link.table, []).extend(
                {"table": resource["name"], "column": column, "row": row[key], "position": position, "item": item}
                for row in data.rows(resource["name"])
                for position, item in enumerate(row[column] or (), start=1)
            )
    return items_by_target
