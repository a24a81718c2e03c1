"""Draw on paper measured in px: what all drawings of the book share.

`Canvas` is the paper, `Scale` places values along one direction. Colours go by their names in the palette.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from .palette import LIGHT, look

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDE, NARROW = 720, 288  # px: the widths of a drawing on a page and on a phone
PHONE, SMALL, TEXT, LARGE = 12.5, 13, 14, 15  # px: no text is smaller than PHONE on a phone, than SMALL on a page
GAP = float("nan")  # where a line is interrupted


def fill(agency: str) -> dict:
    """Return how areas of an agency are filled: its colour and its hatch, as matplotlib takes them."""
    return {"facecolor": look(agency).colour, "hatch": look(agency).hatch, "edgecolor": LIGHT["ground"]}


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a text in px, set in DejaVu Sans, which is wider than the fonts most readers have.

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
    """Hold the axes of one drawing, measured in px from the upper left corner, and draw on them."""

    def __init__(self, figure: Figure, height: float, narrow: bool = False) -> None:
        self.width, self.narrow = figure.get_figwidth() * 72, narrow
        self.small = PHONE if narrow else SMALL
        self.axes = figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, self.width)
        self.axes.axis("off")
        self.cut(height)

    def cut(self, height: float) -> None:
        """Cut the paper below `height`: at the end of a drawing, where only that shows how high it is."""
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
        """Write a text whose foot stands at `y`."""
        if text:
            weight = "bold" if bold else "normal"
            self.axes.text(x, y, text, fontsize=size, color=LIGHT[color], ha=ha, weight=weight)

    def line(self, xs: Sequence[float], ys: Sequence[float], color: str = "ink", width: float = 1, **more) -> None:
        """Draw a line; `more` goes to matplotlib."""
        self.axes.plot(xs, ys, color=LIGHT[color], linewidth=width, clip_on=False, **more)

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
        """Draw markers, filled or hollow; `edge` is the colour of their rim; `more` goes to matplotlib."""
        face = LIGHT["ground" if hollow else color]
        rim = LIGHT[edge or color]
        look = {"marker": marker, "markersize": size, "markerfacecolor": face, "markeredgecolor": rim}
        self.axes.plot(xs, ys, linestyle="none", clip_on=False, **look, **more)

    def box(self, x: float, y: float, width: float, height: float, fill: str | dict) -> None:
        """Fill a rectangle, if it has any size, with a colour or with what `fill` returns."""
        from matplotlib.patches import Rectangle

        if width > 0 and height > 0:
            style = {"facecolor": LIGHT[fill]} if isinstance(fill, str) else fill
            self.axes.add_patch(Rectangle((x, y), width, height, linewidth=0, clip_on=False, **style))

    def edge(self, x: float, y: float, width: float, height: float, color: str, weight: float = 1, **more) -> None:
        """Draw the outline of a rectangle; `more` goes to matplotlib."""
        right, bottom = x + width, y + height
        self.line((x, right, right, x, x), (y, y, bottom, bottom, y), color, weight, **more)

    def ticks(self, labels: Mapping[float, str], y: float) -> None:
        """Write labels below a ground at `y`, each under a small stroke at its x."""
        for x, label in labels.items():
            self.line((x, x), (y, y + 5), "muted")
            self.write(x, y + 20, label, self.small, "muted", "center")
