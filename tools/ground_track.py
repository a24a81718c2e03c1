"""Computes where the station was on the evening of the docking, and rewrites data/ground_track.csv.

    python tools/ground_track.py

Rows that name a place or carry a note keep their words; all positions are computed anew from the element set.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from skyfield.api import EarthSatellite, load, wgs84

TABLE = Path(__file__).resolve().parent.parent / "data" / "ground_track.csv"
FIRST, LAST = datetime(2023, 9, 15, 15, 44, tzinfo=UTC), datetime(2023, 9, 15, 18, 58, tzinfo=UTC)
STEP = timedelta(minutes=1)
ELEMENTS = (  # US catalogue, object 25544, epoch 2023-09-15T05:06:26Z: the source iss-elements
    "1 25544U 98067A   23258.21279622  .00017394  00000+0  31980-3 0  9998",
    "2 25544  51.6410 242.5802 0005771  19.7421  91.0046 15.49290350415756",
)
INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def positions(instants: list[datetime]) -> Iterator[tuple[float, float]]:
    """Yield the latitude and longitude below the station, in degrees, by SGP4 and the WGS 84 ellipsoid."""
    times = load.timescale(builtin=True)
    station = EarthSatellite(*ELEMENTS, "ISS", times)
    for instant in instants:
        below = wgs84.subpoint(station.at(times.from_datetime(instant)))
        yield round(below.latitude.degrees, 2), round(below.longitude.degrees, 2)


def rows(table: Path = TABLE) -> list[dict]:
    """Return the rows of the table with every position computed: each step, and each instant that has words."""
    with table.open(encoding="utf-8", newline="") as file:
        told = {row["when_utc"]: row for row in csv.DictReader(file) if row["place"] or row["note"]}
    steps = {(FIRST + STEP * n).strftime(INSTANT) for n in range((LAST - FIRST) // STEP + 1)}
    instants = sorted(steps | set(told))
    found = positions([datetime.strptime(when, INSTANT).replace(tzinfo=UTC) for when in instants])
    common = {"source_ids": "iss-elements", "confidence": "high"}
    return [
        {"place": "", "note": "", **common, **told.get(when, {}), "when_utc": when}
        | {"latitude_deg": f"{latitude:.2f}", "longitude_deg": f"{longitude:.2f}"}
        for when, (latitude, longitude) in zip(instants, found, strict=True)
    ]


def main() -> None:
    """Rewrite the table."""
    columns = ["when_utc", "latitude_deg", "longitude_deg", "place", "note", "source_ids", "confidence"]
    found = rows()
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    print(f"{len(found)} positions. Now run: make data")


if __name__ == "__main__":
    sys.exit(main())
