"""Parses two files of Jonathan McDowell's General Catalog of Artificial Space Objects: missions.tsv and rides.tsv.

Both are tab-separated. The first line names the columns after a `#`; other lines that begin with `#` are comments:
when the file was updated, and which section begins. Cells are padded with spaces, `-` is an empty cell, a `?` after a
value marks doubt, a `*` after a duration a flight that has not ended. Columns in a copy of June 2022:

    missions.tsv  HSFID HSFTAG Desig JTAG Ship LDate EDate Dur Crew Callsign Station Program Project OrbID DS SSF
    rides.tsv     No Program Categ RoleCode Mission HSFID Role Name Rank Employer Sponsor ID LDate Duration Segments

A copy of the missions as of July 2026 (in fixed columns, not tabs) has the same names, but Progra for Program, and
MType at the end. Columns are therefore looked up by name, and only those used here are required.
"""

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from running import ToolError

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# The formats of instants, and by how much one in this format may be off.
FORMATS = {"%Y %b %d %H%M:%S": timedelta(0), "%Y %b %d %H%M": MINUTE, "%Y %b %d": DAY}
DURATION_UNITS = {"days": DAY, "hours": DAY, "minutes": MINUTE, "seconds": timedelta(seconds=1)}
CREWED_FLIGHT = re.compile(r"H\d+")  # HA: aborted flights that did not reach space; HB: flights of apes


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


class Listing(NamedTuple):
    """The entries of a file and the day on which it was updated."""

    entries: list[Entry]
    updated: date | None


def read_list(path: Path, parse_line: Callable[[dict[str, str]], Entry]) -> Listing:
    """Read a file; report and skip lines that cannot be parsed. ToolError: the file or no line of it can be read."""
    try:
        first, *lines = path.read_text("utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise ToolError(f"cannot read {path.name}: {error}") from None
    header = [name.strip() for name in first.lstrip("#").split("\t")]
    entries, updated = [], None
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
    print(f"{path.name}: {len(entries)} lines, updated {updated or 'on an unknown day'}")
    return Listing(entries, updated)


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
