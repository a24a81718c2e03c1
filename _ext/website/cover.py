"""Draws the title page's picture and the link preview from the crew record: every stay aboard is one line.

Above the middle stand NASA and its partners, below it Roscosmos; residents lie nearest to the middle. Both drawings
come from the same lanes, so both change when the record does.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from issfacts import data
from issfacts.kit import palette
from issfacts.kit.wording import day

WIDTH = 2000  # units of the drawing's long side; its height is one unit a lane
LEAST = 3  # units that a stay of a few days takes at least
YEARS = range(2000, 2030, 5)
EAST = "Roscosmos"
WAR = "invasion-2022"


@dataclass(frozen=True)
class Stay:
    """One stay as it is drawn: start and length in units, lane (1, 2, … above the middle, -1, -2, … below)."""

    start: float
    length: float
    lane: int
    colour: str


class Record:
    """The crew record as a drawing: its stays in lanes, and the scale of time."""

    def __init__(self):
        self.rows = data.rows("stays")
        self.start = datetime(1998, 10, 1, tzinfo=UTC)
        self.horizon = datetime.fromisoformat(data.package()["horizon"])
        self.drawn = sorted(self.rows, key=lambda row: (row["stay_kind"] != "expedition", row["dock_utc"]))
        self.stays = list(self.lanes())
        self.above = max(stay.lane for stay in self.stays)
        self.below = -min(stay.lane for stay in self.stays)

    def share(self, instant: datetime) -> float:
        """Return how far along the drawing an instant lies, 0 to 1."""
        return (instant - self.start) / (self.horizon - self.start)

    def lanes(self):
        """Give every stay its lane: residents first, then visitors, each the nearest free one to the middle."""
        free = defaultdict(list)  # by side and lane, what is taken
        for row in self.drawn:
            begin, end = row["dock_utc"], row["undock_utc"] or self.horizon
            side = -1 if row["agency"] == EAST else 1
            lane = next(n for n in range(1, 99) if all(end <= a or b <= begin for a, b in free[side, n]))
            free[side, lane].append((begin, end))
            start, stop = self.share(begin) * WIDTH, self.share(end) * WIDTH
            yield Stay(start, max(stop - start, LEAST), side * lane, palette.look(row["agency"]).name)

    def first_crew(self) -> datetime:
        """Return when the first resident crew docked."""
        return min(row["dock_utc"] for row in self.rows if row["stay_kind"] == "expedition")

    def never_empty(self) -> bool:
        """Say whether both sides have had somebody aboard at every instant since the first crew."""
        sides = ([row for row in self.rows if (row["agency"] == EAST) is east] for east in (True, False))
        return all(map(self.covered, sides))

    def covered(self, rows: list[dict]) -> bool:
        """Say whether these stays leave no gap from the first crew to the horizon."""
        reached = self.first_crew()
        for row in sorted(rows, key=lambda row: row["dock_utc"]):
            if row["dock_utc"] <= reached:
                reached = max(reached, row["undock_utc"] or self.horizon)
        return reached >= self.horizon


def title_picture(record: Record) -> str:
    """Return the picture of the title page: HTML whose drawing stretches to any width, words undistorted."""
    years = "".join(
        f'<text x="{100 * record.share(datetime(year, 1, 1, tzinfo=UTC)):.1f}%" y="99%">{year}</text>'
        for year in YEARS
        if year <= record.horizon.year
    )
    first = record.first_crew()
    marks = mark(record, first, "start", "5%", f"{first:%B %Y}: the first crew")
    for event in data.rows("events"):
        if event["id"] == WAR:
            marks += mark(record, event["when_utc"], "end", "90%", f"{event['when_utc']:%B %Y}: {event['title']}")
    count = len(record.stays)
    height = record.above + record.below + 1
    alt = (
        f"{count} stays aboard the International Space Station, {record.start.year} to {record.horizon.year}, "
        "one line each: NASA and its partners above the middle, Roscosmos below it."
    )
    unbroken = f" Since {day(first)} neither side has been without people aboard." if record.never_empty() else ""
    return (
        f'<figure><svg role="img" aria-label="{escape(alt)}" width="100%" height="300">'
        f'<svg y="10%" width="100%" height="72%" viewBox="0 {-record.above - 0.5} {WIDTH} {height}" '
        f'preserveAspectRatio="none" stroke-width=".72">{paths(record)}</svg>'
        f"{marks}<g>{years}</g></svg>"
        f"<figcaption><p>Each bar is one stay of one person aboard, from arrival to departure: {count} stays. "
        "Above the middle: "
        '<b class="iss-nasa">NASA</b> and its partners, with <b class="iss-esa">Europe</b>, '
        '<b class="iss-jaxa">Japan</b> and <b class="iss-csa">Canada</b>. '
        'Below it: <b class="iss-roscosmos">Roscosmos</b>.'
        f"{unbroken}</p></figcaption></figure>"
    )


def paths(record: Record) -> str:
    """Return one path for each colour."""
    drawn = defaultdict(list)
    for stay in sorted(record.stays, key=lambda stay: (stay.lane, stay.start)):
        drawn[stay.colour].append(f"M{stay.start:.0f} {-stay.lane}h{stay.length:.0f}")
    return "".join(
        f'<path stroke="{palette.variable(colour)}" d="{"".join(strokes)}"/>' for colour, strokes in drawn.items()
    )


def mark(record: Record, instant: datetime, anchor: str, y: str, words: str) -> str:
    """Return a fine upright line with its words."""
    x = f"{100 * record.share(instant):.1f}%"
    shift = 'dx="-5"' if anchor == "end" else 'dx="5"'
    return (
        f'<line x1="{x}" x2="{x}" y1="0" y2="91%"/>'
        f'<text class="iss-mark" x="{x}" y="{y}" {shift} text-anchor="{anchor}">{escape(words)}</text>'
    )


def draw_stays(figure, place: tuple, record: Record, thick: float) -> None:
    """Draw one line a stay into a place of a dark figure."""
    from matplotlib.collections import LineCollection

    axes = figure.add_axes(place)
    axes.set(xlim=(0, WIDTH), ylim=(-record.below - 1, record.above + 1))
    axes.axis("off")
    axes.add_collection(LineCollection(
        [((stay.start, stay.lane), (stay.start + stay.length, stay.lane)) for stay in record.stays],
        colors=[palette.DARK[stay.colour] for stay in record.stays], linewidths=thick, capstyle="butt"))  # fmt: skip


def link_preview(record: Record, title: str, subtitle: str, path: Path) -> None:
    """Draw the picture that shows where somebody shares a link: 1200 by 630 pixels, dark."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=palette.DARK["ground"])
    draw_stays(figure, (0, 0.06, 1, 0.52), record, 8)
    ink = {"color": palette.DARK["ink"], "parse_math": False}
    figure.text(0.05, 0.8, title, fontsize=84, fontweight="bold", **ink)
    figure.text(0.052, 0.68, subtitle, fontsize=28, **ink)
    figure.savefig(path, dpi=100, facecolor=figure.get_facecolor(), metadata={"Software": None})
