"""Who flew with whom: the crewed flights, mixed crews, exchanged seats."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ..data import load, state
from .crew import crew_record
from .instants import Instant, refuse_unknown, window

# The agencies of the five partners of the 1998 agreement; ESA stands for all its member states.
PARTNERS = ("CSA", "ESA", "JAXA", "NASA", "Roscosmos")
# When a crew is mixed, told from the partners aboard.
DEFINITIONS = {
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
    """Hold how many of the crewed flights in a window carried a mixed crew, by which definition.

    >>> Share(3, 4, "agency").share
    0.75
    """

    mixed: int
    flights: int
    definition: str

    @property
    def share(self) -> float:
        """Divide the mixed flights by all of them; nan where there were none."""
        return self.mixed / self.flights if self.flights else float("nan")


def crewed_flights(
    mixed: bool | None = None, seat_swap: bool | None = None, definition: str = "agency"
) -> pd.DataFrame:
    """List the flights that carried people towards the station, in the order of launch.

    `mixed` and `seat_swap` choose among them: True, False, or None for all. A crew is mixed by the `definition`
    "agency" if people of more than one partner were aboard at launch (NASA, Roscosmos, ESA, JAXA, CSA; whoever flew
    for a company or another state counts with none), by "us-russia" if people of both NASA and Roscosmos were.
    Columns: ship, vehicle, launch_utc, dock_utc (missing for Soyuz MS-10, which was aborted), people (at launch),
    agencies (all they flew for), partners (those of the five among them), mixed, seat_swap (a seat exchanged under the
    agreement of July 2022), swapped_person (full name), source_ids, seat_swap_source_ids. Soyuz MS-23, launched
    empty, is left out.

    ValueError: another word for a choice or the definition. DataError: damaged data.
    Source: the tables crewed_flights and people.

    >>> crewed_flights(seat_swap=True).loc[4, ["ship", "swapped_person"]].to_list()
    ['Soyuz MS-24', "Loral O'Hara"]
    """
    refuse_unknown("mixed", mixed, CHOICES)
    refuse_unknown("seat_swap", seat_swap, CHOICES)
    refuse_unknown("definition", definition, DEFINITIONS)
    flights = _flights(state("crewed_flights", "people"))
    flights = flights.assign(mixed=flights["partners"].map(DEFINITIONS[definition]))[COLUMNS]
    for column, wanted in {"mixed": mixed, "seat_swap": seat_swap}.items():
        flights = flights if wanted is None else flights[flights[column] == wanted]
    return flights.reset_index(drop=True)


def share_of_mixed_crews(start: Instant | None = None, end: Instant | None = None, definition: str = "agency") -> Share:
    """Count the crewed flights that docked in a window, and those of them with a mixed crew.

    A flight counts where start <= docking < end, so that windows side by side add up; `start` and `end` default to the
    limits of the record. The crew is the one aboard at launch; the words for `definition` are those of
    `crewed_flights`. The answer is a `Share`: mixed (the numerator), flights (the denominator), definition, share.

    ValueError: another definition, `start` after `end`, an instant outside the record. DataError: damaged data.
    Source: the tables crewed_flights, people and stays.

    >>> share_of_mixed_crews("2022-09-01", "2023-09-16", "us-russia")
    Share(mixed=5, flights=6, definition='us-russia')
    """
    flights = crewed_flights(definition=definition)
    start, end = window(start, end, crew_record().limits)
    docked = flights[flights["dock_utc"].between(start, end, inclusive="left")]
    return Share(int(docked["mixed"].sum()), len(docked), definition)


@lru_cache(maxsize=1)
def _flights(data_state: tuple) -> pd.DataFrame:
    """Return the crewed flights; made again when the data's state changes."""
    flights = load("crewed_flights").rename(columns={"people_up": "people", "agencies_up": "agencies"})
    flights = flights[flights["people"] > 0].sort_values(["launch_utc", "ship"], ignore_index=True)
    name = load("people").set_index("id")["name"]
    return flights.assign(
        partners=[tuple(sorted(set(PARTNERS).intersection(agencies))) for agencies in flights["agencies"]],
        swapped_person=flights["seat_swap_person_id"].map(name).astype(name.dtype),
    ).astype({"people": "int64", "seat_swap": bool})
