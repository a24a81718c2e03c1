"""Cells and files against their schema: exact in what is read, exact in what is refused."""

from datetime import UTC, date, datetime

import pytest

from issfacts.data.schema import CellError, Problem, cell_reader, parse

READ = [
    ("string", "Loral O'Hara", "Loral O'Hara"),
    ("string", "Ελλάδα, עברית <b>&amp;", "Ελλάδα, עברית <b>&amp;"),
    ("integer", "0", 0),
    ("integer", "-12", -12),
    ("number", "140.99", 140.99),
    ("number", "-51.6", -51.6),
    ("number", "7", 7.0),
    ("boolean", "true", True),
    ("boolean", "false", False),
    ("date", "2023-09-15", date(2023, 9, 15)),
    ("date", "2024-02-29", date(2024, 2, 29)),
    ("datetime", "2023-09-15T15:44:00Z", datetime(2023, 9, 15, 15, 44, tzinfo=UTC)),
]
REFUSED = [
    *[("string", text) for text in (" a", "a ", "a\nb", "a\tb", "a\0b", "\ufeffa", "a\ufffd", "a\u2028b", "\x85")],
    *[
        ("integer", text)
        for text in ("1e5", " 3", "3 ", "3.0", "+3", "03", "1_000", "1,000", "٣", "³", "9" * 19, "--1")
    ],
    *[("number", text) for text in ("nan", "inf", "-inf", "1e5", "1.", ".5", " 3", "1,5", "1_0", "٣", "0x1", "NaN")],
    *[("boolean", text) for text in ("True", "TRUE", "1", "0", "yes", "t", " true")],
    *[("date", text) for text in ("2023-9-5", "2023-02-30", "20230915", "2023-09", "15.09.2023", "٢٠٢٣-09-15")],
    *[("date", text) for text in ("0000-01-01", "2023-09-15T00:00:00Z", "2023-09-15 ", "2023-13-01")],
    *[("datetime", f"2023-09-15{rest}") for rest in ("", "T15:44Z", "T15:44:00", "T15:44:00+00:00", " 15:44:00Z")],
    *[("datetime", f"2023-09-15{rest}") for rest in ("T24:00:00Z", "T15:60:00Z", "T15:44:60Z", "t15:44:00z")],
    *[("datetime", f"2023-{rest}T15:44:00Z") for rest in ("19-27", "02-30", "9-15")],
]


@pytest.mark.parametrize(("kind", "text", "value"), READ)
def test_a_cell_is_read(kind, text, value):
    found = cell_reader({"name": "x", "type": kind}, required=True)(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_a_cell_is_refused(kind, text):
    with pytest.raises(CellError):
        cell_reader({"name": "x", "type": kind}, required=False)(text)


@pytest.mark.parametrize(
    ("field", "fits", "unfit", "wording"),
    [
        ({"constraints": {"enum": ["high", "low"]}}, "high", "medium", "one of high, low"),
        ({"constraints": {"pattern": "[A-Z]{3}"}}, "DNK", "DNKX", "written like [A-Z]{3}"),
        ({"type": "number", "constraints": {"minimum": -90}}, "-90", "-90.1", "-90 or more"),
        ({"type": "integer", "constraints": {"maximum": 6}}, "6", "7", "6 or less"),
        ({"type": "date", "constraints": {"minimum": "1998-11-20"}}, "1998-11-20", "1998-11-19", "1998-11-20 or more"),
        ({"format": "uri"}, "https://www.esa.int/a?b=c", "www.esa.int", "a web address (https://…)"),
        ({"x-list-of": ""}, "a;b", "a;", "a list of different items, joined with ';' without blanks"),
        ({"x-list-of": ""}, "a", "a;a", "a list of different items, joined with ';' without blanks"),
        ({"x-list-of": ""}, "a b;c", "a; b", "a list of different items, joined with ';' without blanks"),
    ],
)
def test_constraints(field, fits, unfit, wording):
    read = cell_reader({"name": "x", "type": "string", **field}, required=False)
    assert read("") is None
    assert read(fits) is not None
    with pytest.raises(CellError) as error:
        read(unfit)
    assert str(error.value) == wording


SCHEMA = {
    "fields": [
        {"name": "id", "type": "string"},
        {"name": "day", "type": "date", "constraints": {"unique": True}},
        {"name": "seats", "type": "integer"},
    ],
    "primaryKey": "id",
}
GOOD = "id,day,seats\na,2023-09-15,3\nb,,\n"


def found(tmp_path, raw):
    (tmp_path / "x.csv").write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    return parse(tmp_path / "x.csv", SCHEMA)


def test_a_file_is_read(tmp_path):
    rows = ((2, {"id": "a", "day": date(2023, 9, 15), "seats": 3}), (3, {"id": "b", "day": None, "seats": None}))
    assert found(tmp_path, GOOD) == (rows, ())
    assert found(tmp_path, GOOD.replace("\n", "\r\n")) == (rows, ())  # as a spreadsheet saves it


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "x.csv row 1, id: nothing there, expected this column"),
        (GOOD.replace("id,", "Id,", 1), "x.csv row 1, id: nothing there, expected this column"),
        (GOOD.replace("seats", "seats,seats", 1), "x.csv row 1, seats: 'seats' is not a name used once"),
        (GOOD.replace("id,day", "day,id", 1), "x.csv row 1: 'day, id, seats' is not in the order id, day, seats"),
        ("\ufeff" + GOOD, "x.csv row 1: 'a byte-order mark' is not UTF-8 text without one"),
        (GOOD.replace("15,3", "15,3,"), "x.csv row 2: '4 cells' is not 3 cells"),
        (GOOD.replace("b,,", ""), "x.csv row 3: '0 cells' is not 3 cells"),
        (GOOD.replace("b,,", ",,"), "x.csv row 3, id: '' is not a text (one line, no blanks around it)"),
        (GOOD.replace("b,", "b,2023-09-15"), "x.csv row 3, day: '2023-09-15' is not unique (row 2 has it too)"),
        (GOOD.replace("a,", '"a\nc",'), "x.csv row 2, id: 'a\\nc' is not a text (one line, no blanks around it)"),
        (GOOD.replace("a,", '"a",').replace("b,", '"b'), "x.csv: 'unexpected end of data' is not well-formed CSV"),
        (GOOD.encode().replace(b"b", b"\xff"), "x.csv row 3: b'\\xff' is not UTF-8 text"),
        (GOOD.encode("utf-16"), "x.csv row 1: b'\\xff' is not UTF-8 text"),
    ],
)
def test_a_damaged_file_is_told_apart(tmp_path, raw, message):
    problems = found(tmp_path, raw).problems
    assert message == str(problems[0])


def test_a_long_value_is_shortened_in_the_message_only():
    problem = Problem("x.csv", 2, "id", "y" * 10_000, "short")
    assert len(str(problem)) < 200
    assert len(problem.value) == 10_000
