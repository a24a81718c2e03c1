"""Write data/datapackage.json, the data's description for programs, from data/schema/*.yml, which people edit.

`data/schema/_package.yml` describes the data as a whole, `_shared.yml` the columns that several tables have,
`<table>.yml` one table. A description that no program could use is named with file, place and what was expected.
"""

import json
from hashlib import sha256
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from issfacts.data.descriptor import validate_descriptor

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
RULES = yaml.safe_load((DATA / "schema" / "_rules.yml").read_text("utf-8"))
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FORMATS = {"uri": "uri", "datetime": "%Y-%m-%dT%H:%M:%SZ"}  # of Table Schema, by our types
LIMITS = ("required", "unique", "enum", "pattern", "minimum", "maximum")


class DescriptionError(ValueError):
    """Say which place of a file in data/schema/ is not what it should be."""


def descriptor_text(data: Path = DATA) -> str:
    """Return the text of datapackage.json for the tables as they stand now: its own properties, then each table.

    DescriptionError: a file of data/schema/ or a table's bytes are not what they should be. DataError: together the
    descriptions make no sense.
    """
    folder = data / "schema"
    about = read(folder / "_package.yml", "#/$defs/package")
    shared = read(folder / "_shared.yml", "#/$defs/shared")
    tables = {name: read(folder / f"{name}.yml", "#/$defs/table") for name in about["tables"]}
    for name, table in tables.items():
        table["fields"] = {field: filled(name, field, value, shared) for field, value in table["fields"].items()}
    add_patterns(tables)
    described = {
        "name": about["name"],
        "profile": "tabular-data-package",
        **{key: about[key] for key in ("title", "description", "version", "as_of", "horizon")},
        "licenses": [about["licence"]],
        "sources": [about["sources"][name] for name in about["credits"]],
        "resources": [resource(data, name, table, about) for name, table in tables.items()],
    }
    validate_descriptor(described)
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def read(path: Path, part: str) -> dict:
    """Return a file of data/schema/, or say where it is not what this part of _rules.yml asks for."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise DescriptionError(f"{path.name}: {error}") from None
    if error := best_match(Draft202012Validator({"$ref": part, "$defs": RULES["$defs"]}).iter_errors(found)):
        raise DescriptionError(f"{path.name}, {'.'.join(map(str, error.absolute_path)) or 'the file'}: {error.message}")
    return found


def filled(table: str, name: str, value: dict | str, shared: dict) -> dict:
    """Return a column's description: its own, the shared one that it names, or a mixture of both."""
    own = {"like": name if value == "shared" else value} if isinstance(value, str) else value
    entry = own.get("like")
    if entry not in {None, *shared}:
        raise DescriptionError(f"{table}.yml, fields.{name}: {entry!r} is not described in _shared.yml")
    return shared.get(entry, {}) | own


def add_patterns(tables: dict[str, dict]) -> None:
    """Give a column that names rows of another table the pattern of their key, or of a list of it."""
    for table in tables.values():
        for field in table["fields"].values():
            target = field.get("refers_to") or field.get("list_of", "words")
            other, _, column = target.partition(".")
            if pattern := tables.get(other, {"fields": {}})["fields"].get(column, {}).get("pattern"):
                field["pattern"] = pattern if "refers_to" in field else f"{pattern}(;{pattern})*"


def resource(data: Path, name: str, table: dict, about: dict) -> dict:
    """Return what the data package says of one table, with the sha256 of its file."""
    key = table.get("key", ["id"])
    schema = {
        "fields": [field(column, value) for column, value in table["fields"].items()],
        "missingValues": [""],
        "primaryKey": key if key[1:] else key[0],
        "foreignKeys": [
            {"fields": column, "reference": dict(zip(("resource", "fields"), target.split("."), strict=False))}
            for column, value in table["fields"].items()
            if (target := value.get("refers_to"))
        ],
        "x-ordered": table.get("ordered"),
        "x-no-overlap": table.get("no_overlap"),
        "x-cited": table.get("cited"),
    }
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "title": table["title"],
        "description": table["description"],
        "as_of": table.get("as_of", about["as_of"]),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{sha256(table_bytes(data / f'{name}.csv')).hexdigest()}",
        "licenses": [about["licence"]],
        "sources": [about["sources"][credit] for credit in table["credits"]],
        "schema": {key: value for key, value in schema.items() if value},
    }


def field(name: str, described: dict) -> dict:
    """Return a column in the words of Table Schema."""
    kind = described.get("type", "string")
    found = {
        "name": name,
        "title": described.get("title", name.replace("_", " ").capitalize()),
        "description": described["description"],
        "type": "string" if kind == "uri" else kind,
    }
    if kind in FORMATS:
        found["format"] = FORMATS[kind]
    if kind == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    found["constraints"] = {limit: described[limit] for limit in LIMITS if limit in described}
    if "list_of" in described:
        found["x-list-of"] = "" if described["list_of"] == "words" else described["list_of"]
    return found


def table_bytes(path: Path) -> bytes:
    """Return a table's bytes; refuse line ends and a byte-order mark that would give another hash elsewhere."""
    try:
        found = path.read_bytes()
    except OSError as error:
        raise DescriptionError(f"{path.name}: {error.strerror}") from None
    for mark, noun in ((BYTE_ORDER_MARK, "a byte-order mark"), (b"\r", "Windows line ends (CRLF)")):
        if mark in found:
            raise DescriptionError(f"{path.name} has {noun}: save it as UTF-8 without it, lines ended by LF alone")
    return found
