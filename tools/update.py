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
import csv
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from gcat import Listing, Mission, Moment, Ride, UnreadableError, read_missions, read_rides

import issfacts
from issfacts.data.schema import as_written

STATION = "ISS"
NEAR = timedelta(minutes=10)  # no two crews have ever left within ten minutes
ALIKE = 0.6  # from here on, two spellings are taken for one name
ACCEPTED = Path(__file__).with_name("accepted.csv")
NOTE = 60  # characters of our note that are shown


Key = tuple[str, str, str, str]  # table, row, column, what the catalogue says


class Record(NamedTuple):
    """Hold our side: flights, stays, and the spellings of every person's name."""

    flights: list[dict]
    stays: list[dict]
    names: dict[str, list[str]]


class Finding(NamedTuple):
    """Hold one line of the table to review."""

    what: str  # new | differs | not there
    table: str
    row: str
    column: str
    ours: str
    theirs: str
    note: str


HEADER = Finding("what", "table", "row", "column", "ours", "GCAT", "our note")


# -- flights -----------------------------------------------------------------------------------------


def compare_flights(missions: Listing, flights: list[dict]) -> Iterator[Finding]:
    """Compare the list of missions with our table of crewed flights."""
    known = set()
    for mission in missions.rows:
        flight = flight_of(mission, flights)
        if flight:
            known.add(flight["ship"])
            yield from flight_differences(mission, flight, missions.updated)
        elif mission.station == STATION:
            yield new_flight(mission)
    for flight in flights:
        if flight["people_up"] and flight["ship"] not in known and told_by(missions.updated, flight["launch_utc"]):
            yield Finding("not there", "crewed_flights", flight["ship"], "", "", "", noted(flight))


def flight_of(flown: Mission | Ride, flights: list[dict]) -> dict | None:
    """Find our flight by its launch: names of ships differ (Dragon Crew-7, SpaceX Crew-7), launches do not."""

    def apart(flight: dict) -> timedelta:
        return abs(flight["launch_utc"] - flown.launch.when)

    nearest = min(flights, key=apart, default=None)
    return nearest if nearest and apart(nearest) <= NEAR else None


def new_flight(mission: Mission) -> Finding:
    """Tell of a flight that we do not have."""
    landed = f", landed {shown(mission.landing)}" if mission.landing else ""
    said = f"{mission.people} people, launched {shown(mission.launch)}{landed}"
    return Finding("new", "crewed_flights", mission.ship, "", "", said, "")


def flight_differences(mission: Mission, flight: dict, updated: date | None) -> Iterator[Finding]:
    """Tell where a mission and our flight differ."""
    if not agree(flight["launch_utc"], None, mission.launch):
        yield differs("crewed_flights", flight["ship"], flight, "launch_utc", mission.launch)
    if not same_end(flight, mission.landing, updated):
        yield differs("crewed_flights", flight["ship"], flight, "landing_utc", mission.landing)
    if mission.people != flight["people_up"]:
        ours, theirs = str(flight["people_up"]), str(mission.people)
        yield Finding("differs", "crewed_flights", flight["ship"], "people_up", ours, theirs, noted(flight))


# -- stays -------------------------------------------------------------------------------------------


def compare_stays(rides: Listing, missions: Listing | None, record: Record) -> Iterator[Finding]:
    """Compare the list of rides with our table of stays; without the missions, only flights that we know."""
    bound = {mission.id for mission in missions.rows if mission.station == STATION} if missions else set()
    by_ship: dict[str, list[Ride]] = {}
    for ride in rides.rows:
        flight = flight_of(ride, record.flights)
        if flight:
            by_ship.setdefault(flight["ship"], []).append(ride)
        elif ride.mission_id in bound:
            yield new_ride(ride)
    for ship, aboard in by_ship.items():
        own = [stay for stay in record.stays if stay["ship"] == ship]
        if own:  # an aborted flight has no stay
            yield from crew_differences(aboard, own, record.names, rides.updated)


def new_ride(ride: Ride) -> Finding:
    """Tell of a person's flight that we do not have."""
    said = f"launched {shown(ride.launch)}, {f'landed {shown(ride.landing)}' if ride.landing else 'still aboard'}"
    return Finding("new", "stays", ride.name, "", "", f"{said}, sponsor {ride.sponsor or 'not named'}", "")


