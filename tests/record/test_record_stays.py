"""Tests of `visitors`, `person_days` and `longest_stays` against figures of agencies and loops over the table stays."""

import random
from collections import defaultdict
from datetime import timedelta

import pandas as pd
import pytest
from for_each import for_each

import issfacts as iss

FIRST, HORIZON = pd.Timestamp("1998-12-07T02:07Z"), pd.Timestamp("2026-10-08T00:00Z")
DAY = pd.Timedelta(days=1)
BY = ["country", "agency", "person"]
MEASURES = {"docked": ("dock_utc", "undock_utc"), "flight": ("launch_utc", "landing_utc")}


def random_windows(seed, number):
    """Return random time windows within the record."""
    rng = random.Random(seed)
    instants = [FIRST + rng.random() * (HORIZON - FIRST) for _ in range(2 * number)]
    return [sorted(pair) for pair in zip(instants[::2], instants[1::2], strict=True)]


# -- visitors ----------------------------------------------------------------------------------------------

# By day: distinct people, countries, and people of some countries, as agencies counted them. Like `visitors`, they
# count everybody who has been on the station, once, under the flag flown for.
VISITORS = {
    # HuffPost UK (no agency named); the sum and eight more countries with one each by its list.
    "2013-05-20": (208, 15, {"USA": 138, "RUS": 41, "CAN": 7, "JPN": 6, "ITA": 3, "FRA": 3, "DEU": 2, "KOR": 1}),
    # NASA, as quoted by Axios.
    "2019-05-29": (236, 18, {"USA": 149, "RUS": 47, "JPN": 9, "CAN": 8, "ITA": 5, "FRA": 4, "DEU": 3, "KAZ": 1}),
    # NASA's figures as shown by Statista.
    "2020-05-25": (240, 19, {"USA": 151, "RUS": 48, "JPN": 9}),
    # Roscosmos for 25 years of the station, RIA Novosti; one each from twelve more.
    "2023-11-20": (
        *(273, 21),
        {"RUS": 59, "USA": 165, "JPN": 11, "CAN": 9, "ITA": 5, "FRA": 4, "DEU": 4, "SAU": 2, "ARE": 2}
        | dict.fromkeys(["BEL", "NLD", "SWE", "BRA", "MYS", "ZAF", "KOR", "ESP", "DNK", "KAZ", "GBR", "ISR"], 1),
    ),
    # NASA and Roscosmos, put together by RIA Novosti.
    "2024-04-12": (280, 23, {"USA": 167, "RUS": 60, "JPN": 11, "CAN": 9, "ITA": 6}),
    # Roscosmos for 25 years of crews, TASS; NASA says more than 290 people from 26 countries.
    "2025-11-02": (290, 26, {}),
}


@for_each(VISITORS)
def test_visitors_as_agencies_counted_them(day):
    people, countries, by_country = VISITORS[day]
    found = iss.visitors(day)
    assert (found.sum(), len(found)) == (people, countries)
    assert found[list(by_country)].to_dict() == by_country


# -- days --------------------------------------------------------------------------------------------------


PERSON_DAYS = [  # person, end, days from launch to landing; all flights of these people went to the station
    ("Frank Rubio", "2023-09-28", 370 + timedelta(hours=21, minutes=22, seconds=16) / DAY),  # Roscosmos, Nov 2023
    ("Nikolai Chub", "2024-09-24", 373.84),  # space.com, landing of MS-25: 373 days, 20 hours and 13 minutes
    ("Oleg Kononenko", "2024-09-24", 1110 + timedelta(hours=14, minutes=56) / DAY),  # the same, five flights
    ("Peggy Whitson", "2024-09-24", 675),  # the same: NASA's three flights and Axiom's Ax-2
    ("Tracy Caldwell Dyson", "2024-09-24", 373),  # Roscosmos, landing of MS-25: three flights
    # NASA, April 2017: the old record.
    ("Jeffrey Williams", "2017-04-24", 534 + timedelta(hours=2, minutes=48) / DAY),
]


@for_each(PERSON_DAYS)
def test_person_days_as_agencies_counted_them(case):
    person, end, days = case
    rounded = float(days).is_integer()
    assert iss.person_days("person", "flight", end=end)[person] == pytest.approx(days, abs=0.5 if rounded else 0.005)


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("measure", MEASURES)
def test_person_days_equal_a_simple_loop_over_the_stays(by, measure):
    name = {person["id"]: person["name"] for person in iss.rows("people")}
    begin, until = MEASURES[measure]
    for start, end in [(FIRST, HORIZON), *random_windows(6, 12)]:
        sums = defaultdict(timedelta)
        for stay in iss.rows("stays"):
            key = name[stay["person_id"]] if by == "person" else stay[by]
            overlap = min(stay[until] or HORIZON, end) - max(stay[begin], start)
            sums[key] += max(timedelta(0), overlap)
        expected = {key: spent / timedelta(days=1) for key, spent in sums.items() if spent}
        assert iss.person_days(by, measure, start, end).to_dict() == pytest.approx(expected, abs=1e-9)


# -- the longest -------------------------------------------------------------------------------------------


def test_longest_stays_as_agencies_reported_them():
    # Roscosmos and TASS, 23 September 2024: Kononenko's and Chub's was the longest ISS mission, before that of
    # Prokopyev, Petelin and Rubio (370 days 21 hours 22 minutes 16 seconds, Roscosmos). NASA's record before Rubio:
    # Vande Hei's 355 days, flown with Dubrov; before that Scott Kelly's and Kornienko's 340.
    found = iss.longest_stays(9, "flight")
    assert found["days"].round(2).tolist() == [*[373.84] * 2, *[370.89] * 3, *[355.16] * 2, *[340.36] * 2]
    assert found["person"].tolist() == [
        *["Nikolai Chub", "Oleg Kononenko"],
        *["Dmitri Petelin", "Frank Rubio", "Sergey Prokopyev"],
        *["Mark Vande Hei", "Pyotr Dubrov"],
        *["Mikhail Kornienko", "Scott Kelly"],
    ]
    assert found.loc[0, ["ship", "return_ship"]].tolist() == ["Soyuz MS-24", "Soyuz MS-25"]


def test_days_of_open_stays_are_counted_to_the_horizon():
    assert len(iss.longest_stays()) == 10  # by default
    found = iss.longest_stays(600)
    open_stays = found[found["end_utc"].isna()]
    assert len(open_stays) == 7  # of MS-29 and Crew-13
    assert open_stays["return_ship"].isna().all()
    assert (open_stays["days"] == (HORIZON - open_stays["begin_utc"]) / DAY).all()


def test_counts_are_sorted_by_value_then_by_name():
    for found in (iss.visitors(by="agency"), iss.person_days("person")):
        assert list(found.items()) == sorted(found.items(), key=lambda item: (-item[1], item[0]))
