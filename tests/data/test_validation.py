"""Everything that can be wrong in the data is found, named and never raised."""

import copy
import json

import pytest

import issfacts as iss

TEXT = {"id": {"constraints": {"required": True}}}


def told(folder, hashes=False):
    return [str(problem) for problem in iss.validate(folder, hashes=hashes)]


def test_the_books_data_is_sound():
    assert told(None, hashes=True) == []


def test_a_changed_byte_is_found(damaged):
    (problem,) = told(damaged("countries.csv", "Denmark", "Denmarg"), hashes=True)
    assert problem.startswith("countries.csv: 'sha256:")


def test_a_missing_hash_a_missing_file_a_strange_file(tiny):
    folder = tiny("one", TEXT, "id\na\n")
    (problem,) = told(folder, hashes=True)
    assert problem.endswith("is not the file described (None)")
    (folder / "one.csv").rename(folder / "two.csv")
    assert told(folder) == [
        "two.csv: 'two.csv' is not described in datapackage.json",
        "one.csv: nothing there, expected a CSV file",
    ]


def test_foreign_keys_single_and_several(tiny):
    tiny("ships", {"id": {}, "port": {"type": "integer"}}, "id,port\nMS-22,1\nMS-24,1\n")
    folder = tiny(
        "stays",
        {"ship": {}, "port": {"type": "integer"}},
        "ship,port\nMS-24,1\n,1\nMS-23,1\nMS-24,2\n",
        foreignKeys=[
            {"fields": "ship", "reference": {"resource": "ships", "fields": "id"}},
            {"fields": ["ship", "port"], "reference": {"resource": "ships", "fields": ["id", "port"]}},
        ],
    )
    assert told(folder) == [
        "stays.csv row 4, ship: 'MS-23' is not a known id of ships.csv",
        "stays.csv row 4, ship, port: 'MS-23, 1' is not a known id, port of ships.csv",
        "stays.csv row 5, ship, port: 'MS-24, 2' is not a known id, port of ships.csv",
    ]


def test_items_of_lists_and_what_nobody_cites(tiny):
    tiny("sources", {"id": {}}, "id\ngcat\nnasa\nlost\n", primaryKey="id", **{"x-cited": True})
    folder = tiny(
        "people", {"id": {}, "source_ids": {"x-list-of": "sources.id"}}, "id,source_ids\na,gcat;nasa\nb,esa\nc,\n"
    )
    assert told(folder) == [
        "people.csv row 3, source_ids: 'esa' is not a known id of sources.csv",
        "sources.csv row 4, id: 'lost' is not cited by any row",
        "people.csv row 4, source_ids: nothing there, expected at least one source",
    ]


def test_an_unread_table_is_told_once(tiny):
    tiny("sources", {"id": {}}, b"\xff")
    folder = tiny("facts", {"id": {}, "source_ids": {"x-list-of": "sources.id"}}, "id,source_ids\na,gcat\n")
    assert told(folder) == ["sources.csv row 1: b'\\xff' is not UTF-8 text"]


INSTANT = {"type": "datetime"}


def test_order_as_far_as_it_is_known(tiny):
    fields = {"dock_utc": INSTANT, "undock_utc": INSTANT, "undock_precision": {}, "landing": {"type": "date"}}
    folder = tiny(
        "stays",
        fields,
        "dock_utc,undock_utc,undock_precision,landing\n"
        "2023-09-15T18:53:00Z,2024-04-06T03:54:00Z,,2024-04-06\n"
        "2023-09-15T18:53:00Z,2023-09-15T00:00:00Z,day,2023-09-15\n"  # the same day: nothing is known to be wrong
        "2023-09-15T18:53:00Z,2023-09-01T00:00:00Z,month,\n"
        "2023-09-15T18:53:00Z,2023-09-15T18:52:59Z,,\n"
        "2023-09-15T18:53:00Z,,,2023-09-14\n",
        **{"x-ordered": [["dock_utc", "undock_utc", "landing"]]},
    )
    assert told(folder) == [
        "stays.csv row 5, undock_utc: '2023-09-15T18:52:59Z' is not at or after dock_utc (2023-09-15T18:53:00Z)",
        "stays.csv row 6, landing: '2023-09-14' is not at or after dock_utc (2023-09-15T18:53:00Z)",
    ]


def test_an_instant_says_no_more_than_is_known(tiny):
    folder = tiny(
        "events",
        {"id": {}, "when_utc": INSTANT, "when_precision": {}},
        "id,when_utc,when_precision\n"
        "a,2023-09-15T00:00:00Z,day\nb,2023-09-15T00:00:01Z,day\nc,2023-09-02T00:00:00Z,month\n"
        "d,2023-01-01T00:00:00Z,year\ne,2023-09-15T15:44:30Z,minute\nf,2023-09-15T15:44:30Z,second\n"
        "g,,day\nh,,\n",
    )
    assert [problem.split(":")[0] for problem in told(folder)] == [
        f"events.csv row {row}, when_utc" for row in (3, 4, 6, 8)
    ]


