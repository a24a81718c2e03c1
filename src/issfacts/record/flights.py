"""Query the crewed flights: crews, mixed crews, exchanged seats."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ..data import cache_key, load
from .crew import crew_record
from .instants import Instant, require_choice, resolve_window

# The agencies of the five partners of the 1998 agreement; ESA stands for all its member states.
PARTNER_AGENCIES = ("CSA", "ESA", "JAXA", "NASA", "Roscosmos")
# Whether a crew is mixed, given its partners, by each definition.
IS_MIXED = {
    "agency": lambda partners: len(partners) > 1,
    "us-russia": lambda partners: {"NASA", "Roscosmos"} <= set(partners),
}
CHOICES = (None, True, False)
COLUMNS = [
    *["ship", "vehicle", "launch_utc", "dock_utc", "people", "agencies", "partners", "mixed", "seat_swap"],
    *["swapped_person", "source_ids", "seat_swap_source_ids"],
]


@dataclass(frozen=True)
class Share:
    """Hold the number of flights with a mixed crew, the number of all crewed flights, and the definition of mixed.

    >>> Share(3, 4, "agency").share
    0.75
    """

    mixed: int
    flights: int
    definition: str

    @property
    def share(self) -> float:
        """Divide the mixed flights by all flights; nan if there are no flights."""
        return self.mixed / self.flights if self.flights else float("nan")


def crewed_flights(
    mixed: bool | None = None, seat_swap: bool | None = None, definition: str = "agency"
) -> pd.DataFrame:
    """List the flights launched to the station with a crew, in the order of launch.

    `mixed` and `seat_swap` filter them: True, False, or None for all. A crew is mixed by the `definition`
    "agency" if people of more than one partner were aboard at launch (NASA, Roscosmos, ESA, JAXA, CSA; people who
    flew for a company or another state are not counted), by "us-russia" if people of both NASA and Roscosmos were.
    Columns: ship, vehicle, launch_utc, dock_utc (missing for Soyuz MS-10, which was aborted), people (number at
    launch), agencies (all that the crew flew for), partners (the agencies among the five partners), mixed, seat_swap (a
    seat exchanged under the agreement of July 2022), swapped_person (full name), source_ids, seat_swap_source_ids.
    Soyuz MS-23, launched without a crew, is left out.

    ValueError: unknown value of `mixed`, `seat_swap` or `definition`. DataError: invalid data.
    Source: the tables crewed_flights and people.

    >>> crewed_flights(seat_swap=True).loc[4, ["ship", "swapped_person"]].to_list()
    ['Soyuz MS-24', "Loral O'Hara"]
    """
    require_choice("mixed", mixed, CHOICES)
    require_choice("seat_swap", seat_swap, CHOICES)
    require_choice("definition", definition, IS_MIXED)
    flights = _load_flights(cache_key("crewed_flights", "people"))
    flights = flights.assign(mixed=flights["partners"].map(IS_MIXED[definition]))[COLUMNS]
    for column, wanted in {"mixed": mixed, "seat_swap": seat_swap}.items():
        flights = flights if wanted is None else flights[flights[column] == wanted]
    return flights.reset_index(drop=True)


def share_of_mixed_crews(start: Instant | None = None, end: Instant | None = None, definition: str = "agency") -> Share:
    """Count the crewed flights that docked in a time window, and those of them with a mixed crew.

    A flight counts if start <= docking < end, so that the counts of adjacent windows add up; `start` and `end` default
    to the limits of the record. The crew is that at launch; `definition` is as in `crewed_flights`. Returns a `Share`:
    mixed (the numerator), flights (the denominator), definition, share.

    ValueError: unknown definition, `start` after `end`, an instant outside the record. DataError: invalid data.
    Source: the tables crewed_flights, people and stays.

    >>> share_of_mixed_crews("2022-09-01", "2023-09-16", "us-russia")
    Share(mixed=5, flights=6, definition='us-russia')
    """
    docked = docked_flights(start, end, definition)
    return Share(int(docked["mixed"].sum()), len(docked), definition)


def docked_flights(start: Instant | None = None, end: Instant | None = None, definition: str = "agency"):
    """List the crewed flights that docked in a time window; arguments and errors as for `share_of_mixed_crews`."""
    flights = crewed_flights(definition=definition)
    start, end = resolve_window(start, end, crew_record().limits)
    return flights[flights["dock_utc"].between(start, end, inclusive="left")]


@lru_cache(maxsize=1)
def _load_flights(key: tuple) -> pd.DataFrame:
    """Load the flights with a crew, with partners and swapped_person added; cached by the key of the data files."""
    flights = load("crewed_flights").rename(columns={"people_up": "people", "agencies_up": "agencies"})
    flights = flights[flights["people"] > 0].sort_values(["launch_utc", "ship"], ignore_index=True)
    name = load("people").set_index("id")["name"]
    return flights.assign(
        partners=[tuple(sorted(set(PARTNER_AGENCIES).intersection(agencies))) for agencies in flights["agencies"]],
        swapped_person=flights["seat_swap_person_id"].map(name).astype(name.dtype),
    ).astype({"people": "int64", "seat_swap": bool})
