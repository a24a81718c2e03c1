"""The printed tables: their captions and cells against the data and its sources."""

import sys

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from samples import collected

import issfacts as iss
from issfacts import data, tables

TABLES = collected("TABLES")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_shows_itself(name):
    table = TABLES[name]()
    page = BeautifulSoup(table.html(), "html.parser")
    assert page.caption.get_text() == table.caption
    assert len(page.select("tbody tr")) == len(table.data)
    assert table.html() == TABLES[name]().html()


def test_the_module_can_be_called():
    assert iss.tables is sys.modules["issfacts.tables"]
    pd.testing.assert_frame_equal(iss.tables(), data.tables())
    assert iss.tables.roster is tables.roster


# rosters


def test_roster_of_the_evening():
    # NASA at the hatch opening: Kononenko, Chub and O'Hara joined seven (the names are those of C11 to C14).
    table = tables.roster("2023-09-15T21:30")
    assert table.caption == "Ten people aboard on 15 September 2023, 21:30 UTC"
    by_person = table.data.set_index("Person")
    assert by_person.loc["Satoshi Furukawa", ["Agency", "Country", "Ship"]].tolist() == [
        "JAXA",
        "Japan",
        "SpaceX Crew-7",
    ]
    assert by_person.loc["Andreas Mogensen", "Country"] == "Denmark"
    assert (by_person["Ship"] == "Soyuz MS-24").sum() == 3


def test_roster_speaks_utc():
    assert tables.roster("2023-09-16T00:30+03:00").html() == tables.roster("2023-09-15T21:30").html()


def test_roster_of_an_empty_station():
    table = tables.roster("1999-08-01")
    assert table.caption == "Nobody aboard on 1 August 1999, 00:00 UTC"
    assert "No rows." in table.html()


def test_rosters_of_different_instants_have_different_ids():
    assert tables.roster("2023-09-15T18:00").id != tables.roster("2023-09-15T21:30").id


@pytest.mark.parametrize("when", ["1990-01-01", "2030-01-01", "tomorrow", None])
def test_roster_refuses_what_the_record_cannot_answer(when):
    with pytest.raises(ValueError, match=r"record|instant"):
        tables.roster(when)


# claims


def test_all_claims():
    # The article as checked: 41 rows, 38 claims and three omissions; 29 accurate, 2 imprecise, 4 incomplete,
    # 1 outdated at publication, 5 not checkable.
    table = tables.claims()
    assert table.caption == (
        "38 claims and three omissions checked: 29 accurate, two imprecise, four incomplete, "
        "one outdated at publication and five not checkable"
    )
    assert table.sources[0] == "dw-article"


def test_a_claim_leads_to_its_evidence():
    link = BeautifulSoup(tables.claims("quantity", "incomplete").html(), "html.parser").select_one("tbody th a")
    assert (link.text, link["href"]) == ("C14", "../reference/claims.md#c14")


def test_claims_can_be_chosen():
    assert tables.claims("attribution").caption == "Ten attributions checked: eight accurate and two not checkable"
    assert tables.claims(verdict="incomplete").caption == "One claim and three omissions checked and found incomplete"
    assert tables.claims("event").caption == (
        "Eight events and three omissions checked: seven accurate, one imprecise and three incomplete"
    )
    assert tables.claims("event", "incomplete").caption == "Three omissions checked and found incomplete"
    assert tables.claims("prediction", "not-checkable").caption == "One prediction checked and found not checkable"
    assert tables.claims("prediction", "imprecise").caption == "No predictions checked and found imprecise"


@pytest.mark.parametrize("given", [{"claim_type": "rumour"}, {"verdict": "true"}])
def test_unknown_words_are_named_with_the_known_ones(given):
    with pytest.raises(ValueError, match=r"is none of .*(prediction|not-checkable)"):
        tables.claims(**given)


def test_verdicts_add_up():
    assert tables.verdicts().caption == "29 of the 38 claims are accurate; three omissions are ours"
    frame = tables.verdicts().data.set_index("Kind of claim")
    assert frame.loc["All", "All"] == 41
    assert frame.loc["All", "Accurate"] == 29
    body = frame.drop("All")
    assert (body.sum() == frame.loc["All"]).all()
    assert (body.drop(columns="All").sum(axis=1) == body["All"]).all()


# the orbit


def test_orbit_witness():
    # shared facts, orbit.md: 49.21 N, 27.82 E at 18:53:00 UTC, 238 km from Kyiv.
    table = tables.orbit_witness()
    row = table.data.set_index("UTC").loc["18:53:00"]
    assert (row["Latitude"], row["Longitude"]) == ("49.21° N", "27.82° E")
    assert "238 km from Kyiv" in row["Where"]
    # The same page: 49.80 N, 30.53 E at 18:53:30, 72 km from Kyiv and due south of it.
    assert table.caption == (
        "At 18:53 UTC on 15 September 2023 the station was over western Ukraine, half a minute later due south of Kyiv"
    )
    assert list(table.data["UTC"]) == ["15:44:00", "15:45:00", "18:53:00", "18:53:30", "18:56:00"]
