"""Draw the schematic of the station: boxes for modules and ships, solar wings, numbered badges, bars and a legend.

The modules run down the page with the direction of flight up; the truss with its solar wings runs across; parts below
or on top of others are drawn beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from .. import data, dependence
from ..kit.canvas import GAP, LARGE, PHONE, SMALL, TEXT, Canvas, area_style, text_width
from ..kit.palette import LIGHT, look
from ..record.elements import BUILDERS

AGENCIES = dict(zip(BUILDERS, ("Roscosmos", "NASA", "ESA", "JAXA", "CSA"), strict=True))  # builder -> its palette
JOB_NUMBERS = {job: n for n, job in enumerate(dependence.FUNCTIONS, 1)}  # the badges on the parts
MODULE_SCALE, TRUSS_STRETCH, WING_STRETCH = 1.15, 2.5, 1.5  # factors of the wide drawing
BARS_HEIGHT = 105  # px, of all three bars
FREE_TOP, NARROW_FREE_TOP = 100, 14  # px, of the free space in the schematic below a legend
Box = tuple[float, float, float, float]  # left, top, width, height in px


class Paint(NamedTuple):
    """Hold the style of a box: its fill, the colours of its text and edge, a dashed edge for what is removed."""

    fill: dict
    text_colour: str
    removed: bool = False
    edge: str = ""
    weight: float = 3  # px, of the edge

    @classmethod
    def solid(cls, side: str, edge: str = "") -> Paint:
        """Return the colour and hatch of a builder or owner."""
        agency = AGENCIES.get(side, "other")
        return cls(area_style(agency), look(agency).name, edge=edge)

    @classmethod
    def pale(cls, side: str, edge: str = "") -> Paint:
        """Return the colour of a builder or owner, pale and without its hatch; the edge has the full colour."""
        style = look(AGENCIES.get(side, "other"))
        fill = {"facecolor": style.colour, "alpha": 0.18}
        return cls(fill, style.name, edge=edge or style.name, weight=3 if edge else 1)

    @classmethod
    def plain(cls, colour: str, text_colour: str = "ink") -> Paint:
        """Return a colour of the palette; text on the grey one is light."""
        return cls({"facecolor": LIGHT[colour]}, "ground" if colour == "muted" else text_colour)

    @property
    def dashes(self) -> dict:
        """Return the matplotlib style of the edge."""
        return {"linestyle": (0, (3, 2))} if self.removed else {}


class Picture(NamedTuple):
    """Hold the text, data and styles of one value of `show`."""

    title: str
    description: str
    frame: pd.DataFrame
    paint: Callable[[dict], Paint]  # row of module_places -> style
    legend: list[tuple[str, Paint]]
    rows: list[dict] | pd.DataFrame
    note: str
    ships: tuple = ()
    labelled: frozenset = frozenset()  # ids of the parts with a label; empty: all
    legend_first: bool = False  # the legend stands above the schematic, else below or beside its lower end
    bars: dict[str, dict[str, float]] | None = None  # name -> share of each builder
    jobs: tuple = ()  # (id, name, badge colours, one for each side that does the job)


BACKGROUND = Paint({"facecolor": LIGHT["night"]}, "ink", edge="muted", weight=1)  # a part without a job or a name
REMOVED = Paint({"facecolor": LIGHT["ground"]}, "muted", removed=True)


def draw(rows: list[dict], picture: Picture, figure, narrow: bool) -> None:
    """Draw the struts, the parts, the ships and the legend; bars, where there are any, stand above the schematic."""
    scale, top = 1 if narrow else MODULE_SCALE, BARS_HEIGHT if picture.bars else 0
    canvas, legend, jobs_y = Canvas(figure, 1, narrow), [], 0
    if picture.legend_first:
        legend = _legend_above(picture.legend, top, narrow)
        top = max(top, legend[-1][1] + 22)
        if not picture.bars:
            top -= NARROW_FREE_TOP if narrow else FREE_TOP
    bottom = top + max(row["y"] + row["height"] for row in rows) * scale + 6
    if not picture.legend_first:
        x, jobs_y = 490 if picture.jobs and not narrow else 2, bottom + 20 if narrow else 324
        legend_y = jobs_y + 21 * len(picture.jobs) + (8 if picture.jobs else 0)
        legend = [(x, legend_y + 19 * n) for n in range(len(picture.legend))]
        bottom = max(bottom, jobs_y + 21 * (len(picture.legend) + len(picture.jobs)))
    canvas.set_height(bottom)
    boxes = [(row, _box(canvas, row, top)) for row in rows]
    _draw_russian_segment(canvas, boxes)
    centres = {}  # of each part; ships come after the parts
    for row, box in boxes:
        centres.setdefault(row["module_id"], _centre(box))
    for row, box in boxes:
        if row["attached_to"] in centres and row["part"] != "wing":
            canvas.line(*zip(_centre(box), centres[row["attached_to"]], strict=True), "muted", 3, zorder=0.5)
    for row, box in boxes:
        paint = picture.paint(row)
        if row["part"] == "wing":
            _draw_wing(canvas, box, paint)
            continue
        has_label = not picture.jobs and row["module_id"] in (picture.labelled or centres)
        _draw_part(canvas, box, row["label"] if has_label else "", paint)
        jobs = row["serves"] or () if picture.jobs else ()
        x, y = _centre(box)
        for n, job in enumerate(jobs):
            _draw_badge(canvas, x + 20 * (n - (len(jobs) - 1) / 2), y, JOB_NUMBERS[job], paint.text_colour)
    if not narrow:
        canvas.write(canvas.width / 2 - 60, top + 16, "way of flight \N{UPWARDS ARROW}", SMALL, "muted", "right")
    if picture.bars:
        _draw_bars(canvas, picture.bars)
        canvas.line((0, canvas.width), (top - 10, top - 10), "line")
        canvas.write(0, top + 16, "Which parts", TEXT, bold=True)
    for n, (job, text, inks) in enumerate(picture.jobs):
        x, y = legend[0][0], jobs_y + 21 * n
        for m, ink in enumerate(inks):
            _draw_badge(canvas, x + 8 + 20 * m, y - 5, JOB_NUMBERS[job], ink)
        canvas.write(x + 44, y, text, canvas.small)
    for (text, paint), (x, y) in zip(picture.legend, legend, strict=True):
        _draw_box(canvas, (x, y - 11, 13, 13), paint, 1)
        ink = paint.text_colour if "hatch" in paint.fill or paint.removed else "ink"
        canvas.write(x + 19, y, text, canvas.small, ink, bold=True)


def _box(canvas: Canvas, row: dict, start: float) -> Box:
    """Return the box of a part or ship on the canvas; `start` is the top of the schematic."""
    scale, height_factor = (1, 1) if canvas.narrow else (MODULE_SCALE, WING_STRETCH if row["part"] == "wing" else 1)
    x_factor = scale if row["part"] == "body" or canvas.narrow else TRUSS_STRETCH
    top, height = start + row["y"] * scale, row["height"] * scale * height_factor
    if row["part"] == "wing" and row["side"] == "forward":
        top -= height - height / height_factor
    return canvas.width / 2 + row["x"] * x_factor, top, row["width"] * x_factor, height


def _centre(box: Box) -> tuple[float, float]:
    left, top, width, height = box
    return left + width / 2, top + height / 2


def _draw_russian_segment(canvas: Canvas, boxes: list[tuple[dict, Box]]) -> None:
    """Shade the ground below the parts and ships of the Russian segment, with a line above and its name."""
    russian = {row["id"] for row in data.rows("modules") if row["segment"] == "ROS"}
    shaded = [box for row, box in boxes if row["module_id"] in russian]
    scale, first, margin = 1 if canvas.narrow else MODULE_SCALE, min(y for _, y, *_ in shaded), 6
    text_x = canvas.width / 2 + 44 * scale
    left = max(min(x for x, *_ in shaded) - margin, 0)
    right = min(max(text_x + 60, *(x + width for x, _, width, _ in shaded)) + margin, canvas.width)
    upper, lower = first - 2.4, max(y + height for _, y, _, height in shaded) + margin
    canvas.box(left, upper, right - left, lower - upper, {"facecolor": LIGHT["band"], "zorder": 0})
    canvas.line((left, right), (upper, upper), "muted", zorder=0)
    for n, text in enumerate(("Russian", "segment")):
        canvas.write(text_x, first + 16 * (scale + n), text, canvas.small, "muted")


def _draw_box(canvas: Canvas, box: Box, paint: Paint, default_weight: float) -> None:
    if "alpha" in paint.fill:
        canvas.box(*box, "ground")
    canvas.box(*box, paint.fill or "ground")
    canvas.outline(*box, paint.edge or "muted", paint.weight if paint.edge else default_weight, **paint.dashes)


def _draw_part(canvas: Canvas, box: Box, label: str, paint: Paint) -> None:
    """Draw a part or ship with its label; over a hatch, the label has a plain background."""
    _draw_box(canvas, box, paint, 1.2)
    if not label:
        return
    (x, y), ink = _centre(box), paint.text_colour
    if paint.fill.get("hatch"):
        half_width = text_width(label, canvas.small) / 2 + 3
        canvas.box(x - half_width, y - 8.5, 2 * half_width, 17, "ground")
    elif "hatch" in paint.fill:
        ink = "ground"
    canvas.write(x, y + canvas.small * 0.36, label, canvas.small, ink, "center")


def _draw_badge(canvas: Canvas, x: float, y: float, number: int, ink: str) -> None:
    canvas.box(x - 8, y - 8, 16, 16, "ground")
    canvas.outline(x - 8, y - 8, 16, 16, ink, 1)
    canvas.write(x, y + canvas.small * 0.36, str(number), canvas.small, ink, "center", bold=True)


def _draw_wing(canvas: Canvas, box: Box, paint: Paint) -> None:
    """Draw a solar wing: its outline, its mast, and four lines across."""
    left, top, width, height = box
    color, middle_x = paint.text_colour if "hatch" in paint.fill else paint.edge or "muted", left + width / 2
    canvas.box(*box, "ground")
    canvas.outline(*box, color, 1.2, **paint.dashes)
    xs, ys = [middle_x, middle_x], [top, top + height]
    for level in (top + height * n / 5 for n in range(1, 5)):
        xs += GAP, left, left + width
        ys += GAP, level, level
    canvas.line(xs, ys, color, 0.8, **paint.dashes)


def _legend_above(legend: list[tuple[str, Paint]], bars_height: float, narrow: bool) -> list[tuple[float, float]]:
    """Return the positions of legend entries beside any bars; on a phone below them, two in a line where they fit."""
    if not narrow:
        return [(520, 14 + 19 * slot) for slot in range(len(legend))]
    first_y = bars_height + 24 if bars_height else 14
    positions, slot = [], 0
    for text, _ in legend:
        wide = text_width(text, PHONE, bold=True) > 133
        slot += slot % 2 if wide else 0
        positions.append((2 + 136 * (slot % 2), first_y + 19 * (slot // 2)))
        slot += 2 if wide else 1
    return positions


def _draw_bars(canvas: Canvas, bars: dict[str, dict[str, float]]) -> None:
    """Draw each builder's share by three counts; Russia comes first, with its percentage."""
    canvas.write(0, 14, "How much: Russia's share", TEXT, bold=True)
    for n, (name, shares) in enumerate(bars.items()):
        y = 40 + 29 * n
        canvas.write(0, y, name, TEXT)
        canvas.write(100, y, f"{shares['Russia']:.0%}", LARGE, look("Roscosmos").name, "right", bold=True)
        left, width = 110, (canvas.width if canvas.narrow else 490) - 110
        for side, share in shares.items():
            canvas.box(left, y - 16, share * width, 22, Paint.solid(side).fill)
            left += share * width
