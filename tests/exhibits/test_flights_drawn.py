"""Chapter 3's figures and tables: their findings against what agencies and catalogues said."""

import pandas as pd
import pytest
from drawings import drawings, marks, words

import issfacts as iss
from issfacts import charts, tables

HORIZON = pd.Timestamp("2026-10-08T00:00Z")


@pytest.fixture(scope="module")
def crews():
    return charts.mixed_crews()


@pytest.fixture(scope="module")
def history():
    return charts.crew_history()


# one mark for each flight


def test_flights_as_roscosmos_counted_them(crews):
    # Roscosmos, TASS, 2 November 2025: 125 crewed flights, the aborted MS-10 among them, which never docked.
    assert (crews.data["dock_utc"] < pd.Timestamp("2025-11-02", tz="UTC")).sum() == 124
    assert "Soyuz MS-10" not in set(crews.data["ship"])
    assert "Soyuz MS-23" not in set(crews.data["ship"])


def test_the_long_run_without_is_that_of_the_news(crews):
    # Rubio on MS-22 was the first American on a Soyuz since Vande Hei on MS-18 (source sputnik-ms23-landing);
    # CBS News, 4 October 2022: Kikina on Crew-5 was the first cosmonaut on an American ship since 2002.
    order = crews.data.set_index("ship")["mixed"]
    assert not order["SpaceX Crew-2":"SpaceX Crew-4"].any()
    assert order["Soyuz MS-18"]
    assert order["Soyuz MS-22"]


def test_every_swapped_seat_makes_a_mixed_crew(crews):
    # Sixteen seats by 1 October 2026: seat_swap_source_ids names a page for each.
    assert crews.data.query("seat_swap")["mixed"].sum() == 16


@pytest.mark.parametrize("definition", ["us-russia", "agency"])
def test_each_flight_has_one_mark_in_each_drawing(definition):
    chart = charts.mixed_crews(definition)
    for drawing in drawings(chart):
        assert len(marks(drawing)) == len(chart.data) + 2  # and the two of the key


def test_the_wide_rule_finds_more():
    # Crew-2 flew NASA, ESA and JAXA without Roscosmos; Ax-4 flew ESA with three that are no partners.
    wide = charts.mixed_crews("agency").data.set_index("ship")["mixed"]
    assert wide["SpaceX Crew-2"]
    assert not wide["Axiom Ax-4"]


# 28 years of people aboard


@pytest.mark.parametrize("by", ["agency", "country"])
def test_no_hour_without_both_since_then(by):
    both = ["NASA", "Roscosmos"] if by == "agency" else ["USA", "RUS"]
    since = iss.occupancy("2000-11-02T09:21:03Z", by=by)[both]
    assert since.min().min() == 1
    assert not iss.occupancy("2000-10-21", "2000-11-02T09:21:02Z", by=by).reindex(columns=both).sum().sum()


def test_two_were_left_after_columbia():
    # Event columbia-loss: crews shrank to two.
    assert iss.occupancy("2003-06-01", "2003-06-02").sum(axis=1).tolist() == [2]


def test_the_bands_are_unbroken_and_as_long_as_the_record(history):
    """Read back from the data: each agency's last stretch runs to the horizon and is longer than a quarter century."""
    last = history.data.groupby("agency").last()
    assert (last["to_utc"] == HORIZON).all()
    assert ((last["to_utc"] - last["from_utc"]).dt.days > 25 * 365).all()
    assert history.data["agency"].value_counts().min() > 1  # crews visited before


def test_the_shocks_stand_on_both_drawings(history):
    for drawing in drawings(history):
        for shock in ("Columbia", "contacts", "hole", "Nauka", "weapon", "invasion", "flags", "Rubio", "home early"):
            assert shock in " ".join(words(drawing))


# the tables


def test_shares_by_family_add_up():
    frame = tables.mixed_share("us-russia").data.set_index("Ships")
    assert frame.drop("All")[["Mixed crews", "All crews"]].sum().tolist() == frame.loc["All"].tolist()[:2]
    assert frame.loc["Space Shuttle", "All crews"] == 37  # Roscosmos and NASA: 37 Shuttle flights to the station
