"""Reads two lists of Jonathan McDowell's General Catalog of Artificial Space Objects: missions.tsv and rides.tsv.

Both are text with tabs. The first line names the columns after a `#`; other lines that begin with `#` are remarks:
when the file was updated, and which part begins. Cells are padded with blanks, `-` is an empty one, a `?` behind a
value marks doubt, a `*` behind a duration a flight that still goes on. Columns, as they stood in a copy of June 2022:

    missions.tsv  HSFID HSFTAG Desig JTAG Ship LDate EDate Dur Crew Callsign Station Program Project OrbID DS SSF
    rides.tsv     No Program Categ RoleCode Mission HSFID Role Name Rank Employer Sponsor ID LDate Duration Segments

A copy of the missions as of July 2026 (in fixed columns, not tabs) has the same names, but Progra for Program, and
MType at the end. Columns are therefore found by name, and only those used here must be there.
"""

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

WHOLE_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# How instants are written, and how much one may be off that is written so.
FORMATS = {"%Y %b %d %H%M:%S": timedelta(0), "%Y %b %d %H%M": MINUTE, "%Y %b %d": WHOLE_DAY}
UNITS = {"days": WHOLE_DAY, "hours": WHOLE_DAY, "minutes": MINUTE, "seconds": timedelta(seconds=1)}  # of durations
HUMAN = re.compile(r"H\d+")  # HA are aborted flights that reached no space, HB those of apes


class Moment(NamedTuple):
    """Hold an instant, how much it may be off for want of digits, and whether it is in doubt."""

    when: datetime
    slack: timedelta = timedelta(0)
    doubtful: bool = False


class Flown(NamedTuple):
    """Hold one line: a flight, or one person's part in it; `landing` is None while it goes on."""

    flight: str  # its id
    name: str  # of the ship or the person
    launch: Moment
    landing: Moment | None
    people: int = 1
    station: str = ""
    sponsor: str = ""


class Listing(NamedTuple):
    """Hold what a file lists, and the day of the file."""

    rows: list[Flown]
    updated: date | None


def read_list(path: Path, read_line: Callable[[dict[str, str]], Flown]) -> Listing:
    """Read a file; name an odd line and skip it. SystemExit: a file of which nothing can be read."""
    try:
        first, *lines = path.read_text("utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"cannot read {path.name}: {error}") from None
    header = [name.strip() for name in first.lstrip("#").split("\t")]
    rows, updated = [], None
    for number, line in enumerate(lines, start=2):
        if line.startswith("# Updated"):
            updated = moment(" ".join(line.split()[2:5])).when.date()
        elif line.strip() and not line.startswith("#"):
            written = ("" if cell.strip() == "-" else cell.strip() for cell in line.split("\t"))
            cells = dict(zip_longest(header, written, fillvalue=""))
            try:
                rows += [read_line(cells)] if HUMAN.fullmatch(cells["HSFID"]) else []
            except KeyError as missing:
                raise SystemExit(f"cannot read {path.name}: its first line names no column {missing}") from None
            except ValueError as error:
                print(f"skipped {path.name}, line {number}: {error}", file=sys.stderr)
    if not rows:
        raise SystemExit(f"cannot read {path.name}: it lists no flight that can be read")
    print(f"{path.name}: {len(rows)} lines, updated {updated or 'on a day it does not tell'}")
    return Listing(rows, updated)


def mission(cells: dict[str, str]) -> Flown:
    """Read one line of missions.tsv: a flight."""
    launch, landing = moment(cells["LDate"]), moment(cells["EDate"]) if cells["EDate"] else None
    people, station = whole_number(cells["Crew"]), cells["Station"].rstrip("?")
    return Flown(cells["HSFID"], cells["Ship"], launch, landing, people=people, station=station)


def ride(cells: dict[str, str]) -> Flown:
    """Read one line of rides.tsv: one person's part in a flight."""
    launch = moment(cells["LDate"])
    landing = after(launch, cells["Duration"])
    return Flown(cells["HSFID"], plain_name(cells["Name"]), launch, landing, sponsor=cells["Sponsor"] or "not named")


def whole_number(cell: str) -> int:
    """Read a whole number, or raise ValueError."""
    if not cell.isdecimal():
        raise ValueError(f"{cell!r} is not a whole number")
    return int(cell)


def moment(cell: str) -> Moment:
    """Read an instant as the catalogue writes it, or raise ValueError.

    >>> moment("2023 Sep 15 1544:35").when.isoformat(), moment("2022 May  6 0443").slack, moment("1962 Jul 10").slack
    ('2023-09-15T15:44:35+00:00', datetime.timedelta(seconds=60), datetime.timedelta(days=1))
    """
    for form, slack in FORMATS.items():
        with suppress(ValueError):
            when = datetime.strptime(cell.removesuffix("?"), form)  # for which many blanks are one
            return Moment(when.replace(tzinfo=UTC), slack, cell.endswith("?"))
    raise ValueError(f"{cell!r} is not a date such as 2023 Sep 15 1544:35")


def after(launch: Moment, cell: str) -> Moment | None:
    """Add a duration, days:hours:minutes:seconds, to a launch; None where the flight still goes on.

    >>> after(moment("2023 Sep 15 1544:35"), "203:15:33:12").when.isoformat()
    '2024-04-06T07:17:47+00:00'
    >>> after(moment("2022 Mar 18 1555:18"), "76:11:15 *") is None
    True
    """
    if cell.endswith("*"):
        return None
    parts = dict(zip(UNITS, map(whole_number, cell.removesuffix("?").split(":")), strict=False))
    slack = UNITS[list(parts)[-1]]
    return Moment(launch.when + timedelta(**parts), max(slack, launch.slack), launch.doubtful or cell.endswith("?"))


def plain_name(cell: str) -> str:
    """Return a person's name without rank, employer and the marks of the name in use.

    >>> plain_name("Tracy *Caldwell Dyson, PhD, NASA"), plain_name("T. Niklaus 'Nick' Hague, Col. USAF, NASA")
    ('Tracy Caldwell Dyson', 'T. Niklaus Nick Hague')
    """
    return " ".join(re.sub(r"[*?]|(?<!\w)'|'(?!\w)", "", cell.partition(",")[0]).split())
