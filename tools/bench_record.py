"""Measures the crew record: reading the tables, asking it, importing the package, and how all that grows with it."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import issfacts as iss
from issfacts import data

INSTANTS = 10_000
IMPORTS = 15
LENGTHS = (1, 10, 100)
# The aims: times as fast as plain pandas, and ms.
ABOARD, OCCUPANCY, IMPORT = 50, 100, 60
GROWING = ("people", "stays", "crewed_flights")
KEYS = {"id", "person_id", "seat_swap_person_id"}
NAMES = {"name", "ship", "return_ship"}


def report() -> list[str]:
    """Print everything measured; return what misses its aim."""
    print("Tables")
    reading()
    print("\nQuestions, against plain pandas")
    missed = [*asking_who(), *asking_how_many()]
    print("\nImport")
    missed += importing()
    print(f"\nA record {LENGTHS[1]} and {LENGTHS[2]} times as long (ms)")
    growing()
    return missed


# -- the parts -----------------------------------------------------------------------------------------


def reading() -> None:
    """Print how long it takes to load every table, with nothing read yet and again."""
    names = iss.tables()["name"].tolist()
    data._parsed.cache_clear()
    data._package.cache_clear()
    cold = {name: seconds(lambda name=name: iss.load(name), 1) for name in names}
    warm = {name: seconds(lambda name=name: iss.load(name)) for name in names}
    for label, found in {"cold": cold, "warm": warm}.items():
        slowest = max(found, key=found.get)
        total = sum(found.values())
        print(
            f"  load, {label}: {ms(total)} ms for {len(names)} tables, the slowest {slowest} with {ms(found[slowest])}"
        )
    print(f"  warm is {sum(cold.values()) / sum(warm.values()):.0f} times as fast as cold")


def asking_who() -> list[str]:
    """Print `aboard` of many instants against one boolean filter for each."""
    stays, until = plain_record()
    asked = instants()
    start = time.perf_counter()
    plain = sum(len(stays[(stays["dock_utc"] <= when) & (when < until)]) for when in asked)
    slow = time.perf_counter() - start
    assert plain == len(iss.aboard(asked)), "the plain filter finds other people"
    return compared(f"aboard, {len(asked):,} instants", slow, lambda: iss.aboard(asked), ABOARD)


def asking_how_many() -> list[str]:
    """Print `occupancy` of the whole record against a count for each day."""
    stays, until = plain_record()
    days = pd.date_range(stays["dock_utc"].min(), data.package()["horizon"], freq="D")
    start = time.perf_counter()
    plain = {day: stays.loc[(stays["dock_utc"] <= day) & (day < until), "country"].value_counts() for day in days}
    slow = time.perf_counter() - start
    exact = iss.occupancy().sum(axis=1)
    rows = exact.index.searchsorted(days, side="right") - 1
    assert [count.sum() for count in plain.values()] == exact.iloc[rows].tolist(), "the plain count differs"
    return compared(f"occupancy, {len(days):,} days", slow, iss.occupancy, OCCUPANCY)


def importing() -> list[str]:
    """Print the time of `import issfacts` over bare python, in fresh interpreters taken in turn."""
    environment = {**os.environ, "PYTHONPATH": str(Path(iss.__file__).parents[1])}
    times = {"pass": [], "import issfacts": []}
    for _ in range(IMPORTS):
        for code, found in times.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], env=environment, check=True)
            found.append(time.perf_counter() - start)
    bare, full = (min(found) for found in times.values())
    cost = (full - bare) * 1000
    print(f"  import issfacts: {cost:.1f} ms over bare python ({bare * 1000:.1f} ms), aim below {IMPORT}")
    return [] if cost < IMPORT else ["import issfacts"]


def growing() -> None:
    """Print what the same questions cost as the record grows."""
    lines = {}
    for length in LENGTHS:
        with TemporaryDirectory() as name, reading_from(longer(Path(name), length)):
            for label, cost in costs().items():
                lines.setdefault(label, []).append(cost)
    print(f"  {'':34}" + "".join(f"{f'{length}x':>10}" for length in LENGTHS) + f"{'growth':>9}")
    for label, found in lines.items():
        print(f"  {label:34}" + "".join(f"{ms(cost):>10}" for cost in found) + f"{found[-1] / found[0]:>8.0f}x")


def costs() -> dict[str, float]:
    """Measure one record: the first reading, then each question."""
    cold = seconds(lambda: iss.load("stays"), 1)
    asked = instants()
    return {
        "load stays, cold": cold,
        "load stays, warm": seconds(lambda: iss.load("stays")),
        "first question": seconds(lambda: iss.aboard(asked[0]), 1),
        "aboard, one instant": seconds(lambda: iss.aboard(asked[0])),
        f"aboard, {len(asked):,} instants": seconds(lambda: iss.aboard(asked)),
        "occupancy": seconds(iss.occupancy),
        "visitors": seconds(iss.visitors),
        "person_days": seconds(iss.person_days),
        "longest_stays": seconds(iss.longest_stays),
        "share_of_mixed_crews, first": seconds(iss.share_of_mixed_crews, 1),
        "share_of_mixed_crews": seconds(iss.share_of_mixed_crews),
    }


# -- the record in other lengths -----------------------------------------------------------------------


def longer(folder: Path, times: int) -> Path:
    """Write the crew record several times over, one copy after the other, each with people of its own."""
    horizon = datetime.fromisoformat(data.package()["horizon"])
    first = min(row["launch_utc"] for row in iss.rows("stays"))
    step = timedelta(days=(horizon - first).days + 1)
    for table in GROWING:
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


# -- small tools ---------------------------------------------------------------------------------------


def seconds(call: Callable, times: int = 5) -> float:
    """Measure a call; of several, the fastest."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found)


def compared(label: str, slow: float, call: Callable, aim: int) -> list[str]:
    """Print how many times as fast a call is; return its label where that is less than its aim."""
    fast = seconds(call)
    print(f"  {label}: {ms(fast)} ms, plain {ms(slow)} ms: {slow / fast:,.0f} times as fast, aim {aim}")
    return [] if slow / fast >= aim else [label]


def plain_record() -> tuple[pd.DataFrame, pd.Series]:
    """Return the stays as a reader would take them, and their ends; what is open ends beyond all questions."""
    stays = iss.load("stays")
    return stays, stays["undock_utc"].fillna(pd.Timestamp("9999-01-01T00:00Z"))


def instants() -> pd.DatetimeIndex:
    """Return instants spread over the whole record."""
    return pd.date_range(iss.load("stays")["dock_utc"].min(), data.package()["horizon"], INSTANTS)


def utc(when: datetime) -> str:
    """Write an instant as the tables do."""
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def ms(time_in_s: float) -> str:
    """Write seconds in milliseconds, with a decimal where they are few."""
    return f"{time_in_s * 1000:,.{0 if time_in_s >= 0.1 else 1}f}"
