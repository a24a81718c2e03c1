"""Validate the data package: one generator function for each kind of check."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import data_folder, descriptor
from .descriptor import ForeignKey, foreign_keys
from .schema import DataError, Problem, column_names, format_values, parse

# How many characters of a formatted instant are known, by its precision.
KNOWN_CHARACTERS = {"year": 4, "month": 7, "day": 10, "minute": 16}
# Standings of sources that support, on their own, only rows of low confidence.
WEAK_STANDINGS = {"weak", "partisan", "encyclopedia"}
# Sources that suffice for high confidence on their own: the rows that cite them count what these sources contain.
SUFFICIENT_SOURCES = {"dw-article", "gcat"}
# Columns of stays that repeat the instants of a ship in crewed_flights, by the column that names the ship.
STAY_INSTANTS = {"ship": ("launch_utc", "dock_utc"), "return_ship": ("undock_utc", "landing_utc")}
OPEN_END = datetime.max.replace(tzinfo=UTC)  # the end of a span that is still open


class LoadedTable:
    """Hold one parsed table with its resource entry in the descriptor, its schema and its foreign keys."""

    def __init__(self, folder: Path, resource: dict) -> None:
        self.resource, self.schema, self.path = resource, resource["schema"], folder / resource["path"]
        self.foreign_keys = list(foreign_keys(resource))
        self.parsed = parse(self.path, self.schema)
        self.all_rows = self.parsed.rows or ()
        invalid = {problem.row for problem in self.parsed.problems}
        # The checks below see valid rows only, so that each invalid cell is reported once.
        self.rows = [(number, row) for number, row in self.all_rows if number not in invalid]

    def problem(self, row: int | None, column: str | None, value: Any, expected: str) -> Problem:
        """Return a Problem in this table, with dates and instants formatted as in the file."""
        shown = format_values(value) if isinstance(value, date) else value
        return Problem(self.path.name, row, column, shown, expected)


Tables = dict[str, LoadedTable]


def validate(folder: Path | str | None = None, hashes: bool = True) -> list[Problem]:
    """Validate the data and return a list of Problem, which is empty if the data are valid.

    Checks the descriptor, each file's hash (unless hashes=False), header and cells, primary and foreign keys, order and
    overlap of instants, sources and ids. Never raises for invalid data; if the descriptor itself is invalid, only its
    first problem is returned. `folder`: another copy of `data/`.

    >>> validate()
    []
    """
    folder = data_folder() if folder is None else Path(folder)
    try:
        package = descriptor.read_package(folder / descriptor.FILE)
    except DataError as error:
        return [error.problem]
    tables = {resource["name"]: LoadedTable(folder, resource) for resource in package["resources"]}
    problems = [problem for table in tables.values() for problem in file_problems(table, hashes)]
    undescribed = sorted(set(folder.glob("*.csv")) - {table.path for table in tables.values()})
    problems += [Problem(path.name, None, None, path.name, f"described in {descriptor.FILE}") for path in undescribed]
    problems += [problem for table in tables.values() for problem in table.parsed.problems]
    return problems + [problem for check in CHECKS for problem in check(tables)]


def file_problems(table: LoadedTable, hashes: bool) -> Iterator[Problem]:
    """Yield a problem if a file's hash differs from the descriptor's, and if it has Windows line endings (CRLF)."""
    with suppress(OSError):  # a missing file is reported by the parser
        raw = table.path.read_bytes()
        found, stated = f"sha256:{sha256(raw).hexdigest()}", table.resource.get("hash")
        if hashes and found != stated:
            yield table.problem(None, None, found, f"the file described ({stated})")
        before, crlf, _ = raw.partition(b"\r\n")
        if crlf:
            yield table.problem(before.count(b"\n") + 1, None, "a line end of Windows (CRLF)", "ended by LF alone")


# -- checks ------------------------------------------------------------------------------------------------


def instants_out_of_order(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each pair of instants of a row in the wrong order, compared to the known precision."""
    for table, number, row in rows_of(tables):
        for columns in table.schema.get("x-ordered", ()):
            for before, after in pairwise(column for column in columns if row[column] is not None):
                early, late = known_part(row, before), known_part(row, after)
                length = min(len(early), len(late))
                if early[:length] > late[:length]:
                    expected = f"at or after {before} ({format_values(row[before])})"
                    yield table.problem(number, after, row[after], expected)


