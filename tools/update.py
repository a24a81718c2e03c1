"""Compares the crew record with GCAT's lists of crewed flights and prints new and different entries for review.

It writes no file. Lines that cannot be parsed are reported and skipped. A difference that was reviewed and stays is
entered in tools/accepted.csv, with the reason, and is from then on only counted. First download these two files of
Jonathan McDowell's General Catalog of Artificial Space Objects into one folder, then pass the folder:

    https://planet4589.org/space/astro/tsv/missions.tsv
    https://planet4589.org/space/astro/tsv/rides.tsv

    python tools/update.py FOLDER

A difference is not necessarily an error: the record follows other sources in some places, and its notes say where.
The lists have no docking and undocking times; those, and all other tables, are maintained by hand.

Both files are tab-separated. The first line names the columns after a `#`; other lines that begin with `#` are
comments: when the file was updated, and which section begins. Cells are padded with spaces, `-` is an empty cell, a
`?` after a value marks doubt, a `*` after a duration a flight that has not ended. The columns used here had the same
names in copies of 2022 and, for the missions, of 2026; their order changed. Check the first lines that you download.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from itertools import zip_longest
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

import pandas as pd
from running import ToolError, run_tool

import issfacts
from issfacts.data import by_id
from issfacts.data.schema import format_values

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# The formats of instants, and by how much one in this format may be off.
FORMATS = {"%Y %b %d %H%M:%S": timedelta(0), "%Y %b %d %H%M": MINUTE, "%Y %b %d": DAY}
DURATION_UNITS = {"days": DAY, "hours": DAY, "minutes": MINUTE, "seconds": timedelta(seconds=1)}
CREWED_FLIGHT = re.compile(r"H\d+")  # HA: aborted flights that did not reach space; HB: flights of apes
STATION = "ISS"
LAUNCH_TOLERANCE = timedelta(minutes=10)  # no two crews have ever launched within ten minutes
MIN_SIMILARITY = 0.6  # of two spellings that count as the same name
TOLERANCES = {"day": DAY, "minute": MINUTE}  # of our instants, by their precision
ACCEPTED = Path(__file__).with_name("accepted.csv")
NOTE_LENGTH = 60  # characters of our note that are printed


class Moment(NamedTuple):
    """An instant, by how much it may be off because of its format, and whether it is marked as doubtful."""

    when: datetime
    tolerance: timedelta = timedelta(0)
    doubtful: bool = False


class Entry(NamedTuple):
    """One line: a flight, or one person's part in a flight; `landing` is None if it has not ended."""

    flight: str  # the id
    name: str  # of the ship or the person
    launch: Moment
    landing: Moment | None
    people: int = 1
    station: str = ""
    sponsor: str = ""


# -- the files -----------------------------------------------------------------------------------------


