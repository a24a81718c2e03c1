"""The charts and tables of the docking day, the crew, the claims and the orbit, against their sources."""

import pandas as pd
from drawings import drawings, text_contents

from issfacts import charts, data, tables

AUTUMN = ("2023-08-01", "2023-10-31")


# The day of the docking


def test_docking_day_local_times_and_labels():
    # Fact launch-time: 18:44 in Moscow, 20:44 at Baikonur. Fact docking-time: 21:53 in Moscow. Fact hatch-opening-time:
    # 00:16 in Moscow, so the day after. Claim C09: 15:44 to 18:53 UTC is 3 h 9 min.
    chart = charts.docking_day()
    row = chart.data.set_index("event").loc
    assert row["Launch", "when_utc"] == pd.Timestamp("2023-09-15T15:44Z")
    assert row["Launch", "moscow"] == "2023-09-15T18:44+03:00"
    assert row["Launch", "baikonur"] == "2023-09-15T20:44+05:00"
    assert row["Docking", "moscow"] == "2023-09-15T21:53+03:00"
    assert row["Hatch opens", "moscow"] == "2023-09-16T00:16+03:00"
    times = ("15:44", "18:44", "20:44", "18:53", "21:53", "23:53", "21:16", "00:16", "02:16")
    for drawing in drawings(chart):
        assert [text_contents(drawing).count(time) for time in times] == [1] * len(times)
        assert f"planned {data.fact('docking-time-planned').value}" in text_contents(drawing)


# People aboard


def test_crew_steps_match_the_data():
    """Heights and edges of Roscosmos's band are read from the drawn path."""
    # NASA at the hatch opening: seven plus three make ten.
    chart = charts.crew_by_agency(*AUTUMN)
    frame = chart.data.set_index("when_utc")
    assert frame["total"].tolist() == [7, 11, 7, 10, 7]
    assert pd.Timestamp("2023-09-15T18:53:32Z") in frame.index
    values, edges, baseline = chart.figure.axes[0].patches[0].get_data()
    person_height = (baseline[0] - values[0]) / 3
    assert ((baseline - values) / person_height).round().tolist() == chart.data["Roscosmos"].tolist()
    days = (edges - edges[0]) / (edges[-1] - edges[0]) * 92  # August to October has 92 days
    assert days[1:-1].round(2).tolist() == [26.55, 33.46, 45.79, 57.33]
    wide, _ = drawings(chart)
    assert {"+4 Crew-7", "\N{MINUS SIGN}4 Crew-6", "+3 MS-24", "\N{MINUS SIGN}3 MS-23"} <= set(text_contents(wide))


def test_roster_after_the_docking():
    # NASA at the hatch opening: Kononenko, Chub and O'Hara joined seven (the names are those of C11 to C14).
    table = tables.roster("2023-09-15T21:30")
    crew = table.data.set_index("Person")
    assert crew.loc["Satoshi Furukawa", ["Agency", "Country", "Ship"]].tolist() == ["JAXA", "Japan", "SpaceX Crew-7"]
    assert crew.loc["Andreas Mogensen", "Country"] == "Denmark"
    assert (len(crew), (crew["Ship"] == "Soyuz MS-24").sum()) == (10, 3)
    assert tables.roster("2023-09-16T00:30+03:00").html() == table.html()  # UTC
    assert tables.roster("2023-09-15T18:00").id != table.id


def test_utc_stands_in_the_head_of_the_roster_and_not_in_its_cells():
    table = tables.roster("2023-09-15T21:30")
    assert table.data.columns[-1] == "Aboard since (UTC)"
    assert '<time datetime="2023-09-15T18:53:32Z">15 September 2023, 18:53</time>' in table.html()


# Claims


def test_claims_filter_and_verdict_totals():
    rows = data.load("claims")
    for kind, wanted in rows.groupby("claim_type", observed=True)["id"]:
        assert list(map(str, tables.claims(kind).data["Claim"])) == wanted.tolist()
    assert tables.claims("event").data["Claim"].iloc[0].href.startswith("../reference/claims.md#c")
    counts = tables.verdicts().data.set_index("Kind of claim")[["Accurate", "Of"]]
    assert counts.loc["All claims"].tolist() == counts.drop("All claims").sum().tolist() == [29, 38]


# The orbit


def test_orbit_witness_positions_and_times():
    # Source iss-elements, run through SGP4: 49.21 N, 27.82 E at 18:53:00 UTC, 238 km from Kyiv; 49.80 N, 30.53 E and
    # 72 km at 18:53:30; two seconds later the station was 15 km farther along its way, 69 km from Kyiv.
    table = tables.orbit_witness()
    row = table.data.set_index("UTC").loc["18:53:00"]
    assert (row["Latitude"], row["Longitude"]) == ("49.21° N", "27.82° E")
    assert "238 km from Kyiv" in row["Where"]
    assert list(table.data["UTC"]) == ["15:44:00", "15:45:00", "18:53:00", "18:53:32", "18:56:00"]
