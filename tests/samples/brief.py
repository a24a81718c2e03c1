"""The last chapter: publish a better brief."""

from collections import Counter

import issfacts as iss
from issfacts import charts


def swapped_seats():
    """Draw the ships with a swapped seat by year, as the chapter does."""
    swaps = iss.crewed_flights(seat_swap=True)
    year = swaps["launch_utc"].dt.year.rename("year")
    return charts.template(
        swaps.groupby(year).size().reset_index(name="ships"),
        x="year",
        y="ships",
        kind="bars",
        unit="ships with a swapped seat",
        mark={2023: "MS-24 among them"},
        title="In every year since the agreement, ships flew with swapped seats",
        source_ids=["gcat", "spacefacts", *swaps["seat_swap_source_ids"].explode()],
    )


FIGURES = {"template": swapped_seats}


def swaps() -> list[dict]:
    return [row for row in iss.rows("crewed_flights") if row["seat_swap"]]


def by_year() -> list[int]:
    return list(Counter(row["launch_utc"].year for row in swaps()).values())


def launches() -> dict[int, int]:
    rows = iss.rows("launches")
    return {row["year"]: row["attempts"] for row in rows if row["state"] == "Russia" and row["year"] >= 2010}


DERIVED = {
    "brief-swaps": lambda: str(len(swaps())),
    "brief-swaps-fewest": lambda: str(min(by_year())),
    "brief-swaps-most": lambda: str(max(by_year())),
    "brief-launches-most": lambda: str(max(launches().values())),
    "brief-launches-least": lambda: str(min(launches().values())),
}
