"""Tests of loading tables (types, errors, installed package) and of the content of the book's own data."""

import json
import os
import re
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import UTC, date, datetime

import frictionless
import pandas as pd
import pytest
from book_pages import PROJECT
from derivations import derive_all
from for_each import each_raises
from paths import ROOT
from running import run
from wheel_file import write_wheel

import issfacts as iss
from issfacts.kit.wording import OWN_STATUSES

RESOURCES = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))["resources"]
NAMES = [resource["name"] for resource in RESOURCES]

# -- reading -------------------------------------------------------------------------------------------

FIELDS = {
    "id": {},
    "days": {"type": "number"},
    "seats": {"type": "integer"},
    "right": {"type": "boolean"},
    "day": {"type": "date"},
    "dock_utc": {"type": "datetime"},
    "kind": {"constraints": {"enum": ["private", "shuttle"]}},
    "names": {"x-list-of": ""},
}
TEXT = f"{','.join(FIELDS)}\na,1.5,3,true,2023-09-15,2023-09-15T18:53:00Z,shuttle,x;y\nb,,,,,,,\n"


def test_rows_and_frames_have_the_types_of_the_schema(tiny):
    folder = tiny("one", FIELDS, TEXT)
    full, empty = iss.rows("one", folder)
    docked = datetime(2023, 9, 15, 18, 53, tzinfo=UTC)
    assert list(full.values()) == ["a", 1.5, 3, True, date(2023, 9, 15), docked, "shuttle", ("x", "y")]
    assert empty == {**dict.fromkeys(FIELDS), "id": "b"}
    frame = iss.load("one", folder)
    words = pd.CategoricalDtype(["private", "shuttle"])
    dtypes = ["string[python]", "float64", "Int64", "boolean", "datetime64[us]", "datetime64[us, UTC]", words, "object"]
    assert all(frame[column].dtype == dtype for column, dtype in zip(FIELDS, dtypes, strict=True))
    assert frame.isna().sum().to_dict() == {**dict.fromkeys(FIELDS, 1), "id": 0}
    assert frame["names"][0] == ("x", "y")
    (folder / "one.csv").write_text(TEXT.splitlines()[0] + "\n")  # an empty table keeps its dtypes
    assert iss.rows("one", folder) == []
    assert iss.load("one", folder).dtypes.to_dict() == frame.dtypes.to_dict()


def test_changing_returned_rows_does_not_change_the_cache():
    iss.rows("facts")[0]["value"] = "?"
    iss.rows("facts").clear()
    assert iss.rows("facts")[0]["value"] != "?"


test_unknown_names_raise_key_errors_with_similar_names = each_raises(
    (iss.rows, "stay", "KeyError: no table 'stay'; nearest: stays"),
    (iss.load, "Claims", "KeyError: no table 'Claims'; nearest: claims"),
    (iss.rows, ["stays"], "KeyError: no table ['stays']"),
    (iss.fact, "aboard-after-hach", "KeyError: no fact 'aboard-after-hach'; nearest: aboard-after-hatch"),
    (iss.fact, [], "KeyError: no fact []"),
    (iss.source, "gkat", "KeyError: no source 'gkat'; nearest: gcat"),
)


def test_invalid_cell_raises_data_error_with_file_row_column_and_value(damaged):
    folder = damaged("stays.csv", "1998-12-07T02:07:00Z", "2023-19-27")
    for read in (iss.rows, iss.load, lambda _, folder: iss.tables(folder)):
        with pytest.raises(iss.DataError) as error:
            read("stays", folder)
        expected = "stays.csv row 2, dock_utc: '2023-19-27' is not a UTC instant (YYYY-MM-DDThh:mm:ssZ)"
        assert str(error.value) == expected
        assert error.value.problem.row == 2
    assert len(iss.rows("claims", folder)) == 41  # other tables can still be read


def test_missing_file_or_descriptor_raises_data_error(data_copy):
    (data_copy / "facts.csv").unlink()
    with pytest.raises(iss.DataError, match=r"facts\.csv: nothing there"):
        iss.rows("facts", data_copy)
    (data_copy / "datapackage.json").unlink()
    with pytest.raises(iss.DataError, match=r"datapackage\.json: nothing there"):
        iss.rows("claims", data_copy)


