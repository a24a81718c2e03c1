"""Finds everything that is wrong in the data: one generator function for each kind of check."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from . import descriptor, home
from .descriptor import Link, links
from .schema import DataError, Parsed, Problem, as_written, is_required, names, parse

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


class ReadTable(NamedTuple):
    """Hold one table as it was read, with its description."""

    path: Path
    resource: dict
    parsed: Parsed

    @property
    def all_rows(self) -> tuple[tuple[int, dict], ...]:
        """Return the numbered rows, those with bad cells too; none where the file is no table."""
        return self.parsed.rows or ()

    @property
    def rows(self) -> list[tuple[int, dict]]:
        """Return the numbered rows that were read without a problem: a bad cell is told once, not thrice."""
        bad = {problem.row for problem in self.parsed.problems}
        return [(number, row) for number, row in self.all_rows if number not in bad]

    @property
    def schema(self) -> dict:
        """Return the table's schema."""
        return self.resource["schema"]

    def values(self, columns: tuple[str, ...]) -> set[tuple]:
        """Return the keys that stand in some columns."""
        return {tuple(row[column] for column in columns) for _, row in self.all_rows}


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
    tables = {}
    for resource in package["resources"]:
        path = folder / resource["path"]
        tables[resource["name"]] = ReadTable(path, resource, parse(path, resource["schema"]))
    checks = (hash_mismatches, *CHECKS) if hashes else CHECKS
    return [problem for check in checks for problem in check(tables)]


def hash_mismatches(tables: Tables) -> Iterator[Problem]:
    """Find files that are not the ones described."""
    for table in tables.values():
        with suppress(OSError):  # no such file: reading says it
            found, stated = f"sha256:{sha256(table.path.read_bytes()).hexdigest()}", table.resource.get("hash")
            if found != stated:
                yield Problem(table.path.name, None, None, found, f"the file described ({stated})")


def windows_line_ends(tables: Tables) -> Iterator[Problem]:
    """Find files whose lines end as Windows writes them: the same table would have another hash elsewhere."""
    for table in tables.values():
        with suppress(OSError):
            before, found, _ = table.path.read_bytes().partition(b"\r\n")
            if found:
                row = before.count(b"\n") + 1
                yield Problem(table.path.name, row, None, "a line end of Windows (CRLF)", "ended by LF alone")


def undescribed_files(tables: Tables) -> Iterator[Problem]:
    """Find CSV files that no schema describes."""
    described = {table.path for table in tables.values()}
    for folder in {path.parent for path in described}:
        for path in sorted(set(folder.glob("*.csv")) - described):
            yield Problem(path.name, None, None, path.name, f"described in {descriptor.FILE}")


def unreadable_cells(tables: Tables) -> Iterator[Problem]:
    """Yield what reading found: files, headers, ragged rows, cells, repeated keys."""
    for table in tables.values():
        yield from table.parsed.problems


def invalid_references(tables: Tables) -> Iterator[Problem]:
    """Find links, single or in lists, to rows that are not there."""
    pointing = {link for table in tables.values() for link in links(table.resource)}
    known = {link: tables[link.table].values(link.targets) for link in pointing}
    for table, number, link, key in references(tables):
        target = tables[link.table]
        if key not in known[link] and target.parsed.rows is not None:  # an unread target is told once, itself
            expected = f"a known {', '.join(link.targets)} of {target.path.name}"
            yield Problem(table.path.name, number, ", ".join(link.columns), as_written(*key), expected)


def times_out_of_order(tables: Tables) -> Iterator[Problem]:
    """Find instants of one row that stand in the wrong order, each compared as far as it is known."""
    for table, number, row in every_row(tables):
        for columns in table.schema.get("x-ordered", ()):
            for before, after in pairwise(column for column in columns if row[column] is not None):
                early, late = as_known(row, before), as_known(row, after)
                width = min(len(early), len(late))
                if early[:width] > late[:width]:
                    expected = f"at or after {before} ({as_written(row[before])})"
                    yield Problem(table.path.name, number, after, as_written(row[after]), expected)


