"""The evening, who was aboard, where the station was, and the checked claims, against the sources."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from drawings import drawings, words

from issfacts import charts, data, tables

AUTUMN = ("2023-08-01", "2023-10-31")


# the day of the docking


def test_docking_day_reads_the_clocks_right():
    # Fact launch-time: 18:44 in Moscow, 20:44 at Baikonur. Fact docking-time: 21:53 in Moscow. Fact hatch-opening-time:
    # 00:16 in Moscow, so the day after. Claim C09: 15:44 to 18:53 UTC is 3 h 9 min.
    chart = charts.docking_day()
    row = chart.data.set_index("event").loc
    assert row["Launch", "when_utc"] == pd.Timestamp("2023-09-15T15:44Z")
    assert row["Launch", "moscow"] == "2023-09-15T18:44+03:00"
    assert row["Launch", "baikonur"] == "2023-09-15T20:44+05:00"
    assert row["Docking", "moscow"] == "2023-09-15T21:53+03:00"
    assert row["Hatch opens", "moscow"] == "2023-09-16T00:16+03:00"
    assert data.fact("docking-duration").value in chart.title
    assert "Moscow and Baikonur" in chart.title
    for part in ("15:44 UTC", "23:53 on Friday in Baikonur", "00:16 on Saturday in Moscow", "3 h 9 min", "18:56 UTC"):
        assert part in chart.description


def test_docking_day_shows_every_time_once_in_each_drawing():
    times = ("15:44", "18:44", "20:44", "18:53", "21:53", "23:53", "21:16", "00:16", "02:16")
    for drawing in drawings(charts.docking_day()):
        assert [words(drawing).count(time) for time in times] == [1] * len(times)
        assert f"planned {data.fact('docking-time-planned').value}" in words(drawing)


# people aboard


def test_crew_finding_and_steps():
    # NASA at the hatch opening: seven plus three make ten. By agency: fact aboard-after-hatch and the roster of C14.
    chart = charts.crew_by_agency(*AUTUMN, mark="2023-09-15")
    assert "from seven to ten: five from Roscosmos, three from NASA, one from ESA and one from JAXA" in chart.title
    assert "MBRSC: Mohammed Bin Rashid Space Centre." in chart.note
    frame = chart.data.set_index("when_utc")
    assert frame["total"].tolist() == [7, 11, 7, 10, 7]
    assert pd.Timestamp("2023-09-15T18:53:32Z") in frame.index
    assert frame["MBRSC"].tolist() == [1, 1, 0, 0, 0]
    wide, _ = drawings(chart)
    assert {"+4 Crew-7", "\N{MINUS SIGN}4 Crew-6", "+3 MS-24", "\N{MINUS SIGN}3 MS-23"} <= set(words(wide))


def test_steps_are_drawn_where_the_data_has_them():
    """The fill of Roscosmos begins at its first step and is as high as its people: read back from the path."""
    chart = charts.crew_by_agency(*AUTUMN)
    values, edges, ground = chart.figure.axes[0].patches[0].get_data()
    unit = (ground[0] - values[0]) / 3
    assert ((ground - values) / unit).round().tolist() == chart.data["Roscosmos"].tolist()
    days = (edges - edges[0]) / (edges[-1] - edges[0]) * 92  # August to October has 92 days
    assert days[1:-1].round(2).tolist() == [26.55, 33.46, 45.79, 57.33]


@pytest.mark.parametrize(
    ("given", "told"),
    # By the record of docking and undocking; nobody was aboard between STS-96 and STS-101.
    [
        (("2023-08", "2023-10"), "Between seven and eleven people"),
        (("2023-10", "2023-10"), "Seven people were aboard all the time"),
        (("1999-07", "1999-08"), "Nobody"),
        (("1999-05", "1999-06"), "Up to seven people were aboard, at times nobody"),
        (("2023-09", "2023-09", "2023-09-27"), "fell from ten to seven"),
        (("2023-09", "2023-09", "2023-09-15T21:30"), "Ten people were aboard on 15 September 2023, 21:30 UTC"),
        (("1998-12-08", "2026-10-07"), "thirteen"),
    ],
)
def test_titles_state_what_the_record_says(given, told):
    chart = charts.crew_by_agency(*given)
    assert told in chart.title
    assert chart.html().count("<svg") == 2
    assert len(chart.description) < 900


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("2023-10", "2023-08"), "is after"),
        (("1998-01", "1999-01"), "first docking"),
        (("2026-01", "2027-01"), "2026-10-08T00:00Z"),
        (("autumn", "2023-10"), "'autumn' is no month"),
        ((None, "2023-10"), "None is no month"),
        (("2023-13", "2023-10"), "2023-13"),
        ((*AUTUMN, "2023-12-24"), "mark '2023-12-24' is not between"),
    ],
)
def test_bad_spans_are_named(given, told):
    with pytest.raises(ValueError, match=told):
        charts.crew_by_agency(*given)


# rosters


def test_roster_of_the_evening():
    # NASA at the hatch opening: Kononenko, Chub and O'Hara joined seven (the names are those of C11 to C14).
    table = tables.roster("2023-09-15T21:30")
    crew = table.data.set_index("Person")
    assert len(crew) == 10
    assert crew.loc["Satoshi Furukawa", ["Agency", "Country", "Ship"]].tolist() == ["JAXA", "Japan", "SpaceX Crew-7"]
    assert crew.loc["Andreas Mogensen", "Country"] == "Denmark"
    assert (crew["Ship"] == "Soyuz MS-24").sum() == 3
    assert tables.roster("2023-09-16T00:30+03:00").html() == table.html()  # UTC
    assert tables.roster("2023-09-15T18:00").id != table.id


@pytest.mark.parametrize("when", ["1990-01-01", "2030-01-01", "tomorrow", None])
def test_roster_refuses_what_the_record_cannot_answer(when):
    with pytest.raises(ValueError, match=r"record|instant"):
        tables.roster(when)


# claims


def test_claims_are_counted_and_lead_to_their_evidence():
    # The article as checked: 41 rows, 38 claims and three omissions; 29 accurate, 2 imprecise, 4 incomplete,
    # 1 outdated at publication, 5 not checkable.
    caption = tables.claims().caption
    for part in ("38 claims and three omissions", "29 accurate", "two imprecise", "five not checkable"):
        assert part in caption
    link = BeautifulSoup(tables.claims("quantity", "incomplete").html(), "html.parser").select_one("tbody th a")
    assert (link.text, link["href"]) == ("C14", "../reference/claims.md#c14")


def test_claims_can_be_chosen():
    rows = data.rows("claims")
    for kind in {row["claim_type"] for row in rows}:
        for verdict in {row["verdict"] for row in rows}:
            wanted = [row for row in rows if (row["claim_type"], row["verdict"]) == (kind, verdict)]
            assert list(map(str, tables.claims(kind, verdict).data["Claim"])) == [row["id"] for row in wanted]
    assert tables.claims("event", "incomplete").caption.startswith("Three omissions")
    assert tables.claims("prediction", "imprecise").caption.startswith("No predictions")
    for given in ({"claim_type": "rumour"}, {"verdict": "true"}):
        with pytest.raises(ValueError, match=r"is none of .*(prediction|not-checkable)"):
            tables.claims(**given)


def test_verdicts_add_up():
    frame = tables.verdicts().data.set_index("Kind of claim")
    assert frame.loc["All claims", ["Accurate", "Of"]].tolist() == [29, 38]
    counts = frame[["Accurate", "Of"]]
    assert (counts.drop(["All claims", "Left out"]).sum() == counts.loc["All claims"]).all()
    assert frame.loc["Left out", ["Of", "The others"]].tolist() == [3, "three incomplete"]


# the orbit


def test_orbit_witness():
    # Source iss-elements, run through SGP4: 49.21 N, 27.82 E at 18:53:00 UTC, 238 km from Kyiv; 49.80 N, 30.53 E and
    # 72 km at 18:53:30; two seconds later the station was 15 km farther along its way, 69 km from Kyiv.
    table = tables.orbit_witness()
    row = table.data.set_index("UTC").loc["18:53:00"]
    assert (row["Latitude"], row["Longitude"]) == ("49.21° N", "27.82° E")
    assert "238 km from Kyiv" in row["Where"]
    assert "over Ukraine, 69 km from Kyiv" in table.caption
    assert list(table.data["UTC"]) == ["15:44:00", "15:45:00", "18:53:00", "18:53:32", "18:56:00"]
