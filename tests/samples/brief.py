"""Facts of the last chapter, on writing a brief: seat swaps and Russian launches."""

import issfacts as iss

from . import row_counters


def swaps_by_year():
    return iss.load("crewed_flights").query("seat_swap")["launch_utc"].dt.year.value_counts()


def russian_launches():
    return iss.load("launches").query("state == 'Russia' and year >= 2010")["attempts"]


DERIVED = {
    **row_counters("crewed_flights", {"brief-swaps": "seat_swap"}),
    "brief-swaps-fewest": lambda: str(swaps_by_year().min()),
    "brief-swaps-most": lambda: str(swaps_by_year().max()),
    "brief-launches-most": lambda: str(russian_launches().max()),
    "brief-launches-least": lambda: str(russian_launches().min()),
}
