"""Facts of chapter 3: how rare a mixed crew is, and how long both agencies have been aboard without a break."""

from functools import partial

import pandas as pd

import issfacts as iss
from issfacts.kit.wording import number

# Windows of time as (start, end).
ALL_YEARS, TO_MS24 = (None, None), (None, "2023-09-16")
BEFORE_SWAPS, SINCE_SWAPS = (None, "2022-07-14"), ("2022-07-14", None)
WITHOUT_MIXED = ("2021-04-10", "2022-09-21")  # after the docking of MS-18, before that of MS-22
NARROW, WIDE = "us-russia", "agency"  # definitions of a mixed crew
DAYS_PER_MONTH = 30.44


def mixed_flights(window, definition=NARROW) -> int:
    return iss.share_of_mixed_crews(*window, definition).mixed


def all_flights(window) -> int:
    return iss.share_of_mixed_crews(*window).flights


def percent_mixed(window, definition=NARROW) -> str:
    return f"{100 * iss.share_of_mixed_crews(*window, definition).share:.0f}"


def docked_flights(query: str = "index >= 0") -> pd.Series:
    """Return for each flight that docked and matches a query whether its crew was mixed, in the order of docking."""
    flights = iss.crewed_flights(definition=NARROW).dropna(subset="dock_utc").sort_values("dock_utc", ignore_index=True)
    return flights.assign(day=flights["dock_utc"].dt.strftime("%Y-%m-%d")).query(query)["mixed"]


SHUTTLE = "vehicle == 'space-shuttle'"
BOUGHT_SEATS = "vehicle == 'soyuz' and '2011-07-22' <= day <= '2021-04-09'"


def longest_run_without_mixed() -> int:
    """Return the length of the longest run of flights without a mixed crew; check that it lies in WITHOUT_MIXED."""
    runs = docked_flights().groupby(docked_flights().cumsum()).size() - 1
    longest, second = runs.nlargest(2)
    assert longest == all_flights(WITHOUT_MIXED) > second
    assert mixed_flights(WITHOUT_MIXED) == 0
    return longest


def mixed_by_both_definitions() -> int:
    """Return the number of mixed flights since the swaps began; it is the same by both definitions."""
    (mixed,) = {mixed_flights(SINCE_SWAPS), mixed_flights(SINCE_SWAPS, WIDE)}
    return mixed


def crew2_to_invasion() -> str:
    crew2 = iss.crewed_flights().set_index("ship").loc["SpaceX Crew-2", "dock_utc"]
    invasion = iss.data.by_id("events")["invasion-2022"]["when_utc"]
    return f"{number(round((invasion - crew2).days / DAYS_PER_MONTH))} months"


def position_of_ms24() -> str:
    position = iss.crewed_flights(seat_swap=True)["ship"].to_list().index("Soyuz MS-24")
    return ("first", "second", "third", "fourth", "fifth", "sixth")[position]


def both_aboard_since() -> pd.Timestamp:
    both_aboard = (iss.occupancy(by="agency")[["NASA", "Roscosmos"]] > 0).all(axis=1)
    last_without = both_aboard.index[~both_aboard][-1]
    return both_aboard.index[both_aboard.index > last_without][0]


def both_aboard_for() -> str:
    years = (pd.Timestamp("2026-10-08", tz="UTC") - both_aboard_since()).days / 365.25
    return f"almost {years:.0f} years" if years % 1 > 0.8 else f"{years:.1f} years"


def aboard_in_january(agency) -> int:
    """Return how many people of an agency were aboard from mid-January to mid-February 2026."""
    crew = iss.aboard(["2026-01-15", "2026-02-14T20:00"])
    return set(crew[crew["agency"] == agency].groupby("when").size()).pop()


DERIVED = {
    "flights-docked": partial(all_flights, ALL_YEARS),
    "both-docked": partial(mixed_flights, ALL_YEARS),
    "wide-docked": partial(mixed_flights, ALL_YEARS, WIDE),
    "flights-to-ms24": partial(all_flights, TO_MS24),
    "both-to-ms24": partial(mixed_flights, TO_MS24),
    "share-to-ms24": partial(percent_mixed, TO_MS24),
    "wide-share-to-ms24": partial(percent_mixed, TO_MS24, WIDE),
    "shuttle-flights": lambda: len(docked_flights(SHUTTLE)),
    "shuttle-both": lambda: docked_flights(SHUTTLE).sum(),
    "bought-flights": lambda: len(docked_flights(BOUGHT_SEATS)),
    "bought-both": lambda: docked_flights(BOUGHT_SEATS).sum(),
    "quiet-flights": longest_run_without_mixed,
    "quiet-wide-share": partial(percent_mixed, WITHOUT_MIXED, WIDE),
    "quiet-lead": crew2_to_invasion,
    "flights-before-swap": partial(all_flights, BEFORE_SWAPS),
    "both-before-swap": partial(mixed_flights, BEFORE_SWAPS),
    "share-before-swap": partial(percent_mixed, BEFORE_SWAPS),
    "wide-before-swap": partial(mixed_flights, BEFORE_SWAPS, WIDE),
    "wide-share-before-swap": partial(percent_mixed, BEFORE_SWAPS, WIDE),
    "flights-since-swap": partial(all_flights, SINCE_SWAPS),
    "both-since-swap": mixed_by_both_definitions,
    "share-since-swap": partial(percent_mixed, SINCE_SWAPS),
    "others-since-swap": lambda: all_flights(SINCE_SWAPS) - mixed_flights(SINCE_SWAPS),
    "swap-flights-to-ms24": lambda: all_flights(TO_MS24) - all_flights(BEFORE_SWAPS),
    "ms24-swap-place": position_of_ms24,
    "together-since": lambda: f"{both_aboard_since():%-d %B %Y}",
    "together-for": both_aboard_for,
    "january-americans": partial(aboard_in_january, "NASA"),
    "january-russians": partial(aboard_in_january, "Roscosmos"),
}
