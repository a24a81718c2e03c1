"""The schematic of the station and its tables, against their sources."""

from drawings import drawings, text_contents

import issfacts as iss
from issfacts import charts, dependence, tables
from issfacts.record.elements import elements


def test_four_elements_without_mass_none_built_by_russia():
    # Data dictionary of modules: four masses are blank, none of them Russian.
    blank = elements()[elements()["mass_kg"].isna()]
    assert len(blank) == 4
    assert "Russia" not in set(blank["built_by"])


def test_every_part_has_a_place_and_only_zarya_is_attached_to_none():
    places = iss.rows("module_places")
    assert {row["module_id"] for row in places} == {row["id"] for row in iss.rows("modules")}
    assert [row["id"] for row in places if not row["attached_to"]] == ["zarya"]  # the first in orbit


def labels(show, on=None):
    """Return the labels of parts in a drawing of the station, after a check that both drawings have the same."""
    known = {row["label"] for row in iss.rows("module_places")}
    wide, narrow = (known & set(text_contents(drawing)) for drawing in drawings(charts.station(show, on=on)))
    assert wide == narrow
    return wide


def test_labels_of_each_view():
    assert labels("builder") == {"Zarya", "Zvezda", "Nauka", "Unity", "Harmony", "Tranquility", "Columbus"}
    # Four landmarks and the parts with a ship.
    assert labels("ports") == {"Zarya", "Zvezda", "Unity", "Destiny", "Rassvet", "Prichal", "Poisk", "IDA-3"}


def test_parts_not_yet_launched_or_departed_are_absent():
    # Launches by GCAT: Destiny 7 February 2001, S0 8 April 2002.
    assert {"Destiny", "S0", "Kibo"} & labels("year", "2001-12-31") == {"Destiny"}
    # Interfax: Pirs left on 26 July 2021, Nauka came after, with the European arm.
    before, after = labels("year", "2021-07-20"), labels("year", "2021-07-26")
    assert (before - after, after - before) == ({"Pirs"}, {"Nauka", "ERA"})


def test_needs_view_has_job_numbers_and_dashes_for_lost_parts():
    known = dependence.FUNCTIONS
    assert {need for row in iss.rows("module_places") for need in row["serves"] or ()} == set(known)
    chart = charts.station("needs")
    for drawing in drawings(chart):
        # By module_places: Zvezda lifts and brings down; Soyuz docks at two Russian parts, Dragon at two American ones;
        # four trusses bear the wings; Z1 holds the gyroscopes. Each number once more in the key, the 3 for either side.
        found = [word for word in text_contents(drawing) if word.isdigit()]
        assert {n: found.count(n) for n in "12345"} == {"1": 2, "2": 5, "3": 6, "4": 2, "5": 2}
    assert "stroke-dasharray" not in chart.html()
    assert "stroke-dasharray" in charts.station("needs", without="Russian").html()


def test_road_to_the_station_is_chronological():
    frame = tables.road_to_the_station().data
    steps = [str(step) for step in frame["Step"]]
    # Joint statement of 6 December 1993; House vote of June 1993; treaty of 29 January 1998; Zarya, 20 November 1998.
    order = ["US House saves", "The partners invite Russia", "Fifteen governments sign", "Zarya, first"]
    places = [next(place for place, step in enumerate(steps) if step.startswith(start)) for start in order]
    assert places == sorted(places)
    assert frame["When"].tolist()[-2:] == ["29 Jan 1998", "20 Nov 1998"]
    assert frame["Step"][0].href == "../reference/events.md#sputnik-1"
