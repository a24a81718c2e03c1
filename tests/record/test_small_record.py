"""The record at the instant of each arrival and departure: a made-up record of eleven days with five stays."""

import csv
import shutil
from datetime import datetime, timedelta

import pandas as pd
import pytest

import issfacts as iss
from issfacts import data

# Ann and Bob come with A on the 1st. Ann leaves on the 3rd, at the instant at which B brings Cem. Bob goes home in B on
# the 5th; Cem stays. Ann comes again with C on the 9th, with Dan, both for a company.
PEOPLE = {"ann": "Ann", "bob": "Bob", "cem": "Cem", "dan": "Dan"}
STAYS = [
    ("ann", "NASA", "USA", "A", "01", "A", "03"),
    ("bob", "Roscosmos", "RUS", "A", "01", "B", "05"),
    ("cem", "ESA", "FRA", "B", "03", "", ""),
    ("ann", "SpaceX", "USA", "C", "09", "", ""),
    ("dan", "SpaceX", "USA", "C", "09", "", ""),
]
FLIGHTS = [("A", "01", "NASA;Roscosmos", 2), ("B", "03", "ESA", 1), ("C", "09", "SpaceX", 2), ("D", "", "", 0)]
CITED = {"source_ids": "gcat", "confidence": "high"}


def at(day, hour=0):
    """Write an instant of January 2001; nothing for no day."""
    return f"{datetime(2001, 1, int(day)) + timedelta(hours=hour):%Y-%m-%dT%H:%M:%SZ}" if day else ""


def stay(person, agency, country, ship, dock, back, undock):
    return {
        **{"id": f"{person}-{ship.lower()}", "person_id": person, "agency": agency, "country": country, "ship": ship},
        **{"launch_utc": at(dock, -12), "dock_utc": at(dock), "undock_utc": at(undock), "landing_utc": at(undock, 12)},
        **{"return_ship": back, "stay_kind": "visiting", **CITED},
    }


def flight(ship, dock, agencies, people):
    return {
        **{"id": ship.lower(), "ship": ship, "vehicle": "soyuz", "launch_site": "Baikonur, Kazakhstan"},
        **{"launch_utc": at(dock or "10", -12), "dock_utc": at(dock), "people_up": people, "agencies_up": agencies},
        **{"outcome": "docked" if people else "launched empty", "seat_swap": "false", **CITED},
    }


@pytest.fixture(autouse=True)
def _eleven_days(tmp_path, monkeypatch):
    """Let the package read the made-up record."""
    folder = shutil.copytree(data.home(), tmp_path / "data")
    described = (folder / "datapackage.json").read_text("utf-8")
    (folder / "datapackage.json").write_text(described.replace("2026-10-08T00:00:00Z", at("11")), "utf-8")
    tables = {
        "people": [{"id": id, "name": name, **CITED} for id, name in PEOPLE.items()],
        "stays": [stay(*row) for row in STAYS],
        "crewed_flights": [flight(*row) for row in FLIGHTS],
    }
    for name, rows in tables.items():
        header = (folder / f"{name}.csv").read_text("utf-8").partition("\n")[0].split(",")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    monkeypatch.setattr(data, "home", lambda: folder)


def names(when):
    return iss.aboard(when)["person"].tolist()


def test_docked_is_inclusive_undocked_exclusive():
    assert names("2001-01-01") == ["Ann", "Bob"]
    assert names("2001-01-02T23:59:59.999999Z") == ["Ann", "Bob"]
    assert names("2001-01-03") == ["Bob", "Cem"]  # one went, one came: the same instant
    assert names("2001-01-04T23:59:59.999999Z") == ["Bob", "Cem"]
    assert names("2001-01-05") == ["Cem"]
    assert names("2001-01-11") == ["Cem", "Ann", "Dan"]  # open stays: aboard at the horizon too
    for outside in ("2000-12-31T23:59:59.999999Z", "2001-01-11T00:00:00.000001Z"):
        with pytest.raises(ValueError, match="2001-01-01T00:00Z, to 2001-01-11T00:00Z"):
            names(outside)


