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


def differing(read, held):
    """Name the tables whose header or cells are not those of the data, as `held` says how a value is held there."""
    wrong = []
    for name in NAMES:
        header, rows = read(name)
        expected = [[(type(cell), cell) for cell in map(held, row.values())] for row in iss.rows(name)]
        found = [[(type(cell), cell) for cell in row] for row in rows]
        same = list(header) == [field["name"] for field in fields(name)] and found == expected
        wrong += [] if same else [name]
    return wrong


# -- the archive -------------------------------------------------------------------------------------


def test_the_archive_is_the_data_package_itself(written, tmp_path):
    ZipFile(written / "docked-data.zip").extractall(tmp_path)
    tables = {path.name for path in data.home().glob("*.csv")}
    assert {path.name for path in tmp_path.iterdir()} == tables | {"datapackage.json", "README.txt", "LICENCE.txt"}
    for name in (*tables, "datapackage.json"):
        assert (tmp_path / name).read_bytes() == (data.home() / name).read_bytes()
    assert (tmp_path / "LICENCE.txt").read_bytes() == (ROOT / "LICENSE-CONTENT").read_bytes()
    text = (tmp_path / "README.txt").read_text("utf-8")
    for said in (CREDIT, "Creative Commons Attribution 4.0", "2026-11-22", "semicolons", "UTC", "never print them"):
        assert said in text
    for row in iss.tables().itertuples():
        assert f"{row.name}.csv: {row.title}. {row.rows} rows, as of {row.as_of:%Y-%m-%d}." in text


# -- the workbook ------------------------------------------------------------------------------------


def in_a_sheet(value):
    """Return how a value stands in a sheet: UTC without a zone, whole numbers without a point."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # as openpyxl reads a day
    if isinstance(value, tuple):
        return ";".join(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value  # it knows one kind of number


def test_every_cell_of_every_sheet(book):
    def read(name):
        header, *rows = book[name].iter_rows(values_only=True)
        return header, rows

    assert book.sheetnames == ["About", "Tables", "Dictionary", *NAMES]
    assert differing(read, in_a_sheet) == []
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
    listed = {row[0]: row for row in book["Tables"].iter_rows(min_row=2, values_only=True)}
    assert list(listed) == NAMES
    assert listed["stays"][2:4] == (526, "2026-10-08")
    assert CREDIT in listed["stays"][4]
    described = [(row[0], row[1]) for row in book["Dictionary"].iter_rows(min_row=2, values_only=True)]
    assert described == [(name, field["name"]) for name in NAMES for field in fields(name)]


# -- the database ------------------------------------------------------------------------------------


def test_every_cell_of_every_table(base):
    def read(name):
        cursor = base.execute(f"SELECT * FROM {database.quoted(name)} ORDER BY rowid")
        return [column[0] for column in cursor.description], cursor

    assert differing(read, database.stored) == []
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


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
    expected = {}
    for resource in data.package()["resources"]:
        for field in resource["schema"]["fields"]:
            if target := field.get("x-list-of", "").partition(".")[0]:
                items = expected.setdefault(target, set())
                for row in iss.rows(resource["name"]):
                    place = resource["name"], field["name"], database.stored(row[resource["schema"]["primaryKey"]])
                    items |= {(*place, *item) for item in enumerate(row[field["name"]] or (), start=1)}
    assert len(expected["sources"]) > 1000
    for target, items in expected.items():
        assert set(base.execute(f"SELECT * FROM list_of_{target}")) == items, target


def test_the_database_says_what_it_is(base):
    said = dict(base.execute("SELECT label, text FROM about"))
    assert "SELECT * FROM list_of_sources" in said["Lists of keys"]
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
