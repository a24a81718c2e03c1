"""The last chapter: publish a better brief."""

import issfacts as iss

from . import counts


def swaps_by_year():
    return iss.load("crewed_flights").query("seat_swap")["launch_utc"].dt.year.value_counts()


def launches():
    return iss.load("launches").query("state == 'Russia' and year >= 2010")["attempts"]


DERIVED = {
    **counts("crewed_flights", {"brief-swaps": "seat_swap"}),
    "brief-swaps-fewest": lambda: str(swaps_by_year().min()),
    "brief-swaps-most": lambda: str(swaps_by_year().max()),
    "brief-launches-most": lambda: str(launches().max()),
    "brief-launches-least": lambda: str(launches().min()),
}
