"""Draw on paper measured in px: what all drawings of the book share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .palette import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


PHONE, SMALL, TEXT, LARGE = 12.5, 13, 14, 15  # nothing is smaller than PHONE on a phone, than SMALL on a page


def sheet(figure: Figure, height: float) -> Axes:
    """Return axes over the whole figure, measured in px from its upper left corner."""
    figure.set_figheight(height / 72)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, figure.get_figwidth() * 72), ylim=(height, 0))
    axes.axis("off")
    return axes


def write(
    axes: Axes, x: float, y: float, text: str, size: float = TEXT, color: str = "ink", ha: str = "left", **more
) -> None:
    """Write a text, by the name of a colour; `more` goes to matplotlib."""
    if text:
        axes.text(x, y, text, fontsize=size, color=LIGHT[color], ha=ha, **more)


def line(axes: Axes, xs: Sequence[float], ys: Sequence[float], color: str, width: float = 1, **more) -> None:
    """Draw a line, by the name of a colour; `more` goes to matplotlib."""
    axes.plot(xs, ys, color=LIGHT[color], linewidth=width, clip_on=False, **more)


def box(axes: Axes, x: float, y: float, width: float, height: float, **fill) -> None:
    """Fill a rectangle, if it has any size."""
    from matplotlib.patches import Rectangle

    if width > 0 and height > 0:
        axes.add_patch(Rectangle((x, y), width, height, linewidth=0, clip_on=False, **fill))
