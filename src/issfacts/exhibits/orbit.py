"""Where the station was on the evening of the docking: a map, and the moments that matter."""

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

KYIV = (30.52, 50.45)  # longitude, latitude of the centre
DOCKED = "18:53:32"  # by the catalogue, to the second
EVENING = 13  # rows of the track that are drawn: those at its end
EARTH = 6371  # km, the mean radius
PLACES = (("RUSSIA", 43.6, 48.4), ("BELARUS", 27.7, 53.2), ("ROMANIA", 24.9, 46.1), ("Black Sea", 32.5, 43.7))


def orbit_witness() -> Table:
    """Print where the station was at the moments that matter: time, latitude, longitude, place, why this moment.

    DataError: damaged data. Source: the table ground_track.

    >>> orbit_witness().caption
    'At 18:53:32 UTC on 15 September 2023, when the ship docked, the station was over Ukraine, 69 km from Kyiv'
    """
    rows = [row for row in data.rows("ground_track") if row["note"]]
    docking = _at(rows, DOCKED)
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
    caption = f"At {DOCKED} UTC on {day(docking['when_utc'])}, when the ship docked, the station was {docking['place']}"
    return Table("orbit-witness", caption, frame, rows=rows)


def _at(rows: list[dict], time: str) -> dict:
    return next(row for row in rows if f"{row['when_utc']:%H:%M:%S}".startswith(time))


def ground_track() -> Chart:
    """Draw where the station was over Ukraine when Soyuz MS-24 docked, and where it would have been as planned.

    `data`: when_utc, latitude_deg, longitude_deg, place; one row a minute from the launch. DataError: damaged data.
    Sources: the tables ground_track and outlines (Natural Earth; Crimea drawn with Ukraine).

    >>> ground_track().title
    'At 18:53:32 UTC the ship docked over Ukraine, about 70 km from Kyiv'
    """
    rows = data.rows("ground_track")
    docking, planned = _at(rows, DOCKED), _at(rows, data.fact("docking-time-planned").value)
    away = distance(docking)
    told = listed(f"at {row['when_utc']:%H:%M:%S} {row['place']}" for row in rows if row["place"])
    frame = pd.DataFrame(rows)[["when_utc", "latitude_deg", "longitude_deg", "place"]]
    return Chart(
        "ground-track",
        f"At {DOCKED} UTC the ship docked over Ukraine, about {round(away, -1):.0f} km from Kyiv",
        partial(_draw, rows, docking, planned),
        alt=f"Map of Ukraine and its neighbours with the way of the station on {day(docking['when_utc'])}",
        description=f"The station was {told}.",
        data=frame,
        sources=[*docking["source_ids"], *sources_of(data.rows("outlines"))],
        note=f"{away:.0f} km from the centre of Kyiv, measured over the ground; in a second the station flies seven. "
        "Crimea is drawn as part of Ukraine, as the United Nations General Assembly holds.",
        table=frame.fillna({"place": ""})
        .assign(when_utc=frame["when_utc"].dt.strftime("%H:%M:%S"))
        .set_axis(["UTC", "Latitude", "Longitude", "Where"], axis=1),
    )


def distance(row: dict) -> float:
    """Return how far from Kyiv a row of the track is, in km over the ground (haversine)."""
    north, there = radians(row["latitude_deg"]), radians(KYIV[1])
    east = radians(row["longitude_deg"] - KYIV[0])
    half = sin((there - north) / 2) ** 2 + cos(north) * cos(there) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def _draw(rows: list[dict], docking: dict, planned: dict, figure, narrow: bool) -> None:
    """Draw Ukraine, coasts and borders, the way of the station, and the two moments."""
    west, east, south, north, width = (21.4, 46.9, 43, 55, 288) if narrow else (20, 50, 43.2, 54.6, 720)
    height = (north - south) * width / (east - west) / cos(radians((south + north) / 2))  # true in the middle
    across, down = Scale(west, east, 0, width), Scale(north, south, 0, height)

    def path(rows: list[dict]) -> list[tuple[float, float]]:
        """Return where a line runs on the paper, with a gap where it leaves the map."""
        places = [(row["longitude_deg"], row["latitude_deg"]) for row in rows]
        inside = [west <= longitude <= east and south <= latitude <= north for longitude, latitude in places]
        return [(across(x), down(y)) if there else (GAP, GAP) for (x, y), there in zip(places, inside, strict=True)]

    paper = Canvas(figure, height + 8, narrow)
    outlines = data.rows("outlines")
    country = path([row for row in outlines if row["kind"] == "Ukraine"])
    paper.axes.fill(*zip(*country, strict=True), facecolor=LIGHT["night"], edgecolor=LIGHT["ink"], linewidth=1.2)
    lines = groupby((row for row in outlines if row["kind"] != "Ukraine"), key=lambda row: row["line"])
    points = [point for _, line in lines for point in (*path(list(line)), (GAP, GAP))]
    paper.line(*zip(*points, strict=True), "muted", 1.2)
    for words, longitude, latitude in PLACES:
        paper.write(across(longitude), down(latitude), words, paper.small, "muted", "center")
    paper.write(across(33.6), down(46.75 if narrow else 47.7), "UKRAINE", paper.small, ha="center", bold=True)
    evening = rows[-EVENING:]
    before = [row for row in evening if row["when_utc"] <= docking["when_utc"]]
    after = [row for row in evening if row["when_utc"] >= docking["when_utc"]]
    paper.line(*zip(*path(before), strict=True), "accent", 3)
    paper.line(*zip(*path(after), strict=True), "accent", 1.6, linestyle=(0, (3, 3)))
    (x, y), (late, up), (kyiv, top) = *path([docking, planned]), (across(KYIV[0]), down(KYIV[1]))
    paper.line((x, kyiv), (y, top))
    paper.marks([kyiv], [top], size=7)
    paper.marks([x], [y], "accent", "D", 12, edge="ground")
    paper.marks([late], [up], "accent", "D", 10, hollow=True)
    large = TEXT if narrow else LARGE
    paper.write(kyiv - 7, top - 4, "Kyiv", large, ha="right", bold=True)
    for n, words in enumerate((DOCKED, "docked") if narrow else (f"{DOCKED} docked",)):
        paper.write(x + 8, y + 20 + 15 * n, words, large, "accent", bold=True)
    for n, words in enumerate((f"{planned['when_utc']:%H:%M}, as planned:", "over Russia")):
        paper.write(late + 8, up - 30 + 17 * n, words, paper.small, ha="right")
