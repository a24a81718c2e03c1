"""The charts and the table of crewed flights, against the record."""

import pandas as pd
from drawings import drawings, markers, text_contents

from issfacts import charts, tables

HORIZON = pd.Timestamp("2026-10-08T00:00Z")


def test_each_docked_flight_has_one_marker_in_each_drawing():
    for definition in ("us-russia", "agency"):
        chart = charts.mixed_crews(definition)
        assert not {"Soyuz MS-10", "Soyuz MS-23"} & set(chart.data["ship"])
        for drawing in drawings(chart):
            assert len(markers(drawing)) == len(chart.data) + 2  # two in the legend


def test_crew_history_bands_are_unbroken_until_the_horizon():
    """Each agency's last interval ends at the horizon and is longer than a quarter of a century."""
    frame = charts.crew_history().data
    last = frame.groupby("agency").last()
    assert (last["to_utc"] == HORIZON).all()
    assert ((last["to_utc"] - last["from_utc"]).dt.days > 25 * 365).all()
    assert frame["agency"].value_counts().min() > 1  # earlier crews were only visitors


def test_crew_history_labels_all_shocks_in_both_drawings():
    for drawing in drawings(charts.crew_history()):
        for shock in ("Columbia", "contacts", "hole", "Nauka", "weapon", "invasion", "flags", "Rubio", "home early"):
            assert shock in " ".join(text_contents(drawing))


def test_mixed_share_rows_add_up_to_the_total():
    frame = tables.mixed_share("us-russia").data.set_index("Ships")
    assert frame.drop("All")[["Mixed crews", "All crews"]].sum().tolist() == frame.loc["All"].tolist()[:2]
    assert frame.loc["Space Shuttle", "All crews"] == 37  # Roscosmos and NASA: 37 Shuttle flights to the station
