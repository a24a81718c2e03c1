"""Where the station was on the evening of the docking: a table of moments and a map."""

from functools import partial
from itertools import groupby
from math import asin, cos, radians, sin, sqrt

import numpy as np
import pandas as pd
from numpy.polynomial import Polynomial

from .. import data
from ..kit.canvas import LARGE, NARROW, TEXT, WIDE, Canvas, Scale
from ..kit.exhibit import Chart, Table, sources_of
from ..kit.palette import LIGHT
from ..kit.wording import capital, day, listed

KYIV = (30.52, 50.45)  # longitude, latitude of the city centre
DOCKING_TIME = "18:53:32"  # UTC, from the catalogue
DRAWN_ROWS = 13  # the last rows of the track, which are drawn
EARTH_RADIUS = 6371  # km, mean
CURVE_DEGREE = 6  # of the curves through the rows of the track: within 0.2 px of each
PLACE_LABELS = (("RUSSIA", 43.2, 48.4), ("BELARUS", 27.7, 53.2), ("ROMANIA", 24.9, 46.1), ("Black Sea", 31.9, 43.9))


def orbit_witness() -> Table:
    """Tabulate the position of the station at key moments: time, latitude, longitude, place, why this moment.

    DataError: invalid data. Source: the table ground_track.

    >>> orbit_witness().caption
    'At 18:53:32 UTC on 15 September 2023, when the ship docked, the station was over Ukraine, 69 km from Kyiv'
    """
    rows = [row for row in data.rows("ground_track") if row["note"]]
    docking = _row_at(rows, DOCKING_TIME)
    columns = {
        "UTC": [f"{row['when_utc']:%H:%M:%S}" for row in rows],
        "Latitude": [f"{row['latitude_deg']:.2f}° N" for row in rows],
        "Longitude": [f"{row['longitude_deg']:.2f}° E" for row in rows],
        "Where": [capital(row["place"]) for row in rows],
        "Why this moment": [capital(row["note"]) for row in rows],
    }
    when = f"{DOCKING_TIME} UTC on {day(docking['when_utc'])}"
    caption = f"At {when}, when the ship docked, the station was {docking['place']}"
    return Table("orbit-witness", caption, columns, rows=rows)


def _row_at(rows: list[dict], time: str) -> dict:
    """Return the first row at a time, given as HH:MM or HH:MM:SS in UTC."""
    return next(row for row in rows if f"{row['when_utc']:%H:%M:%S}".startswith(time))


def ground_track() -> Chart:
    """Draw a map of where the station was when Soyuz MS-24 docked, over Ukraine, and at the planned time.

    `data`: when_utc, latitude_deg, longitude_deg, place; one row a minute from the launch. DataError: invalid data.
    Sources: the tables ground_track and outlines (Natural Earth; Crimea drawn with Ukraine).

    >>> ground_track().title
    'At 18:53 UTC the station was over Ukraine, at 18:56 over Russia'
    """
    rows = data.rows("ground_track")
    docking, planned = _row_at(rows, DOCKING_TIME), _row_at(rows, data.fact("docking-time-planned").value)
    kyiv_distance = distance_to_kyiv(docking)
    positions = listed(f"at {row['when_utc']:%H:%M:%S} {row['place']}" for row in rows if row["place"])
    frame = pd.DataFrame(rows)[["when_utc", "latitude_deg", "longitude_deg", "place"]]
    return Chart(
        "ground-track",
        f"At {docking['when_utc']:%H:%M} UTC the station was over Ukraine, at {planned['when_utc']:%H:%M} over Russia",
        partial(_draw, rows, docking, planned),
        alt=f"Map of Ukraine and its neighbours with the way of the station on {day(docking['when_utc'])}",
        description=f"The station was {positions}.",
        data=frame,
        sources=[*docking["source_ids"], *sources_of(data.rows("outlines"))],
        note=f"At {DOCKING_TIME}, the time in a catalogue, {kyiv_distance:.0f} km over the ground from central Kyiv. "
        "Crimea is drawn as part of Ukraine, as the United Nations General Assembly holds.",
        table=frame.fillna({"place": ""})
        .assign(when_utc=frame["when_utc"].dt.strftime("%H:%M:%S"))
        .set_axis(["UTC", "Latitude", "Longitude", "Where"], axis=1),
    )


