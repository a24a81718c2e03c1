"""The data as files for people without Python: every cell is read back, by the tools those people use."""

import re
import sqlite3
from datetime import date, datetime
from zipfile import ZipFile

import openpyxl
import package
import pytest
from exports import database, workbook
from prose import ROOT

import issfacts as iss
from issfacts import data

NAMES = [resource["name"] for resource in data.package()["resources"]]
CREDIT = "General Catalog of Artificial Space Objects (GCAT), Jonathan McDowell, planet4589.org, CC BY 4.0"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write all files once and give their folder."""
    folder = tmp_path_factory.mktemp("package")
    assert {path.name for path in package.write_package(folder)} == set(package.WRITERS)
    return folder


@pytest.fixture(scope="module")
def book(written):
    """Read the workbook back with openpyxl."""
    return openpyxl.load_workbook(written / "docked-data.xlsx")


@pytest.fixture(scope="module")
def base(written):
    """Open the database."""
    connection = sqlite3.connect(written / "docked-data.sqlite")
    yield connection
    connection.close()


def fields(name):
    return next(r["schema"]["fields"] for r in data.package()["resources"] if r["name"] == name)


# -- the archive -------------------------------------------------------------------------------------


def test_the_archive_is_the_data_package_itself(written, tmp_path):
    with ZipFile(written / "docked-data.zip") as packed:
        assert packed.testzip() is None
        names = set(packed.namelist())
        packed.extractall(tmp_path)
    assert names == {path.name for path in data.home().glob("*.csv")} | {
        "datapackage.json",
        "README.txt",
        "LICENCE.txt",
    }
    for path in [*data.home().glob("*.csv"), data.home() / "datapackage.json"]:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
    assert iss.validate(tmp_path) == []


def test_the_readme_says_what_a_reader_must_know(written):
    with ZipFile(written / "docked-data.zip") as packed:
        text = packed.read("README.txt").decode()
        licence = packed.read("LICENCE.txt")
    for said in (CREDIT, "Creative Commons Attribution 4.0", "2026-11-22", "semicolons", "UTC", "never print them"):
        assert said in text
    for row in iss.tables().itertuples():
        assert f"{row.name}.csv: {row.title}. {row.rows} rows, as of {row.as_of:%Y-%m-%d}." in text
    assert licence == (ROOT / "LICENSE-CONTENT").read_bytes()


# -- the workbook ------------------------------------------------------------------------------------


def test_the_sheets_stand_in_order(book):
    assert book.sheetnames == ["About", "Tables", "Dictionary", *NAMES]
    assert book.sheetnames[3] == "sources"
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.b for cell in sheet[1])
        assert not sheet["A2"].font.b


def test_every_cell_of_every_sheet(book):
    wrong = []
    for name in NAMES:
        header, *rows = book[name].iter_rows(values_only=True)
        found = [[(type(cell), cell) for cell in row] for row in rows]
        wrong += [] if list(header) == [field["name"] for field in fields(name)] else [f"{name}: header"]
        wrong += [] if found == [list(map(in_a_sheet, row.values())) for row in iss.rows(name)] else [name]
    assert wrong == []


def in_a_sheet(value):
    """Return type and value with which a value stands in a sheet: UTC without a zone, whole numbers without a point."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    elif isinstance(value, date):
        value = datetime(value.year, value.month, value.day)  # as openpyxl reads a day
    elif isinstance(value, tuple):
        value = ";".join(value)
    elif isinstance(value, float) and value.is_integer():
        value = int(value)  # a sheet knows one kind of number
    return type(value), value


def test_no_cell_is_a_formula_or_an_error(book):
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}


