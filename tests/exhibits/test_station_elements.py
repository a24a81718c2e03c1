"""The staircase of the station's elements and its tables: their findings against the sources."""

import pandas as pd
import pytest
from drawings import drawings, words

import issfacts as iss
from issfacts import charts, tables
from issfacts.record.elements import elements

PARTNERS = ("Russia", "United States", "Europe", "Japan", "Canada")


@pytest.fixture(scope="module")
def chart():
    return charts.station_elements()


def test_finding(chart):
    # Zarya, Zvezda, Pirs, Poisk, Rassvet, Nauka and Prichal are Russian-built (NASA, GCAT): seven of the 41 listed.
    # 19.3 + 19.05 + 3.9 + 3.67 + 8.015 + 20.35 + 3.89 t by the sources of each: 78.2 of 306.0 t.
    for part in ("seven of the 41", "17% of the pieces", "26% of the mass"):
        assert part in chart.title
    assert chart.data.loc[chart.data["built_by"] == "Russia", "mass_kg"].sum() == pytest.approx(78_198)


def test_who_built_and_who_owns(chart):
    # NASA release 95-138: Zarya was built by Khrunichev for Boeing, NASA's contractor. ESA, 5 March 1997: Europe builds
    # nodes 2 and 3 for NASA, the later Harmony and Tranquility.
    rows = chart.data.set_index("element")[["built_by", "owned_by"]]
    assert rows.loc["Zarya"].tolist() == ["Russia", "United States"]
    assert rows.loc["Harmony"].tolist() == rows.loc["Tranquility"].tolist() == ["Europe", "United States"]
    assert "Zarya was built in Russia and belongs to the United States" in chart.description


def test_what_cannot_be_weighed_is_said_aloud(chart):
    # Data dictionary of modules: ten masses are blank. NASA, December 2000: P6 weighs 17.5 short tons.
    blank = chart.data[chart.data["mass_kg"].isna()]
    assert len(blank) == 10
    assert "P6 truss and arrays" not in set(blank["element"])
    assert "Russia" not in set(blank["built_by"])
    for text in (chart.note, chart.description):
        assert "Ten have no such mass; none of these" in text
    assert "between 24% and 27%" in chart.description
    # ESA: Columbus has 10,275 kg without payload, 12,775 kg at launch.
    row = elements().set_index("id").loc["columbus"]
    assert (row["mass_kg"], row["lowest_kg"], row["highest_kg"]) == (10_275, 10_275, 12_775)


def test_blocks_are_as_tall_as_their_mass(chart):
    """Read back from the drawing: one block each, in proportion, each standing on the one before."""
    patches = [patch for patch in chart.figure.axes[0].patches if patch.get_width() > 15]
    masses = chart.data["mass_kg"].dropna().tolist()
    scale = patches[0].get_height() / masses[0]
    assert [patch.get_height() / scale for patch in patches] == pytest.approx(masses)
    feet = [patch.get_y() + patch.get_height() for patch in patches]
    assert feet[1:] == pytest.approx([patch.get_y() for patch in patches[:-1]])


def test_the_drawings_name_what_is_heavy_and_what_is_not_weighed(chart):
    for drawing in drawings(chart):
        written = " ".join(words(drawing))
        for part in ("ten elements, no usable mass", "Zarya (US-owned)", "Columbia"):
            assert part in written


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
