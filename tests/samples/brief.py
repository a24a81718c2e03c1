"""The last chapter: publish a better brief."""

from collections import Counter

from . import chosen


def swaps() -> list[dict]:
    return chosen("crewed_flights", seat_swap=True)


def by_year() -> list[int]:
    return list(Counter(row["launch_utc"].year for row in swaps()).values())


def launches() -> dict[int, int]:
    return {row["year"]: row["attempts"] for row in chosen("launches", state="Russia") if row["year"] >= 2010}


DERIVED = {
    "brief-swaps": lambda: str(len(swaps())),
    "brief-swaps-fewest": lambda: str(min(by_year())),
    "brief-swaps-most": lambda: str(max(by_year())),
    "brief-launches-most": lambda: str(max(launches().values())),
    "brief-launches-least": lambda: str(min(launches().values())),
}
