"""Damaged cells by the hundred, each found and named.

Every table is cut: some rows that stand together, with the rows of other tables that they name, make a small data
package of their own, which `iss.validate` checks like the whole. Which cell is damaged, and how, is drawn by dice that
always fall the same way. At the end some rows of the whole data are damaged.
"""

import csv
import io
import json
import os
import random
import re
import shutil
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from prose import ROOT

import issfacts as iss
from issfacts.data.descriptor import links
from issfacts.data.schema import unique_keys
from issfacts.data.validation import EVIDENCE

DATA = ROOT / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text("utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
POINTERS = {"questions": "refs", "reason_evidence": "ref"}
ANCHORS = ("facts", "claims", "sources", "events", "questions")  # to whose ids the refs of a question lead
ROWS = 8  # rows of a cut
CUTS = 5  # cuts of a table
EACH = int(os.environ.get("MUTATIONS", "100"))  # damaged cells of each kind; .ci/nightly asks for 5,000


def read(path: Path) -> list[list[str]]:
    """Read a CSV file's records as they stand."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


RECORDS = {name: read(DATA / resource["path"]) for name, resource in RESOURCES.items()}


def written(records: list[list[str]]) -> bytes:
    """Write records as a CSV file; unlike older csv.writer, it also quotes a lone carriage return."""
    return "".join(",".join(map(quoted, record)) + "\n" for record in records).encode()


def quoted(cell: str) -> str:
    """Write a cell, in quotes where it needs them."""
    return '"' + cell.replace('"', '""') + '"' if re.search('[,"\r\n]', cell) else cell


# -- cuts --------------------------------------------------------------------------------------------


@dataclass
class Cut:
    """Hold a table, or some of its rows, in a folder with all that its rules need."""

    folder: Path
    resource: dict
    header: list[str]
    rows: list[list[str]]
    known: dict[tuple[str, str], set[str]]  # the keys that stand in the columns of other tables

    @property
    def file(self) -> str:
        """Return the file's name."""
        return self.resource["path"]

    @cached_property
    def fields(self) -> dict[str, dict]:
        """Return the fields by their names."""
        return {field["name"]: field for field in self.resource["schema"]["fields"]}

    @cached_property
    def targets(self) -> dict[str, tuple[str, str]]:
        """Return the column of another table to which a column points."""
        return {link.columns[0]: (link.table, link.targets[0]) for link in links(self.resource)}

    def cell(self, row: int, column: str) -> str:
        """Return a cell."""
        return self.rows[row][self.header.index(column)]

    def cells(self, fits: Callable[[dict], bool], filled: bool = True) -> list[tuple[int, str]]:
        """Return the places of the cells whose fields fit, only those with something in them where `filled`."""
        columns = [name for name, field in self.fields.items() if fits(field)]
        places = ((row, column) for column in columns for row in range(len(self.rows)))
        return [(row, column) for row, column in places if self.cell(row, column) or not filled]

    def told(self, records: list[list[str]] | None = None, raw: bytes | None = None, hashes: bool = False) -> list:
        """Tell what is wrong with other records, or other bytes, in the place of the table's own."""
        content = raw if raw is not None else written([self.header, *(records or self.rows)])
        (self.folder / self.file).write_bytes(content)
        return iss.validate(self.folder, hashes=hashes)

    def with_cell(self, row: int, column: str, text: str) -> list[list[str]]:
        """Return the records with one cell changed."""
        records = list(self.rows)
        records[row] = list(records[row])
        records[row][self.header.index(column)] = text
        return records


def table(name: str, records: list[list[str]], schema: dict) -> tuple[dict, bytes]:
    """Return the description and the bytes of one table of a cut."""
    content = written(records)
    digest = f"sha256:{sha256(content).hexdigest()}"
    return {"name": name, "path": f"{name}.csv", "hash": digest, "schema": schema}, content


def column_of(name: str, column: str) -> list[str]:
    """Return a column's cells."""
    header, *rows = RECORDS[name]
    return [row[header.index(column)] for row in rows]


def narrowed(name: str, columns: list[str], keep: Callable[[dict], bool]) -> tuple[dict, bytes]:
    """Return a table with some of its columns and rows: what another table's rules need of it."""
    header, *rows = RECORDS[name]
    kept = [
        [row[header.index(column)] for column in columns] for row in rows if keep(dict(zip(header, row, strict=True)))
    ]
    fields = [field for field in RESOURCES[name]["schema"]["fields"] if field["name"] in columns]
    plain = [{"name": field["name"], "type": field["type"]} for field in fields]
    return table(name, [[field["name"] for field in plain], *kept], {"fields": plain})


def keys_named(resource: dict, rows: list[list[str]]) -> dict[str, dict[str, set[str]]]:
    """Give, by table and column, the keys that some rows name there."""
    header, found = RECORDS[resource["name"]][0], {}
    for link in links(resource):
        cells = [row[header.index(link.columns[0])] for row in rows]
        keys = {key for cell in cells for key in (cell.split(";") if link.is_list else [cell])}
        found.setdefault(link.table, {}).setdefault(link.targets[0], set()).update(keys)
    return found


def beside(resource: dict, rows: list[list[str]], dice: random.Random) -> Iterator[tuple[dict, bytes]]:
    """Return the tables that a cut needs beside its own, each with the rows named and a few more."""
    name, named = resource["name"], keys_named(resource, rows)
    if name == "sources":  # whose every row some other row must cite
        yield citing(rows)
    if column := POINTERS.get(name):  # whose refs are ids of several tables
        refs = {ref for row in rows for ref in row[RECORDS[name][0].index(column)].split(";")}
        others = (other for other in (ANCHORS if name == "questions" else EVIDENCE) if other != name)
        yield from (narrowed(other, ["id"], lambda row: row["id"].lower() in refs) for other in others)
    for other, columns in named.items():
        (column,) = columns  # every table is named by one of its columns
        more = set(dice.sample(column_of(other, column), min(5, len(RECORDS[other]) - 1)))
        wanted = columns[column] | more
        yield narrowed(other, [column], lambda row, column=column, wanted=wanted: row[column] in wanted)


def citing(rows: list[list[str]]) -> tuple[dict, bytes]:
    """Return a table that cites every row of a cut of the sources."""
    fields = [{"name": "id", "type": "string"}, {"name": "source_ids", "type": "string", "x-list-of": "sources.id"}]
    return table("readers", [["id", "source_ids"], ["all", ";".join(row[0] for row in rows)]], {"fields": fields})


def without_words(resource: dict) -> dict:
    """Return a description without what only people read: the small packages are read thousands of times."""
    words = ("title", "description")
    fields = [{key: value for key, value in f.items() if key not in words} for f in resource["schema"]["fields"]]
    return {**resource, "schema": {**resource["schema"], "fields": fields}}


def cut(name: str, folder: Path, dice: random.Random) -> Cut:
    """Cut a table: write the small data package and give it."""
    resource, (header, *rows) = without_words(RESOURCES[name]), RECORDS[name]
    start = dice.randrange(max(1, len(rows) - ROWS + 1))
    rows = rows[start : start + ROWS]
    others = list(beside(resource, rows, dice))
    own, content = table(name, [header, *rows], resource["schema"])
    folder.mkdir()
    package = {"name": "cut", "resources": [own, *(described for described, _ in others)]}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    for described, content_of in [(own, content), *others]:
        (folder / described["path"]).write_bytes(content_of)
    known = {
        (described["name"], field["name"]): {row[place] for row in list(csv.reader(io.StringIO(raw.decode())))[1:]}
        for described, raw in others
        for place, field in enumerate(described["schema"]["fields"])
    }
    return Cut(folder, {**resource, "path": own["path"]}, header, rows, known)


@pytest.fixture(scope="module")
def cuts(tmp_path_factory) -> list[Cut]:
    """Cut every table in several places."""
    folder, dice = tmp_path_factory.mktemp("cuts"), random.Random(2023)
    return [cut(name, folder / f"{name}-{time}", dice) for time in range(CUTS) for name in RESOURCES]


def test_a_cut_is_sound(cuts):
    assert [(cut.folder.name, cut.told(hashes=True)) for cut in cuts if cut.told(hashes=True)] == []
    assert {cut.resource["name"] for cut in cuts} == set(RESOURCES)


# -- kinds of damage: each gives the changed records, and where the damage must be named ---------------


@dataclass
class Damage:
    """Hold one damaged cell: what the file then holds, and the row and column that must be named."""

    row: int | None
    column: str | None
    records: list[list[str]] | None = None
    raw: bytes | None = None

    @property
    def number(self) -> int | None:
        """Return the row's number as a spreadsheet counts."""
        return None if self.row is None else self.row + 2


def place(cut: Cut, dice: random.Random, fits: Callable[[dict], bool], filled: bool = True) -> tuple[int, str] | None:
    """Draw a cell whose field fits."""
    places = cut.cells(fits, filled)
    return dice.choice(places) if places else None


def rules(field: dict) -> dict:
    """Return a field's constraints."""
    return field.get("constraints", {})


def spoilt(cut: Cut, row: int, column: str, text: str) -> Damage:
    """Damage one cell, to be named itself."""
    return Damage(row, column, cut.with_cell(row, column, text))


WRONG = {
    "integer": ["x", "1.5", "1e3", "+3", "03", "1,000", "٣", "9" * 19, "true"],
    "number": ["x", "nan", "inf", "1e5", ".5", "1.", "1,5", "0x1"],
    "boolean": ["True", "yes", "1", "0", "x"],
    "date": ["soon", "2023-19-27", "2023-02-30", "15.09.2023", "2023-9-5", "2023-09-15T00:00:00Z", "0000-01-01"],
    "datetime": ["soon", "2023-19-27T00:00:00Z", "2023-09-15", "2023-09-15T24:00:00Z", "2023-09-15T18:53:00+00:00"],
    "uri": ["www.esa.int", "ftp://esa.int", "https://", "https://esa int"],
}


def wrong_type(cut: Cut, dice: random.Random) -> Damage | None:
    def kind(field: dict) -> str:
        return "uri" if field.get("format") == "uri" else field["type"]

    if found := place(cut, dice, lambda field: kind(field) in WRONG, filled=False):
        return spoilt(cut, *found, dice.choice(WRONG[kind(cut.fields[found[1]])]))
    return None


def emptied(cut: Cut, dice: random.Random) -> Damage | None:
    found = place(cut, dice, lambda field: rules(field).get("required"))
    return spoilt(cut, *found, "") if found else None


def strange_word(cut: Cut, dice: random.Random) -> Damage | None:
    if found := place(cut, dice, lambda field: "enum" in rules(field), filled=False):
        words = rules(cut.fields[found[1]])["enum"]
        return spoilt(
            cut, *found, dice.choice(["maybe", words[0].upper() + "!", f"{words[-1]}s", f"{words[0]};{words[-1]}"])
        )
    return None


def off_pattern(cut: Cut, dice: random.Random) -> Damage | None:
    if found := place(cut, dice, lambda field: "pattern" in rules(field)):
        pattern, old = rules(cut.fields[found[1]])["pattern"], cut.cell(*found)
        tries = [old + "§;", ";" + old, old + ";", "§;;§", old + "\u0301;"]
        return spoilt(cut, *found, dice.choice([text for text in tries if not re.fullmatch(pattern, text)]))
    return None


def key_again(cut: Cut, dice: random.Random) -> Damage | None:
    """Give one row the key of another; the later of the two is named."""
    key = dice.choice(unique_keys(cut.resource["schema"]))
    keys = [tuple(cut.cell(row, column) for column in key) for row in range(len(cut.rows))]
    pairs = [
        (row, other, column)
        for row, own in enumerate(keys)
        for other, theirs in enumerate(keys)
        for place, column in enumerate(key)
        if own[place] != theirs[place]
        and own[:place] + own[place + 1 :] == theirs[:place] + theirs[place + 1 :]
        and all(theirs)
    ]
    if not pairs:
        return None
    row, other, column = dice.choice(pairs)
    return Damage(max(row, other), ", ".join(key), cut.with_cell(row, column, cut.cell(other, column)))


ABSENT = ["no-such-key", "QQQ", "Nobody", "C99", "P99", "E99", "view-99", "999", "Q8", "Soyuz MS-99", "Q7", "Q6"]


def absent_keys(cut: Cut, column: str) -> list[str]:
    """Return keys that are well written but stand nowhere."""
    known = cut.known.get(cut.targets[column], set())
    pattern = rules(cut.fields[column]).get("pattern", ".*")
    return [key for key in ABSENT if key not in known and re.fullmatch(pattern, key)]


def dangling(cut: Cut, dice: random.Random) -> Damage | None:
    def points(field: dict) -> bool:
        return field["name"] in cut.targets and "x-list-of" not in field and bool(absent_keys(cut, field["name"]))

    found = place(cut, dice, points, filled=False)
    return spoilt(cut, *found, dice.choice(absent_keys(cut, found[1]))) if found else None


def disordered(cut: Cut, dice: random.Random) -> Damage | None:
    """Put a later instant a year before the earlier one, or the earlier one after the later one."""
    chains = cut.resource["schema"].get("x-ordered", ())
    filled = [
        (row, [column for column in chain if cut.cell(row, column)]) for chain in chains for row in range(len(cut.rows))
    ]
    pairs = [(row, *pair) for row, chain in filled for pair in pairwise(chain)]
    if not pairs:
        return None
    row, before, after = dice.choice(pairs)
    if dice.random() < 0.5:
        return Damage(row, after, cut.with_cell(row, after, moved(cut.cell(row, before), -1)))
    return Damage(row, after, cut.with_cell(row, before, moved(cut.cell(row, after), 1)))


def moved(text: str, years: int) -> str:
    """Return the first instant, or day, of a year some years off: good for every precision."""
    return f"{int(text[:4]) + years}-01-01" + ("T00:00:00Z" if "T" in text else "")


def out_of_range(cut: Cut, dice: random.Random) -> Damage | None:
    if found := place(cut, dice, lambda field: {"minimum", "maximum"} & set(rules(field)), filled=False):
        limits = rules(cut.fields[found[1]])
        beyond = [str(limits["minimum"] - 1)] if "minimum" in limits else []
        beyond += [str(limits["maximum"] + 1)] if "maximum" in limits else []
        return spoilt(cut, *found, dice.choice(beyond))
    return None


def bad_item(cut: Cut, dice: random.Random) -> Damage | None:
    if found := place(cut, dice, lambda field: "x-list-of" in field):
        old = cut.cell(*found)
        first, last = old.split(";")[0], old.split(";")[-1]
        tries = [f"{old};{first}", f"{last};{old}", f"{old};;{first}x", f"{old};", f";{old}", f"{old}; {first}x"]
        tries += [f"{old};{key}" for key in absent_keys(cut, found[1])] if found[1] in cut.targets else []
        return spoilt(cut, *found, dice.choice(tries))
    return None


def padded(cut: Cut, dice: random.Random) -> Damage | None:
    found = place(cut, dice, lambda field: True)
    blank = dice.choice([" ", "\t", "\u00a0", "\u2003", "  ", "\n"])
    return spoilt(cut, *found, dice.choice([blank + cut.cell(*found), cut.cell(*found) + blank]))


def control_character(cut: Cut, dice: random.Random) -> Damage | None:
    row, column = place(cut, dice, lambda field: True)
    old, sign = cut.cell(row, column), dice.choice("\n\r\t\0\x07\x1b\x7f\x85\u2028\ufeff\ufffd")
    where = dice.randrange(len(old) + 1)
    return spoilt(cut, row, column, old[:where] + sign + old[where:])


def too_exact(cut: Cut, dice: random.Random) -> Damage | None:
    """Say more of an instant than its precision admits; the instant is named."""
    stems = {name.removesuffix("_precision") for name in cut.fields if name.endswith("_precision")}
    columns = [name for name in cut.fields for stem in stems if name in (stem, f"{stem}_utc", f"{stem}_date")]
    places = [
        (row, column)
        for column in columns
        for row in range(len(cut.rows))
        if precision_of(cut, row, column) in ("year", "month") and cut.cell(row, column)
    ]
    if not places:
        return None
    row, column = dice.choice(places)
    return spoilt(cut, row, column, cut.cell(row, column).replace("-01", "-17", 2))


def precision_of(cut: Cut, row: int, column: str) -> str:
    """Return how exactly a row's instant is said to be known."""
    for stem in (column, column.removesuffix("_utc"), column.removesuffix("_date")):
        if f"{stem}_precision" in cut.fields:
            return cut.cell(row, f"{stem}_precision")
    return ""


NO_UTF8 = [b"\xff", b"\xe9", b"\xc3", b"\x80", b"\xed\xa0\x80"]


def foreign_byte(cut: Cut, dice: random.Random) -> Damage | None:
    """Put a byte into a cell that is no UTF-8; its line is named, for there are no cells yet."""
    row, column = place(cut, dice, lambda field: True)
    if re.search('[,"]', cut.cell(row, column)):
        return None
    return Damage(row, None, raw=with_raw(cut, row, column, after=dice.choice(NO_UTF8)))


def with_raw(cut: Cut, row: int, column: str, before: bytes = b"", after: bytes = b"") -> bytes:
    """Return the bytes of the file with other bytes around a cell's own, unquoted."""
    mark = "QxMARKxQ"
    raw = written([cut.header, *cut.with_cell(row, column, mark)])
    return raw.replace(mark.encode(), before + cut.cell(row, column).encode() + after)


def broken_line(cut: Cut, dice: random.Random) -> Damage | None:
    """Break the line within a cell: the first row that is too short is named."""
    row, column = place(cut, dice, lambda field: True)
    if re.search('[,"]', cut.cell(row, column)):
        return None
    short = row + (column == cut.header[-1])
    return Damage(short, None, raw=with_raw(cut, row, column, after=dice.choice([b"\n", b"\r\n", b"\r"]) + b"x"))


def open_quote(cut: Cut, dice: random.Random) -> Damage | None:
    """Open a quotation that nobody closes: the file is named, for it has no rows any more."""
    row, column = place(cut, dice, lambda field: True)
    if re.search('[,"]', cut.cell(row, column)):
        return None
    return Damage(None, None, raw=with_raw(cut, row, column, before=b'"'))


def lost_cell(cut: Cut, dice: random.Random) -> Damage | None:
    """Lose a cell, or gain one: the row is named, for no cell of it can be trusted."""
    row, column = dice.randrange(len(cut.rows)), dice.randrange(len(cut.header))
    records = [list(record) for record in cut.rows]
    if dice.random() < 0.7:
        del records[row][column]
    else:
        records[row].insert(column, "x")
    return Damage(row, None, records)


KINDS = [
    *[wrong_type, emptied, strange_word, off_pattern, key_again, dangling, disordered, out_of_range, bad_item],
    *[padded, control_character, too_exact, foreign_byte, broken_line, open_quote, lost_cell],
]


def drawn(cuts: list[Cut], kind: Callable, number: int) -> Iterator[tuple[Cut, Damage]]:
    """Yield this many damages of a kind, table by table in turn, wherever the kind can do damage."""
    dice = random.Random(kind.__name__)
    able = [cut for cut in cuts if any(kind(cut, random.Random(seed)) for seed in range(3))]
    assert able, f"{kind.__name__} can damage no table"
    while number:
        for cut in able:
            if number and (damage := kind(cut, dice)):
                number -= 1
                yield cut, damage


def mend(cuts: list[Cut]) -> None:
    """Write all tables as they were."""
    for cut in cuts:
        (cut.folder / cut.file).write_bytes(written([cut.header, *cut.rows]))


def named(problems: list) -> set[tuple]:
    """Return the places that problems name."""
    return {(problem.file, problem.row, problem.column) for problem in problems}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_damaged_cell_is_found_and_named(cuts, kind):
    missed = []
    for cut, damage in drawn(cuts, kind, EACH):
        problems = cut.told(damage.records, damage.raw)
        if (cut.file, damage.number, damage.column) not in named(problems):
            missed.append((cut.file, damage.number, damage.column, list(map(str, problems))))
    mend(cuts)
    assert missed == []


def test_any_change_of_any_cell_is_found_one_way_or_the_other(cuts):
    dice = random.Random(1957)
    for cut in dice.choices(cuts, k=EACH):
        row, column = place(cut, dice, lambda field: True, filled=False)
        text = "".join(dice.choices(string.printable + "é§🚀", k=dice.randint(0, 12)))
        if text != cut.cell(row, column):
            records = cut.with_cell(row, column, text)
            assert any(problem.file == cut.file for problem in cut.told(records, hashes=True)), (
                cut.file,
                row,
                column,
                text,
            )
    mend(cuts)


# -- the whole data ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """Copy the whole data."""
    return shutil.copytree(DATA, tmp_path_factory.mktemp("whole") / "data")


def test_two_stays_of_one_person_overlap(whole):
    # Kononenko came home from his fourth stay in June 2019 and docked again on 15 September 2023
    path, (header, *rows) = whole / RESOURCES["stays"]["path"], RECORDS["stays"]
    late = {
        "id": "oleg-kononenko-soyuz-ms-11",
        "undock_utc": "2023-10-01T00:00:00Z",
        "landing_utc": "2023-10-01T03:00:00Z",
    }
    (place,) = [place for place, row in enumerate(rows) if row[0] == late["id"]]
    changed = list((dict(zip(header, rows[place], strict=True)) | late).values())
    path.write_bytes(written([header, *rows[:place], changed, *rows[place + 1 :]]))
    problems = list(map(str, iss.validate(whole, hashes=False)))
    path.write_bytes(written(RECORDS["stays"]))
    assert any("dock_utc: '2023-09-15T18:53:32Z' is not after the span of row" in problem for problem in problems)


def test_a_source_that_nobody_cites(whole):
    path, records = whole / RESOURCES["sources"]["path"], RECORDS["sources"]
    new = dict(zip(*records[:2], strict=True)) | {"id": "nobody-cites-this", "url": "https://example.org/"}
    path.write_bytes(written([*records, list(new.values())]))
    (problem,) = iss.validate(whole, hashes=False)
    path.write_bytes(written(records))
    assert str(problem).endswith("id: 'nobody-cites-this' is not cited by any row")