def test_nobody_is_aboard_twice(tiny):
    folder = tiny(
        "stays",
        {"who": {}, "dock": INSTANT, "undock": INSTANT},
        "who,dock,undock\n"
        "a,2001-01-01T00:00:00Z,2001-06-01T00:00:00Z\n"
        "a,2001-06-01T00:00:00Z,2001-07-01T00:00:00Z\n"  # the instant of leaving is free again
        "b,2001-06-01T00:00:00Z,\n"
        "a,2001-02-01T00:00:00Z,2001-03-01T00:00:00Z\n"
        "b,2020-01-01T00:00:00Z,2020-02-01T00:00:00Z\n"
        "c,2001-01-01T00:00:00Z,2001-19-01T00:00:00Z\n"  # no open stay that overlaps with the next: it is told once
        "c,2002-01-01T00:00:00Z,\n",
        **{"x-no-overlap": {"by": "who", "from": "dock", "to": "undock"}},
    )
    assert told(folder) == [
        "stays.csv row 7, undock: '2001-19-01T00:00:00Z' is not a UTC instant (YYYY-MM-DDThh:mm:ssZ)",
        "stays.csv row 5, dock: '2001-02-01T00:00:00Z' is not after the span of row 2, which ends 2001-06-01T00:00:00Z",
        "stays.csv row 6, dock: '2020-01-01T00:00:00Z' is not after the span of row 4, which is open",
    ]


def test_ids_of_the_reference(tiny):
    tiny("facts", {"id": {}}, "id\nc01\nten\nBig\n")
    tiny("claims", {"id": {}}, "id\nC01\nC02\n")
    folder = tiny("questions", {"id": {}, "refs": {"x-list-of": ""}}, "id,refs\nten,c02;c99\n")
    assert told(folder) == [
        "facts.csv row 4, id: 'Big' is not in small letters",
        "claims.csv row 2, id: 'C01' is not unique (facts.csv row 2 has it too)",
        "questions.csv row 2, id: 'ten' is not unique (facts.csv row 3 has it too)",
        "questions.csv row 2, refs: 'c99' is not an id of the reference",
    ]


SOURCES = """id,producer,standing,controlled_by,mirror_of
nasa,NASA,primary,,
tass,TASS,state,RUS,
blog,A blog,weak,,
party,A party,partisan,,
relay,A relay,copy,,NASA
paper,A paper,quality,,
reprint,A site,copy,,A paper
"""
STANDING = {name: {} for name in SOURCES.partition("\n")[0].split(",")}
IDS = {"x-list-of": "sources.id"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("", "", None),
        ("state,RUS", "state,", "row 3, controlled_by: nothing there, expected the state that controls it"),
        ("weak,,", "weak,RUS,", "row 4, controlled_by: 'RUS' is not empty, as standing is weak"),
        (",NASA", ",", "row 6, mirror_of: nothing there, expected the publisher of the original"),
    ],
)
def test_a_standing_fits_the_other_cells(tiny, old, new, problem):
    expected = [f"sources.csv {problem}"] if problem else []
    assert told(tiny("sources", STANDING, SOURCES.replace(old, new))) == expected


def test_weak_sources_alone_carry_nothing_sure(tiny):
    tiny("sources", STANDING, SOURCES)
    rows = "a,blog,low\nb,blog;party,high\nc,blog;tass,medium\nd,party,unverified\n"
    folder = tiny("facts", {"id": {}, "source_ids": IDS, "confidence": {}}, f"id,source_ids,confidence\n{rows}")
    assert told(folder) == [
        "facts.csv row 3, confidence: 'high' is not low, as blog, party alone supports it, which carries nothing sure"
    ]


def test_one_publisher_alone_makes_nothing_sure(tiny):
    """Two of one origin are one witness; first-hand is what an agency wrote, on its own page or on a copy of it."""
    tiny("sources", STANDING, SOURCES)
    rows = "a,paper;reprint,high\nb,relay,high\nc,paper;tass,high\nd,paper,medium\n"
    folder = tiny("events", {"id": {}, "source_ids": IDS, "confidence": {}}, f"id,source_ids,confidence\n{rows}")
    medium = "medium, as A paper alone says so, or a first-hand source or a second publisher"
    assert told(folder) == [f"events.csv row 2, confidence: 'high' is not {medium}"]


def test_a_page_from_before_does_not_carry_the_day(tiny):
    """One page of the day or after is enough, and so is one without a day."""
    day = {"type": "date"}
    tiny("sources", {"id": {}, "published": day}, "id,published\nbefore,2023-09-20\nafter,2023-09-27\nsome,\n")
    rows = "a,2023-09-27,before\nb,2023-09-27,before;after\nc,2023-09-27,before;some\nd,2023-09-20,before\ne,,before\n"
    folder = tiny("berths", {"id": {}, "left_on": day, "source_ids": IDS}, f"id,left_on,source_ids\n{rows}")
    newest = "2023-09-20, the day of its newest source, or a source of after"
    assert told(folder) == [f"berths.csv row 2, left_on: '2023-09-27' is not at or before {newest}"]
    rows = "a,2023-09-27T08:00:00Z,before\nb,2023-09-27T08:00:00Z,after\n"
    columns = {"id": {}, "when_utc": {"type": "datetime"}, "source_ids": IDS}
    (problem, _) = told(tiny("events", columns, f"id,when_utc,source_ids\n{rows}"))
    assert problem.startswith("events.csv row 2, when_utc: '2023-09-27T08:00:00Z' is not at or before 2023-09-20")


