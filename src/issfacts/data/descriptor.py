"""Read datapackage.json, the data's own description: a Frictionless Data Package, written by `make data`.

A schema has four words of our own: `x-list-of` (a cell holds ids of another table), `x-ordered`, `x-no-overlap`
and `x-cited`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .schema import KINDS, DataError, Problem, cell_reader, is_required, names, unique_keys

FILE = "datapackage.json"


class Link(NamedTuple):
    """Columns whose values must stand in columns of another table: a foreign key, or a list of them."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]
    is_list: bool

    def keys(self, row: dict) -> list[tuple]:
        """Return the keys that a row points to: none where the cell is empty."""
        values = tuple(row[column] for column in self.columns)
        if None in values:
            return []
        return [(item,) for item in values[0]] if self.is_list else [values]


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
    part, types = None, {}
    try:
        for position, resource in enumerate(package["resources"]):
            part = f"resources[{position}]"
            part = str(resource["name"])
            require(re.fullmatch(r"[\w-]+\.csv", resource["path"]), resource["path"])
            for field in resource["schema"]["fields"]:
                part = f"{resource['name']}.{field['name']}"
                require(isinstance(field["name"], str), f"{field['name']!r} as a name")
                require(field["type"] in KINDS, f"type {field['type']!r}")
                cell_reader(field, is_required(field))
                require(types.setdefault((resource["name"], field["name"]), field) is field, "a name used twice")
        for resource in package["resources"]:
            part = f"{resource['name']}.schema"
            unique_keys(resource["schema"])
            for table, column in columns_named(resource):
                require((table, column) in types, f"{table}.{column}, a column that no table has")
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
    schema, own = resource["schema"], resource["name"]
    span = schema.get("x-no-overlap", {})
    for columns in (names(schema.get("primaryKey", ())), *schema.get("x-ordered", ()), span.values()):
        yield from ((own, column) for column in columns)
    for link in links(resource):
        yield from ((own, column) for column in link.columns)
        yield from ((link.table, column) for column in link.targets)


def links(resource: dict) -> Iterator[Link]:
    """Yield every link from a table to another."""
    schema = resource["schema"]
    for key in schema.get("foreignKeys", ()):
        target = key["reference"]
        yield Link(names(key["fields"]), target["resource"], names(target["fields"]), False)
    for field in schema["fields"]:
        if field.get("x-list-of"):
            table, column = field["x-list-of"].split(".")
            yield Link((field["name"],), table, (column,), True)
