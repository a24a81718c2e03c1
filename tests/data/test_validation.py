"""Tests of `validate`: each rule reports its problem, and nothing in the data or the descriptor makes it raise."""

import json

import pandas as pd
import pytest

import issfacts as iss


def messages(folder, hashes=False):
    return [str(problem) for problem in iss.validate(folder, hashes=hashes)]


def test_changed_file_is_reported_by_its_hash(damaged):
    (problem,) = messages(damaged("countries.csv", "Denmark", "Denmarg"), hashes=True)
    assert problem.startswith("countries.csv: 'sha256:")


def test_missing_hash_missing_file_and_undescribed_file_are_reported(tiny):
    folder = tiny("one", {"id": {}}, "id\na\n")
    (problem,) = messages(folder, hashes=True)
    assert problem.endswith("is not the file described (None)")
    (folder / "one.csv").rename(folder / "two.csv")
    assert messages(folder) == [
        "two.csv: 'two.csv' is not described in datapackage.json",
        "one.csv: nothing there, expected a CSV file",
    ]


def test_foreign_keys_to_an_unreadable_table_are_not_reported(tiny):
    tiny("sources", {"id": {}}, b"\xff")
    folder = tiny("facts", {"id": {}, "source_ids": {"x-list-of": "sources.id"}}, "id,source_ids\na,gcat\n")
    assert messages(folder) == ["sources.csv row 1: b'\\xff' is not UTF-8 text"]


# Table, id of the row, column, new value, and what the message expects of it. The message is given in full where it
# names another column or value, and empty where another row is reported.
BROKEN_RULES = [
    ("stays", "frank-rubio-soyuz-ms-22", "ship", "MS-23", "a known ship of crewed_flights.csv"),
    ("people", "frank-rubio", "source_ids", "gcat;ecb", "source_ids: 'ecb' is not a known id of sources.csv"),
    ("sources", "123docz-nasa-fy2013", "id", "nobody-cites-me", "cited by any row"),
    ("codings", "us-reboost-attitude-2023", "code", "0.7", "one of 0, 0.5, 1"),
    ("codings", "us-power-2023", "on_date", "2023-09-16", "2023-09-15, the day of the other codings of 2023"),
    (
        *("stays", "anna-kikina-spacex-crew-5", "dock_utc", "2022-10-06T21:02:00Z"),
        "2022-10-06T21:01:00Z, as crewed_flights.csv has it for SpaceX Crew-5",
    ),
    ("expeditions", "69", "end_utc", "2023-01-01T00:00:00Z", "at or after start_utc (2023-03-28T09:57:27Z)"),
    (
        *("claims", "C01", "fact_date_precision", "month"),
        "fact_date: '2023-09-15' is not cut to the month, which is all that is known",
    ),
    ("claims", "C02", "outcome_precision", "day", "outcome_date: nothing there, expected a time known to the day"),
    ("stays", "oleg-kononenko-soyuz-ms-24", "dock_utc", "2019-06-24T20:00:00Z", "after the span of row "),
    ("facts", "aboard-after-hatch", "id", "docking-ms24", "unique (events.csv row "),
    ("questions", "what-happened-actors", "refs", "c99", "an id of one of facts, claims, events"),
    ("questions", "what-happened-witness", "refs", "gcat", "an id of one of facts, claims, events"),
    (
        *("reason_evidence", "neither-alone", "ref", "view-999"),
        "an id of one of facts, events, perspectives, predictions, comparisons",
    ),
    (
        *("reasons", "ends-by-shock", "by_2028", ""),
        "by_2028: nothing there, expected a value, as kind is ends",
    ),
    ("reasons", "comes-back", "by_2028", "two in a hundred", "empty, as kind is holds"),
    (
        *("sources", "tass-ms24", "controlled_by", ""),
        "controlled_by: nothing there, expected a value, as standing is state",
    ),
    ("sources", "gcat", "controlled_by", "RUS", "empty, as standing is specialist"),
    (
        *("sources", "afp-exomars-2022", "mirror_of", ""),
        "mirror_of: nothing there, expected a value, as standing is copy",
    ),
    (
        *("agencies", "NASA", "source_ids", "cnsnews-soyuz-2013"),
        "confidence: 'high' is not low, as cnsnews-soyuz-2013 alone supports it, which carries nothing sure",
    ),
    ("claim_evidence", "C10", "source_id", "cnsnews-soyuz-2013", ""),
    ("claims", "C10", "confidence", "high", "low, as cnsnews-soyuz-2013 alone supports it"),
    (
        *("positions", "2014-rogozin-2020", "source_ids", "20minutes-portal-kombat"),
        "confidence: 'high' is not medium, as 20 Minutes alone says so, or a first-hand source or a second publisher",
    ),
    (
        *("berths", "soyuz-ms-24", "source_ids", "friendsofnasa-ms24"),
        "left_on: '2024-04-06' is not at or before 2023-09-20, the day of its newest source, or a source of after",
    ),
]


