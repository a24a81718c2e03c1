"""Draws the title page's picture and the link preview from the crew record: every stay aboard is one line.

Above the middle stand NASA and its partners, below it Roscosmos; residents lie nearest to the middle. Both drawings
come from the same lanes, so both change when the record does.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from issfacts import data
from issfacts.kit import palette
from issfacts.kit.wording import day
from issfacts.record import occupancy

WIDTH = 2000  # units of the drawing's long side; its height is one unit a lane
LEAST = 3  # units that a stay of a few days takes at least
EAST = "Roscosmos"


@dataclass(frozen=True)
class Stay:
    """One stay as it is drawn: start and length in units, lane (1, 2, … above the middle, -1, -2, … below)."""

    start: float
    length: float
    lane: int
    colour: str


class Record:
    """The crew record as a drawing, for the template cover.html: its stays in lanes, and the scale of time."""

    def __init__(self):
        self.start = datetime(1998, 10, 1, tzinfo=UTC)
        self.horizon = datetime.fromisoformat(data.package()["horizon"])
        self.rows = sorted(data.rows("stays"), key=lambda row: (row["stay_kind"] != "expedition", row["dock_utc"]))
        self.first_crew = self.rows[0]["dock_utc"]
        self.since = day(self.first_crew)
        self.war = data.by_id("events")["invasion-2022"]
        self.stays = list(self.lanes())
        self.above = max(stay.lane for stay in self.stays)
        self.below = -min(stay.lane for stay in self.stays)
        self.width = WIDTH

    def share(self, instant: datetime) -> float:
        """Return how far along the drawing an instant lies, 0 to 1."""
        return (instant - self.start) / (self.horizon - self.start)

    def across(self, instant: datetime) -> str:
        """Return the same in per cent, as a drawing's attribute has it."""
        return f"{100 * self.share(instant):.1f}%"

    def lanes(self):
        """Give every stay its lane: residents first, then visitors, each the nearest free one to the middle."""
        free = defaultdict(list)  # by side and lane, what is taken
        for row in self.rows:
            begin, end = row["dock_utc"], row["undock_utc"] or self.horizon
            side = -1 if row["agency"] == EAST else 1
            lane = next(n for n in range(1, 99) if all(end <= a or b <= begin for a, b in free[side, n]))
            free[side, lane].append((begin, end))
            start, stop = self.share(begin) * WIDTH, self.share(end) * WIDTH
            yield Stay(start, max(stop - start, LEAST), side * lane, palette.look(row["agency"]).name)

    def strokes(self) -> dict[str, str]:
        """Return the lines of each colour as one path."""
        drawn = defaultdict(str)
        for stay in sorted(self.stays, key=lambda stay: (stay.lane, stay.start)):
            drawn[palette.variable(stay.colour)] += f"M{stay.start:.0f} {-stay.lane}h{stay.length:.0f}"
        return drawn

    def never_empty(self) -> bool:
        """Say whether both sides have had somebody aboard at every instant since the first crew."""
        aboard = occupancy(self.first_crew, by="agency")
        return bool((aboard[EAST].between(1, aboard.sum(axis=1) - 1)).all())


def draw_stays(figure, place: tuple, record: Record, thick: float) -> None:
    """Draw one line a stay into a place of a dark figure."""
    axes = figure.add_axes(place)
    axes.set(xlim=(0, WIDTH), ylim=(-record.below - 1, record.above + 1))
    axes.axis("off")
    lanes, starts, stops, colours = zip(
        *((stay.lane, stay.start, stay.start + stay.length, palette.DARK[stay.colour]) for stay in record.stays),
        strict=True,
    )
    axes.hlines(lanes, starts, stops, colours, linewidths=thick, capstyle="butt")


def link_preview(title: str, subtitle: str, path: Path) -> None:
    """Draw the picture that shows where somebody shares a link: 1200 by 630 pixels, dark."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=palette.DARK["ground"])
    draw_stays(figure, (0, 0.06, 1, 0.52), Record(), 8)
    ink = {"color": palette.DARK["ink"], "parse_math": False}
    figure.text(0.05, 0.8, title, fontsize=84, fontweight="bold", **ink)
    figure.text(0.052, 0.68, subtitle, fontsize=28, **ink)
    figure.savefig(path, dpi=100, facecolor=figure.get_facecolor(), metadata={"Software": None})
