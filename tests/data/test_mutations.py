"""Mutation tests of `iss.validate`: it must report every one of hundreds of errors put into a copy of the data.

Many errors are put into the copy at once, at most one in each row. A seeded random generator chooses the cells.
Files that are no table at all (a row too short, not UTF-8, an open quotation mark) are in test_schema.py.
"""

import csv
import json
import os
import random
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
import pytest
from paths import ROOT
from test_schema import INVALID

import issfacts as iss
from issfacts.data.descriptor import foreign_keys
from issfacts.data.schema import unique_keys
from issfacts.data.validation import precision

DATA = ROOT / "data"
ROWS_AT_ONCE = 20  # rows of a table that are mutated at once
CELLS_PER_KIND = int(os.environ.get("MUTATIONS", "100"))  # mutated cells of each kind; .ci/nightly sets 5,000


class Table:
    """Hold the schema, the unparsed rows and the foreign keys (by column) of one table."""

    def __init__(self, resource: dict):
        self.file, self.schema = resource["path"], resource["schema"]
        self.frame = pd.read_csv(DATA / self.file, dtype=str, keep_default_na=False)
        self.rows = self.frame.to_dict("records")
        self.fields = {field["name"]: field for field in self.schema["fields"]}
        self.foreign_keys = {key.column: key for key in foreign_keys(resource)}

    def cells(self, matches: Callable[[dict], bool], filled: bool = True) -> list[tuple[int, str]]:
        """Return (row index, column) of the cells whose fields match; without empty cells if `filled`."""
        columns = [name for name, field in self.fields.items() if matches(field)]
        return [(row, name) for row, cells in enumerate(self.rows) for name in columns if cells[name] or not filled]


TABLES = {
    resource["name"]: Table(resource) for resource in json.loads((DATA / "datapackage.json").read_text())["resources"]
}


# -- kinds of mutation: each changes cells of a row of a table and says which problem must be reported ------


class Mutation(NamedTuple):
    """Hold the changed cells of a row, and the column and value that must be reported."""

    row: int
    cells: dict[str, str]
    column: str
    value: str
    other: int | None = None  # index of a row that must stay unchanged


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
    text = rng.choice(texts(table.fields[column], table.rows[row][column]))
    return Mutation(row, {column: text}, column, text)


def duplicate_key(table: Table, rng: random.Random) -> Mutation:
    """Give a row the key of an earlier row; the later one must be reported."""
    key = rng.choice(unique_keys(table.schema))
    first, row = sorted(rng.sample([n for n, cells in enumerate(table.rows) if all(map(cells.get, key))], 2))
    cells = {name: table.rows[first][name] for name in key}
    return Mutation(row, cells, ", ".join(key), ", ".join(cells.values()), first)


def unknown_foreign_key(table: Table, rng: random.Random) -> Mutation:
    """Refer to a row that does not exist, in a single key or as a further item of a list; the key must be reported."""
    row, column = rng.choice(table.cells(lambda field: unknown_keys(table, field["name"]), filled=False))
    key = rng.choice(unknown_keys(table, column))
    old = table.rows[row][column]
    text = f"{old};{key}" if old and table.foreign_keys[column].is_list else key
    return Mutation(row, {column: text}, column, key)


def instants_out_of_order(table: Table, rng: random.Random) -> Mutation:
    """Move the later of two ordered instants to a year before the earlier one, or the earlier one to a year after."""
    pairs = []
    for columns in table.schema.get("x-ordered", ()):
        for row, cells in enumerate(table.rows):
            pairs += [(row, *pair) for pair in pairwise(name for name in columns if cells[name])]
    row, before, after = rng.choice(pairs)
    early, late = table.rows[row][before], table.rows[row][after]
    if rng.random() < 0.5:
        return Mutation(row, {after: shift_years(early, -1)}, after, shift_years(early, -1))
    return Mutation(row, {before: shift_years(late, 1)}, after, late)


def shift_years(text: str, years: int) -> str:
    """Return the first instant, or day, of a shifted year, which is valid for every precision."""
    return f"{int(text[:4]) + years}-01-01" + ("T00:00:00Z" if "T" in text else "")


def false_precision(table: Table, rng: random.Random) -> Mutation:
    """Make an instant more exact than its precision; the instant must be reported."""
    cells = table.cells(lambda field: field["type"] in ("date", "datetime"))
    cells = [(row, column) for row, column in cells if precision(table.rows[row], column) in ("year", "month")]
    row, column = rng.choice(cells)
    text = table.rows[row][column].replace("-01", "-17", 2)
    return Mutation(row, {column: text}, column, text)


KINDS = {kind: partial(replace_text, kind=kind) for kind in CELL_KINDS}
KINDS |= {kind.__name__: kind for kind in (duplicate_key, unknown_foreign_key, instants_out_of_order, false_precision)}


def mutations(kind: Callable, table: Table, rng: random.Random) -> Iterator[Mutation]:
    """Yield mutations of different rows of a table; none if this kind of mutation is impossible there."""
    unchanged, reported = set(range(len(table.rows))), set()
    for _ in range(ROWS_AT_ONCE):
        try:
            mutation = kind(table, rng)
        except (IndexError, ValueError):  # no suitable cell
            return
        problem = mutation.column, mutation.value
        if {mutation.row, mutation.other} <= unchanged | {None} and problem not in reported:
            unchanged -= {mutation.row, mutation.other}
            reported |= {problem} if mutation.value else set()  # the same key twice would be reported as a duplicate
            yield mutation


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutated_cell_is_reported(data_copy, kind):
    rng, count, missed = random.Random(kind), 0, []
    while count < CELLS_PER_KIND:
        expected = []
        for table in TABLES.values():
            frame = table.frame.copy()
            for mutation in mutations(KINDS[kind], table, rng):
                frame.loc[mutation.row, list(mutation.cells)] = list(mutation.cells.values())
                expected.append((table.file, mutation.row + 2, mutation.column, mutation.value))
            frame.to_csv(data_copy / table.file, index=False, quoting=csv.QUOTE_ALL)  # so that any text can be a cell
        problems = iss.validate(data_copy, hashes=False)
        found = {(problem.file, problem.row, problem.column, problem.value) for problem in problems}
        count += len(expected)
        missed += [problem for problem in expected if problem not in found]
    assert missed == []
