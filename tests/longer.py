"""Makes a crew record of another length: the same one several times over, each copy with people of its own."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import issfacts as iss
from issfacts import data

TABLES = ("people", "stays", "crewed_flights")
KEYS = {"id", "person_id", "seat_swap_person_id"}
NAMES = {"name", "ship", "return_ship"}


def longer(folder: Path, times: int) -> Path:
    """Write the crew record several times, one copy after the other, into a folder and return it."""
    horizon = datetime.fromisoformat(data.package()["horizon"])
    first = min(row["launch_utc"] for row in iss.rows("stays"))
    step = timedelta(days=(horizon - first).days + 1)
    for table in TABLES:
        with (data.home() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            for copy in range(times):
                ended = None if copy == times - 1 else horizon
                writer.writerows(later(row, copy, copy * step, ended) for row in rows)
    described = (data.home() / "datapackage.json").read_text("utf-8")
    moved = described.replace(utc(horizon), utc(horizon + (times - 1) * step))
    (folder / "datapackage.json").write_text(moved, "utf-8")
    return folder


def later(row: dict, copy: int, shift: timedelta, ended: datetime | None) -> dict:
    """Move a row in time and name it anew; what is open ends where its copy of the record ends."""
    if ended and "return_ship" in row and not row["return_ship"]:
        row = {**row, "return_ship": row["ship"], "undock_utc": utc(ended), "landing_utc": utc(ended)}
    found = dict(row)
    for column, cell in row.items():
        if cell and copy and column in KEYS:
            found[column] = f"{cell}-{copy}"
        elif cell and copy and column in NAMES:
            found[column] = f"{cell} {copy}"
        elif cell and column.endswith("_utc"):
            found[column] = utc(datetime.fromisoformat(cell) + shift)
    return found


@contextmanager
def reading_from(folder: Path) -> Iterator[None]:
    """Let the package read other data."""
    home, data.home = data.home, lambda: folder
    try:
        yield
    finally:
        data.home = home


def utc(when: datetime) -> str:
    """Write an instant as the tables do."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"
