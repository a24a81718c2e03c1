"""Compares the crew record with GCAT's lists of crewed flights and prints new and different entries for review.

It writes no file. Lines that cannot be parsed are reported and skipped. A difference that was reviewed and stays is
entered in tools/accepted.csv, with the reason, and is from then on only counted. First download these two files into
one folder, then pass the folder:

    https://planet4589.org/space/astro/tsv/missions.tsv
    https://planet4589.org/space/astro/tsv/rides.tsv

    python tools/update.py FOLDER

A difference is not necessarily an error: the record follows other sources in some places, and its notes say where.
The lists have no docking and undocking times; those, and all other tables, are maintained by hand. tools/gcat.py
describes the formats. They were taken from copies of the files (2022, the missions also of 2026), not from their
address, so check the first lines that you download.
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
from gcat import DAY, MINUTE, Entry, Listing, Moment, parse_mission, parse_ride, read_list
from running import run_tool

import issfacts
from issfacts.data import by_id
from issfacts.data.schema import format_values

STATION = "ISS"
LAUNCH_TOLERANCE = timedelta(minutes=10)  # no two crews have ever launched within ten minutes
MIN_SIMILARITY = 0.6  # of two spellings that count as the same name
TOLERANCES = {"day": DAY, "minute": MINUTE}  # of our instants, by their precision
ACCEPTED = Path(__file__).with_name("accepted.csv")
NOTE_LENGTH = 60  # characters of our note that are printed


class Difference(NamedTuple):
    """One line of the table to review."""

    what: str  # new | differs | not there (in GCAT)
    table: str
    row: str
    column: str = ""
    ours: str = ""
    theirs: str = ""
    note: str = ""  # ours: it may say why the values differ


HEADER = Difference("what", "table", "row", "column", "ours", "GCAT", "our note")


def compare(missions: Listing, rides: Listing, flights: list[dict], stays: list[dict]) -> Iterator[Difference]:
    """Compare the lists with our tables of crewed flights and of stays, ship by ship."""
    pairs = [(entry, match_flight(entry, flights)) for entry in missions.entries]
    pairs = [(entry, row) for entry, row in pairs if row or entry.station == STATION]
    yield from find_differences("crewed_flights", "ship", pairs, flights, missions.updated)
    ships_with_stays = {stay["ship"] for stay in stays}  # an aborted flight has no stay
    ships = {
        entry.flight: row["ship"] if row else "" for entry, row in pairs if not row or row["ship"] in ships_with_stays
    }
    yield from find_differences("stays", "id", list(match_stays(rides.entries, ships, stays)), stays, rides.updated)


def match_flight(entry: Entry, flights: list[dict]) -> dict | None:
    """Return our flight with the same launch time, or None; names of ships differ (Dragon Crew-7, SpaceX Crew-7)."""
    for flight in flights:
        if abs(flight["launch_utc"] - entry.launch.when) <= LAUNCH_TOLERANCE:
            return flight
    return None


def match_stays(rides: list[Entry], ships: dict[str, str], stays: list[dict]) -> Iterator[tuple[Entry, dict | None]]:
    """Pair each ride with the stay on the same ship whose name is most similar, or with None.

    `ships` maps the id of a flight to the name of our ship; rides of other flights are left out.
    """
    unmatched = list(stays)
    for entry in rides:
        if entry.flight not in ships:
            continue
        aboard = [stay for stay in unmatched if stay["ship"] == ships[entry.flight]]
        by_name = {normalize_name(name): stay for stay in aboard for name in stay["names"]}
        best = get_close_matches(normalize_name(entry.name), by_name, n=1, cutoff=MIN_SIMILARITY)
        match = by_name[best[0]] if best else None
        unmatched = [stay for stay in unmatched if stay is not match]
        yield entry, match


def normalize_name(name: str) -> str:
    """Return a name in lower case without accents and apostrophes, its words sorted.

    >>> normalize_name("Loral O'Hara"), normalize_name("Yūsaku Maezawa")
    ('loral ohara', 'maezawa yusaku')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if letter.isalpha() or letter in " -")
    return " ".join(sorted(letters.replace("-", " ").split()))