def test_a_claim_rests_on_all_its_evidence(tiny):
    tiny("sources", STANDING, SOURCES)
    tiny("claim_evidence", {"claim_id": {}, "source_id": {}}, "claim_id,source_id\nC1,blog\nC1,nasa\nC2,blog\n")
    folder = tiny("claims", {"id": {}, "confidence": {}}, "id,confidence\nC1,high\nC2,medium\nC3,high\n")
    assert told(folder) == [
        "claims.csv row 3, confidence: 'medium' is not low, as blog alone supports it, which carries nothing sure"
    ]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "as `make data` writes it"),
        (b"{}", "datapackage.json, resources: nothing there, expected this property"),
        (b'{"resources": [{}]}', "datapackage.json, resources[0].name: nothing there, expected this property"),
    ],
)
def test_a_broken_descriptor(tmp_path, raw, message):
    (tmp_path / "datapackage.json").write_bytes(raw)
    (problem,) = told(tmp_path)
    assert message in problem


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"one.csv"', '"../one.csv"', "one: '../one.csv' is not"),
        ('"primaryKey": "id"', '"primaryKey": "nom"', "one.schema: 'one.nom, a column that no table has' is not"),
        ('"one.n"', '"two.id"', "one.schema: 'two.id, a column that no table has' is not"),
        ('"string"', '"text"', "one.id: \"type 'text'\" is not as `make data` writes it"),
        ('"[a-z]"', '"["', "one.id: 'unterminated character set"),
        ('"minimum": 1', '"minimum": "x"', "one.n: 'a whole number (such as 12)' is not"),
        ('"name": "n"', '"name": "id"', "one.id: 'a name used twice' is not"),
    ],
)
def test_a_descriptor_that_means_nothing(tiny, old, new, message):
    fields = {
        "id": {"constraints": {"pattern": "[a-z]"}, "x-list-of": "one.n"},
        "n": {"type": "integer", "constraints": {"minimum": 1}},
    }
    path = tiny("one", fields, "id,n\na,1\n", primaryKey="id") / "datapackage.json"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    (problem,) = told(path.parent)
    assert message in problem


def test_line_ends_of_windows_are_named(damaged):
    folder = damaged("countries.csv", "Denmark", "Denmark")
    path = folder / "countries.csv"
    plain = path.read_bytes()
    lines = plain.splitlines()
    one_line = b"\n".join([*lines[:2], lines[2] + b"\r", *lines[3:], b""])
    for row, changed in ((1, plain.replace(b"\n", b"\r\n")), (3, one_line)):  # all lines; one pasted from elsewhere
        path.write_bytes(changed)
        assert told(folder) == [f"countries.csv row {row}: 'a line end of Windows (CRLF)' is not ended by LF alone"]


def nodes(value, path=()):
    """Give the path of every value in a JSON document."""
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from nodes(inner, (*path, key))


def test_no_descriptor_makes_it_raise(tiny):
    tiny(
        "sources",
        {"id": {"constraints": {"required": True, "unique": True, "enum": ["a"], "pattern": "a"}}},
        "id\na\n",
        primaryKey=["id"],
        **{"x-cited": True},
    )
    folder = tiny(
        "questions",
        {
            "id": {},
            "refs": {"x-list-of": "sources.id", "title": "Refs", "description": "What it is about"},
            "dock_utc": {
                "type": "datetime",
                "format": "%Y-%m-%dT%H:%M:%SZ",
                "constraints": {"minimum": "1998-01-01T00:00:00Z"},
            },
            "n": {"type": "number", "constraints": {"minimum": 1, "maximum": 6}},
        },
        "id,refs,dock_utc,n\nq,a,2001-01-01T00:00:00Z,3\n",
        foreignKeys=[{"fields": ["refs"], "reference": {"resource": "sources", "fields": ["id"]}}],
        **{"x-ordered": [["dock_utc"]], "x-no-overlap": {"by": "id", "from": "dock_utc", "to": "dock_utc"}},
    )
    sound = json.loads((folder / "datapackage.json").read_text())
    for path in nodes(sound):
        for junk in (None, True, -1, 1e400, "", "x", "id", [], ["id"], [[]], {}, {"id": 5}):
            package = copy.deepcopy({"": sound})
            place = package
            *steps, last = ("", *path)
            for step in steps:
                place = place[step]
            place[last] = junk
            (folder / "datapackage.json").write_text(json.dumps(package[""]))
            assert all(isinstance(problem, str) for problem in told(folder, hashes=True))
