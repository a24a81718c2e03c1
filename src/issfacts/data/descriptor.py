"""Read and validate datapackage.json, the data's descriptor: a Frictionless Data Package, written by `make data`.

The schemas use properties that Frictionless does not define; data/schema/_rules.yml explains them. Of a table:
`x-ordered`, `x-no-overlap`, `x-cited`, `x-corroborated`, `x-event-day`, `x-entry`. Of a column: `x-list-of`,
`x-id-of-one-of`, `x-required-if`, `x-only-if`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .schema import DataError, Problem, cell_parser, column_names, unique_keys

FILE = "datapackage.json"


class ForeignKey(NamedTuple):
    """Name a column whose values (or list items) must occur in the column `target` of another table."""

    column: str
    table: str
    target: str
    is_list: bool

    def values(self, row: dict) -> tuple:
        """Return the foreign key values of a row: none for an empty cell, one or more for a list."""
        value = row[self.column]
        if value is None:
            return ()
        return value if self.is_list else (value,)


def read_package(path: Path) -> dict:
    """Parse and validate the descriptor; raise DataError if it is missing or not as `make data` writes it."""
    try:
        package = json.loads(path.read_bytes().decode("utf-8"))
    except OSError:
        raise DataError(Problem(path.name, None, None, None, "a data package's descriptor")) from None
    except (ValueError, RecursionError) as error:
        raise DataError(Problem(path.name, None, None, str(error), "JSON")) from None
    validate_descriptor(package)
    return package


def validate_descriptor(package: Any) -> None:
    """Raise DataError, for the first part of a parsed descriptor that cannot be used."""
    part = None
    try:
        resources = package["resources"]
        known = {(resource["name"], field["name"]) for resource in resources for field in resource["schema"]["fields"]}
        for resource in resources:
            part = resource["name"]
            if resource["path"] != f"{part}.csv":
                raise ValueError(f"the path {resource['path']}")
            if not column_names(resource["schema"]["primaryKey"]):
                raise ValueError("a table without a key")
            for referenced in referenced_columns(resource):
                if referenced not in known:
                    raise ValueError(f"{'.'.join(referenced)}, a column that no table has")
            if (entry := resource["schema"].get("x-entry")) and set(map(type, entry.values())) != {str}:
                raise ValueError("an entry whose page or prefix is no text")
            for field in resource["schema"]["fields"]:
                part = f"{resource['name']}.{field['name']}"
                cell_parser(field)  # raises an error for an unknown type or an invalid constraint
    except Exception as error:  # any JSON value must lead to a DataError, whatever its type
        found = f"{error}, missing or unknown" if isinstance(error, KeyError) else str(error)
        raise DataError(Problem(FILE, None, part, found, "as `make data` writes it")) from None


def referenced_columns(resource: dict) -> Iterator[tuple[str, str]]:
    """Yield (table, column) for every column that the keys and rules of a table's schema refer to."""
    schema = resource["schema"]
    conditions = [field.get(f"x-{rule}", {}) for field in schema["fields"] for rule in ("required-if", "only-if")]
    spans, day = schema.get("x-no-overlap", {}).values(), [schema["x-event-day"]] if "x-event-day" in schema else []
    for columns in (*unique_keys(schema), *schema.get("x-ordered", ()), spans, day, *(c.keys() for c in conditions)):
        yield from ((resource["name"], column) for column in columns)
    for field in schema["fields"]:
        yield from ((table, "id") for table in field.get("x-id-of-one-of", ()))
    for key in foreign_keys(resource):
        yield resource["name"], key.column
        yield key.table, key.target


def foreign_keys(resource: dict) -> Iterator[ForeignKey]:
    """Yield every foreign key of a table, single columns first, then list columns."""
    schema = resource["schema"]
    for key in schema.get("foreignKeys", ()):
        yield ForeignKey(key["fields"], key["reference"]["resource"], key["reference"]["fields"], False)
    for field in schema["fields"]:
        if field.get("x-list-of"):
            table, column = field["x-list-of"].split(".")
            yield ForeignKey(field["name"], table, column, True)
