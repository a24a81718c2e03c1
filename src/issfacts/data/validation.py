"""Finds everything that is wrong in the data: one generator function for each kind of check."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import descriptor, home
from .descriptor import Link, links
from .schema import DataError, Problem, as_written, names, parse

# Tables whose ids become anchors of one reference; claims show theirs in capitals (C01) and link in small.
REFERENCE = ("facts", "claims", "sources", "events", "questions")
# Tables to whose rows the evidence for the book's reasons may point.
EVIDENCE = ("facts", "events", "perspectives", "predictions", "comparisons")
# How many characters of an instant are known, by its precision.
WIDTH = {"year": 4, "month": 7, "day": 10, "minute": 16}
# Standings of sources on which alone nothing may rest that is not of low confidence.
FEEBLE = {"weak", "partisan", "encyclopedia"}
# Tables whose high confidence needs a first-hand source or two publishers.
WEIGHED = (
    "facts",
    "events",
    "positions",
    "predictions",
    "perspectives",
    "sanctions",
    "seat_prices",
    "dependencies",
    "officials",
    "accords",
    "budgets",
)
COUNTED = {"dw-article", "gcat"}  # what a row counts in them, they carry alone
HAPPENED = {  # columns with the day on which what a row tells of happened
    "events": "when_utc",
    "positions": "said_on",
    "perspectives": "said_on",
    "predictions": "outcome_on",
    "accords": "joined_on",
    "sanctions": "imposed_on",
    "berths": "left_on",
}
FOREVER = datetime.max.replace(tzinfo=UTC)


class ReadTable:
    """Hold one table as it was read, with its description."""

    def __init__(self, folder: Path, resource: dict) -> None:
        self.resource, self.schema, self.path = resource, resource["schema"], folder / resource["path"]
        self.links = list(links(resource))
        self.parsed = parse(self.path, self.schema)
        self.all_rows = self.parsed.rows or ()
        bad = {problem.row for problem in self.parsed.problems}
        self.rows = [(number, row) for number, row in self.all_rows if number not in bad]  # what is bad is told once

    def problem(self, row: int | None, column: str | None, value: Any, expected: str) -> Problem:
        """Return what is wrong in this table, dates and instants as the file writes them."""
        shown = as_written(value) if isinstance(value, date) else value
        return Problem(self.path.name, row, column, shown, expected)


Tables = dict[str, ReadTable]


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
        package = descriptor.read_package(folder / descriptor.FILE)
    except DataError as error:
        return [error.problem]
    tables = {resource["name"]: ReadTable(folder, resource) for resource in package["resources"]}
    problems = [problem for table in tables.values() for problem in unexpected_bytes(table, hashes)]
    problems += undescribed_files(folder, tables)
    problems += [problem for table in tables.values() for problem in table.parsed.problems]
    problems += [problem for check in OF_ONE_TABLE for table in tables.values() for problem in check(table)]
    return problems + [problem for check in OF_ALL_TABLES for problem in check(tables)]


def unexpected_bytes(table: ReadTable, hashes: bool) -> Iterator[Problem]:
    """Find a file that is not the one described, or has line ends of Windows: its hash would differ elsewhere."""
    with suppress(OSError):  # no such file: reading says it
        raw = table.path.read_bytes()
        found, stated = f"sha256:{sha256(raw).hexdigest()}", table.resource.get("hash")
        if hashes and found != stated:
            yield table.problem(None, None, found, f"the file described ({stated})")
        before, windows, _ = raw.partition(b"\r\n")
        if windows:
            yield table.problem(before.count(b"\n") + 1, None, "a line end of Windows (CRLF)", "ended by LF alone")


def undescribed_files(folder: Path, tables: Tables) -> Iterator[Problem]:
    """Find CSV files that no schema describes."""
    for path in sorted(set(folder.glob("*.csv")) - {table.path for table in tables.values()}):
        yield Problem(path.name, None, None, path.name, f"described in {descriptor.FILE}")


# -- checks of one table -------------------------------------------------------------------------------


def times_out_of_order(table: ReadTable) -> Iterator[Problem]:
    """Find instants of one row that stand in the wrong order, each compared as far as it is known."""
    for number, row in table.rows:
        for columns in table.schema.get("x-ordered", ()):
            for before, after in pairwise(column for column in columns if row[column] is not None):
                early, late = as_known(row, before), as_known(row, after)
                width = min(len(early), len(late))
                if early[:width] > late[:width]:
                    expected = f"at or after {before} ({as_written(row[before])})"
                    yield table.problem(number, after, row[after], expected)


def false_precision(table: ReadTable) -> Iterator[Problem]:
    """Find instants that say more than is known: to the day means 00:00:00Z, to the month its first day."""
    for number, row in table.rows:
        for column, value in row.items():
            if value is None and precision(row, column):
                yield table.problem(number, column, None, f"a time known to the {precision(row, column)}")
            if isinstance(value, date):
                text, known = as_written(value), len(as_known(row, column))
                if not "0001-01-01T00:00:00Z".startswith(text[known:], known):
                    expected = f"cut to the {precision(row, column)}, which is all that is known"
                    yield table.problem(number, column, text, expected)


def overlapping_spans(table: ReadTable) -> Iterator[Problem]:
    """Find spans of one and the same person that overlap; an open span runs on for ever."""
    rule, spans = table.schema.get("x-no-overlap"), defaultdict(list)
    for number, row in table.rows if rule else ():
        if row[rule["by"]] is not None and row[rule["from"]] is not None:
            spans[row[rule["by"]]].append((row[rule["from"]], row[rule["to"]] or FOREVER, number))
    for own in spans.values():
        for (_, end, last), (start, _, number) in pairwise(sorted(own)):
            if start < end:
                ended = "is open" if end == FOREVER else f"ends {as_written(end)}"
                yield table.problem(number, rule["from"], start, f"after the span of row {last}, which {ended}")


# -- checks of all tables ------------------------------------------------------------------------------


def invalid_references(tables: Tables) -> Iterator[Problem]:
    """Find links, single or in lists, to rows that are not there."""
    pointing = {link for table in tables.values() for link in table.links}
    known = {link: {row[link.target] for _, row in tables[link.table].all_rows} for link in pointing}
    for table, number, link, key in references(tables):
        target = tables[link.table]
        if key not in known[link] and target.parsed.rows is not None:  # an unread target is told once, itself
            yield table.problem(number, link.column, key, f"a known {link.target} of {target.path.name}")


def uncited_rows(tables: Tables) -> Iterator[Problem]:
    """Find rows that ought to be cited by some other row, and are not."""
    used = {(link.table, link.target, key) for _, _, link, key in references(tables)}
    for name, table in tables.items():
        column, *_ = names(table.schema["primaryKey"])
        for number, row in table.rows if table.schema.get("x-cited") else ():
            if (name, column, row[column]) not in used:
                yield table.problem(number, column, row[column], "cited by any row")


def doubled_ids(tables: Tables) -> Iterator[Problem]:
    """Find ids of the reference that another table has too: both would be one anchor."""
    first = {}
    for table, number, id in reference_ids(tables):
        file, row = first.setdefault(id.lower(), (table.path.name, number))
        if file != table.path.name:  # within one file, the primary key says it
            yield table.problem(number, "id", id, f"unique ({file} row {row} has it too)")


def unknown_refs(tables: Tables) -> Iterator[Problem]:
    """Find questions that refer to nothing in the reference, and evidence for a reason that no row gives."""
    known = {id.lower() for _, _, id in reference_ids(tables)}
    for table, number, row in every_row(tables, "questions"):
        for ref in row.get("refs") or ():
            if ref not in known:
                yield table.problem(number, "refs", ref, "an id of the reference")
    evidence = {row["id"] for _, _, row in every_row(tables, *EVIDENCE)}
    for table, number, row in every_row(tables, "reason_evidence"):
        if row["ref"] not in evidence:
            yield table.problem(number, "ref", row["ref"], f"an id of one of {', '.join(EVIDENCE)}")


def misranked_sources(tables: Tables) -> Iterator[Problem]:
    """Find sources of a state that do not name it, others that name one, and copies of nothing named."""
    for table, number, row in every_row(tables, "sources"):
        if standing := row.get("standing"):
            state = row["controlled_by"]
            if (standing == "state") != bool(state):
                expected = f"empty, as standing is {standing}" if state else "the state that controls it"
                yield table.problem(number, "controlled_by", state, expected)
            if standing == "copy" and not row["mirror_of"]:
                yield table.problem(number, "mirror_of", None, "the publisher of the original")


def overrated_rows(tables: Tables) -> Iterator[Problem]:
    """Find rows of more than low confidence that weak or partisan pages or encyclopedias alone support."""
    for table, number, row, cited in supported_rows(tables):
        sure = row.get("confidence") in ("high", "medium")
        if sure and {source.get("standing") for source in cited} <= FEEBLE:
            ids = ", ".join(sorted(source["id"] for source in cited))
            expected = f"low, as {ids} alone supports it, which carries nothing sure"
            yield table.problem(number, "confidence", row["confidence"], expected)


def single_witnesses(tables: Tables) -> Iterator[Problem]:
    """Find rows of high confidence that one publisher supports, who tells what others did."""
    sources = [row for _, _, row in every_row(tables, "sources")]
    first_hand = {source["producer"] for source in sources if source.get("standing") == "primary"}
    for table, number, row, cited in supported_rows(tables, *WEIGHED):
        if row.get("confidence") == "high" and not COUNTED & {source["id"] for source in cited}:
            origins = {source["mirror_of"] or source["producer"] for source in cited}
            if len(origins) == 1 and not origins & first_hand:
                expected = f"medium, as {origins.pop()} alone says so, or a first-hand source or a second publisher"
                yield table.problem(number, "confidence", "high", expected)


def sources_from_before(tables: Tables) -> Iterator[Problem]:
    """Find rows whose sources all appeared before the day they tell of: they can have foretold it, not seen it."""
    for table, number, row, cited in supported_rows(tables, *HAPPENED):
        column, days = HAPPENED[table.resource["name"]], [source.get("published") for source in cited]
        if row.get(column) and all(days):  # a page without a day may be of after
            day, latest = as_written(row[column])[:10], as_written(max(days))
            if latest < day:
                expected = f"at or before {latest}, the day of its newest source, or a source of after"
                yield table.problem(number, column, row[column], expected)


# -- what the checks look at ---------------------------------------------------------------------------


def every_row(tables: Tables, *names: str) -> Iterator[tuple[ReadTable, int, dict]]:
    """Yield every row that was read without a problem, with its table and number; of some tables, or of all."""
    for name in names or tables:
        if name in tables:
            yield from ((tables[name], number, row) for number, row in tables[name].rows)


def references(tables: Tables) -> Iterator[tuple[ReadTable, int, Link, Any]]:
    """Yield every key by which a row points to another table, with the link it follows."""
    for table, number, row in every_row(tables):
        yield from ((table, number, link, key) for link in table.links for key in link.keys(row))


def supported_rows(tables: Tables, *names: str) -> Iterator[tuple[ReadTable, int, dict, list[dict]]]:
    """Yield every row that rests on sources, with its table, number and sources; a claim rests on its evidence."""
    sources, evidence = {row["id"]: row for _, _, row in every_row(tables, "sources")}, defaultdict(set)
    for _, _, row in every_row(tables, "claim_evidence"):
        evidence[row["claim_id"]].add(row["source_id"])
    for table, number, row in every_row(tables, *names):
        ids = evidence[row["id"]] if table.resource["name"] == "claims" else row.get("source_ids") or ()
        if cited := [sources[id] for id in ids if id in sources]:
            yield table, number, row, cited


def reference_ids(tables: Tables) -> Iterator[tuple[ReadTable, int, str]]:
    """Yield every id that becomes an anchor of the reference, with its place."""
    for name in REFERENCE:
        for number, row in tables[name].all_rows if name in tables else ():
            if row["id"] is not None:
                yield tables[name], number, row["id"]


def precision(row: dict, column: str) -> str | None:
    """Return how finely a row's instant is known, where it says so: `undock_precision` for `undock_utc`."""
    stems = (column, column.removesuffix("_utc"), column.removesuffix("_date"))
    return next((row[f"{stem}_precision"] for stem in stems if f"{stem}_precision" in row), None)


def as_known(row: dict, column: str) -> str:
    """Write a row's instant as far as it is known: 2026-10 where only the month is."""
    return as_written(row[column])[: WIDTH.get(precision(row, column))]


OF_ONE_TABLE = (times_out_of_order, false_precision, overlapping_spans)
OF_ALL_TABLES = (
    invalid_references,
    uncited_rows,
    doubled_ids,
    unknown_refs,
    misranked_sources,
    overrated_rows,
    single_witnesses,
    sources_from_before,
)
