"""Where the station was on the evening of the docking: a map, and the moments that matter."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from itertools import groupby
from math import cos, radians
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import GAP, LARGE, Canvas
from ..kit.exhibit import Chart, Table, sources_of
from ..kit.wording import capital, clock, day, listed

BAIKONUR = ("Baikonur", 63.56, 46.00)  # longitude, latitude: the launch site, as the table ground_track has it
KYIV = ("Kyiv", 30.52, 50.45)
COUNTRY_NAMES = (("UKRAINE", 37.0, 48.9), ("RUSSIA", 41.5, 55.0), ("KAZAKHSTAN", 62.5, 48.8))
OVERHEAD = "15:45"  # the minute that began 25 seconds after lift-off
AROUND = 8  # minutes after the launch, and before the end, that are drawn close up


def orbit_witness() -> Table:
    """Print where the station was at the moments that matter: time, latitude, longitude, place, why this moment.

    DataError: damaged data. Source: the table ground_track.

    >>> orbit_witness().caption
    'At 18:53 UTC on 15 September 2023 the station was over western Ukraine, half a minute later due south of Kyiv'
    """
    rows = [row for row in data.rows("ground_track") if row["note"]]
    docking = data.by_id("events")["docking-ms24"]["when_utc"]
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
        f"half a minute later {place[docking + timedelta(seconds=30)]}"
    )
    return Table("orbit-witness", caption, frame, rows=rows)


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):.2f}° {letters[value < 0]}"


def ground_track() -> Chart:
    """Draw the way of the station over the Earth from the launch of Soyuz MS-24 to its docking, and both places.

    `data`: when_utc, latitude_deg, longitude_deg, place; one row a minute. DataError: damaged data. Sources: the
    tables ground_track and outlines (Natural Earth; Crimea drawn with Ukraine).

    >>> ground_track().title
    'At 18:53 the station was over western Ukraine; at 18:56, the planned time, it was near the Volga'
    """
    rows, events = data.rows("ground_track"), data.by_id("events")
    launch, docking = events["launch-ms24"]["when_utc"], events["docking-ms24"]["when_utc"]
    launched, docked, planned = clock(launch), clock(docking), data.fact("docking-time-planned").value
    words = {clock(row["when_utc"]): row["place"] for row in rows if row["place"] and not row["when_utc"].second}
    here, late = words[docked].partition(",")[0], words[planned].rpartition(", ")[2]
    told = listed(f"at {row['when_utc']:%H:%M:%S} {row['place']}" for row in rows if row["place"])
    north = max(row["latitude_deg"] for row in rows)
    frame = pd.DataFrame(rows)[["when_utc", "latitude_deg", "longitude_deg", "place"]]
    return Chart(
        "ground-track",
        f"At {docked} the station was {here}; at {planned}, the planned time, it was {late}",
        partial(_draw, rows, docked, launched, planned),
        alt=f"Map: the way of the station over the Earth on {day(docking)}, {launched} to {planned} UTC",
        description=f"The station was {told}. Its way never leads beyond {north:.1f} degrees north or south.",
        data=frame,
        sources=[*rows[0]["source_ids"], *sources_of(data.rows("outlines"))],
        note="Times are UTC. Crimea is drawn as part of Ukraine, as the United Nations General Assembly holds.",
        table=frame.fillna({"place": ""})
        .assign(when_utc=frame["when_utc"].dt.strftime("%H:%M:%S"))
        .set_axis(["UTC", "Latitude", "Longitude", "Where"], axis=1),
    )


class Frame(NamedTuple):
    """Hold a part of the Earth and where it stands on the paper: degrees, then px."""

    map: str
    west: float
    east: float
    south: float
    north: float
    top: float
    width: float

    @property
    def scale(self) -> tuple[float, float]:
        """Return the px of a degree of longitude and of latitude, so that shapes are true in the middle."""
        scale = self.width / (self.east - self.west)
        return scale, scale if self.map == "world" else scale / cos(radians((self.south + self.north) / 2))

    @property
    def bottom(self) -> float:
        """Return where the map ends."""
        return self.top + (self.north - self.south) * self.scale[1]

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point of the Earth stands on the paper."""
        return (longitude - self.west) * self.scale[0], self.top + (self.north - latitude) * self.scale[1]

    def path(self, rows: list[dict]) -> list[tuple[float, float]]:
        """Return the points of a line, with gaps where it leaves the map, which it may do on one side for the other."""
        points, before = [], None
        for row in rows:
            longitude, latitude = row["longitude_deg"], row["latitude_deg"]
            inside = self.west <= longitude <= self.east and self.south <= latitude <= self.north
            if not inside or (before is not None and abs(longitude - before) > 90):
                points.append((GAP, GAP))
            if inside:
                points.append(self.at(longitude, latitude))
            before = longitude
        return points


