"""Compares the crew record with GCAT's lists of crewed flights, and prints what is new or differs for review.

Writes nothing. A line that cannot be read is named and skipped. A difference that was judged and stays is entered in
tools/accepted.csv, with the reason, and is then only counted. Download the two files first, into one folder, then
name the folder:

    https://planet4589.org/space/astro/tsv/missions.tsv
    https://planet4589.org/space/astro/tsv/rides.tsv

    python tools/update.py FOLDER

A difference is no error: the record follows other sources in some places, and its notes say where. The lists know no
docking and no undocking; those, and all other tables, are kept by hand. The formats stand in tools/gcat.py: read in
copies of the files (2022, the missions also of 2026), not at their address, so look at the first lines you download.
"""

import argparse
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

import pandas as pd
from gcat import MINUTE, WHOLE_DAY, Listing, Mission, Moment, Ride, read_missions, read_rides

import issfacts
from issfacts.data.schema import as_written

STATION = "ISS"
NEAR = timedelta(minutes=10)  # no two crews have ever left within ten minutes
ALIKE = 0.6  # from here on, two spellings are taken for one name
ACCEPTED = Path(__file__).with_name("accepted.csv")
NOTE = 60  # characters of our note that are shown


class Finding(NamedTuple):
    """Hold one line of the table to review."""

    what: str  # new | differs | not there
    table: str
    row: str
    column: str = ""
    ours: str = ""
    theirs: str = ""
    note: str = ""  # ours: it may say why we differ


HEADER = Finding("what", "table", "row", "column", "ours", "GCAT", "our note")


# -- flights -----------------------------------------------------------------------------------------


def compare_flights(missions: Listing, flights: list[dict]) -> Iterator[Finding]:
    """Compare the list of missions with our table of crewed flights."""
    known = set()
    for mission in missions.rows:
        if flight := flight_of(mission, flights):
            name = flight["ship"]
            known.add(name)
            if not agree(flight["launch_utc"], None, mission.launch):
                yield differs("crewed_flights", name, flight, "launch_utc", shown(mission.launch))
            if not same_end(flight, mission.landing, missions.updated):
                yield differs("crewed_flights", name, flight, "landing_utc", shown(mission.landing))
            if mission.people != flight["people_up"]:
                yield differs("crewed_flights", name, flight, "people_up", str(mission.people))
        elif mission.station == STATION:
            said = f"{mission.people} people, launched {shown(mission.launch)}, landed {shown(mission.landing)}"
            yield Finding("new", "crewed_flights", mission.ship, theirs=said)
    for flight in flights:
        if flight["people_up"] and flight["ship"] not in known and told_by(missions.updated, flight["launch_utc"]):
            yield Finding("not there", "crewed_flights", flight["ship"], note=flight["note"] or "")


def flight_of(flown: Mission | Ride, flights: list[dict]) -> dict | None:
    """Find our flight by its launch: names of ships differ (Dragon Crew-7, SpaceX Crew-7), launches do not."""
    return next((flight for flight in flights if abs(flight["launch_utc"] - flown.launch.when) <= NEAR), None)


# -- stays -------------------------------------------------------------------------------------------


def compare_stays(rides: Listing, missions: Listing, flights: list[dict], stays: list[dict]) -> Iterator[Finding]:
    """Compare the list of rides with our table of stays, ship by ship: who came, and when they landed."""
    bound = {mission.id for mission in missions.rows if mission.station == STATION}
    aboard = {}
    for ride in rides.rows:
        if flight := flight_of(ride, flights):
            aboard.setdefault(flight["ship"], []).append(ride)
        elif ride.mission_id in bound:
            yield new_ride(ride)
    for ship, crew in aboard.items():
        own = [stay for stay in stays if stay["ship"] == ship]
        pairs = matched(crew, own) if own else {}
        for place, ride in enumerate(crew if own else ()):  # an aborted flight has no stay
            if place not in pairs:
                yield new_ride(ride)
            elif not same_end(stay := pairs[place], ride.landing, rides.updated):
                yield differs("stays", stay["id"], stay, "landing_utc", shown(ride.landing))
        for stay in own:
            if stay not in pairs.values() and told_by(rides.updated, stay["launch_utc"]):
                yield Finding("not there", "stays", stay["id"], note=stay["note"] or "")


def new_ride(ride: Ride) -> Finding:
    """Tell of a person's flight that we do not have."""
    said = f"launched {shown(ride.launch)}, landed {shown(ride.landing)}, sponsor {ride.sponsor or 'not named'}"
    return Finding("new", "stays", ride.name, theirs=said)


