"""Reads datapackage.json, the data's own description, and says where it is not what it should be.

Frictionless Data Package with Table Schema, as far as this book uses it, and four words of our own in
a schema: `x-list-of` (a cell holds ids of another table), `x-ordered`, `x-no-overlap` and `x-cited`.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .schema import KINDS, CellError, DataError, Kind, Problem, limits, names, read_as

FILE = "datapackage.json"


def read_json(path: Path) -> Any:
    """Read the descriptor as it stands, or raise DataError where it is no JSON."""
    try:
        return json.loads(path.read_bytes().decode("utf-8"))
    except OSError:
        raise DataError(Problem(path.name, None, None, None, "a data package's descriptor")) from None
    except (ValueError, RecursionError) as error:
        raise DataError(Problem(path.name, None, None, str(error), "JSON")) from None


def read_package(path: Path) -> dict:
    """Read the descriptor and vouch for it: the first thing wrong with it raises DataError."""
    package = read_json(path)
    for problem in problems(package):
        raise DataError(problem)
    return package


def problems(package: Any) -> Iterator[Problem]:
    """Find what is wrong with a descriptor: first its form, then, where that is sound, its names."""
    formal = [Problem(FILE, None, *misfit) for misfit in misfits(package, PACKAGE)]
    yield from formal
    if not formal:
        for check in (doubles, loose_ends, unreadable_limits):
            yield from (Problem(FILE, None, *finding) for finding in check(package["resources"]))


# -- form ----------------------------------------------------------------------------------------------


class Leaf(NamedTuple):
    """What one value of the descriptor must be."""

    noun: str
    fits: Callable[[Any], bool]


def misfits(value: Any, shape: Any, where: str = "") -> Iterator[tuple[str | None, Any, str]]:
    """Compare a JSON value with its shape; yield (where, value, expected) for each difference.

    >>> list(misfits({"resources": "none"}, {"resources": [NAME], "as_of?": FLAG}))
    [('resources', 'none', 'a list')]
    """
    if isinstance(shape, Leaf):
        if not shape.fits(value):
            yield where, value, shape.noun
    elif not isinstance(value, type(shape)):
        yield where or None, value, "a list" if isinstance(shape, list) else "an object"
    elif isinstance(shape, list):
        for position, item in enumerate(value):
            yield from misfits(item, shape[0], f"{where}[{position}]")
    else:
        for key, inner in shape.items():
            name = key.removesuffix("?")
            inside = f"{where}.{name}".lstrip(".")
            if name in value:
                yield from misfits(value[name], inner, inside)
            elif name == key:
                yield inside, None, "this property"


def cell(kind: Kind) -> Leaf:
    """Ask for what a cell of this kind would hold."""

    def fits(value: Any) -> bool:
        try:
            return isinstance(value, str) and read_as(kind, value) is not None
        except CellError:
            return False

    return Leaf(kind.noun, fits)


def word(noun: str, pattern: str) -> Leaf:
    """Ask for a text of this pattern."""
    return Leaf(noun, lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value)))


def is_pattern(value: Any) -> bool:
    """Tell whether this is a regular expression."""
    try:
        return bool(re.compile(value)) and isinstance(value, str)
    except (TypeError, re.error, OverflowError, RecursionError):
        return False


def is_names(value: Any) -> bool:
    """Tell whether this names one column or several."""
    some = value if isinstance(value, list) else [value]
    return bool(some) and all(isinstance(name, str) for name in some)


FLAG = Leaf("true or false", lambda value: isinstance(value, bool))
BOUND = Leaf("a number or a text", lambda value: isinstance(value, int | float | str))
NAMES = Leaf("a column's name or a list of them", is_names)
NAME = word("a name in small letters (such as claim_evidence)", "[a-z][a-z0-9_]*")
TEXT, DATE, INSTANT = cell(KINDS["string"]), cell(KINDS["date"]), cell(KINDS["datetime"])
TYPES = [kind for kind in KINDS if kind != "uri"]  # in Table Schema, uri is a format of string

# The shape of the descriptor: "?" marks what may be missing, a list holds any number of its one item.
FIELD = {
    "name": NAME,
    "type": word("one of " + ", ".join(TYPES), "|".join(TYPES)),
    "format?": word("a format this book uses", "default|uri|%Y-%m-%d(T%H:%M:%SZ)?"),
    "title?": TEXT,
    "description?": TEXT,
    "constraints?": {
        "required?": FLAG,
        "unique?": FLAG,
        "enum?": [TEXT],
        "pattern?": Leaf("a regular expression", is_pattern),
        "minimum?": BOUND,
        "maximum?": BOUND,
    },
    "x-list-of?": word("table.column, or empty for plain words", r"([a-z0-9_]+\.[a-z0-9_]+)?"),
}
SCHEMA = {
    "fields": [FIELD],
    "primaryKey?": NAMES,
    "foreignKeys?": [{"fields": NAMES, "reference": {"resource": NAME, "fields": NAMES}}],
    "x-ordered?": [[NAME]],
    "x-no-overlap?": {"by": NAME, "from": NAME, "to": NAME},
    "x-cited?": FLAG,
}
RESOURCE = {
    "name": NAME,
    "path": word("the plain name of a .csv file", r"[A-Za-z0-9_-]+\.csv"),
    "title?": TEXT,
    "as_of?": DATE,
    "hash?": word("sha256: and 64 hexadecimal digits", "sha256:[0-9a-f]{64}"),
    "sources?": [{"title": TEXT}],
    "schema": SCHEMA,
}
PACKAGE = {"as_of?": DATE, "horizon?": INSTANT, "resources": [RESOURCE]}


# -- names ---------------------------------------------------------------------------------------------


class Link(NamedTuple):
    """Columns whose values must stand in columns of another table: a foreign key, or a list of them."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]
    is_list: bool

    def keys(self, row: dict) -> list[tuple]:
        """Give the keys that a row points to: none where the cell is empty."""
        values = tuple(row[column] for column in self.columns)
        if None in values:
            return []
        return [(item,) for item in values[0]] if self.is_list else [values]


