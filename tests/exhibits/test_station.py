"""The schematic of the station and its tables, against their sources."""

from drawings import drawings, text_contents, text_elements

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


def test_parts_not_yet_launched_or_departed_are_absent():
    # Launches by GCAT: S0 8 April 2002. Interfax: Pirs left on 26 July 2021, Nauka came after.
    for on, absent in (
        ("2001-12-31", {"S0", "Kibo", "Nauka"}),
        ("2021-07-20", {"Nauka"}),
        ("2021-07-26", {"Pirs", "Prichal"}),
    ):
        for drawing in drawings(charts.station("year", on=on)):
            assert not absent & set(text_contents(drawing))


def test_ports_view_labels_four_landmarks_and_the_parts_with_a_ship():
    parts = {"Zarya", "Zvezda", "Unity", "Destiny", "Rassvet", "Prichal", "Poisk", "IDA-3"}
    places = {row["label"] for row in iss.rows("module_places")}
    for drawing in drawings(charts.station("ports")):
        assert places & set(text_contents(drawing)) == parts


def test_builder_view_has_bars_on_top_and_seven_labels():
    labels = {row["label"] for row in iss.rows("module_places")}
    for drawing in drawings(charts.station()):
        positions = {text.text: float(text.get("y")) for text in text_elements(drawing)}
        assert max(positions[word] for word in ("pieces", "mass", "rooms", "Russia")) < positions["Harmony"]
        assert labels & set(positions) == {"Zarya", "Zvezda", "Nauka", "Unity", "Harmony", "Tranquility", "Columbus"}


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


def test_builders_table_has_all_pieces():
    frame = tables.builders().data
    assert frame["Pieces"].sum() == frame["Pieces owned"].sum() == 41


def test_road_to_the_station_is_chronological():
    frame = tables.road_to_the_station().data
    steps = [str(step) for step in frame["Step"]]
    # Joint statement of 6 December 1993; House vote of June 1993; treaty of 29 January 1998; Zarya, 20 November 1998.
    order = ["US House saves", "The partners invite Russia", "Fifteen governments sign", "Zarya, first"]
    places = [next(place for place, step in enumerate(steps) if step.startswith(start)) for start in order]
    assert places == sorted(places)
    assert frame["When"].tolist()[-2:] == ["29 Jan 1998", "20 Nov 1998"]
    assert frame["Step"][0].href == "../reference/events.md#sputnik-1"
