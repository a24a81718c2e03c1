"""Damaged cells by the hundred, each found and named.

A copy of the data is damaged in many places at once, a row of a table in one place at most, and `iss.validate` must
name each of them. Which cell is damaged, and how, is drawn by dice that always fall the same way.
"""

import csv
import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from prose import ROOT
from test_schema import REFUSED

import issfacts as iss
from issfacts.data.descriptor import links
from issfacts.data.schema import unique_keys
from issfacts.data.validation import precision

DATA = ROOT / "data"
AT_ONCE = 5  # rows of a table that are damaged at once
EACH = int(os.environ.get("MUTATIONS", "100"))  # damaged cells of each kind; .ci/nightly asks for 5,000


class Table:
    """Hold a table as text, to be damaged."""

    def __init__(self, resource: dict):
        self.file, self.schema = resource["path"], resource["schema"]
        with (DATA / self.file).open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.fields = {field["name"]: field for field in self.schema["fields"]}
        self.targets = {link.column: link for link in links(resource)}

    def cells(self, fits: Callable[[dict], bool] = lambda field: True, filled: bool = True) -> list[tuple[int, str]]:
        """Return the places of the cells whose fields fit, only those with something in them where `filled`."""
        columns = [name for name, field in self.fields.items() if fits(field)]
        return [(row, name) for row, cells in enumerate(self.rows) for name in columns if cells[name] or not filled]


TABLES = {
    resource["name"]: Table(resource) for resource in json.loads((DATA / "datapackage.json").read_text())["resources"]
}


def written(records: list[list[str]]) -> bytes:
    """Write records as a CSV file; unlike older csv.writer, it also quotes a lone carriage return."""
    return "".join(",".join(map(quoted, record)) + "\n" for record in records).encode()


