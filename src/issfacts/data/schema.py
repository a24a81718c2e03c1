"""Parse and validate a CSV file against its Table Schema, with the standard library only.

Parsing is strict: numbers, dates and instants have one accepted format each, and any other text is a `Problem`.
Nothing is repaired, because a repaired value is a fact that no source states.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Problem:
    """Describe one error in the data: its file, row and column, the value found, and what was expected.

    `row` counts as a spreadsheet does (the header is row 1). `row` and `column` are None where the error is not about
    a single row or column; `value` is None where something is missing.

    >>> print(Problem("stays.csv", 212, "undock_utc", "2023-19-27", "a UTC instant"))
    stays.csv row 212, undock_utc: '2023-19-27' is not a UTC instant
    """

    file: str
    row: int | None
    column: str | None
    value: Any
    expected: str

    def __str__(self) -> str:
        row = "" if self.row is None else f" row {self.row}"
        column = "" if self.column is None else f", {self.column}"
        if self.value is None:
            return f"{self.file}{row}{column}: nothing there, expected {self.expected}"
        shown = repr(self.value)
        if len(shown) > 120:
            shown = shown[:118] + " …"
        return f"{self.file}{row}{column}: {shown} is not {self.expected}"


class DataError(ValueError):
    """Report an invalid or missing data file; `.problem` holds the details.

    >>> print(DataError(Problem("facts.csv", None, None, None, "this file")))
    facts.csv: nothing there, expected this file
    """

    def __init__(self, problem: Problem):
        super().__init__(problem)
        self.problem = problem


# -- one cell ------------------------------------------------------------------------------------------


class CellType(NamedTuple):
    """Hold a type of cell: its description in error messages, a pattern for its text, a function to its value."""

    description: str
    pattern: str
    convert: Callable[[str], Any]


DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
INTEGER = r"-?(0|[1-9][0-9]{0,17})"  # 18 digits fit 64 bits
# One line without leading or trailing space, control characters, byte-order marks or replacement characters.
TEXT = r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd]+(?<!\s)"


def parse_list(text: str) -> tuple[str, ...]:
    """Split a list cell at its semicolons; ValueError for empty, repeated or space-padded items."""
    parts = tuple(text.split(";"))
    if len(set(parts)) < len(parts) or any(part != part.strip() or not part for part in parts):
        raise ValueError
    return parts


CELL_TYPES = {
    "string": CellType("a text (one line, no blanks around it)", TEXT, str),
    "uri": CellType("a web address (https://…)", "https?://[!-~]+", str),
    "integer": CellType("a whole number (such as 12)", INTEGER, int),
    "number": CellType("a number (such as 3.5)", INTEGER + r"(\.[0-9]{1,17})?", float),
    "boolean": CellType("true or false", "true|false", "true".__eq__),
    "date": CellType("a date (YYYY-MM-DD)", DATE, date.fromisoformat),
    "datetime": CellType("a UTC instant (YYYY-MM-DDThh:mm:ssZ)", f"{DATE}T{TIME}Z", datetime.fromisoformat),
    "list": CellType("a list of different items, joined with ';' without blanks", TEXT, parse_list),
}


def cell_parser(field: dict) -> Callable[[str], Any]:
    """Return the function that parses the cells of a field: text -> value, None for an empty cell.

    The function raises ValueError, with what was expected, for any text that does not match the field's type and
    constraints exactly.
    """
    name = "list" if "x-list-of" in field else "uri" if field.get("format") == "uri" else field["type"]
    cell_type = CELL_TYPES[name]
    constraints = field["constraints"]
    checks = list(constraint_checks(constraints))

    def parse_cell(text: str) -> Any:
        if not text and not constraints.get("required"):
            return None
        if not re.fullmatch(cell_type.pattern, text):
            raise ValueError(cell_type.description)
        try:
            value = cell_type.convert(text)
        except ValueError:  # 2023-02-30 matches the pattern, but is not a date
            raise ValueError(cell_type.description) from None
        for is_valid, expected in checks:
            if not is_valid(text):
                raise ValueError(expected)
        return value

    return parse_cell


def constraint_checks(constraints: dict) -> Iterator[tuple[Callable[[str], Any], str]]:
    """Yield (check of a cell's text, what it expects) for each constraint of a field."""
    if enum := constraints.get("enum"):
        yield enum.__contains__, f"one of {', '.join(enum)}"
    if pattern := constraints.get("pattern"):
        yield re.compile(pattern).fullmatch, f"written like {pattern}"
    if "minimum" in constraints:
        minimum = float(constraints["minimum"])
        yield lambda text: float(text) >= minimum, f"{constraints['minimum']} or more"
    if "maximum" in constraints:
        maximum = float(constraints["maximum"])
        yield lambda text: float(text) <= maximum, f"{constraints['maximum']} or less"


# -- one table -----------------------------------------------------------------------------------------


class ParsedTable(NamedTuple):
    """Hold a parsed CSV file: rows with their row numbers (None where no row is usable), and problems."""

    rows: tuple[tuple[int, dict], ...] | None
    problems: tuple[Problem, ...]


def parse(path: Path, schema: dict) -> ParsedTable:
    """Parse a CSV file by its schema; an invalid cell becomes None, a row of the wrong length is left out."""
    try:
        header, *records = read_records(path)
    except DataError as error:
        return ParsedTable(None, (error.problem,))
    columns = [field["name"] for field in schema["fields"]]
    problems = list(header_problems(path.name, header, columns))
    if problems:
        return ParsedTable(None, tuple(problems))
    parsers, rows = [cell_parser(field) for field in schema["fields"]], []
    for number, record in enumerate(records, start=2):
        if len(record) != len(columns):
            problems.append(Problem(path.name, number, None, f"{len(record)} cells", f"{len(columns)} cells"))
            continue
        row = dict.fromkeys(columns)
        for name, parse_cell, text in zip(columns, parsers, record, strict=True):
            try:
                row[name] = parse_cell(text)
            except ValueError as expected:
                problems.append(Problem(path.name, number, name, text, str(expected)))
        rows.append((number, row))
    for key in unique_keys(schema):
        problems += duplicate_keys(path.name, rows, key)
    return ParsedTable(tuple(rows), tuple(problems))


def read_records(path: Path) -> list[list[str]]:
    """Read the records of a CSV file, the header first; DataError if it is missing or not UTF-8 CSV."""
    try:
        text = path.read_bytes().decode("utf-8")
        if text.startswith("\ufeff"):
            raise DataError(Problem(path.name, 1, None, "a byte-order mark", "UTF-8 text without one"))
        return list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    except OSError:
        raise DataError(Problem(path.name, None, None, None, "a CSV file")) from None
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        found = error.object[error.start : error.end]
        raise DataError(Problem(path.name, row, None, found, "UTF-8 text")) from None
    except csv.Error as error:
        raise DataError(Problem(path.name, None, None, str(error), "well-formed CSV")) from None


def header_problems(file: str, found: list[str], expected: list[str]) -> Iterator[Problem]:
    """Yield a problem for each missing or unknown column, and for duplicates or a wrong order."""
    for name in expected:
        if name not in found:
            yield Problem(file, 1, name, None, "this column")
    for name in found:
        if name not in expected:
            yield Problem(file, 1, name, name, "a column of this table")
    if set(found) == set(expected) and found != expected:
        yield Problem(file, 1, None, ", ".join(found), f"once each and in the order {', '.join(expected)}")


def duplicate_keys(file: str, rows: list[tuple[int, dict]], columns: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each row whose key an earlier row has; keys with an empty cell are not compared."""
    first = {}
    for number, row in rows:
        key = tuple(row[column] for column in columns)
        if None not in key and first.setdefault(key, number) != number:
            expected = f"unique (row {first[key]} has it too)"
            yield Problem(file, number, ", ".join(columns), format_values(*key), expected)


def format_values(*values: Any) -> str:
    """Format dates, instants and other values as the CSV files write them, joined with commas."""
    texts = (value.isoformat() if isinstance(value, date) else str(value) for value in values)
    return ", ".join(text.replace("+00:00", "Z") for text in texts)


def unique_keys(schema: dict) -> list[tuple[str, ...]]:
    """Return the column tuples whose values must be unique: the primary key and every unique column."""
    unique = [(field["name"],) for field in schema["fields"] if field["constraints"].get("unique")]
    return list(dict.fromkeys([column_names(schema["primaryKey"]), *unique]))


def column_names(columns: str | list[str]) -> tuple[str, ...]:
    """Return the columns of a key as a tuple; Table Schema writes one column as a string, several as a list."""
    return (columns,) if isinstance(columns, str) else tuple(columns)
