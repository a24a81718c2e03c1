"""Where the station was on the evening of the docking: a table of moments and a map."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from math import asin, cos, radians, sin, sqrt

import pandas as pd

from .. import data
from ..kit.canvas import GAP, LARGE, TEXT, Canvas, Scale
from ..kit.exhibit import Chart, Table, sources_of
from ..kit.palette import LIGHT
from ..kit.wording import capital, day, listed

KYIV = (30.52, 50.45)  # longitude, latitude of the city centre
DOCKING_TIME = "18:53:32"  # UTC, from the catalogue
DRAWN_ROWS = 13  # the last rows of the track, which are drawn
EARTH_RADIUS = 6371  # km, mean
PLACE_LABELS = (("RUSSIA", 43.6, 48.4), ("BELARUS", 27.7, 53.2), ("ROMANIA", 24.9, 46.1), ("Black Sea", 32.5, 43.7))


def orbit_witness() -> Table:
    """Tabulate the position of the station at key moments: time, latitude, longitude, place, why this moment.

    DataError: invalid data. Source: the table ground_track.

    >>> orbit_witness().caption
    'At 18:53:32 UTC on 15 September 2023, when the ship docked, the station was over Ukraine, 69 km from Kyiv'
    """
    rows = [row for row in data.rows("ground_track") if row["note"]]
    docking = _row_at(rows, DOCKING_TIME)
    frame = pd.DataFrame(
        [
            {
                "UTC": f"{row['when_utc']:%H:%M:%S}",
                "Latitude": f"{row['latitude_deg']:.2f}° N",
                "Longitude": f"{row['longitude_deg']:.2f}° E",
                "Where": capital(row["place"]),
                "Why this moment": capital(row["note"]),
            }
            for row in rows
        ]
    )
    caption = (
        f"At {DOCKING_TIME} UTC on {day(docking['when_utc'])}, when the ship docked, the station was {docking['place']}"
    )
    return Table("orbit-witness", caption, frame, rows=rows)


def _row_at(rows: list[dict], time: str) -> dict:
    """Return the first row at a time, given as HH:MM or HH:MM:SS in UTC."""
    return next(row for row in rows if f"{row['when_utc']:%H:%M:%S}".startswith(time))


def ground_track() -> Chart:
    """Draw a map of where the station was when Soyuz MS-24 docked, over Ukraine, and at the planned time.

    `data`: when_utc, latitude_deg, longitude_deg, place; one row a minute from the launch. DataError: invalid data.
    Sources: the tables ground_track and outlines (Natural Earth; Crimea drawn with Ukraine).

    >>> ground_track().title
    'At 18:53:32 UTC the ship docked over Ukraine, about 70 km from Kyiv'
    """
    rows = data.rows("ground_track")
    docking, planned = _row_at(rows, DOCKING_TIME), _row_at(rows, data.fact("docking-time-planned").value)
    kyiv_distance = distance_to_kyiv(docking)
    positions = listed(f"at {row['when_utc']:%H:%M:%S} {row['place']}" for row in rows if row["place"])
    frame = pd.DataFrame(rows)[["when_utc", "latitude_deg", "longitude_deg", "place"]]
    return Chart(
        "ground-track",
        f"At {DOCKING_TIME} UTC the ship docked over Ukraine, about {round(kyiv_distance, -1):.0f} km from Kyiv",
        partial(_draw, rows, docking, planned),
        alt=f"Map of Ukraine and its neighbours with the way of the station on {day(docking['when_utc'])}",
        description=f"The station was {positions}.",
        data=frame,
        sources=[*docking["source_ids"], *sources_of(data.rows("outlines"))],
        note=f"{kyiv_distance:.0f} km from the centre of Kyiv, measured over the ground; in a second the station flies "
        "seven. Crimea is drawn as part of Ukraine, as the United Nations General Assembly holds.",
        table=frame.fillna({"place": ""})
        .assign(when_utc=frame["when_utc"].dt.strftime("%H:%M:%S"))
        .set_axis(["UTC", "Latitude", "Longitude", "Where"], axis=1),
    )


def distance_to_kyiv(row: dict) -> float:
    """Return the distance_to_kyiv from a row of the track to Kyiv, in km over the ground (haversine)."""
    latitude, kyiv_latitude = radians(row["latitude_deg"]), radians(KYIV[1])
    east = radians(row["longitude_deg"] - KYIV[0])
    haversine = sin((kyiv_latitude - latitude) / 2) ** 2 + cos(latitude) * cos(kyiv_latitude) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(haversine))


def _draw(rows: list[dict], docking: dict, planned: dict, figure, narrow: bool) -> None:
    """Draw Ukraine, coasts and borders, the ground track, and the actual and the planned place of docking."""
    west, east, south, north, width = (21.4, 46.9, 43, 55, 288) if narrow else (20, 50, 43.2, 54.6, 720)
    # An equirectangular map, true to scale at its middle latitude.
    height = (north - south) * width / (east - west) / cos(radians((south + north) / 2))
    x, y = Scale(west, east, 0, width), Scale(north, south, 0, height)

    def project(rows: list[dict]) -> list[tuple[float, float]]:
        """Project rows to canvas coordinates, with NaN where they are outside the map."""
        points = []
        for row in rows:
            longitude, latitude = row["longitude_deg"], row["latitude_deg"]
            visible = west <= longitude <= east and south <= latitude <= north
            points.append((x(longitude), y(latitude)) if visible else (GAP, GAP))
        return points

    canvas = Canvas(figure, height + 8, narrow)
    outlines = data.rows("outlines")
    ukraine = project([row for row in outlines if row["kind"] == "Ukraine"])
    canvas.axes.fill(*zip(*ukraine, strict=True), facecolor=LIGHT["night"], edgecolor=LIGHT["ink"], linewidth=1.2)
    lines = groupby((row for row in outlines if row["kind"] != "Ukraine"), key=lambda row: row["line"])
    points = [point for _, line in lines for point in (*project(list(line)), (GAP, GAP))]
    canvas.line(*zip(*points, strict=True), "muted", 1.2)
    for name, longitude, latitude in PLACE_LABELS:
        canvas.write(x(longitude), y(latitude), name, canvas.small, "muted", "center")
    canvas.write(x(33.6), y(46.75 if narrow else 47.7), "UKRAINE", canvas.small, ha="center", bold=True)
    drawn = rows[-DRAWN_ROWS:]
    before = [row for row in drawn if row["when_utc"] <= docking["when_utc"]]
    after = [row for row in drawn if row["when_utc"] >= docking["when_utc"]]
    canvas.line(*zip(*project(before), strict=True), "accent", 3)
    canvas.line(*zip(*project(after), strict=True), "accent", 1.6, linestyle=(0, (3, 3)))
    (docking_x, docking_y), (planned_x, planned_y) = project([docking, planned])
    kyiv_x, kyiv_y = x(KYIV[0]), y(KYIV[1])
    canvas.line((docking_x, kyiv_x), (docking_y, kyiv_y))
    canvas.marks([kyiv_x], [kyiv_y], size=7)
    canvas.marks([docking_x], [docking_y], "accent", "D", 12, edge="ground")
    canvas.marks([planned_x], [planned_y], "accent", "D", 10, hollow=True)
    size = TEXT if narrow else LARGE
    canvas.write(kyiv_x - 7, kyiv_y - 4, "Kyiv", size, ha="right", bold=True)
    for n, line in enumerate((DOCKING_TIME, "docked") if narrow else (f"{DOCKING_TIME} docked",)):
        canvas.write(docking_x + 8, docking_y + 20 + 15 * n, line, size, "accent", bold=True)
    for n, line in enumerate((f"{planned['when_utc']:%H:%M}, as planned:", "over Russia")):
        canvas.write(planned_x + 8, planned_y - 30 + 17 * n, line, canvas.small, ha="right")
