"""Facts of the last chapter, on writing a brief: seat swaps and Russian launches."""

import issfacts as iss

from . import row_counters


def swaps_by_year():
    return iss.crewed_flights(seat_swap=True)["launch_utc"].dt.year.value_counts()


def russian_launches():
    return iss.load("launches").query("state == 'Russia' and year >= 2010")["attempts"]


DERIVED = {
    **row_counters("crewed_flights", {"brief-swaps": "seat_swap"}),
    "brief-swaps-fewest": lambda: swaps_by_year().min(),
    "brief-swaps-most": lambda: swaps_by_year().max(),
    "brief-launches-most": lambda: russian_launches().max(),
    "brief-launches-least": lambda: russian_launches().min(),
}
