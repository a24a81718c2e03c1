"""Mutation tests of `iss.validate`: it must report every one of hundreds of errors put into a copy of the data.

Many errors are put into the copy at once, at most one in each row. A seeded random generator chooses the cells.
"""

import csv
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from prose import ROOT
from test_schema import INVALID

import issfacts as iss
from issfacts.data.descriptor import foreign_keys
from issfacts.data.schema import unique_keys
from issfacts.data.validation import precision

DATA = ROOT / "data"
ROWS_AT_ONCE = 5  # rows of a table that are mutated at once
CELLS_PER_KIND = int(os.environ.get("MUTATIONS", "100"))  # mutated cells of each kind; .ci/nightly sets 5,000


class Table:
    """Hold the schema, the unparsed rows and the foreign keys (by column) of one table."""

    def __init__(self, resource: dict):
        self.file, self.schema = resource["path"], resource["schema"]
        with (DATA / self.file).open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.fields = {field["name"]: field for field in self.schema["fields"]}
        self.foreign_keys = {key.column: key for key in foreign_keys(resource)}

    def cells(self, matches: Callable[[dict], bool] = lambda field: True, filled: bool = True) -> list[tuple[int, str]]:
        """Return (row index, column) of the cells whose fields match; without empty cells if `filled`."""
        columns = [name for name, field in self.fields.items() if matches(field)]
        return [(row, name) for row, cells in enumerate(self.rows) for name in columns if cells[name] or not filled]


TABLES = {
    resource["name"]: Table(resource) for resource in json.loads((DATA / "datapackage.json").read_text())["resources"]
}


def to_csv(records: list[list[str]]) -> bytes:
    """Format records as CSV; unlike older versions of csv.writer, also quotes a lone carriage return."""
    return "".join(",".join(map(quoted, record)) + "\n" for record in records).encode()