def read_list(path: Path, parse_line: Callable[[dict[str, str]], Entry]) -> tuple[list[Entry], date]:
    """Return the entries of a file and the day of its update; report and skip lines that cannot be parsed.

    ToolError: the file or no line of it can be read.
    """
    try:
        first, *lines = path.read_text("utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise ToolError(f"cannot read {path.name}: {error}") from None
    header = [name.strip() for name in first.lstrip("#").split("\t")]
    entries, updated = [], date.max  # where no line says when
    for number, line in enumerate(lines, start=2):
        if line.startswith("# Updated"):
            updated = parse_moment(" ".join(line.split()[2:5])).when.date()
        elif line.strip() and not line.startswith("#"):
            values = ("" if cell.strip() == "-" else cell.strip() for cell in line.split("\t"))
            cells = dict(zip_longest(header, values, fillvalue=""))
            try:
                entries += [parse_line(cells)] if CREWED_FLIGHT.fullmatch(cells["HSFID"]) else []
            except KeyError as missing:
                raise ToolError(f"cannot read {path.name}: its first line has no column {missing}") from None
            except ValueError as error:
                print(f"skipped {path.name}, line {number}: {error}", file=sys.stderr)
    if not entries:
        raise ToolError(f"cannot read {path.name}: it has no line with a flight that can be read")
    print(f"{path.name}: {len(entries)} lines, updated {'on an unknown day' if updated == date.max else updated}")
    return entries, updated


def parse_mission(cells: dict[str, str]) -> Entry:
    """Parse one line of missions.tsv: a flight."""
    launch, landing = parse_moment(cells["LDate"]), parse_moment(cells["EDate"]) if cells["EDate"] else None
    people, station = parse_whole_number(cells["Crew"]), cells["Station"].rstrip("?")
    return Entry(cells["HSFID"], cells["Ship"], launch, landing, people=people, station=station)


def parse_ride(cells: dict[str, str]) -> Entry:
    """Parse one line of rides.tsv: one person's part in a flight."""
    launch = parse_moment(cells["LDate"])
    landing = add_duration(launch, cells["Duration"])
    return Entry(cells["HSFID"], clean_name(cells["Name"]), launch, landing, sponsor=cells["Sponsor"] or "not named")


def parse_whole_number(cell: str) -> int:
    """Parse a whole number, or raise ValueError."""
    if not cell.isdecimal():
        raise ValueError(f"{cell!r} is not a whole number")
    return int(cell)


def parse_moment(cell: str) -> Moment:
    """Parse an instant in one of the catalogue's formats, or raise ValueError.

    >>> parse_moment("2023 Sep 15 1544:35").when.isoformat(), parse_moment("2022 May  6 0443").tolerance
    ('2023-09-15T15:44:35+00:00', datetime.timedelta(seconds=60))
    """
    for form, tolerance in FORMATS.items():
        with suppress(ValueError):
            when = datetime.strptime(cell.removesuffix("?"), form)  # several spaces count as one
            return Moment(when.replace(tzinfo=UTC), tolerance, cell.endswith("?"))
    raise ValueError(f"{cell!r} is not a date such as 2023 Sep 15 1544:35")


def add_duration(launch: Moment, cell: str) -> Moment | None:
    """Add a duration, days:hours:minutes:seconds, to a launch; return None if the flight has not ended.

    >>> add_duration(parse_moment("2023 Sep 15 1544:35"), "203:15:33:12").when.isoformat()
    '2024-04-06T07:17:47+00:00'
    >>> add_duration(parse_moment("2022 Mar 18 1555:18"), "76:11:15 *") is None
    True
    """
    if cell.endswith("*"):
        return None
    parts = dict(zip(DURATION_UNITS, map(parse_whole_number, cell.removesuffix("?").split(":")), strict=False))
    tolerance = max(DURATION_UNITS[list(parts)[-1]], launch.tolerance)
    return Moment(launch.when + timedelta(**parts), tolerance, launch.doubtful or cell.endswith("?"))


def clean_name(cell: str) -> str:
    """Return a person's name without rank, employer and the marks of nicknames and of the names in use.

    >>> clean_name("Tracy *Caldwell Dyson, PhD, NASA"), clean_name("T. Niklaus 'Nick' Hague, Col. USAF, NASA")
    ('Tracy Caldwell Dyson', 'T. Niklaus Nick Hague')
    """
    return " ".join(re.sub(r"[*?]|(?<!\w)'|'(?!\w)", "", cell.partition(",")[0]).split())


# -- the comparison ------------------------------------------------------------------------------------


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


def compare(missions: tuple, rides: tuple, flights: list[dict], stays: list[dict]) -> Iterator[Difference]:
    """Compare the lists, as `read_list` returns them, with our tables of crewed flights and of stays, ship by ship."""
    (missions, missions_updated), (rides, rides_updated) = missions, rides
    pairs = [(entry, match_flight(entry, flights)) for entry in missions]
    pairs = [(entry, row) for entry, row in pairs if row or entry.station == STATION]
    yield from find_differences("crewed_flights", "ship", pairs, flights, missions_updated)
    ships_with_stays = {stay["ship"] for stay in stays}  # an aborted flight has no stay
    ships = {
        entry.flight: row["ship"] if row else "" for entry, row in pairs if not row or row["ship"] in ships_with_stays
    }
    yield from find_differences("stays", "id", list(match_stays(rides, ships, stays)), stays, rides_updated)


def match_flight(entry: Entry, flights: list[dict]) -> dict | None:
    """Return our flight with the same launch time, or None; names of ships differ (Dragon Crew-7, SpaceX Crew-7)."""
    near = (flight for flight in flights if abs(flight["launch_utc"] - entry.launch.when) <= LAUNCH_TOLERANCE)
    return next(near, None)


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


def find_differences(table: str, key: str, pairs: list, ours: list[dict], updated: date) -> Iterator[Difference]:
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
        if row not in matched and row["launch_utc"].date() < updated:
            yield Difference("not there", table, row[key], note=row["note"] or "")


def compare_row(row: dict, theirs: Entry, updated: date) -> Iterator[tuple[str, str, str]]:
    """Yield (column, our value, their value) for each column in which our row and their entry differ."""
    for end in ("launch", "landing"):
        when, their_moment = row[f"{end}_utc"], getattr(theirs, end)
        our_moment = Moment(when, TOLERANCES.get(row.get(f"{end}_precision"), timedelta(0))) if when else None
        file_is_older = our_moment and not their_moment and when.date() >= updated
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


def format_moment(moment: Moment | None) -> str:
    """Return an instant in the format of our tables, as exact as it is known, with a `?` if it is doubtful."""
    if moment is None:
        return "not yet"
    digits = 10 if moment.tolerance >= DAY else 16 if moment.tolerance >= MINUTE else 20
    return format_values(moment.when)[:digits] + ("?" if moment.doubtful else "")


def read_lists(folder: Path) -> tuple[tuple, tuple]:
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