def false_precision(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each instant more exact than its precision: day means 00:00:00Z, month its first day."""
    for table, number, row in rows_of(tables):
        for column, value in row.items():
            if value is None and precision(row, column):
                yield table.problem(number, column, None, f"a time known to the {precision(row, column)}")
            if isinstance(value, date):
                text, known = format_values(value), len(known_part(row, column))
                if not "0001-01-01T00:00:00Z".startswith(text[known:], known):
                    expected = f"cut to the {precision(row, column)}, which is all that is known"
                    yield table.problem(number, column, text, expected)


def overlapping_spans(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each span that starts before the previous span of the same person has ended."""
    for table in tables.values():
        rule, spans = table.schema.get("x-no-overlap"), defaultdict(list)
        for number, row in table.rows if rule else ():
            if row[rule["by"]] is not None and row[rule["from"]] is not None:
                spans[row[rule["by"]]].append((row[rule["from"]], row[rule["to"]] or OPEN_END, number))
        for spans_of_person in spans.values():
            for (_, end, last), (start, _, number) in pairwise(sorted(spans_of_person)):
                if start < end:
                    ended = "is open" if end == OPEN_END else f"ends {format_values(end)}"
                    yield table.problem(number, rule["from"], start, f"after the span of row {last}, which {ended}")


def invalid_references(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each foreign key value, single or in a list, that the other table does not have."""
    keys = {key for table in tables.values() for key in table.foreign_keys}
    known = {key: {row[key.target] for _, row in tables[key.table].all_rows} for key in keys}
    for table, number, key, value in foreign_key_values(tables):
        target = tables[key.table]
        if value not in known[key] and target.parsed.rows is not None:  # an unreadable target has its own problem
            yield table.problem(number, key.column, value, f"a known {key.target} of {target.path.name}")


def uncited_rows(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each row that no other row refers to, in tables whose schema has `x-cited`."""
    cited = {(key.table, key.target, value) for _, _, key, value in foreign_key_values(tables)}
    for name, table in tables.items():
        column, *_ = column_names(table.schema["primaryKey"])
        for number, row in table.rows if table.schema.get("x-cited") else ():
            if (name, column, row[column]) not in cited:
                yield table.problem(number, column, row[column], "cited by any row")


def duplicate_anchors(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each id whose anchor on the reference pages another table uses, too."""
    first = {}
    for table, number, row in rows_of(tables, with_rule(tables, "x-entry"), valid=False):
        if id := row["id"]:
            anchor = f"{table.schema['x-entry']['prefix']}{id.lower()}"
            file, other = first.setdefault(anchor, (table.path.name, number))
            if file != table.path.name:  # duplicates within one file violate its primary key
                yield table.problem(number, "id", id, f"unique ({file} row {other} has it too)")


def unknown_ids(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each id, single or in a list, that none of the tables named by `x-id-of-one-of` has."""
    for table, column, targets in fields_with_rule(tables, "x-id-of-one-of"):
        known = {row["id"].lower() for _, _, row in rows_of(tables, targets, valid=False) if row["id"]}
        for number, row in table.rows:
            ids = row[column] or ()
            for id in [ids] if isinstance(ids, str) else ids:
                if id not in known:
                    yield table.problem(number, column, id, f"an id of one of {', '.join(targets)}")


def wrongly_empty_cells(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each empty cell that another value of its row requires, by `x-required-if`."""
    for table, column, condition in fields_with_rule(tables, "x-required-if"):
        for number, row in table.rows:
            if row[column] is None and condition.items() <= row.items():
                yield table.problem(number, column, None, f"a value, as {describe(row, condition)}")


def wrongly_filled_cells(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each cell that another value of its row does not allow, by `x-only-if`."""
    for table, column, condition in fields_with_rule(tables, "x-only-if"):
        for number, row in table.rows:
            if row[column] is not None and not condition.items() <= row.items():
                yield table.problem(number, column, row[column], f"empty, as {describe(row, condition)}")


def overrated_rows(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each row of high or medium confidence whose sources all have a weak standing."""
    for table, number, row, cited in rows_with_sources(tables):
        confident = row.get("confidence") in ("high", "medium")
        if confident and {source.get("standing") for source in cited} <= WEAK_STANDINGS:
            ids = ", ".join(sorted(source["id"] for source in cited))
            expected = f"low, as {ids} alone supports it, which carries nothing sure"
            yield table.problem(number, "confidence", row["confidence"], expected)


def uncorroborated_rows(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each row of high confidence with a single publisher who is not a first-hand source."""
    sources = [row for _, _, row in rows_of(tables, ["sources"])]
    first_hand = {source["producer"] for source in sources if source.get("standing") == "primary"}
    for table, number, row, cited in rows_with_sources(tables, with_rule(tables, "x-corroborated")):
        if row.get("confidence") == "high" and not SUFFICIENT_SOURCES & {source["id"] for source in cited}:
            publishers = {source["mirror_of"] or source["producer"] for source in cited}
            if len(publishers) == 1 and not publishers & first_hand:
                expected = f"medium, as {publishers.pop()} alone says so, or a first-hand source or a second publisher"
                yield table.problem(number, "confidence", "high", expected)


def sources_older_than_event(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each row whose sources were all published before the event: they could not report it."""
    for table, number, row, cited in rows_with_sources(tables, with_rule(tables, "x-event-day")):
        column, days = table.schema["x-event-day"], [source.get("published") for source in cited]
        if row[column] and all(days):  # a page without a date may be newer than the event
            day, latest = format_values(row[column])[:10], format_values(max(days))
            if latest < day:
                expected = f"at or before {latest}, the day of its newest source, or a source of after"
                yield table.problem(number, column, row[column], expected)


def contradicted_flights(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each instant of a stay that differs from that of its ship in crewed_flights."""
    flights = {row["ship"]: row for _, _, row in rows_of(tables, ["crewed_flights"])}
    for table, number, row in rows_of(tables, ["stays"]):
        for ship, columns in STAY_INSTANTS.items():
            for column in columns if row[ship] in flights else ():
                if row[column] != (recorded := flights[row[ship]][column]):
                    expected = f"{recorded and format_values(recorded)}, as crewed_flights.csv has it for {row[ship]}"
                    yield table.problem(number, column, row[column], expected)


def contradicted_codings(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each coding whose day is not that of the other codings of its year."""
    days = defaultdict(list)
    for table, number, row in rows_of(tables, ["codings"]):
        days[row["id"].rpartition("-")[2]].append((table, number, row["on_date"]))
    for year, rows in days.items():
        (usual, _), *_ = Counter(day for *_, day in rows).most_common(1)
        for table, number, day in rows:
            if day != usual or not day.isoformat().startswith(year):
                yield table.problem(number, "on_date", day, f"{usual}, the day of the other codings of {year}")


# -- rows and values for the checks --------------------------------------------------------------------


def rows_of(
    tables: Tables, names: Iterable[str] | None = None, valid: bool = True
) -> Iterator[tuple[LoadedTable, int, dict]]:
    """Yield (table, row number, row) of the named tables or of all; only rows without a parsing problem if `valid`."""
    for table in [tables[name] for name in (tables if names is None else names) if name in tables]:
        yield from ((table, number, row) for number, row in (table.rows if valid else table.all_rows))


def with_rule(tables: Tables, rule: str) -> list[str]:
    """Return the names of the tables whose schema has a rule, such as `x-corroborated`."""
    return [name for name, table in tables.items() if table.schema.get(rule)]


def fields_with_rule(tables: Tables, rule: str) -> Iterator[tuple[LoadedTable, str, Any]]:
    """Yield (table, column, value of the rule) for each column whose schema has a rule, such as `x-only-if`."""
    for table in tables.values():
        yield from ((table, field["name"], field[rule]) for field in table.schema["fields"] if rule in field)


def foreign_key_values(tables: Tables) -> Iterator[tuple[LoadedTable, int, ForeignKey, Any]]:
    """Yield (table, row number, foreign key, value) for every foreign key value."""
    for table, number, row in rows_of(tables):
        yield from ((table, number, key, value) for key in table.foreign_keys for value in key.values(row))


def rows_with_sources(
    tables: Tables, names: Iterable[str] | None = None
) -> Iterator[tuple[LoadedTable, int, dict, list[dict]]]:
    """Yield (table, row number, row, its sources) for every row with sources; those of a claim are its evidence."""
    sources = {row["id"]: row for _, _, row in rows_of(tables, ["sources"])}
    claim_sources = defaultdict(set)
    for _, _, row in rows_of(tables, ["claim_evidence"]):
        claim_sources[row["claim_id"]].add(row["source_id"])
    for table, number, row in rows_of(tables, names):
        ids = claim_sources[row["id"]] if table.resource["name"] == "claims" else row.get("source_ids") or ()
        if cited := [sources[id] for id in ids if id in sources]:
            yield table, number, row, cited


def describe(row: dict, columns: Iterable[str]) -> str:
    """Say which values a row has in some columns: "standing is state"."""
    return ", ".join(f"{column} is {format_values(row[column])}" for column in columns)


def precision(row: dict, column: str) -> str | None:
    """Return the value of the precision column of an instant, such as `undock_precision` for `undock_utc`, or None."""
    stems = (column, column.removesuffix("_utc"), column.removesuffix("_date"))
    return next((row[f"{stem}_precision"] for stem in stems if f"{stem}_precision" in row), None)


def known_part(row: dict, column: str) -> str:
    """Format an instant, cut to its precision: 2026-10 where only the month is known."""
    return format_values(row[column])[: KNOWN_CHARACTERS.get(precision(row, column))]


CHECKS = (
    instants_out_of_order,
    false_precision,
    overlapping_spans,
    invalid_references,
    uncited_rows,
    duplicate_anchors,
    unknown_ids,
    wrongly_empty_cells,
    wrongly_filled_cells,
    overrated_rows,
    uncorroborated_rows,
    sources_older_than_event,
    contradicted_flights,
    contradicted_codings,
)