def false_precision(tables: Tables) -> Iterator[Problem]:
    """Find instants that say more than is known: to the day means 00:00:00Z, to the month its first day."""
    for table, number, row in every_row(tables):
        for column, value in row.items():
            if value is None and precision(row, column):
                yield Problem(table.path.name, number, column, None, f"a time known to the {precision(row, column)}")
            if isinstance(value, date):
                text, known = as_written(value), len(as_known(row, column))
                if not "0001-01-01T00:00:00Z".startswith(text[known:], known):
                    expected = f"cut to the {precision(row, column)}, which is all that is known"
                    yield Problem(table.path.name, number, column, text, expected)


def overlapping_spans(tables: Tables) -> Iterator[Problem]:
    """Find spans of one and the same person that overlap; an open span runs on for ever."""
    for table in tables.values():
        rule = table.schema.get("x-no-overlap")
        spans = defaultdict(list)
        for number, row in table.rows if rule else ():
            if row[rule["by"]] is not None and row[rule["from"]] is not None:
                spans[row[rule["by"]]].append((row[rule["from"]], row[rule["to"]] or FOREVER, number))
        for own in spans.values():
            _, latest, last = min(own)
            for start, end, number in sorted(own)[1:]:
                if start < latest:
                    end_of_last = "is open" if latest == FOREVER else f"ends {as_written(latest)}"
                    expected = f"after the span of row {last}, which {end_of_last}"
                    yield Problem(table.path.name, number, rule["from"], as_written(start), expected)
                latest, last = max((latest, last), (end, number))


def uncited_rows(tables: Tables) -> Iterator[Problem]:
    """Find rows that ought to be cited by some other row, and are not."""
    used = {(link.table, link.targets, key) for _, _, link, key in references(tables)}
    for name, table in tables.items():
        columns = names(table.schema.get("primaryKey", ()))
        for number, row in table.rows if table.schema.get("x-cited") else ():
            key = tuple(row[column] for column in columns)
            if (name, columns, key) not in used and None not in key:
                yield Problem(table.path.name, number, ", ".join(columns), as_written(*key), "cited by any row")


def rows_without_source(tables: Tables) -> Iterator[Problem]:
    """Find rows that name no source where the table has a column for it."""
    for table in tables.values():
        for field in table.schema["fields"]:
            if field["name"] == "source_ids" and not is_required(field):
                for number, row in table.rows:
                    if row["source_ids"] is None:
                        yield Problem(table.path.name, number, "source_ids", None, "at least one source")


def unusable_ids(tables: Tables) -> Iterator[Problem]:
    """Find ids that cannot be anchors of the reference: in capitals, or used for something else too."""
    first = {}
    for table, number, id in reference_ids(tables):
        if table.resource["name"] != "claims" and id != id.lower():
            yield Problem(table.path.name, number, "id", id, "in small letters")
        file, row = first.setdefault(id.lower(), (table.path.name, number))
        if file != table.path.name:  # within one file, the primary key says it
            yield Problem(table.path.name, number, "id", id, f"unique ({file} row {row} has it too)")


def unknown_refs(tables: Tables) -> Iterator[Problem]:
    """Find questions that refer to nothing in the reference, and evidence for a reason that no row gives."""
    known = {id.lower() for _, _, id in reference_ids(tables)}
    for table, number, row in every_row(tables, "questions"):
        for ref in row["refs"] if isinstance(row.get("refs"), tuple) else ():
            if ref not in known:
                yield Problem(table.path.name, number, "refs", ref, "an id of the reference")
    evidence = {row["id"] for _, _, row in every_row(tables, *EVIDENCE)}
    for table, number, row in every_row(tables, "reason_evidence"):
        if row["ref"] not in evidence:
            yield Problem(table.path.name, number, "ref", row["ref"], f"an id of one of {', '.join(EVIDENCE)}")


def misranked_sources(tables: Tables) -> Iterator[Problem]:
    """Find sources of a state that do not name it, others that name one, and copies of nothing named."""
    for table, number, row in every_row(tables, "sources"):
        if standing := row.get("standing"):
            state = row["controlled_by"]
            if (standing == "state") != bool(state):
                expected = f"empty, as standing is {standing}" if state else "the state that controls it"
                yield Problem(table.path.name, number, "controlled_by", state, expected)
            if standing == "copy" and not row["mirror_of"]:
                yield Problem(table.path.name, number, "mirror_of", None, "the publisher of the original")