def quoted(cell: str) -> str:
    """Write a cell, in quotes where it needs them."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[,"\r\n]', cell) else cell


# -- kinds of damage: each says what it does to a table, and where the damage must be named ----------------


class Damage(NamedTuple):
    """Hold what becomes of a row, and the place that must be named."""

    row: int
    line: bytes
    named: tuple[int | None, str | None, str | None]  # row as a spreadsheet counts, column, and value where it matters
    other: int | None = None  # a row that must stay as it is


def spoilt(table: Table, row: int, column: str, text: str, value: str | None = None) -> Damage:
    """Put a text into a cell, to be named there: the text, or a value that stands in it."""
    return Damage(row, with_cells(table, row, {column: text}), (row + 2, column, text if value is None else value))


def with_cells(table: Table, row: int, cells: dict[str, str]) -> bytes:
    """Return the line of a row with other cells."""
    return written([list((table.rows[row] | cells).values())])


def kind_of(field: dict) -> str:
    return "uri" if field.get("format") == "uri" else field["type"]


def wrong_type(table: Table, dice: random.Random) -> Damage:
    row, column = dice.choice(table.cells(lambda field: kind_of(field) != "string", filled=False))
    return spoilt(table, row, column, dice.choice(REFUSED[kind_of(table.fields[column])]))


def emptied(table: Table, dice: random.Random) -> Damage:
    return spoilt(table, *dice.choice(table.cells(lambda field: field["constraints"].get("required"))), "")


def strange_word(table: Table, dice: random.Random) -> Damage:
    row, column = dice.choice(table.cells(lambda field: "enum" in field["constraints"], filled=False))
    first, *_, last = [*table.fields[column]["constraints"]["enum"]] * 2
    return spoilt(table, row, column, dice.choice(["maybe", f"{first.upper()}!", f"{last}s", f"{first};{last}"]))


def off_pattern(table: Table, dice: random.Random) -> Damage:
    row, column = dice.choice(table.cells(lambda field: "pattern" in field["constraints"]))
    pattern, old = table.fields[column]["constraints"]["pattern"], table.rows[row][column]
    tries = [old + "§;", ";" + old, old + ";", "§;;§", old + "\u0301;"]
    return spoilt(table, row, column, dice.choice([text for text in tries if not re.fullmatch(pattern, text)]))


def key_again(table: Table, dice: random.Random) -> Damage:
    """Give a row the key of an earlier one; the later of the two is named."""
    key = dice.choice(unique_keys(table.schema))
    first, row = sorted(dice.sample([n for n, cells in enumerate(table.rows) if all(map(cells.get, key))], 2))
    cells = {name: table.rows[first][name] for name in key}
    return Damage(row, with_cells(table, row, cells), (row + 2, ", ".join(key), ", ".join(cells.values())), first)


ABSENT = ["no-such-key", "QQQ", "Nobody", "C99", "P99", "E99", "view-99", "999", "Q8", "Soyuz MS-99", "Q7", "Q6"]


def absent_keys(table: Table, column: str) -> list[str]:
    """Return keys that are well written but stand nowhere."""
    if column not in table.targets:
        return []
    link = table.targets[column]
    known = {row[link.target] for row in TABLES[link.table].rows}
    pattern = table.fields[column]["constraints"].get("pattern", ".*")
    return [key for key in ABSENT if key not in known and re.fullmatch(pattern, key)]


def dangling(table: Table, dice: random.Random) -> Damage:
    columns = [name for name, link in table.targets.items() if not link.is_list and absent_keys(table, name)]
    row, column = dice.choice(table.cells(lambda field: field["name"] in columns, filled=False))
    return spoilt(table, row, column, dice.choice(absent_keys(table, column)))


def disordered(table: Table, dice: random.Random) -> Damage:
    """Put a later instant a year before the earlier one, or the earlier one after the later one."""
    chains = table.schema.get("x-ordered", ())
    filled = [
        (row, [name for name in chain if cells[name]]) for chain in chains for row, cells in enumerate(table.rows)
    ]
    row, before, after = dice.choice([(row, *pair) for row, chain in filled for pair in pairwise(chain)])
    early, late = table.rows[row][before], table.rows[row][after]
    if dice.random() < 0.5:
        return spoilt(table, row, after, moved(early, -1))
    return spoilt(table, row, before, moved(late, 1))._replace(named=(row + 2, after, late))


def moved(text: str, years: int) -> str:
    """Return the first instant, or day, of a year some years off: good for every precision."""
    return f"{int(text[:4]) + years}-01-01" + ("T00:00:00Z" if "T" in text else "")


def out_of_range(table: Table, dice: random.Random) -> Damage:
    row, column = dice.choice(
        table.cells(lambda field: {"minimum", "maximum"} & set(field["constraints"]), filled=False)
    )
    limits = table.fields[column]["constraints"]
    beyond = [str(limits[name] + step) for name, step in (("minimum", -1), ("maximum", 1)) if name in limits]
    return spoilt(table, row, column, dice.choice(beyond))


def bad_item(table: Table, dice: random.Random) -> Damage:
    row, column = dice.choice(table.cells(lambda field: "x-list-of" in field))
    old = table.rows[row][column]
    first, last = old.split(";")[0], old.split(";")[-1]
    if (absent := absent_keys(table, column)) and dice.random() < 0.3:
        key = dice.choice(absent)
        return spoilt(table, row, column, f"{old};{key}", value=key)
    tries = [f"{old};{first}", f"{last};{old}", f"{old};;{first}x", f"{old};", f";{old}", f"{old}; {first}x"]
    return spoilt(table, row, column, dice.choice(tries))


def padded(table: Table, dice: random.Random) -> Damage:
    (row, column), blank = dice.choice(table.cells()), dice.choice([" ", "\t", "\u00a0", "\u2003", "  ", "\n"])
    old = table.rows[row][column]
    return spoilt(table, row, column, dice.choice([blank + old, old + blank]))


def control_character(table: Table, dice: random.Random) -> Damage:
    (row, column), sign = dice.choice(table.cells()), dice.choice("\n\r\t\0\x07\x1b\x7f\x85\u2028\ufeff\ufffd")
    old = table.rows[row][column]
    where = dice.randrange(len(old) + 1)
    return spoilt(table, row, column, old[:where] + sign + old[where:])


def too_exact(table: Table, dice: random.Random) -> Damage:
    """Say more of an instant than its precision admits; the instant is named."""
    places = table.cells(lambda field: field["type"] in ("date", "datetime"))
    row, column = dice.choice(
        [place for place in places if precision(table.rows[place[0]], place[1]) in ("year", "month")]
    )
    return spoilt(table, row, column, table.rows[row][column].replace("-01", "-17", 2))


# -- kinds that spoil a line, or the file from there on ----------------------------------------------------


def lost_cell(table: Table, dice: random.Random) -> Damage:
    """Lose a cell, or gain one: the row is named, for no cell of it can be trusted."""
    row, column = dice.choice(table.cells(filled=False))
    cells = dict(table.rows[row])
    left = [text for name, text in cells.items() if name != column]
    return Damage(row, written([left if dice.random() < 0.7 else [*cells.values(), "x"]]), (row + 2, None, None))


def around(table: Table, dice: random.Random, before: bytes = b"", after: bytes = b"") -> tuple[int, str, bytes]:
    """Put bytes around a cell that stands without quotes; return its row, its column and the line."""
    row, column = dice.choice(
        [(row, name) for row, name in table.cells() if not re.search('[,"]', table.rows[row][name])]
    )
    old, mark = table.rows[row][column], "QxMARKxQ"
    line = spoilt(table, row, column, mark).line
    return row, column, line.replace(mark.encode(), before + old.encode() + after)


def foreign_byte(table: Table, dice: random.Random) -> Damage:
    """Put a byte into a cell that is no UTF-8; its line is named, for there are no cells yet."""
    row, _, line = around(table, dice, after=dice.choice([b"\xff", b"\xe9", b"\xc3", b"\x80", b"\xed\xa0\x80"]))
    return Damage(row, line, (row + 2, None, None))


def broken_line(table: Table, dice: random.Random) -> Damage:
    """Break the line within a cell: the first row that is too short is named."""
    row, column, line = around(table, dice, after=dice.choice([b"\n", b"\r\n", b"\r"]) + b"x")
    return Damage(row, line, (row + 2 + (column == [*table.fields][-1]), None, None))


def open_quote(table: Table, dice: random.Random) -> Damage:
    """Open a quotation that nobody closes: the file is named, for it has no rows any more."""
    row, _, line = around(table, dice, before=b'"')
    return Damage(row, line, (None, None, None))


KINDS = [
    *[wrong_type, emptied, strange_word, off_pattern, key_again, dangling, disordered, out_of_range, bad_item],
    *[padded, control_character, too_exact, lost_cell, foreign_byte, broken_line, open_quote],
]
FROM_THERE_ON = (foreign_byte, broken_line, open_quote)  # nothing that follows in the file is where it was


def drawn(kind: Callable, table: Table, dice: random.Random) -> Iterator[Damage]:
    """Yield damages of different rows of a table; none where the kind can do no damage there."""
    untouched, named = set(range(len(table.rows))), set()
    for _ in range(1 if kind in FROM_THERE_ON else AT_ONCE):
        try:
            damage = kind(table, dice)
        except (IndexError, ValueError):  # there is nothing to choose from
            return
        _, column, value = damage.named
        if {damage.row, damage.other} <= untouched | {None} and (column, value) not in named:
            untouched -= {damage.row, damage.other}
            named |= {(column, value)} if value else set()  # twice the same key would be named as that
            yield damage


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    """Copy the data."""
    return shutil.copytree(DATA, tmp_path_factory.mktemp("whole") / "data")


def told(folder: Path, damages: dict[str, list[Damage]]) -> list[iss.Problem]:
    """Tell what is wrong in a copy of the data with these damages, and mend it."""
    for name, damaged in damages.items():
        lines = [written([list(row.values())]) for row in TABLES[name].rows]
        for damage in damaged:
            lines[damage.row] = damage.line
        (folder / TABLES[name].file).write_bytes(b"".join([written([list(TABLES[name].fields)]), *lines]))
    problems = iss.validate(folder, hashes=False)
    for name in damages:
        shutil.copy(DATA / TABLES[name].file, folder)
    return problems


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_damaged_cell_is_found_and_named(copied, kind):
    dice, done, missed = random.Random(kind.__name__), 0, []
    while done < EACH:
        damages = {name: list(drawn(kind, table, dice)) for name, table in TABLES.items()}
        problems = told(copied, damages)
        places = {(problem.file, problem.row, problem.column) for problem in problems}
        values = {(problem.file, problem.row, problem.column, problem.value) for problem in problems}
        for file, row, column, value in (
            (TABLES[name].file, *each.named) for name in damages for each in damages[name]
        ):
            done += 1
            if (file, row, column) not in places or (value is not None and (file, row, column, value) not in values):
                missed.append((file, row, column, value))
    assert missed == []