def matched(crew: list[Ride], own: list[dict]) -> dict[int, dict]:
    """Pair rides, by their places, and stays of one ship by name, the most alike first."""
    scores = [
        (max(likeness(ride.name, name) for name in stay["names"]), place, stay)
        for (place, ride), stay in product(enumerate(crew), own)
    ]
    pairs = {}
    for score, place, stay in sorted(scores, key=lambda scored: -scored[0]):
        if score >= ALIKE and place not in pairs and stay not in pairs.values():
            pairs[place] = stay
    return pairs


def likeness(one: str, other: str) -> float:
    """Return how alike two spellings of a name are, from 0 to 1, whatever their order and accents.

    >>> likeness("Maezawa Yusaku", "Yusaku Maezawa"), likeness("Oleg Kotov", "Koichi Wakata") < ALIKE
    (1.0, True)
    """
    first, second = folded(one), folded(other)
    last = SequenceMatcher(None, first[-1], second[-1]).ratio() if first and second else 0
    return max(SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio(), last * 0.99)


def folded(name: str) -> list[str]:
    """Return the words of a name in small letters without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalpha() or letter in " -").replace("-", " ").split()


# -- instants ----------------------------------------------------------------------------------------


def same_end(row: dict, theirs: Moment | None, updated: date | None) -> bool:
    """Say whether a landing agrees: one that is later than the file cannot stand in it."""
    ours = row["landing_utc"]
    if theirs is None:
        return ours is None or not told_by(updated, ours)
    return ours is not None and agree(ours, row["landing_precision"], theirs)


def agree(ours: datetime, precision: str | None, theirs: Moment) -> bool:
    """Say whether two instants agree as far as both are known."""
    if precision == "day" or theirs.slack >= WHOLE_DAY:
        return ours.date() == theirs.when.date()
    return abs(ours - theirs.when) <= max(theirs.slack, MINUTE if precision == "minute" else timedelta(0))


def told_by(updated: date | None, when: datetime) -> bool:
    """Say whether a file of that day could already tell of an instant."""
    return updated is None or when < datetime.combine(updated, time(), UTC)


def shown(moment: Moment | None) -> str:
    """Return an instant as our tables write it, as far as it is known, with a `?` where it is in doubt."""
    if moment is None:
        return "not yet"
    digits = 10 if moment.slack >= WHOLE_DAY else 16 if moment.slack >= MINUTE else 20
    return as_written(moment.when)[:digits] + ("?" if moment.doubtful else "")


def differs(table: str, name: str, row: dict, column: str, theirs: str) -> Finding:
    """Tell of a value on which the two sides differ."""
    ours = "not yet" if row[column] is None else as_written(row[column])
    return Finding("differs", table, name, column, ours, theirs, row["note"] or "")


# -- the tool ----------------------------------------------------------------------------------------


def read_record() -> tuple[list[dict], list[dict]]:
    """Read our side: flights, and stays with all spellings of the person's name."""
    people = {row["id"]: row for row in issfacts.rows("people")}
    stays = issfacts.rows("stays")
    for stay in stays:
        person = people[stay["person_id"]]
        stay["names"] = [person["name"], *(person["other_names"] or ())]
    return issfacts.rows("crewed_flights"), stays


def read_accepted(path: Path = ACCEPTED) -> pd.DataFrame:
    """Return the differences that were judged and stay: table, row, column, theirs, why."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def report(findings: list[Finding]) -> None:
    """Print the table to review; what was accepted is only counted, until the catalogue says something else."""
    known = set(read_accepted()[["table", "row", "column", "theirs"]].itertuples(index=False, name=None))
    new = [each for each in findings if (each.table, each.row, each.column, each.theirs) not in known]
    lines = [HEADER, *(each._replace(note=shorten(each.note, NOTE, placeholder=" …")) for each in new)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines if new else ():
        print("  ".join(map(str.ljust, line, widths)).rstrip())
    print("" if new else "Nothing is new, nothing differs.\n", end="")
    print(f"To review: {len(new)}. Known, and why: {len(findings) - len(new)}. Nothing was written.")


def main(arguments: list[str] | None = None) -> None:
    """Print what is new or differs; a file that cannot be read ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder with missions.tsv and rides.tsv")
    folder = parser.parse_args(arguments).folder
    missions, rides = read_missions(folder / "missions.tsv"), read_rides(folder / "rides.tsv")
    flights, stays = read_record()
    report([*compare_flights(missions, flights), *compare_stays(rides, missions, flights, stays)])


if __name__ == "__main__":
    main()