DANGEROUS = ["=1+1", '=HYPERLINK("https://x")', "+1", "-1", "@SUM(A1)", "=", "- a dash", "#N/A", "1e5", "0042", "TRUE"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    out = openpyxl.Workbook(write_only=True)
    workbook.fill(out.create_sheet("x"), {"text": 20}, [[text] for text in DANGEROUS])
    workbook.save(out, tmp_path / "x.xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["x"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in DANGEROUS]
    for cell in cells:  # the mark by which a spreadsheet keeps it text when somebody edits it
        assert bool(cell.quotePrefix) == cell.value.startswith(workbook.FORMULA_STARTS)
    with ZipFile(tmp_path / "x.xlsx") as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_first_sheets_say_what_it_is(book):
    said = dict(book["About"].iter_rows(min_row=2, values_only=True))
    assert "CC BY 4.0" in said["How to credit it"]
    assert said["Crew record up to"] == "2026-10-08T00:00:00Z"
    assert any(CREDIT in value for label, value in book["About"].iter_rows(values_only=True) if label == "Built on")
    listed = {row[0]: row for row in book["Tables"].iter_rows(min_row=2, values_only=True)}
    assert list(listed) == NAMES
    assert listed["stays"][2:4] == (526, "2026-10-08")
    assert CREDIT in listed["stays"][4]
    described = [(row[0], row[1]) for row in book["Dictionary"].iter_rows(min_row=2, values_only=True)]
    assert described == [(name, field["name"]) for name in NAMES for field in fields(name)]


# -- the database ------------------------------------------------------------------------------------


def test_the_database_is_sound_and_its_keys_hold(base):
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_cell_of_every_table(base):
    wrong = []
    for name in NAMES:
        cursor = base.execute(f"SELECT * FROM {database.quoted(name)} ORDER BY rowid")
        header = [column[0] for column in cursor.description]
        expected = [[(type(cell), cell) for cell in map(database.stored, row.values())] for row in iss.rows(name)]
        found = [[(type(cell), cell) for cell in row] for row in cursor.fetchall()]
        same = header == [field["name"] for field in fields(name)] and found == expected
        wrong += [] if same else [name]
    assert wrong == []


def test_the_keys_of_the_description_are_the_keys_of_the_database(base):
    for resource in data.package()["resources"]:
        table, schema = database.quoted(resource["name"]), resource["schema"]
        info = base.execute(f"PRAGMA table_info({table})").fetchall()
        key = [row[1] for row in sorted(info, key=lambda row: row[5]) if row[5]]
        assert key == ([schema["primaryKey"]] if isinstance(schema["primaryKey"], str) else schema["primaryKey"])
        required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required")}
        assert {row[1] for row in info if row[3]} == required | set(key), table
        found = {(row[3], row[2], row[4]) for row in base.execute(f"PRAGMA foreign_key_list({table})")}
        stated = [(each["fields"], each["reference"]) for each in schema.get("foreignKeys", ())]
        assert found == {(fields, aim["resource"], aim["fields"]) for fields, aim in stated}, table


def test_the_database_refuses_what_the_description_forbids(written):
    connection = sqlite3.connect(":memory:")
    with sqlite3.connect(written / "docked-data.sqlite") as source:
        source.backup(connection)
    source.close()
    connection.execute("PRAGMA foreign_keys = ON")
    for statement in (
        "UPDATE stays SET person_id = 'nobody' WHERE id = 'loral-ohara-soyuz-ms-24'",
        "UPDATE stays SET stay_kind = 'holiday'",
        "UPDATE facts SET value = NULL",
        "UPDATE people SET id = 'same'",
        "UPDATE list_of_sources SET item = 'no-such-page'",
        'UPDATE options SET "right" = 2',
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    connection.close()


def test_every_item_of_every_list_of_keys_stands_by_itself(base):
    lists = [
        (name, f["name"], f["x-list-of"].split(".")[0]) for name in NAMES for f in fields(name) if f.get("x-list-of")
    ]
    assert ("stays", "source_ids", "sources") in lists
    expected = {}
    for name, column, target in lists:
        key = next(r["schema"]["primaryKey"] for r in data.package()["resources"] if r["name"] == name)
        for row in iss.rows(name):
            items = enumerate(row[column] or (), start=1)
            found = {(name, column, database.stored(row[key]), place, item) for place, item in items}
            expected.setdefault(target, set()).update(found)
    for target, items in expected.items():
        assert set(base.execute(f"SELECT * FROM list_of_{target}")) == items, target
    tables = {
        name
        for (name,) in base.execute("SELECT name FROM sqlite_master WHERE name LIKE 'list_of_%' AND type = 'table'")
    }
    assert tables == {f"list_of_{target}" for target in expected}


def test_a_question_in_sql(base):
    # who was aboard when the hatches of MS-24 opened: the ten people of the first chapters
    moment = "2023-09-15T21:30:00Z"
    query = "SELECT count(*) FROM stays WHERE dock_utc <= ? AND (undock_utc > ? OR undock_utc IS NULL)"
    assert base.execute(query, (moment, moment)).fetchone() == (10,)


def test_the_database_says_what_it_is(base):
    said = dict(base.execute("SELECT label, text FROM about"))
    assert "SELECT * FROM list_of_sources" in said["Lists of keys"]
    assert base.execute(
        "SELECT count(*) FROM about WHERE label = 'Built on' AND text LIKE ?", (f"%{CREDIT}%",)
    ).fetchone() == (1,)
    assert base.execute("SELECT count(*) FROM dictionary").fetchone()[0] == sum(len(fields(name)) for name in NAMES)


# -- the tool ----------------------------------------------------------------------------------------


def test_the_same_data_gives_the_same_bytes(written, tmp_path):
    package.write_package(tmp_path)
    for name in package.WRITERS:
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes(), name


def test_nothing_is_written_again_without_need(written, monkeypatch, capsys):
    assert package.write_package(written) == []
    newest = max(path.stat().st_mtime_ns for path in written.iterdir())
    monkeypatch.setattr(package, "inputs", lambda: [ROOT / "LICENSE-CONTENT", written / "docked-data.sqlite"])
    stale = {path.name for path in package.write_package(written)}
    assert stale, "older than what it is made of"
    assert max(path.stat().st_mtime_ns for path in written.iterdir()) > newest
    assert package.main([str(written)]) == 0
    assert re.search(r"docked-data\.sqlite  [\d,]+ bytes", capsys.readouterr().out)
    assert {path.name for path in written.iterdir()} == set(package.WRITERS), "no draft is left"


def test_broken_data_is_one_line(monkeypatch, tmp_path, capsys):
    def broken(*args, **options):
        raise iss.DataError(iss.Problem("facts.csv", 3, "as_of", "soon", "a date (YYYY-MM-DD)"))

    monkeypatch.setattr(package, "write_package", broken)
    assert package.main([str(tmp_path)]) == 1
    assert (
        capsys.readouterr().err == "The data has an error. facts.csv row 3, as_of: 'soon' is not a date (YYYY-MM-DD)\n"
    )
