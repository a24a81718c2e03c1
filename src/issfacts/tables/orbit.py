"""Print where the station was."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from .. import data
from ..kit.exhibit import Table
from ..kit.wording import capital, clock, day
from .printing import table

HALF_A_MINUTE = timedelta(seconds=30)


def orbit_witness() -> Table:
    """Print where the station was at the moments that matter: time, latitude, longitude, place, why this moment.

    DataError: damaged data. Source: the table ground_track.

    >>> orbit_witness().caption
    'At 18:53 UTC on 15 September 2023 the station was over western Ukraine, half a minute later due south of Kyiv'
    """
    rows = [row for row in data.rows("ground_track") if row["note"]]
    docking = next(row["when_utc"] for row in data.rows("events") if row["id"] == "docking-ms24")
    place = {row["when_utc"]: row["place"].partition(",")[0] for row in rows}
    frame = pd.DataFrame(
        {
            "UTC": [f"{row['when_utc']:%H:%M:%S}" for row in rows],
            "Latitude": [_degrees(row["latitude_deg"], "NS") for row in rows],
            "Longitude": [_degrees(row["longitude_deg"], "EW") for row in rows],
            "Where": [capital(row["place"]) for row in rows],
            "Why this moment": [capital(row["note"]) for row in rows],
        }
    )
    caption = (
        f"At {clock(docking)} UTC on {day(docking)} the station was {place[docking]}, "
        f"half a minute later {place[docking + HALF_A_MINUTE]}"
    )
    return table("orbit-witness", caption, frame, [id for row in rows for id in row["source_ids"]])


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):.2f}° {sides[value < 0]}"
