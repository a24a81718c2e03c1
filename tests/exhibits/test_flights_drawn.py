"""Chapter 3's figures and tables: what is drawn against the record, whose tests hold it to its sources."""

import pandas as pd
from drawings import drawings, marks, words

from issfacts import charts, tables

HORIZON = pd.Timestamp("2026-10-08T00:00Z")


def test_each_flight_that_docked_has_one_mark_in_each_drawing():
    for definition in ("us-russia", "agency"):
        chart = charts.mixed_crews(definition)
        assert not {"Soyuz MS-10", "Soyuz MS-23"} & set(chart.data["ship"])
        for drawing in drawings(chart):
            assert len(marks(drawing)) == len(chart.data) + 2  # and the two of the key


def test_the_bands_are_unbroken_and_as_long_as_the_record():
    """Read back from the data: each agency's last stretch runs to the horizon and is longer than a quarter century."""
    frame = charts.crew_history().data
    last = frame.groupby("agency").last()
    assert (last["to_utc"] == HORIZON).all()
    assert ((last["to_utc"] - last["from_utc"]).dt.days > 25 * 365).all()
    assert frame["agency"].value_counts().min() > 1  # crews visited before


def test_the_shocks_stand_on_both_drawings():
    for drawing in drawings(charts.crew_history()):
        for shock in ("Columbia", "contacts", "hole", "Nauka", "weapon", "invasion", "flags", "Rubio", "home early"):
            assert shock in " ".join(words(drawing))


def test_shares_by_family_add_up():
    frame = tables.mixed_share("us-russia").data.set_index("Ships")
    assert frame.drop("All")[["Mixed crews", "All crews"]].sum().tolist() == frame.loc["All"].tolist()[:2]
    assert frame.loc["Space Shuttle", "All crews"] == 37  # Roscosmos and NASA: 37 Shuttle flights to the station
