"""Computes where the station was on the evening of the docking, and rewrites data/ground_track.csv.

    python tools/ground_track.py

Rows that name a place or carry a note keep their words; all positions are computed anew from the element set.
"""

import csv
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


def rows() -> list[dict]:
    """Return the rows of the table, each step and each instant that has words, with every position computed.

    Latitude and longitude below the station, in degrees, by SGP4 and the WGS 84 ellipsoid.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = {row["when_utc"]: row for row in csv.DictReader(file) if row["place"] or row["note"]}
    for n in range((LAST - FIRST) // STEP + 1):
        when = (FIRST + STEP * n).strftime(INSTANT)
        found.setdefault(when, {"when_utc": when, "source_ids": "iss-elements", "confidence": "high"})
    times = load.timescale(builtin=True)
    instants = [datetime.strptime(when, INSTANT).replace(tzinfo=UTC) for when in sorted(found)]
    below = wgs84.subpoint(EarthSatellite(*ELEMENTS, "ISS", times).at(times.from_datetimes(instants)))
    return [
        found[when] | {"latitude_deg": f"{latitude:.2f}", "longitude_deg": f"{longitude:.2f}"}
        for when, latitude, longitude in zip(
            sorted(found), below.latitude.degrees, below.longitude.degrees, strict=True
        )
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
    main()
