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
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

DAY = r"(?P<day>\d{4} [A-Z][a-z]{2} +\d{1,2})"
MOMENT = re.compile(rf"{DAY}(?: +(?P<time>\d\d\d\d)(?P<second>:\d\d)?)?(?P<doubt>\?)?")
UPDATED = re.compile(rf"# Updated {DAY}")
DURATION = re.compile(r"(\d+)(?::(\d\d))?(?::(\d\d))?(?::(\d\d))? ?(?P<mark>[?*])?")
HUMAN = re.compile(r"H\d+")  # HA are aborted flights that reached no space, HB those of apes
WHOLE_DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class UnreadableError(Exception):
    """Says in one line why a file cannot be read."""


class Moment(NamedTuple):
    """Hold an instant, how much it may be off for want of digits, and whether it is in doubt."""

    when: datetime
    slack: timedelta = timedelta(0)
    doubtful: bool = False


class Mission(NamedTuple):
    """Hold one crewed flight."""

    id: str
    ship: str
    launch: Moment
    landing: Moment | None
    people: int
    station: str | None


class Ride(NamedTuple):
    """Hold one person's flight; `landing` is None while it goes on."""

    mission_id: str
    name: str
    sponsor: str | None
    launch: Moment
    landing: Moment | None


class Listing(NamedTuple):
    """Hold what a file lists, the day of the file, and what is wrong with each line that could not be read."""

    rows: list
    updated: date | None
    skipped: list[str]


# -- files -------------------------------------------------------------------------------------------


def read_missions(path: Path) -> Listing:
    """Read the flights that carried people into space, or raise UnreadableError."""
    return read_list(path, ("HSFID", "Ship", "LDate", "EDate", "Crew", "Station"), as_mission)


def read_rides(path: Path) -> Listing:
    """Read who flew on them, or raise UnreadableError."""
    return read_list(path, ("HSFID", "Name", "Sponsor", "LDate", "Duration"), as_ride)


def read_list(path: Path, needed: tuple[str, ...], make) -> Listing:
    """Read a file's lines; `make` turns the cells of one into what it lists. An odd line is skipped, by name."""
    try:
        first, *lines = path.read_bytes().decode("utf-8").splitlines() or [""]
    except OSError as error:
        raise UnreadableError(f"{path.name}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"{path.name}: is not UTF-8 text") from None
    header = [name.strip() for name in first.lstrip("#").split("\t")]
    if missing := [name for name in needed if name not in header]:
        raise UnreadableError(f"{path.name}: its first line names no column {', '.join(missing)}")
    rows, skipped = [], []
    for number, line in enumerate(lines, start=2):
        if line.strip() and not line.startswith("#"):
            try:
                cells = cells_of(line, header, needed)
                rows += [make(cells)] if HUMAN.fullmatch(cells["HSFID"] or "") else []
            except ValueError as error:
                skipped.append(f"{path.name}, line {number}: {error}")
    if not rows:
        raise UnreadableError(f"{path.name}: lists no flight that can be read")
    updated = next(filter(None, map(UPDATED.match, lines)), None)
    return Listing(rows, day_of(updated).date() if updated else None, skipped)


def cells_of(line: str, header: list[str], needed: tuple[str, ...]) -> dict[str, str | None]:
    """Split a line into cells by the names of their columns; an empty cell is None."""
    cells = [cell.strip() for cell in line.split("\t")]
    found = {name: None if cell in ("", "-") else cell for name, cell in zip(header, cells, strict=False)}
    if missing := [name for name in needed if name not in found]:
        raise ValueError(f"no cell for {', '.join(missing)}")
    return found


def as_mission(cells: dict[str, str | None]) -> Mission:
    """Read one line of missions.tsv."""
    landing = moment(cells["EDate"]) if cells["EDate"] else None
    if not (cells["Crew"] or "").isdecimal():
        raise ValueError(f"{cells['Crew']!r} is not a number of people")
    station = (cells["Station"] or "").rstrip("?") or None
    return Mission(cells["HSFID"], cells["Ship"], moment(cells["LDate"]), landing, int(cells["Crew"]), station)


def as_ride(cells: dict[str, str | None]) -> Ride:
    """Read one line of rides.tsv."""
    launch, name = moment(cells["LDate"]), plain_name(cells["Name"] or "")
    return Ride(cells["HSFID"], name, cells["Sponsor"], launch, after(launch, cells["Duration"]))


# -- cells -------------------------------------------------------------------------------------------


def day_of(found: re.Match) -> datetime:
    """Return the beginning of the day of a match of DAY."""
    return datetime.strptime(" ".join(found["day"].split()), "%Y %b %d").replace(tzinfo=UTC)


def moment(cell: str | None) -> Moment:
    """Read an instant as the catalogue writes it, or raise ValueError.

    >>> moment("2023 Sep 15 1544:35").when.isoformat(), moment("2022 May  6 0443").slack, moment("1962 Jul 10").slack
    ('2023-09-15T15:44:35+00:00', datetime.timedelta(seconds=60), datetime.timedelta(days=1))
    """
    found = MOMENT.fullmatch(cell or "")
    if not found:
        raise ValueError(f"{cell!r} is not a date such as 2023 Sep 15 1544:35")
    try:
        clock = datetime.strptime((found["time"] or "0000") + (found["second"] or ":00"), "%H%M:%S").time()
        when = datetime.combine(day_of(found), clock, UTC)
    except ValueError:
        raise ValueError(f"{cell!r} is a day or a time that does not exist") from None
    slack = timedelta(0) if found["second"] else MINUTE if found["time"] else WHOLE_DAY
    return Moment(when, slack, bool(found["doubt"]))


def after(launch: Moment, cell: str | None) -> Moment | None:
    """Add a duration, days:hours:minutes:seconds, to a launch; None where the flight still goes on.

    >>> after(moment("2023 Sep 15 1544:35"), "203:15:33:12").when.isoformat()
    '2024-04-06T07:17:47+00:00'
    >>> after(moment("2022 Mar 18 1555:18"), "76:11:15 *") is None
    True
    """
    found = DURATION.fullmatch(cell or "")
    if not found:
        raise ValueError(f"{cell!r} is not a duration such as 203:15:33:12")
    if found["mark"] == "*":
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[:4])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    slack = timedelta(seconds=1) if found[4] else MINUTE if found[3] else WHOLE_DAY
    return Moment(launch.when + length, max(slack, launch.slack), launch.doubtful or found["mark"] == "?")


def plain_name(cell: str) -> str:
    """Return a person's name without rank, employer and the marks of the name in use.

    >>> plain_name("Tracy *Caldwell Dyson, PhD, NASA"), plain_name("T. Niklaus 'Nick' Hague, Col. USAF, NASA")
    ('Tracy Caldwell Dyson', 'T. Niklaus Nick Hague')
    """
    return " ".join(re.sub(r"[*?]|(?<!\w)'|'(?!\w)", "", cell.partition(",")[0]).split())
