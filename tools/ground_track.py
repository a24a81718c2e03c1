"""Computes the ground track of the station on the evening of the docking and rewrites data/ground_track.csv.

    python tools/ground_track.py

Places and notes in the table are kept; all positions are computed again from the orbital elements.
"""

import csv
from datetime import UTC, datetime, timedelta

import pandas as pd
from paths import ROOT
from skyfield.api import EarthSatellite, load, wgs84

TABLE = ROOT / "data" / "ground_track.csv"
FIRST, LAST = datetime(2023, 9, 15, 15, 44, tzinfo=UTC), datetime(2023, 9, 15, 18, 58, tzinfo=UTC)
STEP = timedelta(minutes=1)
ELEMENTS = (  # US catalogue, object 25544, epoch 2023-09-15T05:06:26Z: the source iss-elements
    "1 25544U 98067A   23258.21279622  .00017394  00000+0  31980-3 0  9998",
    "2 25544  51.6410 242.5802 0005771  19.7421  91.0046 15.49290350415756",
)
INSTANT = "%Y-%m-%dT%H:%M:%SZ"


def compute_rows() -> list[dict]:
    """Return the rows of the table: one for each step and each instant with a place or note.

    Latitude and longitude are those of the point below the station, in degrees, by SGP4 and the WGS 84 ellipsoid.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = {row["when_utc"]: row for row in csv.DictReader(file) if row["place"] or row["note"]}
    for step in range((LAST - FIRST) // STEP + 1):
        when = (FIRST + STEP * step).strftime(INSTANT)
        rows.setdefault(when, {"when_utc": when, "source_ids": "iss-elements", "confidence": "high"})
    times = load.timescale(builtin=True)
    instants = [datetime.strptime(when, INSTANT).replace(tzinfo=UTC) for when in sorted(rows)]
    below = wgs84.subpoint(EarthSatellite(*ELEMENTS, "ISS", times).at(times.from_datetimes(instants)))
    return [
        rows[when] | {"latitude_deg": f"{latitude:.2f}", "longitude_deg": f"{longitude:.2f}"}
        for when, latitude, longitude in zip(sorted(rows), below.latitude.degrees, below.longitude.degrees, strict=True)
    ]


if __name__ == "__main__":
    columns = ["when_utc", "latitude_deg", "longitude_deg", "place", "note", "source_ids", "confidence"]
    pd.DataFrame(compute_rows())[columns].to_csv(TABLE, index=False, lineterminator="\n")
    print("Now run: make data")
