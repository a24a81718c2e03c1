"""Facts of the last chapter, on writing a brief: seat swaps and Russian launches."""

import issfacts as iss


def derived() -> dict:
    swaps = iss.crewed_flights(seat_swap=True)
    swaps_by_year = swaps["launch_utc"].dt.year.value_counts()
    launches = iss.load("launches").query("state == 'Russia' and year >= 2010")["attempts"]
    return {
        "brief-swaps": len(swaps),
        "brief-swaps-fewest": swaps_by_year.min(),
        "brief-swaps-most": swaps_by_year.max(),
        "brief-launches-most": launches.max(),
        "brief-launches-least": launches.min(),
    }
