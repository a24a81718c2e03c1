"""Finds everything that is wrong in the data: one generator function for each kind of check."""

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from . import descriptor
from .data import home
from .descriptor import links
from .schema import DataError, Parsed, Problem, is_required, parse

# Tables whose ids become anchors of one reference; claims show theirs in capitals (C01) and link in small.
REFERENCE = ("facts", "claims", "sources", "events", "questions")
# How many characters of an instant are known, by its precision.
WIDTH = {"year": 4, "month": 7, "day": 10, "minute": 16}


class Table(NamedTuple):
    """One table under examination."""

    path: Path
    resource: dict
    parsed: Parsed

    @property
    def rows(self) -> tuple[tuple[int, dict], ...]:
        """Give the numbered rows that could be read."""
        return self.parsed.rows or ()

    @property
    def schema(self) -> dict:
        """Give the table's schema."""
        return self.resource["schema"]

    def values(self, columns: tuple[str, ...]) -> set[tuple]:
        """Give the keys that stand in some columns."""
        return {tuple(row[column] for column in columns) for _, row in self.rows}


Tables = dict[str, Table]


def validate(folder: Path | str | None = None, hashes: bool = True) -> list[Problem]:
    """Find everything that is wrong in the data; an empty list says that it is sound.

    Looks at the descriptor, each file's hash (unless hashes=False), header and cells, keys, links between
    tables, order and overlap of instants, sources and ids. Never raises for what is wrong in the data;
    where the descriptor itself is broken, only its problems are told. `folder`: another copy of `data/`.

    >>> validate()
    []
    """
    folder = home() if folder is None else Path(folder)
    try:
        package = descriptor.read_json(folder / descriptor.FILE)
    except DataError as error:
        return [error.problem]
    if problems := list(descriptor.problems(package)):
        return problems
    tables = {}
    for resource in package["resources"]:
        path = folder / resource["path"]
        tables[resource["name"]] = Table(path, resource, parse(path, resource["schema"]))
    checks = (hash_mismatches, *CHECKS) if hashes else CHECKS
    return [problem for check in checks for problem in check(tables)]


def hash_mismatches(tables: Tables) -> Iterator[Problem]:
    """Find files that are not the ones described."""
    for table in tables.values():
        stated = table.resource.get("hash")
        if stated is None:
            yield Problem(descriptor.FILE, None, f"{table.resource['name']}.hash", None, "a sha256")
        elif table.path.is_file():
            found = f"sha256:{sha256(table.path.read_bytes()).hexdigest()}"
            if found != stated:
                yield Problem(table.path.name, None, None, found, f"the file described ({stated})")


def strangers(tables: Tables) -> Iterator[Problem]:
    """Find CSV files that no schema describes."""
    described = {table.path for table in tables.values()}
    for folder in {path.parent for path in described}:
        for path in sorted(set(folder.glob("*.csv")) - described):
            yield Problem(path.name, None, None, path.name, f"described in {descriptor.FILE}")


def misfits(tables: Tables) -> Iterator[Problem]:
    """Give what reading found: files, headers, ragged rows, cells, repeated keys."""
    for table in tables.values():
        yield from table.parsed.problems


def dangling(tables: Tables) -> Iterator[Problem]:
    """Find links, single or in lists, to rows that are not there."""
    for table in tables.values():
        for link in links(table.resource):
            target = tables[link.table]
            if target.parsed.rows is None:
                continue  # said already, once, by the target itself
            known = target.values(link.targets)
            for number, row in table.rows:
                for key in link.keys(row):
                    if key not in known:
                        shown, column = ", ".join(map(str, key)), ", ".join(link.columns)
                        expected = f"in {target.path.name}, {', '.join(link.targets)}"
                        yield Problem(table.path.name, number, column, shown, expected)


def disorder(tables: Tables) -> Iterator[Problem]:
    """Find instants of one row that stand in the wrong order, each compared as far as it is known."""
    for table in tables.values():
        for columns in table.schema.get("x-ordered", ()):
            for number, row in table.rows:
                known = [(column, as_known(row, column)) for column in columns if row[column] is not None]
                for (before, early), (after, late) in pairwise(known):
                    width = min(len(early), len(late))
                    if early[:width] > late[:width]:
                        yield Problem(table.path.name, number, after, late, f"{before} ({early}) or later")