def test_tables_lists_name_title_rows_as_of_and_sources():
    frame = iss.tables()
    assert list(frame.columns) == ["name", "title", "rows", "as_of", "sources"]
    assert list(frame["name"]) == NAMES
    assert str(frame["as_of"].dtype) == "datetime64[us]"
    assert frame["sources"].str.len().min() > 0


# -- outside the checkout, and with another reader -----------------------------------------------------

REPORT = """
import issfacts as iss
from issfacts import data
print(data.data_folder(), iss.__version__)
print(iss.validate())
print(len(iss.aboard("2023-09-15T21:30Z")), iss.fact("aboard-after-hatch").value)
"""


def test_installed_wheel_contains_valid_data(tmp_path):
    zipfile.ZipFile(write_wheel(tmp_path)).extractall(tmp_path / "site")
    installed = tmp_path / "site" / "issfacts"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    output = run(sys.executable, "-c", REPORT, cwd=tmp_path, env=environment)
    assert output.splitlines() == [f"{installed / '_data'} {PROJECT['version']}", "[]", "10 10"]
    assert {"py.typed", "__init__.pyi", "kit", "_data"} <= {path.name for path in installed.iterdir()}


def test_frictionless_finds_no_errors_in_the_data_package():
    report = frictionless.validate(str(ROOT / "data" / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []


# -- the content of the book's data --------------------------------------------------------------------


def test_every_derived_fact_is_recomputed_and_equal():
    assert derive_all() == {row["id"]: row["value"] for row in iss.rows("facts") if row["derivation"]}


def test_our_assumptions_and_judgements_have_such_a_status_and_cite_no_outside_source():
    """Applies to invented points, weights, codes and forecasters, and to our own estimate."""
    faults = []
    for row in iss.rows("facts"):
        basis = (row["derivation"] or "").partition(":")[0]
        said = (row["note"] or "").startswith(("Our judgement", "Invented"))
        ours = said or basis in ("game", "dependence", "codings")
        outside = [id for id in row["source_ids"] if id not in ("docked-model", "ams-brier-score")]
        if (row["status"] in OWN_STATUSES and outside) or (ours and row["status"] not in OWN_STATUSES):
            faults.append(row["id"])
        if ("docked-model" in row["source_ids"]) != (row["status"] in OWN_STATUSES):
            faults.append(row["id"])
    assert faults == []


def test_every_claim_has_evidence_with_consecutive_positions():
    evidence = {(row["claim_id"], row["position"]) for row in iss.rows("claim_evidence")}
    for claim in iss.rows("claims"):
        assert (claim["id"], 1) in evidence
    assert all(position == 1 or (claim, position - 1) in evidence for claim, position in evidence)


def test_days_equal_the_difference_of_the_instants():
    # The days are landing minus launch, those docked undocking minus docking. Crew-12 came
    # home on a day without a known hour; its 237 days are NASA's figure.
    stays = iss.load("stays")
    exact = stays[stays["landing_precision"].isna() | (stays["landing_precision"] == "second")]
    for days, begin, end in (("days", "launch_utc", "landing_utc"), ("days_docked", "dock_utc", "undock_utc")):
        elapsed = (exact[end] - exact[begin]) / pd.Timedelta(days=1)
        assert ((elapsed - exact[days]).abs().dropna() <= 0.0051).all()
    rounded = stays.drop(exact.index)
    assert set(rounded["ship"]) == {"SpaceX Crew-12"}
    assert rounded["days"].tolist() == [237] * len(rounded)


def test_fewer_than_60_sources_are_weak():
    standings = Counter(row["standing"] for row in iss.rows("sources"))
    assert standings["weak"] < 60
    assert standings["primary"] > standings["weak"]


def test_each_publisher_has_one_spelling():
    """Two spellings would count as two publishers where a row needs a second one."""
    spellings = defaultdict(set)
    for source in iss.rows("sources"):
        for name in {source["producer"], source["mirror_of"]} - {None}:
            spellings[re.sub(r"^the |^united states|^us |[^a-z0-9]", "", name.lower())].add(name)
    assert [names for names in spellings.values() if len(names) > 1] == []