def _draw(rows: list[dict], docked: str, launched: str, planned: str, figure, narrow: bool) -> None:
    """Draw the whole way on a map of the world, and the minutes of launch and docking close up."""
    width = 288 if narrow else 720
    world = Frame("world", -180, 180, -56, 72, 26, width)
    limits = (22, 72, 41, 57) if narrow else (20, 76, 41.5, 56)
    region = Frame("region", *limits, world.bottom + 40, width)
    paper = Canvas(figure, region.bottom + 8, narrow)
    paper.write(0, 16, f"The whole way, {launched} to {docked}", paper.small, "muted")
    paper.write(0, region.top - 10, "Close up", paper.small, "muted")
    way = [row for row in rows if clock(row["when_utc"]) <= docked]
    for frame, shown in ((world, way[::3]), (region, [*rows[:AROUND], *rows[-AROUND:]])):
        _coasts(paper, frame)
        paper.line(*zip(*frame.path(shown), strict=True), "accent", 2)
    _point(paper, world, way[0], "launch", "o", (6, 16), "left", paper.small)
    _point(paper, world, way[-1], "docking", "D", (-4, -9), "right", paper.small)
    _close_up(paper, region, {clock(row["when_utc"]): row for row in reversed(rows)}, docked, planned)


def _coasts(paper: Canvas, frame: Frame) -> None:
    """Draw coasts and borders, each kind as one path."""
    rows = [row for row in data.rows("outlines") if row["map"] == frame.map]
    for kind, dashes in (("coast", "-"), ("border", (0, (2, 3)))):
        lines = groupby((row for row in rows if row["kind"] == kind), key=lambda row: row["line"])
        points = [point for _, line in lines for point in (*frame.path(list(line)), (GAP, GAP))]
        if points:
            paper.line(*zip(*points, strict=True), "muted", 0.8, linestyle=dashes)


def _close_up(paper: Canvas, frame: Frame, minutes: dict[str, dict], docked: str, planned: str) -> None:
    """Mark the docking, the planned minute and the launch, among two places and three states."""
    large = paper.small if paper.narrow else LARGE
    for name, *there in COUNTRY_NAMES:
        paper.write(*frame.at(*there), name, paper.small, "muted", ha="center")
    for (name, *there), ha, dx, dy in ((BAIKONUR, "right", -8, 14), (KYIV, "left", 6, -5)):
        x, y = frame.at(*there)
        paper.marks([x], [y], size=4)
        paper.write(x + dx, y + dy, name, paper.small, ha=ha)
    _point(paper, frame, minutes[docked], f"{docked} docking", "D", (-14, 24), "left", large)
    _point(paper, frame, minutes[planned], f"{planned} planned", "o", (0, -12), "center", large)
    _point(paper, frame, minutes[OVERHEAD], "launch", "o", (-8, -8), "right", large)


def _point(
    paper: Canvas, frame: Frame, row: dict, label: str, marker: str, shift: tuple[float, float], ha: str, size: float
) -> None:
    """Mark where the station was, with a label beside it."""
    x, y = frame.at(row["longitude_deg"], row["latitude_deg"])
    paper.marks([x], [y], "accent", marker, edge="ground")
    paper.write(x + shift[0], y + shift[1], label, size, ha=ha, bold=True)
