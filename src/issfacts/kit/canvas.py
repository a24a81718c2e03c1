"""Draw shapes and text in px coordinates on a matplotlib figure; colours are names in the palette."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from .palette import LIGHT, look

WIDE, NARROW = 720, 288  # px: widths of a drawing on a page and on a phone
PHONE, SMALL, TEXT, LARGE = 12.5, 13, 14, 15  # font sizes in px; PHONE and SMALL are the smallest on each
GAP = float("nan")  # as a coordinate, interrupts a line


def area_style(agency: str) -> dict:
    """Return the matplotlib style of an area in the colour and hatch of an agency."""
    return {"facecolor": look(agency).colour, "hatch": look(agency).hatch, "edgecolor": LIGHT["ground"]}


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a text in px in DejaVu Sans, which is wider than most readers' fonts.

    >>> 70 < text_width("15 September", 13) < 95
    True
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


class Scale(NamedTuple):
    """Map numbers, dates or instants from `first` to `last` onto px from `start` to `end`.

    >>> Scale(2000, 2010, 100, 200)(2005)
    150.0
    """

    first: Any
    last: Any
    start: float
    end: float

    def __call__(self, value: Any) -> Any:
        return self.start + (self.end - self.start) * ((value - self.first) / (self.last - self.first))


class Canvas:
    """Draw on the axes of one figure; coordinates are px from the upper left corner.

    `turned` exchanges x and y of all shapes, so that a drawing that runs across a page runs down a phone.
    """

    def __init__(self, figure, height: float, narrow: bool = False, turned: bool = False) -> None:
        self.width, self.narrow, self.turned = figure.get_figwidth() * 72, narrow, turned
        self.small = PHONE if narrow else SMALL
        self.axes = figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, self.width)
        self.axes.axis("off")
        self.set_height(height)

    def set_height(self, height: float) -> None:
        """Set the height of the figure, for drawings whose height is known only when they are complete."""
        self.height = height
        self.axes.figure.set_figheight(height / 72)
        self.axes.set_ylim(height, 0)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = TEXT,
        color: str = "ink",
        ha: str = "left",
        bold: bool = False,
    ) -> None:
        """Draw a text with its baseline at `y`."""
        if text:
            weight = "bold" if bold else "normal"
            self.axes.text(x, y, text, fontsize=size, color=LIGHT[color], ha=ha, weight=weight)

    def line(self, xs: Sequence[float], ys: Sequence[float], color: str = "ink", width: float = 1, **more) -> None:
        """Draw a line; `more` is passed to matplotlib."""
        self.axes.plot(*self._place(xs, ys), color=LIGHT[color], linewidth=width, clip_on=False, **more)

    def marks(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str = "ink",
        marker: str = "o",
        size: float = 8,
        hollow: bool = False,
        edge: str = "",
        **more,
    ) -> None:
        """Draw markers, filled or hollow, with an edge colour; `more` is passed to matplotlib."""
        face_color = LIGHT["ground" if hollow else color]
        edge_color = LIGHT[edge or color]
        style = {"marker": marker, "markersize": size, "markerfacecolor": face_color, "markeredgecolor": edge_color}
        self.axes.plot(*self._place(xs, ys), linestyle="none", clip_on=False, **style, **more)

    def box(self, x: float, y: float, width: float, height: float, fill: str | dict) -> None:
        """Draw a rectangle filled with a colour or a matplotlib style; nothing if a side is not positive."""
        from matplotlib.patches import Rectangle

        if width > 0 and height > 0:
            style = {"facecolor": LIGHT[fill]} if isinstance(fill, str) else fill
            corner, size = self._place(x, y), self._place(width, height)
            self.axes.add_patch(Rectangle(corner, *size, linewidth=0, clip_on=False, **style))

    def outline(self, x: float, y: float, width: float, height: float, color: str, weight: float = 1, **more) -> None:
        """Draw the outline of a rectangle, `weight` px thick; `more` is passed to matplotlib."""
        right, bottom = x + width, y + height
        self.line((x, right, right, x, x), (y, y, bottom, bottom, y), color, weight, **more)

    def _place(self, x: Any, y: Any) -> tuple[Any, Any]:
        return (y, x) if self.turned else (x, y)

    def ticks(self, labels: Mapping[float, str], y: float) -> None:
        """Draw x axis ticks at `y`, with `labels` by x coordinate below them."""
        for x, label in labels.items():
            self.line((x, x), (y, y + 5), "muted")
            self.write(x, y + 20, label, self.small, "muted", "center")
