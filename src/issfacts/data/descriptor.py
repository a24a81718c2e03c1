"""Read datapackage.json, the data's own description: a Frictionless Data Package, written by `make data`.

A schema has four words of our own: `x-list-of` (a cell holds ids of another table), `x-ordered`, `x-no-overlap`
and `x-cited`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .schema import KINDS, DataError, Problem, cell_reader, names, unique_keys

FILE = "datapackage.json"


class Link(NamedTuple):
    """A column whose values must stand in a column of another table: a foreign key, or a list of them."""

    column: str
    table: str
    target: str
    is_list: bool

    def keys(self, row: dict) -> tuple:
        """Return the keys that a row points to: none where the cell is empty."""
        value = row[self.column]
        return () if value is None else value if self.is_list else (value,)


def read_package(path: Path) -> dict:
    """Read the descriptor; raise DataError where it is not one that `make data` would write."""
    try:
        package = json.loads(path.read_bytes().decode("utf-8"))
    except OSError:
        raise DataError(Problem(path.name, None, None, None, "a data package's descriptor")) from None
    except (ValueError, RecursionError) as error:
        raise DataError(Problem(path.name, None, None, str(error), "JSON")) from None
    refuse_damage(package)
    return package


def refuse_damage(package: Any) -> None:
    """Raise DataError for the first thing that makes a descriptor useless."""
    part, known = None, set()
    try:
        for position, resource in enumerate(package["resources"]):
            part = f"resources[{position}]"
            part = str(resource["name"])
            require(re.fullmatch(r"[\w-]+\.csv", resource["path"]), resource["path"])
            key = names(resource["schema"]["primaryKey"])
            require(key, "a table without a key")
            for field in resource["schema"]["fields"]:
                column = (resource["name"], field["name"])
                part = ".".join(column)
                require(field["type"] in KINDS, f"type {field['type']!r}")
                require(column not in known, "a name used twice")
                known.add(column)
                cell_reader(field)
                filled = field["constraints"].get("required")
                require(filled or field["name"] not in key, "a key that may be empty")
        for resource in package["resources"]:
            part = f"{resource['name']}.schema"
            for table, column in columns_named(resource):
                require((table, column) in known, f"{table}.{column}, a column that no table has")
    except KeyError as missing:
        place = f"{part}.{missing.args[0]}" if part else missing.args[0]
        raise DataError(Problem(FILE, None, place, None, "this property")) from None
    except Exception as error:  # whatever JSON stands there, it is named
        found = str(error) or type(error).__name__
        raise DataError(Problem(FILE, None, part, found, "as `make data` writes it")) from None


def require(holds: Any, found: str) -> None:
    """Raise ValueError with what was found, unless something holds."""
    if not holds:
        raise ValueError(found)


def columns_named(resource: dict) -> Iterator[tuple[str, str]]:
    """Yield the columns that a table's rules speak of, as (table, column)."""
    schema = resource["schema"]
    for columns in (*unique_keys(schema), *schema.get("x-ordered", ()), schema.get("x-no-overlap", {}).values()):
        yield from ((resource["name"], column) for column in columns)
    for link in links(resource):
        yield resource["name"], link.column
        yield link.table, link.target


def links(resource: dict) -> Iterator[Link]:
    """Yield every link from a table to another."""
    schema = resource["schema"]
    for key in schema.get("foreignKeys", ()):
        yield Link(key["fields"], key["reference"]["resource"], key["reference"]["fields"], False)
    for field in schema["fields"]:
        if field.get("x-list-of"):
            table, column = field["x-list-of"].split(".")
            yield Link(field["name"], table, column, True)
