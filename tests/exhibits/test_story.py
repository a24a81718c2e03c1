"""The charts and tables of the people aboard and of the claims, against their sources."""

import pandas as pd
from drawings import drawings, text_contents

from issfacts import charts, data, tables

AUTUMN = ("2023-08-01", "2023-10-31")


# People aboard


def test_crew_steps_match_the_data():
    """Heights and edges of Roscosmos's band are read from the drawn path."""
    chart = charts.crew_by_agency(*AUTUMN)
    assert chart.data["total"].tolist() == [7, 11, 7, 10, 7]  # see OCCUPANCY in record/test_record.py
    values, edges, baseline = chart.figure().axes[0].patches[0].get_data()
    person_height = (baseline[0] - values[0]) / 3
    assert ((baseline - values) / person_height).round().tolist() == chart.data["Roscosmos"].tolist()
    days = (edges - edges[0]) / (edges[-1] - edges[0]) * 92  # August to October has 92 days
    assert days[1:-1].round(2).tolist() == [26.55, 33.46, 45.79, 57.33]
    wide, _ = drawings(chart)
    assert {"+4 Crew-7", "\N{MINUS SIGN}4 Crew-6", "+3 MS-24", "\N{MINUS SIGN}3 MS-23"} <= set(text_contents(wide))


def test_roster_is_in_utc():
    table = tables.roster("2023-09-15T21:30")
    assert tables.roster("2023-09-16T00:30+03:00").html() == table.html()
    assert tables.roster("2023-09-15T18:00").id != table.id
    assert table.data.columns[-1] == "Aboard since (UTC)"
    assert '<time datetime="2023-09-15T18:53:32Z">15 September 2023, 18:53</time>' in table.html()


def test_crew_history_bands_are_unbroken_until_the_horizon():
    """Each agency's last interval ends at the horizon and is longer than a quarter of a century."""
    frame = charts.crew_history().data
    last = frame.groupby("agency").last()
    assert (last["to_utc"] == pd.Timestamp("2026-10-08T00:00Z")).all()
    assert ((last["to_utc"] - last["from_utc"]).dt.days > 25 * 365).all()
    assert frame["agency"].value_counts().min() > 1  # earlier crews were only visitors


def test_mixed_share_rows_add_up_to_the_total():
    frame = tables.mixed_share("us-russia").data.set_index("Ships")
    assert frame.drop("All")[["Mixed crews", "All crews"]].sum().tolist() == frame.loc["All"].tolist()[:2]


# Claims


def test_claims_filter_and_verdict_totals():
    rows = data.load("claims")
    for kind, wanted in rows.groupby("claim_type", observed=True)["id"]:
        assert list(map(str, tables.claims(kind).data["Claim"])) == wanted.tolist()
    assert tables.claims("event").data["Claim"].iloc[0].href.startswith("../reference/claims.md#c")
    counts = tables.verdicts().data.set_index("Kind of claim")[["Accurate", "Of"]]
    assert counts.loc["All claims"].tolist() == counts.drop("All claims").sum().tolist() == [29, 38]
