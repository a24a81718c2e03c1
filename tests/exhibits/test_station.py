"""The drawing of the station and its tables: their findings against the sources."""

import pandas as pd
import pytest
from drawings import drawings, words

import issfacts as iss
from issfacts import charts, tables
from issfacts.exhibits import dependence
from issfacts.record.elements import elements

PARTNERS = ("Russia", "United States", "Europe", "Japan", "Canada")


@pytest.fixture(scope="module")
def chart():
    return charts.station()


def test_finding(chart):
    # Zarya, Zvezda, Pirs, Poisk, Rassvet, Nauka and Prichal are Russian-built (NASA, GCAT): seven of the 41 listed.
    # 19.3 + 19.05 + 3.9 + 3.67 + 8.015 + 20.35 + 3.89 t by the sources of each: 78.2 of 306.0 t.
    for part in ("seven of the 41", "17% of the pieces", "26% of the mass"):
        assert part in chart.title


def test_who_built_and_who_owns(chart):
    # NASA release 95-138: Zarya was built by Khrunichev for Boeing, NASA's contractor. ESA, 5 March 1997: Europe builds
    # nodes 2 and 3 for NASA, the later Harmony and Tranquility.
    rows = chart.data.set_index("element")[["built_by", "owned_by"]]
    assert rows.loc["Zarya"].tolist() == ["Russia", "United States"]
    assert rows.loc["Harmony"].tolist() == rows.loc["Tranquility"].tolist() == ["Europe", "United States"]
    owned = charts.station("owner")
    assert "Zarya, Harmony, Tranquility, Cupola, Leonardo and Bishop" in owned.description


def test_what_cannot_be_weighed_is_said_aloud(chart):
    # Data dictionary of modules: ten masses are blank, none of them Russian.
    blank = elements()[elements()["mass_kg"].isna()]
    assert len(blank) == 10
    assert "Russia" not in set(blank["built_by"])
    assert "of the 31 parts that can be weighed" in chart.note


def test_every_part_has_a_place_and_hangs_on_a_part_that_has_one():
    places = iss.rows("module_places")
    assert {row["module_id"] for row in places} == {row["id"] for row in iss.rows("modules")}
    assert [row["id"] for row in places if not row["attached_to"]] == ["zarya"]  # the first in orbit


def test_what_is_not_launched_or_has_left_is_absent():
    # Launches by GCAT: Destiny 7 February 2001, S0 8 April 2002. Interfax: Pirs left on 26 July 2021, Nauka came after.
    for on, there, absent in (
        ("2001-12-31", {"Zarya", "Destiny", "Pirs"}, {"S0", "Kibo", "Nauka"}),
        ("2021-07-20", {"Pirs"}, {"Nauka"}),
        ("2021-07-26", {"Nauka", "Kibo"}, {"Pirs", "Prichal"}),
    ):
        for drawing in drawings(charts.station("owner", on=on)):
            assert there <= set(words(drawing))
            assert not absent & set(words(drawing))


def test_the_ships_stand_where_reports_put_them():
    # NASA: MS-24 at Rassvet; UPI, 6 April 2023: MS-23 moved to Prichal; Space Scout: Crew-7 on top of Harmony.
    chart = charts.station("ports")
    at = chart.data.set_index("ship")["element"]
    assert at[["Soyuz MS-24", "Soyuz MS-23", "Progress MS-23", "Progress MS-24"]].tolist() == [
        *("Rassvet", "Prichal", "Poisk", "Zvezda")
    ]
    assert "Soyuz MS-24 docked at Rassvet" in chart.title
    for drawing in drawings(chart):
        assert set(at.index) <= set(words(drawing))


def test_needs_and_what_goes_dark():
    # The codings of 2023: the US-led side had part of the reboost, and nothing to bring the station down.
    lost = charts.station("needs", without="Russian")
    assert lost.title.endswith("of 2023: reboost and attitude only in part, controlled deorbit not at all")
    dashed = ['stroke-dasharray="' in text for text in (charts.station("needs").html(), lost.html())]
    assert dashed == [False, True]
    known = set(dependence.FUNCTIONS)
    assert {need for row in iss.rows("module_places") for need in row["serves"] or ()} == known


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"show": "mass"}, "one of builder, owner, year, needs, ports"),
        ({"on": "spring"}, "'spring'; it must be a day, such as"),
        ({"on": "1998-11-19"}, "launched on 1998-11-20: give that day or a later one"),
        ({"show": "ports", "on": "2023-09-27"}, "from 2023-09-15 to the day before 2023-09-27"),
        ({"show": "needs", "on": "2011-01-01"}, "coded from 2012-07-01"),
        ({"show": "builder", "without": "Russian"}, "only show='needs' takes it"),
        ({"show": "needs", "without": "China"}, "US-led or Russian"),
    ],
)
def test_what_cannot_be_drawn_is_named(given, told):
    with pytest.raises(ValueError, match=told):
        charts.station(**given)


def test_partners_lists_hold_everything_once_or_twice():
    lists = {partner: tables.elements_of(partner).data["Element"] for partner in PARTNERS}
    everything = pd.concat(lists)
    assert set(iss.load("modules")["name"]) - set(everything) == {"Alpha Magnetic Spectrometer"}  # many countries
    twice = {"Zarya", "Harmony", "Tranquility", "Cupola", "Leonardo", "Bishop"}
    assert set(everything[everything.duplicated()]) == twice
    assert "six elements alone, one with others, and owns two" in tables.elements_of("Europe").caption
    with pytest.raises(ValueError, match="'China' is none of Russia, United States"):
        tables.elements_of("China")


def test_three_counts():
    frame = tables.builders().data.set_index("Built by")
    assert frame["Pieces"].sum() == frame["Pieces owned"].sum() == 41
    assert frame.loc["Russia", ["Mass (%)", "Rooms' mass (%)"]].tolist() == [26, 41]
    assert frame.loc["Canada", "Rooms"] == 0  # an arm, its carriage and a robot


def test_the_road_keeps_the_order_of_history():
    frame = tables.road_to_the_station().data
    steps = [str(step) for step in frame["Step"]]
    # Joint statement of 6 December 1993; House vote of June 1993; treaty of 29 January 1998; Zarya, 20 November 1998.
    order = ["US House saves", "The partners invite Russia", "Fifteen governments sign", "Zarya, first"]
    places = [next(place for place, step in enumerate(steps) if step.startswith(start)) for start in order]
    assert places == sorted(places)
    assert frame["When"].tolist()[-2:] == ["29 Jan 1998", "20 Nov 1998"]
    assert frame["Step"][0].href == "../reference/events.md#sputnik-1"
