"""Draw where the station was: a map of the evening of the docking."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from math import cos, nan, radians
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT
from ..kit.wording import clock, day, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LAUNCH, DOCKING = "launch-ms24", "docking-ms24"
BAIKONUR = ("Baikonur", 63.56, 46.00)  # longitude, latitude: the launch site, as the table ground_track has it
KYIV = ("Kyiv", 30.52, 50.45)
OVERHEAD = "15:45"  # the minute that began 25 seconds after lift-off
AROUND = 8  # minutes after the launch, and before the end, that are drawn close up
STATES = (("UKRAINE", 37.0, 48.9), ("RUSSIA", 41.5, 55.0), ("KAZAKHSTAN", 62.5, 48.8))


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
    def stretch(self) -> float:
        """Return how much longer a degree of latitude is drawn, so that shapes are true in the middle."""
        return 1 if self.map == "world" else 1 / cos(radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        """Return the height in px."""
        return (self.north - self.south) * self.scale * self.stretch

    @property
    def scale(self) -> float:
        """Return the px of one degree of longitude."""
        return self.width / (self.east - self.west)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point of the Earth stands on the paper."""
        return (longitude - self.west) * self.scale, self.top + (self.north - latitude) * self.scale * self.stretch

    def holds(self, longitude: float, latitude: float) -> bool:
        """Say whether a point of the Earth is inside."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


def ground_track() -> Chart:
    """Draw the way of the station over the Earth from the launch of Soyuz MS-24 to its docking, and both places.

    `data`: when_utc, latitude_deg, longitude_deg, place; one row a minute. DataError: damaged data. Sources: the
    tables ground_track and outlines (Natural Earth; Crimea drawn with Ukraine).

    >>> ground_track().title
    'At 18:53 the station was over western Ukraine; at 18:56, the planned time, it was near the Volga'
    """
    rows = data.rows("ground_track")
    events = {row["id"]: row["when_utc"] for row in data.rows("events")}
    planned = data.fact("docking-time-planned").value
    words = {clock(row["when_utc"]): row["place"] for row in rows if row["place"] and not row["when_utc"].second}
    docked, launched = clock(events[DOCKING]), clock(events[LAUNCH])
    here, late = words[docked].partition(",")[0], words[planned].rpartition(", ")[2]
    frame = pd.DataFrame(rows)[["when_utc", "latitude_deg", "longitude_deg", "place"]]
    return Chart(
        "ground-track",
        f"At {docked} the station was {here}; at {planned}, the planned time, it was {late}",
        partial(_draw, rows, docked, launched, planned),
        alt=f"Map: the way of the station over the Earth on {day(events[DOCKING])}, {launched} to {planned} UTC",
        description=_description(rows),
        data=frame,
        sources=[*rows[0]["source_ids"], *_map_sources()],
        as_of=data.package()["as_of"],
        note="Times are UTC. Crimea is drawn as part of Ukraine, as the United Nations General Assembly holds.",
        table=_table(rows),
    )


def _map_sources() -> list[str]:
    return list(dict.fromkeys(id for row in data.rows("outlines") for id in row["source_ids"]))


def _description(rows: list[dict]) -> str:
    told = [f"at {row['when_utc']:%H:%M:%S} {row['place']}" for row in rows if row["place"]]
    north = max(row["latitude_deg"] for row in rows)
    return f"The station was {listed(told)}. Its way never leads beyond {north:.1f} degrees north or south."


def _table(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "UTC": [f"{row['when_utc']:%H:%M:%S}" for row in rows],
            "Latitude": [row["latitude_deg"] for row in rows],
            "Longitude": [row["longitude_deg"] for row in rows],
            "Where": [row["place"] or "" for row in rows],
        }
    )


def _draw(rows: list[dict], docked: str, launched: str, planned: str, figure: Figure, narrow: bool) -> None:
    """Draw the whole way on a map of the world, and the minutes of launch and docking close up."""
    width = NARROW if narrow else WIDE
    world = Frame("world", -180, 180, -56, 72, 26, width)
    west, east, south, north = (22, 72, 41, 57) if narrow else (20, 76, 41.5, 56)
    region = Frame("region", west, east, south, north, world.top + world.height + 40, width)
    paper = sheet(figure, region.top + region.height + 8)
    size = PHONE if narrow else SMALL
    write(paper, 0, 16, f"The whole way, {launched} to {docked}", size, "muted")
    write(paper, 0, region.top - 10, "Close up", size, "muted")
    way = [row for row in rows if clock(row["when_utc"]) <= docked]
    near = [*rows[:AROUND], *rows[-AROUND:]]
    for frame, shown in ((world, way[::3]), (region, near)):
        _ground(paper, frame)
        _track(paper, frame, shown)
    _close_up(paper, region, {clock(row["when_utc"]): row for row in reversed(rows)}, (docked, planned), narrow)
    _ends(paper, world, way, size)


def _ground(paper: Axes, frame: Frame) -> None:
    """Draw coasts and borders, each kind as one path."""
    rows = [row for row in data.rows("outlines") if row["map"] == frame.map]
    for kind, color, style in (("coast", "muted", "-"), ("border", "muted", (0, (2, 3)))):
        xs, ys = [], []
        for _, points in groupby((row for row in rows if row["kind"] == kind), key=lambda row: row["line"]):
            for row in points:
                inside = frame.holds(row["longitude_deg"], row["latitude_deg"])
                x, y = frame.place(row["longitude_deg"], row["latitude_deg"]) if inside else (nan, nan)
                xs.append(x)
                ys.append(y)
            xs.append(nan)
            ys.append(nan)
        if xs:
            line(paper, xs, ys, color, 0.8, linestyle=style)


def _track(paper: Axes, frame: Frame, rows: list[dict]) -> None:
    """Draw the way of the station; it leaves the map on one side and comes back on the other."""
    xs, ys, before = [], [], None
    for row in rows:
        longitude, latitude = row["longitude_deg"], row["latitude_deg"]
        jump = before is not None and abs(longitude - before) > 90
        inside = frame.holds(longitude, latitude)
        if jump or not inside:
            xs.append(nan)
            ys.append(nan)
        if inside:
            x, y = frame.place(longitude, latitude)
            xs.append(x)
            ys.append(y)
        before = longitude
    line(paper, xs, ys, "accent", 2)


def _ends(paper: Axes, frame: Frame, way: list[dict], size: float) -> None:
    """Mark launch and docking on the map of the world."""
    for row, word, marker, ha, dx, dy in (
        (way[0], "launch", "o", "left", 6, 16),
        (way[-1], "docking", "D", "right", -4, -9),
    ):
        x, y = frame.place(row["longitude_deg"], row["latitude_deg"])
        _dot(paper, x, y, marker)
        write(paper, x + dx, y + dy, word, size, ha=ha, weight="bold")


def _close_up(paper: Axes, frame: Frame, minutes: dict[str, dict], times: tuple[str, str], narrow: bool) -> None:
    """Mark the docking, the planned minute and the launch, among two places and three states."""
    small, large = (PHONE, PHONE) if narrow else (SMALL, LARGE)
    for name, *there in STATES:
        x, y = frame.place(*there)
        write(paper, x, y, name, small, "muted", ha="center")
    for (name, *there), ha, dx, dy in ((BAIKONUR, "right", -8, 14), (KYIV, "left", 6, -5)):
        x, y = frame.place(*there)
        line(paper, [x], [y], "ink", marker="o", markersize=4)
        write(paper, x + dx, y + dy, name, small, ha=ha)
    docked, planned = times
    for minute, label, marker, ha, dx, dy in (
        (docked, f"{docked} docking", "D", "left", -14, 24),
        (planned, f"{planned} planned", "o", "center", 0, -12),
        (OVERHEAD, "launch", "o", "right", -8, -8),
    ):
        x, y = frame.place(minutes[minute]["longitude_deg"], minutes[minute]["latitude_deg"])
        _dot(paper, x, y, marker)
        write(paper, x + dx, y + dy, label, large, ha=ha, weight="bold")


def _dot(paper: Axes, x: float, y: float, marker: str) -> None:
    line(paper, [x], [y], "accent", marker=marker, markersize=8, markeredgecolor=LIGHT["ground"])
