"""Where the station was on the evening of the docking: a map, and the moments that matter."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import GAP, LARGE, TEXT, Canvas
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
    docking = next(row for row in rows if f"{row['when_utc']:%H:%M:%S}" == DOCKED)
    frame = pd.DataFrame(
        {
            "UTC": [f"{row['when_utc']:%H:%M:%S}" for row in rows],
            "Latitude": [_degrees(row["latitude_deg"], "NS") for row in rows],
            "Longitude": [_degrees(row["longitude_deg"], "EW") for row in rows],
            "Where": [capital(row["place"]) for row in rows],
            "Why this moment": [capital(row["note"]) for row in rows],
        }
    )
    caption = f"At {DOCKED} UTC on {day(docking['when_utc'])}, when the ship docked, the station was {docking['place']}"
    return Table("orbit-witness", caption, frame, rows=rows)


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):.2f}° {letters[value < 0]}"


def ground_track() -> Chart:
    """Draw where the station was over Ukraine when Soyuz MS-24 docked, and where it would have been as planned.

    `data`: when_utc, latitude_deg, longitude_deg, place; one row a minute from the launch. DataError: damaged data.
    Sources: the tables ground_track and outlines (Natural Earth; Crimea drawn with Ukraine).

    >>> ground_track().title
    'At 18:53:32 UTC the ship docked over Ukraine, about 70 km from Kyiv'
    """
    rows = data.rows("ground_track")
    plan = data.fact("docking-time-planned").value
    docking = next(row for row in rows if f"{row['when_utc']:%H:%M:%S}" == DOCKED)
    planned = next(row for row in rows if f"{row['when_utc']:%H:%M}" == plan)
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


def distance(row: dict, place: tuple[float, float] = KYIV) -> float:
    """Return how far from a place a row of the track is, in km over the ground (haversine)."""
    north, there = radians(row["latitude_deg"]), radians(place[1])
    east = radians(row["longitude_deg"] - place[0])
    half = sin((there - north) / 2) ** 2 + cos(north) * cos(there) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


class Frame(NamedTuple):
    """Hold a part of the Earth and the width on which it is drawn: degrees, then px."""

    west: float
    east: float
    south: float
    north: float
    width: float

    @property
    def height(self) -> float:
        """Return the px from north to south, so that shapes are true in the middle."""
        middle = radians((self.south + self.north) / 2)
        return (self.north - self.south) * self.width / (self.east - self.west) / cos(middle)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point of the Earth stands on the paper."""
        across, down = longitude - self.west, self.north - latitude
        return across * self.width / (self.east - self.west), down * self.height / (self.north - self.south)

    def path(self, rows: list[dict]) -> list[tuple[float, float]]:
        """Return the points of a line, with a gap where it leaves the map."""
        points = []
        for row in rows:
            longitude, latitude = row["longitude_deg"], row["latitude_deg"]
            inside = self.west <= longitude <= self.east and self.south <= latitude <= self.north
            points.append(self.at(longitude, latitude) if inside else (GAP, GAP))
        return points


def _draw(rows: list[dict], docking: dict, planned: dict, figure, narrow: bool) -> None:
    """Draw Ukraine, coasts and borders, the way of the station, and the two moments."""
    frame = Frame(21.4, 46.9, 43, 55, 288) if narrow else Frame(20, 50, 43.2, 54.6, 720)
    paper = Canvas(figure, frame.height + 8, narrow)
    outlines = data.rows("outlines")
    country = frame.path([row for row in outlines if row["kind"] == "Ukraine"])
    paper.axes.fill(*zip(*country, strict=True), facecolor=LIGHT["night"], edgecolor=LIGHT["ink"], linewidth=1.2)
    lines = groupby((row for row in outlines if row["kind"] != "Ukraine"), key=lambda row: row["line"])
    points = [point for _, line in lines for point in (*frame.path(list(line)), (GAP, GAP))]
    paper.line(*zip(*points, strict=True), "muted", 1.2)
    for words, *there in PLACES:
        paper.write(*frame.at(*there), words, paper.small, "muted", "center")
    paper.write(*frame.at(33.6, 46.75 if narrow else 47.7), "UKRAINE", paper.small, ha="center", bold=True)
    evening = rows[-EVENING:]
    before = [row for row in evening if row["when_utc"] <= docking["when_utc"]]
    after = [row for row in evening if row["when_utc"] >= docking["when_utc"]]
    paper.line(*zip(*frame.path(before), strict=True), "accent", 3)
    paper.line(*zip(*frame.path(after), strict=True), "accent", 1.6, linestyle=(0, (3, 3)))
    (x, y), (kyiv, top), (late, up) = (frame.at(*there) for there in (_below(docking), KYIV, _below(planned)))
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


def _below(row: dict) -> tuple[float, float]:
    return row["longitude_deg"], row["latitude_deg"]
