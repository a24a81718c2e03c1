"""The zip, Excel and SQLite files: every cell is read back and compared with the tables."""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from zipfile import ZipFile

import data_package
import openpyxl
import pandas as pd
import pytest
from exports import database, workbook
from exports.about import about, dictionary_rows, table_overview
from paths import ROOT

import issfacts as iss
from issfacts import data

TABLES = [resource["name"] for resource in data.package()["resources"]]
CREDIT = "General Catalog of Artificial Space Objects (GCAT), Jonathan McDowell, planet4589.org, CC BY 4.0"
FORMULA_LIKE = ["=1+1", "+1", "- a dash", "@SUM(A1)", "#N/A", "1e5", "0042", "TRUE"]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write all files once and return their folder."""
    folder = tmp_path_factory.mktemp("package")
    data_package.write_package(folder)
    return folder


@pytest.fixture
def connection(written):
    """Open a copy of the database, in memory."""
    with closing(sqlite3.connect(":memory:")) as copy:
        with closing(sqlite3.connect(written / "docked-data.sqlite")) as source:
            source.backup(copy)
        yield copy


def check_table(name, header, rows, convert):
    """Check that a table was read back with the columns and the cells of the data, converted by `convert`."""
    found = pd.DataFrame(rows, columns=header, dtype=object)
    cells = [{column: convert(value) for column, value in row.items()} for row in iss.rows(name)]
    expected = pd.DataFrame(cells, dtype=object)
    pd.testing.assert_frame_equal(found, expected, obj=name)
    pd.testing.assert_frame_equal(found.map(type), expected.map(type), obj=f"{name}, types")


def test_archive_holds_the_data_package_unchanged(written):
    with ZipFile(written / "docked-data.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = files.pop("README.txt").decode()
    assert files.pop("LICENCE.txt") == (ROOT / "LICENSE-CONTENT").read_bytes()
    sources = [*data.data_folder().glob("*.csv"), data.data_folder() / "datapackage.json"]
    assert files == {path.name: path.read_bytes() for path in sources}
    needed = [CREDIT, "Creative Commons Attribution 4.0", "2026-11-22", "semicolons", "UTC", "never print them"]
    for row in iss.tables().itertuples():
        needed.append(f"{row.name}.csv: {row.title}. {row.rows} rows, as of {row.as_of:%Y-%m-%d}.")
    assert [words for words in needed if words not in text] == []


def to_sheet_value(value):
    """Convert a value to what openpyxl reads from a cell: UTC without a zone, whole floats as integers."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # openpyxl reads a date as a datetime
    if isinstance(value, tuple):
        return ";".join(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value  # Excel has one number type


def test_every_cell_of_every_sheet_is_read_back(written):
    book = openpyxl.load_workbook(written / "docked-data.xlsx")
    assert book.sheetnames == ["About", "Tables", "Dictionary", *TABLES]
    for name in TABLES:
        header, *rows = book[name].iter_rows(values_only=True)
        check_table(name, header, rows, to_sheet_value)
    first = {"About": about(workbook.CONVENTIONS), "Tables": table_overview(), "Dictionary": dictionary_rows()}
    for sheet, rows in first.items():
        expected = [tuple(cell or None for cell in row) for row in rows]
        assert list(book[sheet].iter_rows(min_row=2, values_only=True)) == expected
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b", "d"}


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    with workbook.Workbook(tmp_path / "x.xlsx", workbook.OPTIONS) as out:
        workbook.write_sheet(out, "x", {"text": 20}, [[text] for text in FORMULA_LIKE])
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "x.xlsx")["x"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in FORMULA_LIKE]
    for cell in cells:  # keeps it text when somebody edits the cell
        assert bool(cell.quotePrefix) == cell.value.startswith(workbook.FORMULA_STARTS)
    with ZipFile(tmp_path / "x.xlsx") as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_every_cell_of_every_database_table_is_read_back(connection):
    for name in TABLES:
        cursor = connection.execute(f"SELECT * FROM {name} ORDER BY rowid")
        check_table(name, [column[0] for column in cursor.description], cursor, database.to_sqlite_value)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("SELECT * FROM about").fetchall() == about(database.CONVENTIONS)
    assert connection.execute("SELECT * FROM dictionary").fetchall() == dictionary_rows()


def test_database_enforces_the_constraints_of_the_schema(connection):
    connection.execute("PRAGMA foreign_keys = ON")
    for change in (
        "stays SET person_id = 'nobody' WHERE id = 'loral-ohara-soyuz-ms-24'",
        "stays SET stay_kind = 'holiday'",
        "facts SET value = NULL",
        "people SET id = 'same'",
        "list_of_sources SET item = 'no-such-page'",
        'options SET "right" = 2',
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"UPDATE {change}")


def test_list_tables_hold_every_item_of_every_list_of_keys(connection):
    expected = {}
    for resource in data.package()["resources"]:
        for field in resource["schema"]["fields"]:
            if target := field.get("x-list-of", "").partition(".")[0]:
                items = expected.setdefault(target, set())
                for row in iss.rows(resource["name"]):
                    row_key = database.to_sqlite_value(row[resource["schema"]["primaryKey"]])
                    list_key = resource["name"], field["name"], row_key
                    items |= {(*list_key, *item) for item in enumerate(row[field["name"]] or (), start=1)}
    assert len(expected["sources"]) > 1000
    assert {target: set(connection.execute(f"SELECT * FROM list_of_{target}")) for target in expected} == expected


def test_equal_data_gives_equal_bytes(written, tmp_path):
    again = data_package.write_package(tmp_path)
    assert [path.name for path in again if path.read_bytes() != (written / path.name).read_bytes()] == []
