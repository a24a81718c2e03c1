"""Generates the descriptor data/datapackage.json from data/schema/*.yml.

`data/schema/_package.yml` describes the data as a whole, `_shared.yml` columns that several tables have,
`<table>.yml` one table. Errors name the file, the key in it and what was expected.
"""

import json
from hashlib import sha256
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from paths import ROOT
from running import ToolError

from issfacts.data.descriptor import validate_descriptor

DATA = ROOT / "data"
RULES = yaml.safe_load((DATA / "schema" / "_rules.yml").read_text("utf-8"))
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
TYPES = {  # what Table Schema calls our types, where it is more than their name
    "uri": {"type": "string", "format": "uri"},
    "datetime": {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}
CONSTRAINTS = ("required", "unique", "enum", "pattern", "minimum", "maximum")
FIELD_RULES = ("id_of_one_of", "required_if", "only_if")  # which Table Schema does not know


def descriptor_text(data: Path = DATA) -> str:
    """Return the text of datapackage.json for the present tables and their descriptions.

    ToolError: a file of data/schema/ or the encoding of a table is invalid. DataError: the resulting descriptor
    is inconsistent.
    """
    folder = data / "schema"
    package = read_validated(folder / "_package.yml", "#/$defs/package")
    shared = read_validated(folder / "_shared.yml", "#/$defs/shared")
    tables = {name: read_validated(folder / f"{name}.yml", "#/$defs/table") for name in package["tables"]}
    for name, table in tables.items():
        table["fields"] = {field: merge_shared(name, field, value, shared) for field, value in table["fields"].items()}
    add_patterns(tables)
    descriptor = {
        "name": package["name"],
        "profile": "tabular-data-package",
        **{key: package[key] for key in ("title", "description", "version", "as_of", "horizon")},
        "licenses": [package["licence"]],
        "sources": [package["sources"][name] for name in package["credits"]],
        "resources": [table_resource(data, name, table, package) for name, table in tables.items()],
    }
    validate_descriptor(descriptor)
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


def read_validated(path: Path, definition: str) -> dict:
    """Return a file of data/schema/, validated by a definition of the JSON Schema in _rules.yml."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ToolError(f"{path.name}: {error}") from None
    if error := best_match(Draft202012Validator({"$ref": definition, "$defs": RULES["$defs"]}).iter_errors(found)):
        raise ToolError(f"{path.name}, {'.'.join(map(str, error.absolute_path)) or 'the file'}: {error.message}")
    return found


def merge_shared(table: str, name: str, value: dict | str, shared: dict) -> dict:
    """Return a column's description: its own properties over those of the shared column to which it refers, if any."""
    own = {"like": name if value == "shared" else value} if isinstance(value, str) else value
    shared_name = own.get("like")
    if shared_name not in {None, *shared}:
        raise ToolError(f"{table}.yml, fields.{name}: {shared_name!r} is not described in _shared.yml")
    return shared.get(shared_name, {}) | own


def add_patterns(tables: dict[str, dict]) -> None:
    """Give each column of foreign keys the pattern of the key to which it refers, or of a list of such keys."""
    for table in tables.values():
        for field in table["fields"].values():
            target = field.get("refers_to") or field.get("list_of", "words")
            other, _, column = target.partition(".")
            if pattern := tables.get(other, {"fields": {}})["fields"].get(column, {}).get("pattern"):
                field["pattern"] = pattern if "refers_to" in field else f"{pattern}(;{pattern})*"


def table_resource(data: Path, name: str, table: dict, package: dict) -> dict:
    """Return the descriptor of one table, with the sha256 of its file."""
    key = table.get("key", ["id"])
    schema = {
        "fields": [schema_field(column, value, column in key) for column, value in table["fields"].items()],
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
        "x-corroborated": table.get("corroborated"),
        "x-event-day": table.get("event_day"),
        "x-entry": {"prefix": "", **table["entry"]} if "entry" in table else None,
    }
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "title": table["title"],
        "description": table["description"],
        "as_of": table.get("as_of", package["as_of"]),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "hash": f"sha256:{sha256(read_table_bytes(data / f'{name}.csv')).hexdigest()}",
        "licenses": [package["licence"]],
        "sources": [package["sources"][credit] for credit in table["credits"]],
        "schema": {key: value for key, value in schema.items() if value},
    }


def schema_field(name: str, described: dict, is_key: bool) -> dict:
    """Return the Table Schema descriptor of a column; a key may not be empty."""
    field_type, list_of = described.get("type", "string"), described.get("list_of")
    limits = described | {"required": True} if is_key else described
    return {
        "name": name,
        "title": described.get("title", name.replace("_", " ").capitalize()),
        "description": described["description"],
        **TYPES.get(field_type, {"type": field_type}),
        "constraints": {name: limits[name] for name in CONSTRAINTS if name in limits},
        **({"x-list-of": "" if list_of == "words" else list_of} if list_of else {}),
        **{f"x-{rule.replace('_', '-')}": described[rule] for rule in FIELD_RULES if rule in described},
    }


def read_table_bytes(path: Path) -> bytes:
    """Return a table's bytes, for its hash. ToolError: it is missing, or has CRLF or a byte-order mark."""
    try:
        found = path.read_bytes()
    except OSError as error:
        raise ToolError(f"{path.name}: {error.strerror}") from None
    for mark, noun in ((BYTE_ORDER_MARK, "a byte-order mark"), (b"\r", "Windows line ends (CRLF)")):
        if mark in found:
            raise ToolError(f"{path.name} has {noun}: save it as UTF-8 without it, lines ended by LF alone")
    return found
