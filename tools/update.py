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
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

import pandas as pd
from gcat import MINUTE, WHOLE_DAY, Flown, Listing, Moment, mission, read_list, ride

import issfacts
from issfacts.data import by_id
from issfacts.data.schema import format_values

STATION = "ISS"
NEAR = timedelta(minutes=10)  # no two crews have ever left within ten minutes
ALIKE = 0.6  # from here on, two spellings are taken for one name
SLACK = {"day": WHOLE_DAY, "minute": MINUTE}  # of our instants, by their precision
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


def compare(missions: Listing, rides: Listing, flights: list[dict], stays: list[dict]) -> Iterator[Finding]:
    """Compare the lists with our tables of crewed flights and of stays, ship by ship."""
    paired = [(flown, flight_of(flown, flights)) for flown in missions.rows]
    paired = [(flown, row) for flown, row in paired if row or flown.station == STATION]
    yield from findings("crewed_flights", "ship", paired, flights, missions.updated)
    crewed = {stay["ship"] for stay in stays}  # an aborted flight has no stay
    ships = {flown.flight: row["ship"] if row else "" for flown, row in paired if not row or row["ship"] in crewed}
    yield from findings("stays", "id", list(with_stays(rides.rows, ships, stays)), stays, rides.updated)


def flight_of(flown: Flown, flights: list[dict]) -> dict | None:
    """Find our flight by its launch: names of ships differ (Dragon Crew-7, SpaceX Crew-7), launches do not."""
    return next((flight for flight in flights if abs(flight["launch_utc"] - flown.launch.when) <= NEAR), None)


def with_stays(rides: list[Flown], ships: dict[str, str], stays: list[dict]) -> Iterator[tuple[Flown, dict | None]]:
    """Pair each ride on one of the ships with the stay whose name is most alike, or with None."""
    free = list(stays)
    for flown in (flown for flown in rides if flown.flight in ships):
        own = {folded(name): stay for stay in free if stay["ship"] == ships[flown.flight] for name in stay["names"]}
        best = get_close_matches(folded(flown.name), own, n=1, cutoff=ALIKE)
        found = own[best[0]] if best else None
        free = [stay for stay in free if stay is not found]
        yield flown, found


def folded(name: str) -> str:
    """Return a name in small letters without accents and apostrophes, its words in the order of the alphabet.

    >>> folded("Loral O'Hara"), folded("Yūsaku Maezawa")
    ('loral ohara', 'maezawa yusaku')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if letter.isalpha() or letter in " -")
    return " ".join(sorted(letters.replace("-", " ").split()))


def findings(table: str, key: str, paired: list, ours: list[dict], updated: date | None) -> Iterator[Finding]:
    """Tell what differs between a list, each line paired with our row or None, and a table of ours."""
    for theirs, row in paired:
        if row is None:
            about = f"sponsor {theirs.sponsor}" if theirs.sponsor else f"{theirs.people} people"
            said = f"launched {shown(theirs.launch)}, landed {shown(theirs.landing)}, {about}"
            yield Finding("new", table, theirs.name, theirs=said)
        else:
            for column, own, other in differing(row, theirs, updated):
                yield Finding("differs", table, row[key], column, own, other, row["note"] or "")
    known = [row for _, row in paired if row]
    for row in ours:
        if row not in known and told_by(updated, row["launch_utc"]):
            yield Finding("not there", table, row[key], note=row["note"] or "")


def differing(row: dict, theirs: Flown, updated: date | None) -> Iterator[tuple[str, str, str]]:
    """Yield each column in which a row of ours and their line differ, with both values."""
    for end in ("launch", "landing"):
        when, other = row[f"{end}_utc"], getattr(theirs, end)
        own = Moment(when, SLACK.get(row.get(f"{end}_precision"), timedelta(0))) if when else None
        later = own and not other and not told_by(updated, when)  # than the file, in which it cannot stand
        if not later and not agree(own, other):
            yield f"{end}_utc", shown(own), shown(other)
    if row.get("people_up", theirs.people) != theirs.people:
        yield "people_up", str(row["people_up"]), str(theirs.people)


def agree(one: Moment | None, other: Moment | None) -> bool:
    """Say whether two instants agree as far as both are known."""
    if not one or not other:
        return one is other
    slack = max(one.slack, other.slack)
    return one.when.date() == other.when.date() if slack >= WHOLE_DAY else abs(one.when - other.when) <= slack


def told_by(updated: date | None, when: datetime) -> bool:
    """Say whether a file of that day could already tell of an instant."""
    return updated is None or when.date() < updated


def shown(moment: Moment | None) -> str:
    """Return an instant as our tables write it, as far as it is known, with a `?` where it is in doubt."""
    if moment is None:
        return "not yet"
    digits = 10 if moment.slack >= WHOLE_DAY else 16 if moment.slack >= MINUTE else 20
    return format_values(moment.when)[:digits] + ("?" if moment.doubtful else "")


def read_record() -> tuple[list[dict], list[dict]]:
    """Read our side: flights with people, and stays with all spellings of the person's name."""
    stays = issfacts.rows("stays")
    for stay in stays:
        person = by_id("people")[stay["person_id"]]
        stay["names"] = [person["name"], *(person["other_names"] or ())]
    return [row for row in issfacts.rows("crewed_flights") if row["people_up"]], stays


def read_accepted() -> pd.DataFrame:
    """Return the differences that were judged and stay: table, row, column, theirs, why."""
    return pd.read_csv(ACCEPTED, dtype=str, keep_default_na=False)


def report(found: list[Finding]) -> None:
    """Print the table to review; what was accepted is only counted, until the catalogue says something else."""
    known = set(read_accepted()[["table", "row", "column", "theirs"]].itertuples(index=False, name=None))
    new = [each for each in found if (each.table, each.row, each.column, each.theirs) not in known]
    lines = [HEADER, *(each._replace(note=shorten(each.note, NOTE, placeholder=" …")) for each in new)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines if new else ():
        print("  ".join(map(str.ljust, line, widths)).rstrip())
    print("" if new else "Nothing is new, nothing differs.\n", end="")
    print(f"To review: {len(new)}. Known, and why: {len(found) - len(new)}. Nothing was written.")


def main(arguments: list[str] | None = None) -> None:
    """Print what is new or differs; a file that cannot be read ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder with missions.tsv and rides.tsv")
    folder = parser.parse_args(arguments).folder
    missions, rides = read_list(folder / "missions.tsv", mission), read_list(folder / "rides.tsv", ride)
    report(list(compare(missions, rides, *read_record())))


if __name__ == "__main__":
    main()