def false_precision(tables: Tables) -> Iterator[Problem]:
    """Find instants that say more than is known: to the day means 00:00:00Z, to the month its first day."""
    for table in tables.values():
        for field in table.schema["fields"]:
            for number, row in table.rows if field["type"] in ("date", "datetime") else ():
                if row[field["name"]] is None:
                    continue
                text = row[field["name"]].isoformat()[:19]
                known = len(as_known(row, field["name"]))
                if text[known:] != "0001-01-01T00:00:00"[known : len(text)]:
                    expected = f"known to the {precision(row, field['name'])} only"
                    yield Problem(table.path.name, number, field["name"], text, expected)


def overlaps(tables: Tables) -> Iterator[Problem]:
    """Find spans of one and the same person that overlap; an open span runs on for ever."""
    for table in tables.values():
        rule = table.schema.get("x-no-overlap")
        if not rule:
            continue
        spans = defaultdict(list)
        for number, row in table.rows:
            if row[rule["by"]] is not None and row[rule["from"]] is not None:
                end = row[rule["to"]]
                spans[row[rule["by"]]].append((row[rule["from"]], number, end))
        for own in spans.values():
            own.sort(key=lambda span: span[:2])
            _, last, until = own[0]
            for start, number, end in own[1:]:
                if until is None or start < until:
                    shown = "open" if until is None else until.isoformat()
                    expected = f"after the span of row {last} ({shown})"
                    yield Problem(table.path.name, number, rule["from"], start.isoformat(), expected)
                if until is not None and (end is None or end > until):
                    last, until = number, end


def uncited(tables: Tables) -> Iterator[Problem]:
    """Find rows that ought to be cited by some other row, and are not."""
    for name, cited in tables.items():
        if not cited.schema.get("x-cited"):
            continue
        used = {
            (column, key)
            for table in tables.values()
            for link in links(table.resource)
            if link.table == name
            for _, row in table.rows
            for key in link.keys(row)
            for column in link.targets
        }
        for column in {column for column, _ in used} or {cited.schema["fields"][0]["name"]}:
            for number, row in cited.rows:
                if row[column] is not None and (column, (row[column],)) not in used:
                    yield Problem(cited.path.name, number, column, row[column], "cited by any row")


def unsourced(tables: Tables) -> Iterator[Problem]:
    """Find rows that name no source where the table has a column for it."""
    for table in tables.values():
        for field in table.schema["fields"]:
            if field["name"] == "source_ids" and not is_required(field):
                for number, row in table.rows:
                    if row["source_ids"] is None:
                        yield Problem(table.path.name, number, "source_ids", None, "at least one source")


def anchors(tables: Tables) -> Iterator[Problem]:
    """Find ids that cannot be anchors of the reference: in capitals, or used for something else too."""
    first = {}
    for name in REFERENCE:
        for number, row in tables[name].rows if name in tables else ():
            id, file = row.get("id"), tables[name].path.name
            if id is None:
                continue
            if name != "claims" and id != id.lower():
                yield Problem(file, number, "id", id, "in small letters")
            place = first.setdefault(id.lower(), (file, number))
            if place[0] != file:
                yield Problem(file, number, "id", id, f"new ({place[0]} row {place[1]} has it already)")


def precision(row: dict, column: str) -> str | None:
    """Give how finely a row's instant is known, where it says so: `undock_precision` for `undock_utc`."""
    stems = (column, column.removesuffix("_utc"), column.removesuffix("_date"))
    return next((row[f"{stem}_precision"] for stem in stems if f"{stem}_precision" in row), None)


def as_known(row: dict, column: str) -> str:
    """Write a row's instant as far as it is known: 2026-10 where only the month is."""
    return row[column].isoformat()[: WIDTH.get(precision(row, column), 19)]


CHECKS = (strangers, misfits, dangling, disorder, false_precision, overlaps, uncited, unsourced, anchors)