def test_occupancy_steps_where_somebody_comes_or_goes():
    found = iss.occupancy(by="agency")
    assert [when.day for when in found.index] == [1, 3, 5, 9]
    assert found.to_dict("list") == {
        "ESA": [0, 1, 1, 1],
        "NASA": [1, 0, 0, 0],
        "Roscosmos": [1, 1, 0, 0],
        "SpaceX": [0, 0, 0, 2],
    }
    assert [when.day for when in iss.occupancy("2001-01-04", "2001-01-05").index] == [4, 5]
    assert len(iss.occupancy("2001-01-04", "2001-01-04T23:59:59Z")) == 1


def test_visitors_count_people_not_visits():
    assert iss.visitors().to_dict() == {"USA": 2, "FRA": 1, "RUS": 1}
    assert iss.visitors(by="agency").to_dict() == {"SpaceX": 2, "ESA": 1, "NASA": 1, "Roscosmos": 1}
    assert iss.visitors("2001-01-02T23:59:59Z").to_dict() == {"RUS": 1, "USA": 1}
    assert iss.visitors("2001-01-03").to_dict() == {"FRA": 1, "RUS": 1, "USA": 1}


def test_days_stop_at_the_horizon_and_at_the_window():
    assert iss.person_days("agency").to_dict() == {"ESA": 8, "Roscosmos": 4, "SpaceX": 4, "NASA": 2}
    assert iss.person_days("agency", "flight").to_dict() == {"ESA": 8.5, "Roscosmos": 5, "SpaceX": 5, "NASA": 3}
    assert iss.person_days(start="2001-01-02", end="2001-01-03").to_dict() == {"RUS": 1, "USA": 1}  # Cem only comes
    assert iss.person_days(start="2001-01-03", end="2001-01-03T12:00Z").to_dict() == {"FRA": 0.5, "RUS": 0.5}
    assert iss.person_days(start="2001-01-11").empty


def test_days_of_people():
    assert list(iss.person_days("person").items()) == [("Cem", 8), ("Ann", 4), ("Bob", 4), ("Dan", 2)]


def test_longest_stays_count_visits_and_way_home():
    found = iss.longest_stays()
    assert list(zip(found["person"], found["days"], strict=True)) == [
        *[("Cem", 8), ("Bob", 4), ("Ann", 2), ("Ann", 2), ("Dan", 2)],
    ]
    assert found.loc[1, ["ship", "return_ship"]].tolist() == ["A", "B"]
    assert found["agency"].tolist()[2:] == ["NASA", "SpaceX", "SpaceX"]  # of equal ones the earlier first
    assert found["end_utc"].isna().tolist() == [True, False, False, True, True]


def test_flights_that_docked_count_once():
    assert iss.crewed_flights()["ship"].tolist() == ["A", "B", "C"]  # D was empty
    assert iss.crewed_flights()["partners"].tolist() == [("NASA", "Roscosmos"), ("ESA",), ()]
    assert iss.share_of_mixed_crews() == iss.Share(1, 3, "agency")
    assert iss.share_of_mixed_crews("2001-01-01", "2001-01-03").flights == 1
    assert iss.share_of_mixed_crews("2001-01-03", "2001-01-09").flights == 1


def test_a_changed_table_is_read_again():
    table = data.home() / "stays.csv"
    assert len(iss.aboard("2001-01-11")) == 3
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), "utf-8")
    assert len(iss.aboard("2001-01-11")) == 2
    assert iss.visitors().to_dict() == {"FRA": 1, "RUS": 1, "USA": 1}
    assert iss.aboard("2001-01-11")["since"].tolist() == [pd.Timestamp(at("03")), pd.Timestamp(at("09"))]
