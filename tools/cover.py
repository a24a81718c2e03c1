"""Draws title page, link preview and cover of the whole book from the crew record: one line for each stay.

Stays of Roscosmos lie below the horizontal middle line, all others above it; long-duration crew lie closest to it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from metadata import Book

from issfacts import data
from issfacts.kit import palette
from issfacts.kit.wording import day
from issfacts.record import occupancy

WIDTH = 2000  # units of the drawing's long side; its height is one unit a lane
MIN_LENGTH = 3  # units, so that a stay of a few days is visible
ROSCOSMOS = "Roscosmos"


@dataclass(frozen=True)
class Stay:
    """A stay as it is drawn: start and length in units, lane (1, 2, … above the middle, -1, -2, … below)."""

    start: float
    length: float
    lane: int
    colour: str


class CrewTimeline:
    """The data of the drawing, also for the template cover.html: all stays with their lanes, and the time axis."""

    def __init__(self):
        self.start = datetime(1998, 10, 1, tzinfo=UTC)
        self.horizon = datetime.fromisoformat(data.package()["horizon"])
        self.rows = sorted(data.rows("stays"), key=lambda row: (row["stay_kind"] != "expedition", row["dock_utc"]))
        self.first_crew = self.rows[0]["dock_utc"]
        self.since = day(self.first_crew)
        self.invasion = data.by_id("events")["invasion-2022"]
        self.stays = list(self.assign_lanes())
        self.above = max(stay.lane for stay in self.stays)
        self.below = -min(stay.lane for stay in self.stays)
        self.width = WIDTH

    def fraction(self, instant: datetime) -> float:
        """Return the position of an instant on the time axis, 0 to 1."""
        return (instant - self.start) / (self.horizon - self.start)

    def percent(self, instant: datetime) -> str:
        """Return the position of an instant on the time axis as a percentage, for an SVG attribute."""
        return f"{100 * self.fraction(instant):.1f}%"

    def assign_lanes(self):
        """Yield each stay in the free lane nearest to the middle, long-duration crew before visitors."""
        occupied = defaultdict(list)  # (side, lane) -> [(begin, end), ...]
        for row in self.rows:
            begin, end = row["dock_utc"], row["undock_utc"] or self.horizon
            side = -1 if row["agency"] == ROSCOSMOS else 1
            lane = next(n for n in range(1, 99) if all(end <= a or b <= begin for a, b in occupied[side, n]))
            occupied[side, lane].append((begin, end))
            start, stop = self.fraction(begin) * WIDTH, self.fraction(end) * WIDTH
            yield Stay(start, max(stop - start, MIN_LENGTH), side * lane, palette.look(row["agency"]).name)

    def paths_by_colour(self) -> dict[str, str]:
        """Return the stays of each colour as the data of one SVG path."""
        paths = defaultdict(str)
        for stay in sorted(self.stays, key=lambda stay: (stay.lane, stay.start)):
            paths[palette.variable(stay.colour)] += f"M{stay.start:.0f} {-stay.lane}h{stay.length:.0f}"
        return paths

    def both_sides_always_aboard(self) -> bool:
        """Return whether Roscosmos and the others both had people aboard at every instant since the first crew."""
        aboard = occupancy(self.first_crew, by="agency")
        return bool((aboard[ROSCOSMOS].between(1, aboard.sum(axis=1) - 1)).all())


def draw_dark_picture(size: tuple[float, float], dpi: int, band: tuple, line_width: float, texts: list[tuple]):
    """Return a dark figure with a line for each stay and with texts.

    `size` is in inches, `band` the part of the figure with the lines: (left, bottom, width, height). A text is (x, y,
    words, font size, weight). The same record gives the same bytes.
    """
    from matplotlib.figure import Figure

    timeline = CrewTimeline()
    figure = Figure(figsize=size, dpi=dpi, facecolor=palette.DARK["ground"])
    axes = figure.add_axes(band)
    axes.set(xlim=(0, WIDTH), ylim=(-timeline.below - 1, timeline.above + 1))
    axes.axis("off")
    lanes = [stay.lane for stay in timeline.stays]
    starts = [stay.start for stay in timeline.stays]
    stops = [stay.start + stay.length for stay in timeline.stays]
    colours = [palette.DARK[stay.colour] for stay in timeline.stays]
    axes.hlines(lanes, starts, stops, colours, linewidths=line_width, capstyle="butt")
    for x, y, words, points, weight in texts:
        figure.text(x, y, words, fontsize=points, fontweight=weight, color=palette.DARK["ink"], parse_math=False)
    return figure


def write_link_preview(book: Book, path: Path) -> None:
    """Write the picture that other sites show beside a link to the book: 1200 by 630 pixels."""
    title, subtitle = book.title.split(": ", 1)
    texts = [(0.05, 0.8, title, 84, "bold"), (0.052, 0.68, subtitle, 28, "normal")]
    figure = draw_dark_picture((12, 6.3), 100, (0, 0.06, 1, 0.52), 8, texts)
    figure.savefig(path, metadata={"Software": None})


@cache
def render_cover(book: Book) -> bytes:
    """Return the cover of the whole book as a JPEG file of 1200 by 1695 pixels."""
    title, subtitle = book.title.split(": ", 1)
    texts = [(0.07, 0.84, title, 84, "bold"), (0.075, 0.05, book.authors, 18, "normal")]
    for index, line in enumerate(subtitle.replace(" and ", "\nand ", 1).split("\n")):
        texts.append((0.075, 0.78 - 0.035 * index, line, 22, "normal"))
    target = BytesIO()
    draw_dark_picture((8, 11.3), 150, (0, 0.12, 1, 0.5), 11, texts).savefig(target, format="jpeg")
    return target.getvalue()
