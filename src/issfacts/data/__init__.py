"""Reads the book's tables: typed rows with the standard library, frames with pandas, one fact, one source.

Every number of the book stands once, in `data/`. What a file may hold is said in its datapackage.json;
whatever does not fit is refused with file, row, column and value: there are no partial tables.
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
    """Hold one fact as the prose shows it: a row of facts.csv.

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
    confidence: str


@dataclass(frozen=True)
class Source:
    """Hold one source, that is one page at one address: a row of sources.csv.

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
    """Read a table as a list of dicts, typed by its schema, with the standard library alone.

    Values are str, int, float, bool, date, datetime (aware, UTC), tuple (lists), None where nothing is
    known. The list is yours to change. KeyError: no such table. DataError: a damaged or missing file.

    >>> sum(claim["verdict"] == "accurate" for claim in rows("claims"))
    29
    """
    return [dict(row) for row in _sound(state(name, folder=folder), name)]


def load(name: str, folder: Path | str | None = None) -> "pd.DataFrame":
    """Read a table as a pandas DataFrame, typed by its schema.

    Instants are datetime64[us, UTC], dates datetime64[us], whole numbers Int64, other numbers float64,
    truth values boolean, listed words category, texts string, lists tuples; what is missing is missing.
    KeyError: no such table. DataError: a damaged or missing file.

    >>> load("claims")["verdict"].value_counts()["not-checkable"].item()
    5
    """
    from .frames import Frame, dtype

    described = state(name, folder=folder)
    dtypes = {field["name"]: dtype(field) for field in _resources(described[0])[name]["schema"]["fields"]}
    return Frame(_sound(described, name), columns=list(dtypes), dtype=object).astype(dtypes)


def tables(folder: Path | str | None = None) -> "pd.DataFrame":
    """List the tables: columns name, title, rows, as_of, sources (whom to credit).

    DataError: a damaged or missing file.

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
    """Return the rows of a table by their id, each typed as `rows` does; to be read, not to be changed.

    KeyError: no such table, or one without ids. DataError: a damaged or missing file.

    >>> by_id("agencies")["NASA"]["country"]
    'USA'
    """
    return _by_id(state(name), name)


def fact(id: str) -> Fact:
    """Look up one fact by its id; its value is a text, exactly as the prose shows it.

    KeyError: no such fact (the message names the nearest). DataError: facts.csv is damaged.

    >>> fact("aboard-after-hatch").value
    '10'
    """
    return _lookup(Fact, "facts", id)


def source(id: str) -> Source:
    """Look up one source by its id.

    KeyError: no such source (the message names the nearest). DataError: sources.csv is damaged.

    >>> source("gcat").kind
    'catalogue'
    """
    return _lookup(Source, "sources", id)


def strongest_first(ids: Iterable[str]) -> tuple[str, ...]:
    """Order sources by their standing, the actor's own word first; equals stay in the order given.

    KeyError: no such source (the message names the nearest). DataError: sources.csv is damaged.

    >>> strongest_first(["howstuffworks-station", "tass-ms24", "gcat"])
    ('gcat', 'tass-ms24', 'howstuffworks-station')
    """
    resource = next(resource for resource in package()["resources"] if resource["name"] == "sources")
    standing = next(field for field in resource["schema"]["fields"] if field["name"] == "standing")
    ranks = standing["constraints"]["enum"]  # strongest first
    return tuple(sorted(ids, key=lambda id: ranks.index(source(id).standing)))


@cache
def home() -> Path:
    """Find the data: `_data` beside the code where the package is installed, else `data/` of the checkout."""
    here = Path(__file__).parents[1]
    installed = here / "_data"
    return installed if installed.is_dir() else here.parents[1] / "data"


def package(folder: Path | str | None = None) -> dict:
    """Return the descriptor, datapackage.json; to be read, not to be changed.

    >>> package()["horizon"]
    '2026-10-08T00:00:00Z'
    """
    return _package(_stamp(f"{folder or home()}/{descriptor.FILE}"))


def state(*names: str, folder: Path | str | None = None) -> tuple:
    """Return the state of the descriptor and some tables: whatever is computed from them is good until it changes.

    KeyError: no such table. DataError: a damaged or missing descriptor.
    """
    folder = folder or home()
    described = _stamp(f"{folder}/{descriptor.FILE}")
    resources = _resources(described)
    for name in names:
        if not isinstance(name, str) or name not in resources:
            raise unknown("table", name, list(resources))
    return described, *(_stamp(f"{folder}/{resources[name]['path']}") for name in names)


def unknown(noun: str, name: str, known: list[str]) -> KeyError:
    """Word the error for a name that nothing has."""
    nearest = get_close_matches(str(name).lower(), known, n=3, cutoff=0)
    return KeyError(f"no {noun} {name!r}; nearest: {', '.join(nearest)}")


def _lookup(kind: type, table: str, id: str) -> Fact | Source:
    """Find a table's row by its id and freeze it."""
    found = by_id(table)
    if not isinstance(id, str) or id not in found:
        raise unknown(kind.__name__.lower(), id, list(found))
    return kind(**{field.name: found[id][field.name] for field in fields(kind)})


def _stamp(path: str) -> tuple:
    """Return a file's state: what was parsed stays good until this changes."""
    try:
        state = os.stat(path)  # noqa: PTH116 (a path's own is slow, and every fact asks for it)
    except OSError:
        return path, None, None
    return path, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=8)
def _package(stamp: tuple) -> dict:
    return descriptor.read_package(Path(stamp[0]))


@lru_cache(maxsize=8)
def _resources(stamp: tuple) -> dict[str, dict]:
    return {resource["name"]: resource for resource in _package(stamp)["resources"]}


@lru_cache(maxsize=128)
def _sound(data_state: tuple, name: str) -> list[dict]:
    """Return a table's rows, all of them in order, or raise its first problem."""
    described, (path, *_) = data_state
    parsed = parse(Path(path), _resources(described)[name]["schema"])
    for problem in parsed.problems:
        raise DataError(problem)
    return [row for _, row in parsed.rows]


@lru_cache(maxsize=64)
def _by_id(data_state: tuple, name: str) -> dict[str, dict]:
    return {row["id"]: row for row in _sound(data_state, name)}