def overrated_rows(tables: Tables) -> Iterator[Problem]:
    """Find rows of more than low confidence that weak or partisan pages or encyclopedias alone support."""
    standings = {row["id"]: row.get("standing") for _, _, row in every_row(tables, "sources")}
    evidence = defaultdict(set)
    for _, _, row in every_row(tables, "claim_evidence"):
        evidence[row["claim_id"]].add(row["source_id"])
    for table, number, row in every_row(tables):
        sources = evidence[row["id"]] if table.resource["name"] == "claims" else row.get("source_ids")
        if sources and row.get("confidence") in ("high", "medium") and {standings.get(id) for id in sources} <= FEEBLE:
            expected = f"low, as {', '.join(sorted(sources))} alone supports it, which carries nothing sure"
            yield Problem(table.path.name, number, "confidence", row["confidence"], expected)


def single_witnesses(tables: Tables) -> Iterator[Problem]:
    """Find rows of high confidence that one publisher supports, who tells what others did."""
    sources = {row["id"]: row for _, _, row in every_row(tables, "sources")}
    first_hand = {row["producer"] for row in sources.values() if row.get("standing") == "primary"}
    for table, number, row in every_row(tables, *WEIGHED):
        if row.get("confidence") != "high" or COUNTED & set(row["source_ids"]):
            continue
        cited = [sources[id] for id in row["source_ids"] if id in sources]
        origins = {source["mirror_of"] or source["producer"] for source in cited}
        if len(origins) == 1 and not origins & first_hand:
            expected = f"medium, as {origins.pop()} alone says so, or a first-hand source or a second publisher"
            yield Problem(table.path.name, number, "confidence", "high", expected)


def sources_from_before(tables: Tables) -> Iterator[Problem]:
    """Find rows whose sources all appeared before the day they tell of: they can have foretold it, not seen it."""
    published = {row["id"]: row.get("published") for _, _, row in every_row(tables, "sources")}
    for table, number, row in every_row(tables, *HAPPENED):
        column = HAPPENED[table.resource["name"]]
        days = [published.get(id) for id in row.get("source_ids") or ()]
        if row.get(column) and days and all(days):  # a page without a day may be of after
            day, latest = as_written(row[column])[:10], as_written(max(days))
            if latest < day:
                expected = f"at or before {latest}, the day of its newest source, or a source of after"
                yield Problem(table.path.name, number, column, as_written(row[column]), expected)


def every_row(tables: Tables, *names: str) -> Iterator[tuple[ReadTable, int, dict]]:
    """Yield every row that was read without a problem, with its table and number; of some tables, or of all."""
    for name in names or tables:
        if name in tables:
            yield from ((tables[name], number, row) for number, row in tables[name].rows)


def references(tables: Tables) -> Iterator[tuple[ReadTable, int, Link, tuple]]:
    """Yield every key by which a row points to another table, with the link it follows."""
    for table in tables.values():
        for link in links(table.resource):
            for number, row in table.rows:
                yield from ((table, number, link, key) for key in link.keys(row))


def reference_ids(tables: Tables) -> Iterator[tuple[ReadTable, int, str]]:
    """Yield every id that becomes an anchor of the reference, with its place."""
    for name in REFERENCE:
        for number, row in tables[name].all_rows if name in tables else ():
            if isinstance(row.get("id"), str):
                yield tables[name], number, row["id"]


def precision(row: dict, column: str) -> str | None:
    """Return how finely a row's instant is known, where it says so: `undock_precision` for `undock_utc`."""
    stems = (column, column.removesuffix("_utc"), column.removesuffix("_date"))
    return next((row[f"{stem}_precision"] for stem in stems if f"{stem}_precision" in row), None)


def as_known(row: dict, column: str) -> str:
    """Write a row's instant as far as it is known: 2026-10 where only the month is."""
    return as_written(row[column])[: WIDTH.get(precision(row, column))]


CHECKS = (
    windows_line_ends,
    undescribed_files,
    unreadable_cells,
    invalid_references,
    times_out_of_order,
    false_precision,
    overlapping_spans,
    uncited_rows,
    rows_without_source,
    unusable_ids,
    unknown_refs,
    misranked_sources,
    overrated_rows,
    single_witnesses,
    sources_from_before,
)