def distance_to_kyiv(row: dict) -> float:
    """Return the distance from a row of the track to Kyiv, in km over the ground (haversine)."""
    latitude, kyiv_latitude = radians(row["latitude_deg"]), radians(KYIV[1])
    east = radians(row["longitude_deg"] - KYIV[0])
    haversine = sin((kyiv_latitude - latitude) / 2) ** 2 + cos(latitude) * cos(kyiv_latitude) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(haversine))


def _draw(rows: list[dict], docking: dict, planned: dict, figure, narrow: bool) -> None:
    """Draw Ukraine, its neighbours and the sea, the ground track, and the actual and the planned place of docking."""
    west, east, south, north, width = (21.6, 45.9, 43.6, 54.6, NARROW) if narrow else (19, 46.4, 43.6, 54.6, WIDE)
    # An equirectangular map, true to scale at its middle latitude.
    height = (north - south) * width / (east - west) / cos(radians((south + north) / 2))
    x, y = Scale(west, east, 0, width), Scale(north, south, 0, height)
    canvas = Canvas(figure, height, narrow)

    def project(rows: list[dict]) -> tuple[list[float], list[float]]:
        return [x(row["longitude_deg"]) for row in rows], [y(row["latitude_deg"]) for row in rows]

    canvas.box(0, 0, width, height, "band")  # the sea; land and borders reach beyond the map, which cuts them
    for (_, kind), line in groupby(data.rows("outlines"), key=lambda row: (row["line"], row["kind"])):
        if kind == "border":
            canvas.line(*project(list(line)), "muted", 0.8)
        else:
            face, edge, weight = ("ground", "muted", 0.8) if kind == "land" else ("night", "ink", 1.2)
            canvas.axes.fill(*project(list(line)), facecolor=LIGHT[face], edgecolor=LIGHT[edge], linewidth=weight)
    for name, longitude, latitude in PLACE_LABELS:
        canvas.write(x(longitude), y(latitude), name, canvas.small, "muted", "center")
    ukraine_longitude, ukraine_latitude = (34.95, 47.12) if narrow else (33.6, 47.7)
    canvas.write(x(ukraine_longitude), y(ukraine_latitude), "UKRAINE", canvas.small, ha="center", bold=True)
    # The track is a smooth line through its last rows, solid up to the docking and dashed after it.
    drawn = rows[-DRAWN_ROWS:]
    seconds = [(row["when_utc"] - docking["when_utc"]).total_seconds() for row in drawn]
    x_at, y_at = (Polynomial.fit(seconds, values, CURVE_DEGREE) for values in project(drawn))
    before, after = np.arange(seconds[0], 1, 10), np.arange(0, seconds[-1] + 1, 10)
    canvas.line(x_at(before), y_at(before), "accent", 3)
    canvas.line(x_at(after), y_at(after), "accent", 1.6, linestyle=(0, (3, 3)))
    (docking_x, planned_x), (docking_y, planned_y) = project([docking, planned])
    kyiv_x, kyiv_y = x(KYIV[0]), y(KYIV[1])
    canvas.line((docking_x, kyiv_x), (docking_y, kyiv_y))
    canvas.marks([kyiv_x], [kyiv_y], size=7)
    canvas.marks([docking_x], [docking_y], "accent", "D", 12, edge="ground")
    canvas.marks([planned_x], [planned_y], "accent", "D", 10, hollow=True)
    size = TEXT if narrow else LARGE
    canvas.write(kyiv_x - 7, kyiv_y - 4, "Kyiv", size, ha="right", bold=True)
    for n, line in enumerate((DOCKING_TIME, "docked") if narrow else (f"{DOCKING_TIME} docked",)):
        canvas.write(docking_x + 8, docking_y + (15 if narrow else 20) + 14 * n, line, size, "accent", bold=True)
    for n, line in enumerate((f"{planned['when_utc']:%H:%M}, as planned:", "over Russia")):
        canvas.write(planned_x + 5, planned_y - 30 + 17 * n, line, canvas.small, ha="right")
    canvas.outline(0.5, 0.5, width - 1, height - 1, "muted")