def find_differences(table: str, key: str, pairs: list, ours: list[dict], updated: date | None) -> Iterator[Difference]:
    """Yield the differences in one table; `pairs` holds each entry of the file with our row or None."""
    for theirs, row in pairs:
        if row is None:
            detail = f"sponsor {theirs.sponsor}" if theirs.sponsor else f"{theirs.people} people"
            launch, landing = format_moment(theirs.launch), format_moment(theirs.landing)
            yield Difference("new", table, theirs.name, theirs=f"launched {launch}, landed {landing}, {detail}")
        else:
            for column, our_value, their_value in compare_row(row, theirs, updated):
                yield Difference("differs", table, row[key], column, our_value, their_value, row["note"] or "")
    matched = [row for _, row in pairs if row]
    for row in ours:
        if row not in matched and is_covered(row["launch_utc"], updated):
            yield Difference("not there", table, row[key], note=row["note"] or "")


def compare_row(row: dict, theirs: Entry, updated: date | None) -> Iterator[tuple[str, str, str]]:
    """Yield (column, our value, their value) for each column in which our row and their entry differ."""
    for end in ("launch", "landing"):
        when, their_moment = row[f"{end}_utc"], getattr(theirs, end)
        our_moment = Moment(when, TOLERANCES.get(row.get(f"{end}_precision"), timedelta(0))) if when else None
        file_is_older = our_moment and not their_moment and not is_covered(when, updated)
        if not file_is_older and not moments_agree(our_moment, their_moment):
            yield f"{end}_utc", format_moment(our_moment), format_moment(their_moment)
    if row.get("people_up", theirs.people) != theirs.people:
        yield "people_up", str(row["people_up"]), str(theirs.people)


def moments_agree(first: Moment | None, second: Moment | None) -> bool:
    """Return whether two instants are equal within the larger of their tolerances; None equals only None."""
    if not first or not second:
        return first is second
    tolerance = max(first.tolerance, second.tolerance)
    if tolerance >= DAY:
        return first.when.date() == second.when.date()
    return abs(first.when - second.when) <= tolerance


def is_covered(when: datetime, updated: date | None) -> bool:
    """Return whether an instant lies before the day on which a file was updated; True if that day is unknown."""
    return updated is None or when.date() < updated


def format_moment(moment: Moment | None) -> str:
    """Return an instant in the format of our tables, as exact as it is known, with a `?` if it is doubtful."""
    if moment is None:
        return "not yet"
    digits = 10 if moment.tolerance >= DAY else 16 if moment.tolerance >= MINUTE else 20
    return format_values(moment.when)[:digits] + ("?" if moment.doubtful else "")


def read_lists(folder: Path) -> tuple[Listing, Listing]:
    """Read the lists of flights and of people's parts in them. ToolError: a file cannot be read."""
    return read_list(folder / "missions.tsv", parse_mission), read_list(folder / "rides.tsv", parse_ride)


def read_record() -> tuple[list[dict], list[dict]]:
    """Return our flights with people, and our stays with all spellings of the person's name as `names`."""
    stays = issfacts.rows("stays")
    for stay in stays:
        person = by_id("people")[stay["person_id"]]
        stay["names"] = [person["name"], *(person["other_names"] or ())]
    return [row for row in issfacts.rows("crewed_flights") if row["people_up"]], stays


def read_accepted() -> pd.DataFrame:
    """Return the differences that were reviewed and stay, with columns table, row, column, theirs, why."""
    return pd.read_csv(ACCEPTED, dtype=str, keep_default_na=False)


def print_report(found: list[Difference]) -> None:
    """Print the differences to review; those in accepted.csv are only counted, until the catalogue's value changes."""
    accepted = set(read_accepted()[["table", "row", "column", "theirs"]].itertuples(index=False, name=None))
    new = [each for each in found if (each.table, each.row, each.column, each.theirs) not in accepted]
    lines = [HEADER, *(found._replace(note=shorten(found.note, NOTE_LENGTH, placeholder=" …")) for found in new)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if new:
        for line in lines:
            print("  ".join(map(str.ljust, line, widths)).rstrip())
    else:
        print("Nothing is new, nothing differs.")
    print(f"To review: {len(new)}. Accepted earlier: {len(found) - len(new)}. Nothing was written.")


def main(arguments: list[str] | None = None) -> None:
    """Print the differences to the files in a folder. ToolError: a file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder with missions.tsv and rides.tsv")
    folder = parser.parse_args(arguments).folder
    print_report(list(compare(*read_lists(folder), *read_record())))


if __name__ == "__main__":
    run_tool(main, "The lists were not compared.")
