"""Reads a CSV file by its Table Schema and says what does not fit: values out, problems beside them.

Everything is strict, because a value that is quietly repaired is a fact nobody stated: one spelling of
a number, of a date, of an instant, and all else is a `Problem`. Standard library only.
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
    """Name one thing that is wrong in the data: where it stands, what stands there, what was expected.

    `row` counts as a spreadsheet does (the header is row 1); what is not about one row or one column
    has None there, and so has the value of something missing.

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
    """Stop the reading of a damaged or missing data file; `.problem` holds the details.

    >>> print(DataError(Problem("facts.csv", None, None, None, "this file")))
    facts.csv: nothing there, expected this file
    """

    def __init__(self, problem: Problem):
        super().__init__(problem)
        self.problem = problem


# -- one cell ------------------------------------------------------------------------------------------


class Kind(NamedTuple):
    """One type of cell: what to call it, how it is written, how it becomes a value."""

    noun: str
    written: str
    convert: Callable[[str], Any]


DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
WHOLE = r"-?(0|[1-9][0-9]{0,17})"  # 18 digits fit 64 bits
# One line; no blank at either end, no control character, no trace of a lost encoding.
TEXT = r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd]+(?<!\s)"


def items(text: str) -> tuple[str, ...]:
    """Split a list cell at its semicolons: no blanks, nothing empty, nothing twice."""
    parts = tuple(text.split(";"))
    if len(set(parts)) < len(parts) or any(part != part.strip() or not part for part in parts):
        raise ValueError
    return parts


KINDS = {
    "string": Kind("a text (one line, no blanks around it)", TEXT, str),
    "uri": Kind("a web address (https://…)", "https?://[!-~]+", str),
    "integer": Kind("a whole number (such as 12)", WHOLE, int),
    "number": Kind("a number (such as 3.5)", WHOLE + r"(\.[0-9]{1,17})?", float),
    "boolean": Kind("true or false", "true|false", "true".__eq__),
    "date": Kind("a date (YYYY-MM-DD)", DAY, date.fromisoformat),
    "datetime": Kind("a UTC instant (YYYY-MM-DDThh:mm:ssZ)", f"{DAY}T{CLOCK}Z", datetime.fromisoformat),
    "list": Kind("a list of different items, joined with ';' without blanks", TEXT, items),
}


def cell_reader(field: dict) -> Callable[[str], Any]:
    """Build the reader of one column's cells: text -> value, None where empty.

    Nothing is guessed, nothing repaired: the reader raises ValueError, which says what was expected.
    """
    kind = KINDS["list" if "x-list-of" in field else "uri" if field.get("format") == "uri" else field["type"]]
    asked, rules = field["constraints"], []
    if words := asked.get("enum"):
        rules.append((words.__contains__, f"one of {', '.join(words)}"))
    if pattern := asked.get("pattern"):
        rules.append((re.compile(pattern).fullmatch, f"written like {pattern}"))
    if "minimum" in asked:
        low = float(asked["minimum"])
        rules.append((lambda text: float(text) >= low, f"{asked['minimum']} or more"))
    if "maximum" in asked:
        high = float(asked["maximum"])
        rules.append((lambda text: float(text) <= high, f"{asked['maximum']} or less"))

    def read(text: str) -> Any:
        if not text and not asked.get("required"):
            return None
        if not re.fullmatch(kind.written, text):
            raise ValueError(kind.noun)
        try:
            value = kind.convert(text)
        except ValueError:  # 2023-02-30 is well written and still no date
            raise ValueError(kind.noun) from None
        for fits, expected in rules:
            if not fits(text):
                raise ValueError(expected)
        return value

    return read


# -- one table -----------------------------------------------------------------------------------------


class Parsed(NamedTuple):
    """A table as it was read: its rows with their numbers (None: no table at all) and what is wrong."""

    rows: tuple[tuple[int, dict], ...] | None
    problems: tuple[Problem, ...]


def parse(path: Path, schema: dict) -> Parsed:
    """Read a CSV file by its schema; a bad cell becomes None and a Problem, a ragged row only a Problem."""
    try:
        header, *records = records_of(path)
    except DataError as error:
        return Parsed(None, (error.problem,))
    columns = [field["name"] for field in schema["fields"]]
    problems = list(header_problems(path.name, header, columns))
    if problems:
        return Parsed(None, tuple(problems))
    readers, rows = [cell_reader(field) for field in schema["fields"]], []
    for number, record in enumerate(records, start=2):
        if len(record) != len(columns):
            problems.append(Problem(path.name, number, None, f"{len(record)} cells", f"{len(columns)} cells"))
            continue
        row = dict.fromkeys(columns)
        for name, read, text in zip(columns, readers, record, strict=True):
            try:
                row[name] = read(text)
            except ValueError as expected:
                problems.append(Problem(path.name, number, name, text, str(expected)))
        rows.append((number, row))
    for unique in unique_keys(schema):
        problems += repeated_keys(path.name, rows, unique)
    return Parsed(tuple(rows), tuple(problems))


def records_of(path: Path) -> list[list[str]]:
    """Read a CSV file's records, the header first, or raise DataError where it is no such file."""
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
    """Find the columns that are missing, unknown, doubled or in another order."""
    for name in expected:
        if name not in found:
            yield Problem(file, 1, name, None, "this column")
    for name in found:
        if name not in expected:
            yield Problem(file, 1, name, name, "a column of this table")
    if set(found) == set(expected) and found != expected:
        yield Problem(file, 1, None, ", ".join(found), f"once each and in the order {', '.join(expected)}")


def repeated_keys(file: str, rows: list[tuple[int, dict]], columns: tuple[str, ...]) -> Iterator[Problem]:
    """Find keys that an earlier row has already."""
    first = {}
    for number, row in rows:
        key = tuple(row[column] for column in columns)
        if None not in key and first.setdefault(key, number) != number:
            expected = f"unique (row {first[key]} has it too)"
            yield Problem(file, number, ", ".join(columns), as_written(*key), expected)


def as_written(*values: Any) -> str:
    """Write values of a key as the file does."""
    texts = (value.isoformat() if isinstance(value, date) else str(value) for value in values)
    return ", ".join(text.replace("+00:00", "Z") for text in texts)


def unique_keys(schema: dict) -> list[tuple[str, ...]]:
    """Return the column sets whose values may not repeat: the primary key and every unique column."""
    unique = [(field["name"],) for field in schema["fields"] if field["constraints"].get("unique")]
    return list(dict.fromkeys([names(schema["primaryKey"]), *unique]))


def names(columns: str | list[str]) -> tuple[str, ...]:
    """Return column names as a tuple: Table Schema writes one name bare and several as a list."""
    return (columns,) if isinstance(columns, str) else tuple(columns)