def crew_differences(
    aboard: list[Ride], own: list[dict], names: dict[str, list[str]], updated: date | None
) -> Iterator[Finding]:
    """Compare the people of one ship: who is only on one side, and who landed at another time."""
    pairs = matched(aboard, own, names)
    for ride in aboard:
        if id(ride) not in pairs:
            yield new_ride(ride)
        elif not same_end(stay := pairs[id(ride)], ride.landing, updated):
            yield differs("stays", stay["id"], stay, "landing_utc", ride.landing)
    paired = {stay["id"] for stay in pairs.values()}
    for stay in own:
        if stay["id"] not in paired and told_by(updated, stay["launch_utc"]):
            yield Finding("not there", "stays", stay["id"], "", "", "", noted(stay))


def matched(aboard: list[Ride], own: list[dict], names: dict[str, list[str]]) -> dict[int, dict]:
    """Pair rides and stays of one ship by name, the most alike first."""
    scores = [
        (max(likeness(ride.name, name) for name in names[stay["person_id"]]), ride, stay)
        for ride in aboard
        for stay in own
    ]
    pairs, taken = {}, set()
    for score, ride, stay in sorted(scores, key=lambda scored: -scored[0]):
        if score >= ALIKE and id(ride) not in pairs and stay["id"] not in taken:
            pairs[id(ride)] = stay
            taken.add(stay["id"])
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
    if precision == "day" or theirs.slack >= timedelta(days=1):
        return ours.date() == theirs.when.date()
    slack = max(theirs.slack, timedelta(minutes=1) if precision == "minute" else timedelta(0))
    return abs(ours - theirs.when) <= slack


def told_by(updated: date | None, when: datetime) -> bool:
    """Say whether a file of that day could already tell of an instant."""
    return updated is None or when < datetime(updated.year, updated.month, updated.day, tzinfo=UTC)


def shown(moment: Moment | None) -> str:
    """Return an instant as our tables write it, as far as it is known, with a `?` where it is in doubt."""
    if moment is None:
        return "not yet"
    digits = 10 if moment.slack >= timedelta(days=1) else 16 if moment.slack >= timedelta(minutes=1) else 20
    return as_written(moment.when)[:digits] + ("?" if moment.doubtful else "")


def differs(table: str, name: str, row: dict, column: str, theirs: Moment | None) -> Finding:
    """Tell of an instant on which the two sides differ."""
    ours = as_written(row[column]) if row[column] else "not yet"
    return Finding("differs", table, name, column, ours, shown(theirs), noted(row))


def noted(row: dict) -> str:
    """Return the beginning of our note: it may say why we differ."""
    note = row["note"] or ""
    return note if len(note) <= NOTE else note[: NOTE - 2] + " …"


# -- the tool ----------------------------------------------------------------------------------------


def read_record() -> Record:
    """Read our side."""
    names = {row["id"]: [row["name"], *(row["other_names"] or ())] for row in issfacts.rows("people")}
    return Record(issfacts.rows("crewed_flights"), issfacts.rows("stays"), names)


def read_accepted(path: Path = ACCEPTED) -> dict[Key, str]:
    """Return the differences that were judged and stay, each with the reason."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["row"], row["column"], row["theirs"]): row["why"] for row in csv.DictReader(file)}


def known_as(finding: Finding) -> Key:
    """Return what an accepted difference is known by: should the catalogue change, it is a new one."""
    return finding.table, finding.row, finding.column, finding.theirs


def printed(findings: Iterable[Finding]) -> str:
    """Return the table to review, its columns aligned."""
    lines = [HEADER, *findings]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def attempt(read, path: Path) -> Listing | None:
    """Read a file, or say in one line why not."""
    try:
        listing = read(path)
    except UnreadableError as error:
        print(f"cannot read {error}", file=sys.stderr)
        return None
    for line in listing.skipped:
        print(f"skipped {line}", file=sys.stderr)
    print(f"{path.name}: {len(listing.rows)} lines, updated {listing.updated or 'on a day it does not tell'}")
    return listing


def main(arguments: list[str] | None = None) -> int:
    """Print what is new or differs; end with 1 where a file could not be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder with missions.tsv and rides.tsv")
    folder = parser.parse_args(arguments).folder
    missions, rides = attempt(read_missions, folder / "missions.tsv"), attempt(read_rides, folder / "rides.tsv")
    record, findings = read_record(), []
    findings += compare_flights(missions, record.flights) if missions else ()
    findings += compare_stays(rides, missions, record) if rides else ()
    if missions or rides:
        accepted = read_accepted()
        open_ = [finding for finding in findings if known_as(finding) not in accepted]
        print(printed(open_) if open_ else "Nothing is new, nothing differs.")
        print(f"To review: {len(open_)}. Known, and why: {len(findings) - len(open_)}. Nothing was written.")
    return int(missions is None or rides is None)


if __name__ == "__main__":
    sys.exit(main())