def links(resource: dict) -> Iterator[Link]:
    """Give every link from a table to another."""
    schema = resource["schema"]
    for key in schema.get("foreignKeys", ()):
        target = key["reference"]
        yield Link(names(key["fields"]), target["resource"], names(target["fields"]), False)
    for field in schema["fields"]:
        if field.get("x-list-of"):
            table, column = field["x-list-of"].split(".")
            yield Link((field["name"],), table, (column,), True)


def doubles(resources: list[dict]) -> Iterator[tuple[str, str, str]]:
    """Find tables, files and columns that carry a name used before."""
    used = {
        "resources.name": [resource["name"] for resource in resources],
        "resources.path": [resource["path"].lower() for resource in resources],
        **{f"{r['name']}.fields": [field["name"] for field in r["schema"]["fields"]] for r in resources},
    }
    for where, found in used.items():
        for position, name in enumerate(found):
            if name in found[:position]:
                yield where, name, "a name used once"


def mentions(resource: dict) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Give each column a schema speaks of, as (rule, table, column, types it may have)."""
    schema, own = resource["schema"], resource["name"]
    for column in names(schema.get("primaryKey", ())):
        yield "primaryKey", own, column, tuple(TYPES)
    for link in links(resource):
        yield from (("link", own, column, tuple(TYPES)) for column in link.columns)
        yield from (("link", link.table, column, tuple(TYPES)) for column in link.targets)
    for columns in schema.get("x-ordered", ()):
        yield from (("x-ordered", own, column, ("date", "datetime")) for column in columns)
    if span := schema.get("x-no-overlap"):
        yield "x-no-overlap", own, span["by"], tuple(TYPES)
        yield from (("x-no-overlap", own, span[end], ("datetime",)) for end in ("from", "to"))


def loose_ends(resources: list[dict]) -> Iterator[tuple[str, str, str]]:
    """Find rules that speak of a column which does not exist, or cannot be meant."""
    types = {(r["name"], f["name"]): f["type"] for r in resources for f in r["schema"]["fields"]}
    for resource in resources:
        for rule, table, column, allowed in mentions(resource):
            if types.get((table, column)) not in allowed:
                kinds = "" if len(allowed) == len(TYPES) else f" of type {' or '.join(allowed)}"
                yield f"{resource['name']}.{rule}", f"{table}.{column}", f"a column{kinds}"
        for link in links(resource):
            if len(link.columns) != len(link.targets):
                yield f"{resource['name']}.link", list(link.columns), f"as many as {list(link.targets)}"


def unreadable_limits(resources: list[dict]) -> Iterator[tuple[str, Any, str]]:
    """Find constraints that are no value of their own column's type."""
    for resource in resources:
        for field in resource["schema"]["fields"]:
            try:
                list(limits(field))
            except CellError as unfit:
                yield f"{resource['name']}.{field['name']}.constraints", field["constraints"], str(unfit)
