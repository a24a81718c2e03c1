"""Tests of parsing cells and CSV files: accepted texts, rejected texts, and error messages."""

import re
from datetime import date

import pytest

from issfacts.data.schema import CELL_TYPES, Problem, cell_parser, parse

INVALID = {  # test_mutations.py also puts these into the book's own tables
    "string": [" a", "a ", "a\nb", "a\tb", "a\0b", "\ufeffa", "a\ufffd", "a\u2028b", "\x85"],
    "integer": ["x", "1e5", " 3", "3 ", "3.0", "+3", "03", "1_000", "1,000", "٣", "³", "9" * 19, "--1", "true"],
    "number": ["x", "nan", "inf", "-inf", "1e5", "1.", ".5", " 3", "1,5", "1_0", "٣", "0x1", "NaN"],
    "boolean": ["True", "TRUE", "1", "0", "yes", "t", " true"],
    "date": [
        *("soon", "2023-9-5", "2023-02-30", "20230915", "2023-09", "15.09.2023", "٢٠٢٣-09-15", "0000-01-01"),
        *("2023-09-15T00:00:00Z", "2023-09-15 ", "2023-13-01"),
    ],
    "datetime": [
        *("soon", "2023-09-15", "2023-09-15T15:44Z", "2023-09-15T15:44:00", "2023-09-15T15:44:00+00:00"),
        *("2023-09-15 15:44:00Z", "2023-09-15T24:00:00Z", "2023-09-15T15:60:00Z", "2023-09-15T15:44:60Z"),
        *("2023-09-15t15:44:00z", "2023-19-27T15:44:00Z", "2023-02-30T15:44:00Z", "2023-9-15T15:44:00Z"),
    ],
    "uri": ["www.esa.int", "ftp://esa.int", "https://", "https://esa int"],
    "list": ["a;", ";a", "a;;b", "a;a", "a; b"],
}


def parser(type_, **constraints):
    return cell_parser({"name": "x", "type": type_, "constraints": constraints})


@pytest.mark.parametrize("type_", INVALID)
def test_invalid_cell_raises_value_error_with_the_expected_type(type_):
    for text in INVALID[type_]:
        with pytest.raises(ValueError, match=re.escape(CELL_TYPES[type_].description)):
            parser(type_)(text)


@pytest.mark.parametrize(
    ("type_", "constraints", "valid", "invalid", "message"),
    [
        ("string", {"enum": ["high", "low"]}, "high", "medium", "one of high, low"),
        ("string", {"pattern": "[A-Z]{3}"}, "DNK", "DNKX", "written like [A-Z]{3}"),
        ("number", {"minimum": -90}, "-90", "-90.1", "-90 or more"),
        ("integer", {"maximum": 6}, "6", "7", "6 or less"),
        ("string", {"required": True}, "x", "", "a text (one line, no blanks around it)"),
    ],
)
def test_violated_constraint_raises_value_error_with_the_constraint(type_, constraints, valid, invalid, message):
    parse_cell = parser(type_, **constraints)
    assert parse_cell(valid) is not None
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_cell(invalid)


SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "day", "type": "date", "constraints": {"unique": True}},
        {"name": "seats", "type": "integer", "constraints": {}},
    ],
    "primaryKey": "id",
}
VALID_FILE = b"id,day,seats\na,2023-09-15,3\nb,,\n"


def parsed(tmp_path, raw):
    (tmp_path / "x.csv").write_bytes(raw)
    return parse(tmp_path / "x.csv", SCHEMA)


def test_valid_file_is_parsed(tmp_path):
    rows = ((2, {"id": "a", "day": date(2023, 9, 15), "seats": 3}), (3, {"id": "b", "day": None, "seats": None}))
    assert parsed(tmp_path, VALID_FILE) == (rows, ())
    assert parsed(tmp_path, VALID_FILE.replace(b"\n", b"\r\n")) == (rows, ())  # as a spreadsheet saves it


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (VALID_FILE, b"", "x.csv row 1, id: nothing there, expected this column"),
        (b"id,", b"Id,", "x.csv row 1, id: nothing there, expected this column"),
        (b"seats", b"seats,x", "x.csv row 1, x: 'x' is not a column of this table"),
        (b"day", b"id,day", "x.csv row 1: 'id, id, day, seats' is not once each and in the order id, day, seats"),
        (b"id,day", b"day,id", "x.csv row 1: 'day, id, seats' is not once each and in the order id, day, seats"),
        (b"id", b"\xef\xbb\xbfid", "x.csv row 1: 'a byte-order mark' is not UTF-8 text without one"),
        (b"15,3", b"15,3,", "x.csv row 2: '4 cells' is not 3 cells"),
        (b"15,3", b"15\n,3", "x.csv row 2: '2 cells' is not 3 cells"),  # a line break in a cell
        (b"b,,", b"", "x.csv row 3: '0 cells' is not 3 cells"),
        (b"b,,", b",,", "x.csv row 3, id: '' is not a text (one line, no blanks around it)"),
        (b"b,", b"b,2023-09-15", "x.csv row 3, day: '2023-09-15' is not unique (row 2 has it too)"),
        (b"a,2", b'"a\nc",2', "x.csv row 2, id: 'a\\nc' is not a text (one line, no blanks around it)"),
        (b"b,", b'"b', "x.csv: 'unexpected end of data' is not well-formed CSV"),
        (b"b", b"\xff", "x.csv row 3: b'\\xff' is not UTF-8 text"),
    ],
)
def test_invalid_file_is_reported_with_its_first_problem(tmp_path, old, new, message):
    assert str(parsed(tmp_path, VALID_FILE.replace(old, new)).problems[0]) == message


def test_long_value_is_shortened_in_the_message_but_not_in_the_attribute():
    problem = Problem("x.csv", 2, "id", "y" * 10_000, "short")
    assert len(str(problem)) < 200
    assert len(problem.value) == 10_000