def test_each_broken_rule_is_reported_with_row_and_expectation(data_copy):
    """Breaks all rules in one copy of the data; the example of `validate` shows that the book's data are sound."""
    expected = []
    for name, id, column, value, message in BROKEN_RULES:
        frame = pd.read_csv(data_copy / f"{name}.csv", dtype=str, keep_default_na=False)
        rows = frame.index[frame.iloc[:, 0] == id]
        frame.loc[rows, column] = value
        frame.to_csv(data_copy / f"{name}.csv", index=False)
        if message:
            full = message if ": " in message else f"{column}: {value!r} is not {message}"
            expected.append(f"{name}.csv row {rows[0] + 2}, {full}")
    found = messages(data_copy)
    assert [start for start in expected if not any(message.startswith(start) for message in found)] == []


DESCRIPTOR = "datapackage.json"


@pytest.mark.parametrize(
    ("old", "new", "message"),  # no old text: the whole file
    [
        ("", "", "JSON"),
        ("", "[" * 100_000, "JSON"),
        ("", "\ud800", "JSON"),
        ("", "{}", "datapackage.json: \"'resources', missing or unknown\" is not as `make data` writes it"),
        ('"primaryKey"', '"key"', "datapackage.json, one: \"'primaryKey', missing or unknown\" is not"),
        ('"one.csv"', '"../one.csv"', "one: 'the path ../one.csv' is not"),
        ('"primaryKey": "id"', '"primaryKey": "nom"', "one: 'one.nom, a column that no table has' is not"),
        ('"one.n"', '"two.id"', "one: 'two.id, a column that no table has' is not"),
        ('"integer"', '"whole"', "one.n: \"'whole', missing or unknown\" is not"),
        ('"[a-z]"', '"["', "one.id: 'unterminated character set"),
        ('"minimum": 1', '"minimum": "x"', "one.n: \"could not convert string to float: 'x'\" is not"),
    ],
)
def test_invalid_descriptor_is_reported_with_the_invalid_part(tiny, old, new, message):
    fields = {
        "id": {"constraints": {"pattern": "[a-z]"}, "x-list-of": "one.n"},
        "n": {"type": "integer", "constraints": {"minimum": 1}},
    }
    path = tiny("one", fields, "id,n\na,1\n") / DESCRIPTOR
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else new, errors="surrogatepass")
    (problem,) = messages(path.parent)
    assert message in problem


def test_windows_line_endings_are_reported_with_the_first_row(tiny):
    folder = tiny("one", {"id": {}}, "")
    for text, row in ((b"id\r\na\r\nb\r\n", 1), (b"id\na\nb\r\n", 3)):  # in all lines; in one line
        (folder / "one.csv").write_bytes(text)
        assert messages(folder) == [f"one.csv row {row}: 'a line end of Windows (CRLF)' is not ended by LF alone"]


def damaged_versions(value):
    """Yield copies of a JSON document with one value replaced by junk."""
    yield from (None, True, -1, 1e400, "", "x", "id", [], ["id"], [[]], {}, {"id": 5})
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        for junk in damaged_versions(child):
            copy = value.copy()
            copy[key] = junk
            yield copy


def test_validate_never_raises_whatever_the_descriptor_contains(tiny):
    tiny("sources", {"id": {}}, "id\na\n", **{"x-cited": True, "x-entry": {"page": "sources", "prefix": ""}})
    limits = {"required": True, "unique": True, "enum": ["3"], "pattern": "3", "minimum": 1, "maximum": 6}
    columns = {
        "id": {},
        "refs": {"x-list-of": "sources.id", "x-id-of-one-of": ["sources"], "x-only-if": {"id": "q"}},
        "dock_utc": {"type": "datetime"},
        "n": {"type": "number", "format": "uri", "constraints": limits},
    }
    rules = {"foreignKeys": [{"fields": "refs", "reference": {"resource": "sources", "fields": "id"}}]}
    rules |= {"x-ordered": [["dock_utc"]], "x-no-overlap": {"by": "id", "from": "dock_utc", "to": "dock_utc"}}
    rules |= {"x-corroborated": True, "x-event-day": "dock_utc"}
    folder = tiny("questions", columns, "id,refs,dock_utc,n\nq,a,2001-01-01T00:00:00Z,3\n", **rules)
    for package in damaged_versions(json.loads((folder / DESCRIPTOR).read_text())):
        (folder / DESCRIPTOR).write_text(json.dumps(package))
        assert all(isinstance(problem, str) for problem in messages(folder, hashes=True))