def quoted(cell: str) -> str:
    """Return a cell, in quotes if it needs them."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[,"\r\n]', cell) else cell


# -- kinds of mutation: each mutates a row of a table and returns the problem that must be reported ---------


class Mutation(NamedTuple):
    """Hold the mutated line of a row, and the problem that must be reported."""

    row: int
    line: bytes
    reported: tuple[int | None, str | None, str | None]  # row number, column, and value (None: any)
    other: int | None = None  # index of a row that must stay unchanged


def mutate_cell(table: Table, row: int, column: str, text: str, value: str | None = None) -> Mutation:
    """Replace the text of a cell; the problem must report this text, or `value`."""
    return Mutation(row, with_cells(table, row, {column: text}), (row + 2, column, text if value is None else value))


def with_cells(table: Table, row: int, cells: dict[str, str]) -> bytes:
    """Return the CSV line of a row with some cells replaced."""
    return to_csv([list((table.rows[row] | cells).values())])


UNKNOWN_KEYS = ["no-such-key", "QQQ", "Nobody", "C99", "P99", "E99", "view-99", "999", "Q8", "Soyuz MS-99", "Q7", "Q6"]


def unknown_keys(table: Table, column: str) -> list[str]:
    """Return texts that match the pattern of a foreign key column, but are not keys of its target table."""
    if column not in table.foreign_keys:
        return []
    key = table.foreign_keys[column]
    known = {row[key.target] for row in TABLES[key.table].rows}
    pattern = table.fields[column]["constraints"].get("pattern", ".*")
    return [text for text in UNKNOWN_KEYS if text not in known and re.fullmatch(pattern, text)]


def type_of(field: dict) -> str:
    return "uri" if field.get("format") == "uri" else field["type"]


def enum_texts(field: dict) -> list[str]:
    first, *_, last = field["constraints"]["enum"] * 2
    return ["maybe", f"{first.upper()}!", f"{last}s", f"{first};{last}"]


def pattern_texts(field: dict, old: str) -> list[str]:
    texts = [old + "§;", ";" + old, old + ";", "§;;§", old + "\u0301;"]
    return [text for text in texts if not re.fullmatch(field["constraints"]["pattern"], text)]


def outside_texts(field: dict) -> list[str]:
    limits = field["constraints"]
    return [str(limits[name] + step) for name, step in (("minimum", -1), ("maximum", 1)) if name in limits]


def list_texts(old: str) -> list[str]:
    first, last = old.split(";")[0], old.split(";")[-1]
    return [f"{old};{first}", f"{last};{old}", f"{old};;{first}x", f"{old};", f";{old}", f"{old}; {first}x"]


def with_control_character(old: str) -> list[str]:
    return [old[:n] + character + old[n:] for n in range(len(old) + 1) for character in CONTROL_CHARACTERS]


SPACES, CONTROL_CHARACTERS = (" ", "\t", "\u00a0", "\u2003", "  ", "\n"), "\n\r\t\0\x07\x1b\x7f\x85\u2028\ufeff\ufffd"
# Kinds that replace the text of a cell: kind -> (which fields, whether empty cells too, texts to choose from).
CELL_KINDS = {
    "wrong_type": (lambda f: type_of(f) != "string", True, lambda f, old: INVALID[type_of(f)]),
    "empty_required_cell": (lambda f: f["constraints"].get("required"), False, lambda f, old: [""]),
    "unknown_enum_value": (lambda f: "enum" in f["constraints"], True, lambda f, old: enum_texts(f)),
    "pattern_mismatch": (lambda f: "pattern" in f["constraints"], False, pattern_texts),
    "out_of_range": (lambda f: {"minimum", "maximum"} & set(f["constraints"]), True, lambda f, old: outside_texts(f)),
    "invalid_list": (lambda f: "x-list-of" in f, False, lambda f, old: list_texts(old)),
    "padded_with_space": (lambda f: True, False, lambda f, old: [s + old for s in SPACES] + [old + s for s in SPACES]),
    "control_character": (lambda f: True, False, lambda f, old: with_control_character(old)),
}


def replace_text(table: Table, rng: random.Random, kind: str) -> Mutation:
    """Replace the text of a cell by one of the texts of a kind in CELL_KINDS."""
    matches, also_empty, texts = CELL_KINDS[kind]
    row, column = rng.choice(table.cells(matches, filled=not also_empty))
    return mutate_cell(table, row, column, rng.choice(texts(table.fields[column], table.rows[row][column])))


def duplicate_key(table: Table, rng: random.Random) -> Mutation:
    """Give a row the key of an earlier row; the later one must be reported."""
    key = rng.choice(unique_keys(table.schema))
    first, row = sorted(rng.sample([n for n, cells in enumerate(table.rows) if all(map(cells.get, key))], 2))
    cells = {name: table.rows[first][name] for name in key}
    return Mutation(row, with_cells(table, row, cells), (row + 2, ", ".join(key), ", ".join(cells.values())), first)


def unknown_foreign_key(table: Table, rng: random.Random) -> Mutation:
    """Refer to a row that does not exist, in a single key or as a further item of a list; the key must be reported."""
    row, column = rng.choice(table.cells(lambda field: unknown_keys(table, field["name"]), filled=False))
    key = rng.choice(unknown_keys(table, column))
    old = table.rows[row][column]
    text = f"{old};{key}" if old and table.foreign_keys[column].is_list else key
    return mutate_cell(table, row, column, text, value=key)


def instants_out_of_order(table: Table, rng: random.Random) -> Mutation:
    """Move the later of two ordered instants to a year before the earlier one, or the earlier one to a year after."""
    pairs = []
    for columns in table.schema.get("x-ordered", ()):
        for row, cells in enumerate(table.rows):
            pairs += [(row, *pair) for pair in pairwise(name for name in columns if cells[name])]
    row, before, after = rng.choice(pairs)
    early, late = table.rows[row][before], table.rows[row][after]
    if rng.random() < 0.5:
        return mutate_cell(table, row, after, shift_years(early, -1))
    return mutate_cell(table, row, before, shift_years(late, 1))._replace(reported=(row + 2, after, late))


def shift_years(text: str, years: int) -> str:
    """Return the first instant, or day, of a shifted year, which is valid for every precision."""
    return f"{int(text[:4]) + years}-01-01" + ("T00:00:00Z" if "T" in text else "")


def false_precision(table: Table, rng: random.Random) -> Mutation:
    """Make an instant more exact than its precision; the instant must be reported."""
    cells = table.cells(lambda field: field["type"] in ("date", "datetime"))
    cells = [(row, column) for row, column in cells if precision(table.rows[row], column) in ("year", "month")]
    row, column = rng.choice(cells)
    return mutate_cell(table, row, column, table.rows[row][column].replace("-01", "-17", 2))


# -- kinds that break a line, or the rest of the file ------------------------------------------------------


def wrong_number_of_cells(table: Table, rng: random.Random) -> Mutation:
    """Remove a cell of a row, or add one; the row must be reported without a column."""
    row, column = rng.choice(table.cells(filled=False))
    cells = dict(table.rows[row])
    remaining = [text for name, text in cells.items() if name != column]
    record = remaining if rng.random() < 0.7 else [*cells.values(), "x"]
    return Mutation(row, to_csv([record]), (row + 2, None, None))


def surround_cell(table: Table, rng: random.Random, before: bytes = b"", after: bytes = b"") -> tuple[int, str, bytes]:
    """Put bytes before and after a cell that needs no quotes; return its row, column and CSV line."""
    row, column = rng.choice(
        [(row, name) for row, name in table.cells() if not re.search('[,"]', table.rows[row][name])]
    )
    old, placeholder = table.rows[row][column], "QxMARKxQ"
    line = with_cells(table, row, {column: placeholder})
    return row, column, line.replace(placeholder.encode(), before + old.encode() + after)


def invalid_utf8(table: Table, rng: random.Random) -> Mutation:
    """Put a byte that is not UTF-8 into a cell; its line must be reported without a column."""
    row, _, line = surround_cell(table, rng, after=rng.choice([b"\xff", b"\xe9", b"\xc3", b"\x80", b"\xed\xa0\x80"]))
    return Mutation(row, line, (row + 2, None, None))


def broken_line(table: Table, rng: random.Random) -> Mutation:
    """Put a line break into a cell; the first row that is too short must be reported."""
    row, column, line = surround_cell(table, rng, after=rng.choice([b"\n", b"\r\n", b"\r"]) + b"x")
    return Mutation(row, line, (row + 2 + (column == [*table.fields][-1]), None, None))


def open_quote(table: Table, rng: random.Random) -> Mutation:
    """Put an opening quotation mark before a cell; the file must be reported without a row."""
    row, _, line = surround_cell(table, rng, before=b'"')
    return Mutation(row, line, (None, None, None))


BREAKS_REST_OF_FILE = (invalid_utf8, broken_line, open_quote)  # they change the numbers of all following rows
KINDS = {kind: partial(replace_text, kind=kind) for kind in CELL_KINDS}
for kind in (
    *(duplicate_key, unknown_foreign_key, instants_out_of_order, false_precision, wrong_number_of_cells),
    *BREAKS_REST_OF_FILE,
):
    KINDS[kind.__name__] = kind


def mutations(kind: Callable, table: Table, rng: random.Random) -> Iterator[Mutation]:
    """Yield mutations of different rows of a table; none if this kind of mutation is impossible there."""
    unchanged, reported = set(range(len(table.rows))), set()
    for _ in range(1 if kind in BREAKS_REST_OF_FILE else ROWS_AT_ONCE):
        try:
            mutation = kind(table, rng)
        except (IndexError, ValueError):  # no suitable cell
            return
        _, column, value = mutation.reported
        if {mutation.row, mutation.other} <= unchanged | {None} and (column, value) not in reported:
            unchanged -= {mutation.row, mutation.other}
            reported |= {(column, value)} if value else set()  # the same key twice would be reported as a duplicate
            yield mutation


@pytest.fixture(scope="module")
def data_copy(tmp_path_factory) -> Path:
    """Copy the data."""
    return shutil.copytree(DATA, tmp_path_factory.mktemp("whole") / "data")


def validate_with(folder: Path, mutations_by_table: dict[str, list[Mutation]]) -> list[iss.Problem]:
    """Apply mutations to a copy of the data, validate it, and restore it."""
    for name, mutated in mutations_by_table.items():
        lines = [to_csv([list(row.values())]) for row in TABLES[name].rows]
        for mutation in mutated:
            lines[mutation.row] = mutation.line
        (folder / TABLES[name].file).write_bytes(b"".join([to_csv([list(TABLES[name].fields)]), *lines]))
    problems = iss.validate(folder, hashes=False)
    for name in mutations_by_table:
        shutil.copy(DATA / TABLES[name].file, folder)
    return problems


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutated_cell_is_reported(data_copy, kind):
    rng, count, missed = random.Random(kind), 0, []
    while count < CELLS_PER_KIND:
        mutations_by_table = {name: list(mutations(KINDS[kind], table, rng)) for name, table in TABLES.items()}
        problems = validate_with(data_copy, mutations_by_table)
        found = {(problem.file, problem.row, problem.column, problem.value) for problem in problems}
        found |= {(file, row, column, None) for file, row, column, _ in found}
        expected = [(TABLES[name].file, *each.reported) for name, some in mutations_by_table.items() for each in some]
        count += len(expected)
        missed += [problem for problem in expected if problem not in found]
    assert missed == []
