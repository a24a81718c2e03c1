"""Tests of `crewed_flights` and `share_of_mixed_crews` against figures of agencies and simple loops over the tables."""

from math import isnan

import pandas as pd
import pytest
from for_each import for_each

import issfacts as iss

PARTNERS = {"NASA", "Roscosmos", "ESA", "JAXA", "CSA"}
IS_MIXED = {
    "agency": lambda agencies: len(PARTNERS & agencies) > 1,
    "us-russia": lambda agencies: {"NASA", "Roscosmos"} <= agencies,
}


# Crewed launches before a day, by vehicle.
LAUNCHES = {
    # Roscosmos for 25 years of the station, RIA Novosti, 20 November 2023: 115 crewed ships launched (the aborted
    # MS-10 among them, the empty MS-23 not: it is counted apart).
    "2023-11-20": {"soyuz": 68, "space-shuttle": 37, "crew-dragon": 10},
    # Roscosmos for 25 years of crews, TASS, 2 November 2025: 125 crewed flights.
    "2025-11-02": {"soyuz": 71, "space-shuttle": 37, "crew-dragon": 16, "starliner": 1},
}


@for_each(LAUNCHES)
def test_numbers_of_crewed_launches_as_roscosmos_counted_them(day):
    found = iss.crewed_flights()
    assert found.loc[found["launch_utc"] < day, "vehicle"].value_counts().to_dict() == LAUNCHES[day]


# The cross-flights under the agreement of July 2022 (each with a page that calls the flight part of the
# agreement, seat_swap_source_ids): 9 cosmonauts on Dragon, 7 astronauts on Soyuz, 15 people, as Fedyaev went twice.
# News on the day called MS-24 the fifth ship under it (claim C16).
SWAPPED = {
    "Soyuz MS-22": "Frank Rubio",
    "SpaceX Crew-5": "Anna Kikina",
    "SpaceX Crew-6": "Andrey Fedyaev",
    "SpaceX Crew-7": "Konstantin Borisov",
    "Soyuz MS-24": "Loral O'Hara",
    "SpaceX Crew-8": "Alexander Grebenkin",
    "Soyuz MS-25": "Tracy Caldwell Dyson",
    "Soyuz MS-26": "Donald Pettit",
    "SpaceX Crew-9": "Aleksandr Gorbunov",
    "SpaceX Crew-10": "Kirill Peskov",
    "Soyuz MS-27": "Jonny Kim",
    "SpaceX Crew-11": "Oleg Platonov",
    "Soyuz MS-28": "Christopher Williams",
    "SpaceX Crew-12": "Andrey Fedyaev",
    "Soyuz MS-29": "Anil Menon",
    "SpaceX Crew-13": "Sergey Teteryatnikov",
}


def test_the_sixteen_seat_swaps():
    swaps = iss.crewed_flights(seat_swap=True)
    assert dict(zip(swaps["ship"], swaps["swapped_person"], strict=True)) == SWAPPED
    assert list(swaps["ship"]).index("Soyuz MS-24") == 4  # the fifth
    assert swaps["mixed"].all()
    assert swaps["seat_swap_source_ids"].str.len().min() >= 1
    # Vande Hei's flight on MS-18 was no swap: his seat came through Axiom (Krikalev, 10 March 2021; not-a-swap).
    others = iss.crewed_flights(seat_swap=False)
    assert "Soyuz MS-18" in set(others["ship"])
    assert others["swapped_person"].isna().all()


def test_kikina_was_the_first_cosmonaut_on_an_american_ship_since_budarin():
    # CBS News, 4 October 2022: Kikina on Crew-5 was the first since Budarin on STS-113.
    flights = iss.crewed_flights(mixed=True, definition="us-russia")
    american = flights.loc[flights["vehicle"] != "soyuz", "ship"].tolist()
    assert american[american.index("STS-113") :][:2] == ["STS-113", "SpaceX Crew-5"]


@pytest.mark.parametrize("definition", IS_MIXED)
def test_mixed_equals_a_simple_loop_over_the_stays(definition):
    crews = {}
    for stay in iss.rows("stays"):
        crews.setdefault(stay["ship"], []).append(stay["agency"])
    flights = iss.crewed_flights(definition=definition)
    for flight in flights[flights["ship"] != "Soyuz MS-10"].itertuples():  # aborted: nobody stayed
        crew = crews.pop(flight.ship)
        assert flight.people == len(crew)
        assert flight.agencies == tuple(sorted(set(crew)))
        assert flight.partners == tuple(sorted(PARTNERS & set(crew)))
        assert flight.mixed == IS_MIXED[definition](set(crew))
    assert not crews


def test_filters_split_the_flights():
    everything = iss.crewed_flights()
    assert len(everything) == 129  # the 130 rows of the table without the empty MS-23
    assert everything.loc[everything["dock_utc"].isna(), "ship"].tolist() == ["Soyuz MS-10"]
    for definition in IS_MIXED:
        parts = [iss.crewed_flights(mixed=choice, definition=definition) for choice in (True, False)]
        assert [part["mixed"].unique().tolist() for part in parts] == [[True], [False]]
        rejoined = pd.concat(parts).sort_values("launch_utc", ignore_index=True)
        pd.testing.assert_frame_equal(rejoined, iss.crewed_flights(definition=definition))
    assert iss.crewed_flights(mixed=False, seat_swap=True).empty


# -- the share ---------------------------------------------------------------------------------------------


def test_window_includes_its_start_and_excludes_its_end():
    docked = "2023-09-15T18:53:32Z"  # MS-24
    assert iss.share_of_mixed_crews(docked, "2023-09-15T18:53:33Z").flights == 1
    assert iss.share_of_mixed_crews("2023-09-15T18:53:31Z", docked).flights == 0
    assert isnan(iss.share_of_mixed_crews(docked, docked).share)
