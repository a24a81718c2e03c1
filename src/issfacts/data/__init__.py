"""Load the book's tables as typed rows or pandas DataFrames, and look up single facts and sources.

Every value is stored once, in `data/`; datapackage.json holds the schema of each file. A file that does not match
its schema raises DataError with file, row, column and value: a partly valid table is never returned.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import descriptor
from .schema import DataError, parse

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Fact:
    """Hold one fact: a row of facts.csv, with the value as the prose prints it.

    >>> Fact("answer", "42", None, date(2026, 11, 22), ("adams",), "confirmed", None, "high").value
    '42'
    """

    id: str
    value: str
    unit: str | None
    as_of: date
    source_ids: tuple[str, ...]
    status: str
    note: str | None
    confidence: str | None = None


@dataclass(frozen=True)
class Source:
    """Hold one source, which is one web page: a row of sources.csv.

    >>> source("gcat").producer
    'Jonathan McDowell'
    """

    id: str
    title: str
    producer: str
    published: date | None
    url: str
    kind: str
    mirror_of: str | None
    licence: str | None
    note: str | None
    standing: str
    controlled_by: str | None


def rows(name: str, folder: Path | str | None = None) -> list[dict]:
    """Read a table as a list of dicts, typed by its schema; needs only the standard library.

    Values are str, int, float, bool, date, datetime (aware, UTC), tuple (list cells), None (empty cells).
    Each call returns a new list that can be changed. `folder`: another copy of `data/`.
    KeyError: no such table. DataError: an invalid or missing file.

    >>> sum(claim["verdict"] == "accurate" for claim in rows("claims"))
    29
    """
    return [dict(row) for row in _valid_rows(cache_key(name, folder=folder), name)]


def load(name: str, folder: Path | str | None = None) -> "pd.DataFrame":
    """Read a table as a pandas DataFrame, typed by its schema.

    Instants are datetime64[us, UTC], dates datetime64[us], integers Int64, other numbers float64, booleans boolean,
    enumerated words category, texts string, list cells tuples (object); empty cells are missing values.
    KeyError: no such table. DataError: an invalid or missing file.

    >>> load("claims")["verdict"].value_counts()["not-checkable"].item()
    5
    """
    from .frames import Frame, column_dtype

    dtypes = {field["name"]: column_dtype(field) for field in table_schema(name, folder)["fields"]}
    return Frame(_valid_rows(cache_key(name, folder=folder), name), columns=list(dtypes), dtype=object).astype(dtypes)


def tables(folder: Path | str | None = None) -> "pd.DataFrame":
    """List the tables: columns name, title, rows (their number), as_of (date), sources (whom to credit).

    DataError: an invalid or missing file.

    >>> tables().set_index("name").loc["claims", "rows"].item()
    41
    """
    from .frames import Frame

    frame = Frame(
        {
            "name": resource["name"],
            "title": resource["title"],
            "rows": len(rows(resource["name"], folder)),
            "as_of": resource["as_of"],
            "sources": "; ".join(credit["title"] for credit in resource["sources"]),
        }
        for resource in package(folder)["resources"]
    )
    return frame.astype({"as_of": "datetime64[us]"})


def by_id(name: str) -> dict[str, dict]:
    """Return the rows of a table by their id, typed as by `rows`; the dicts are cached and must not be changed.

    KeyError: no such table, or one without the column id. DataError: an invalid or missing file.

    >>> by_id("agencies")["NASA"]["country"]
    'USA'
    """
    return _by_id(cache_key(name), name)


def fact(id: str) -> Fact:
    """Look up one fact by its id; its value is text, as the prose prints it.

    KeyError: no such fact. DataError: facts.csv is invalid.

    >>> fact("aboard-after-hatch").value
    '10'
    """
    return _lookup(Fact, "facts", id)


def source(id: str) -> Source:
    """Look up one source by its id.

    KeyError: no such source. DataError: sources.csv is invalid.

    >>> source("gcat").kind
    'catalogue'
    """
    return _lookup(Source, "sources", id)


def strongest_first(ids: Iterable[str]) -> tuple[str, ...]:
    """Sort source ids by the standing of the source, primary sources first; equal ones keep the given order.

    KeyError: no such source (the message suggests similar ids). DataError: sources.csv is invalid.

    >>> strongest_first(["howstuffworks-station", "tass-ms24", "gcat"])
    ('gcat', 'tass-ms24', 'howstuffworks-station')
    """
    standings = field("sources", "standing")["constraints"]["enum"]  # strongest first
    return tuple(sorted(ids, key=lambda id: standings.index(source(id).standing)))


@cache
def data_folder() -> Path:
    """Return the folder of the data: `_data` inside an installed package, else `data/` of the checkout."""
    package_folder = Path(__file__).parents[1]
    installed = package_folder / "_data"
    return installed if installed.is_dir() else package_folder.parents[1] / "data"


def package(folder: Path | str | None = None) -> dict:
    """Return the parsed descriptor, datapackage.json; it is cached and must not be changed.

    >>> package()["horizon"]
    '2026-10-08T00:00:00Z'
    """
    return _package(_file_stamp(f"{folder or data_folder()}/{descriptor.FILE}"))


def table_schema(name: str, folder: Path | str | None = None) -> dict:
    """Return the schema of a table: its fields, keys and rules; it is cached and must not be changed.

    KeyError: no such table. DataError: an invalid or missing descriptor.

    >>> table_schema("events")["x-event-day"]
    'when_utc'
    """
    descriptor_stamp, _ = cache_key(name, folder=folder)
    return _resources(descriptor_stamp)[name]["schema"]


def field(table: str, name: str) -> dict:
    """Return what the schema of a table says of a column; it must not be changed.

    KeyError: no such table. DataError: an invalid or missing descriptor.

    >>> field("reasons", "kind")["constraints"]["enum"]
    ['holds', 'ends']
    """
    return next(field for field in table_schema(table)["fields"] if field["name"] == name)


def cache_key(*names: str, folder: Path | str | None = None) -> tuple:
    """Return the file stamps of the descriptor and of some tables: a cache key that changes when a file changes.

    KeyError: no such table. DataError: an invalid or missing descriptor.
    """
    folder = folder or data_folder()
    descriptor_stamp = _file_stamp(f"{folder}/{descriptor.FILE}")
    known = _resources(descriptor_stamp)
    for name in names:
        if not isinstance(name, str) or name not in known:
            raise unknown_name_error("table", name, list(known))
    return descriptor_stamp, *(_file_stamp(f"{folder}/{name}.csv") for name in names)


def unknown_name_error(noun: str, name: str, known: list[str]) -> KeyError:
    """Return a KeyError for an unknown name, with the three most similar known names."""
    nearest = get_close_matches(str(name).lower(), known, n=3, cutoff=0)
    return KeyError(f"no {noun} {name!r}; nearest: {', '.join(nearest)}")


def _lookup(record_class: type, table: str, id: str) -> Fact | Source:
    known = by_id(table)
    if not isinstance(id, str) or id not in known:
        raise unknown_name_error(record_class.__name__.lower(), id, list(known))
    return record_class(**{field.name: known[id][field.name] for field in fields(record_class)})


def _file_stamp(path: str) -> tuple:
    """Return path, modification time and size of a file; both None where there is no such file."""
    try:
        status = os.stat(path)  # noqa: PTH116 (Path.stat is slower, and every lookup of a fact calls this)
    except OSError:
        return path, None, None
    return path, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _package(descriptor_stamp: tuple) -> dict:
    return descriptor.read_package(Path(descriptor_stamp[0]))


@lru_cache(maxsize=8)
def _resources(descriptor_stamp: tuple) -> dict[str, dict]:
    return {resource["name"]: resource for resource in _package(descriptor_stamp)["resources"]}


@lru_cache(maxsize=128)
def _valid_rows(key: tuple, name: str) -> list[dict]:
    """Return all rows of a table, given the cache key of that table; DataError with its first problem."""
    descriptor_stamp, (path, *_) = key
    parsed = parse(Path(path), _resources(descriptor_stamp)[name]["schema"])
    for problem in parsed.problems:
        raise DataError(problem)
    return [row for _, row in parsed.rows]


@lru_cache(maxsize=64)
def _by_id(key: tuple, name: str) -> dict[str, dict]:
    return {row["id"]: row for row in _valid_rows(key, name)}
