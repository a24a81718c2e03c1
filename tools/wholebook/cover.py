"""Draws the book's cover: the crew record, one line a stay, under the title."""

from pathlib import Path

from website.cover import WIDTH, Record

from issfacts.kit import palette

SIZE = (8, 11.3)  # inches, at 150 dots each: 1200 by 1695
DOTS = 150


def draw_cover(title: str, subtitle: list[str], authors: str, path: Path) -> None:
    """Draw the cover as a JPEG file; the same record gives the same bytes."""
    from matplotlib.collections import LineCollection
    from matplotlib.figure import Figure

    record = Record()
    figure = Figure(figsize=SIZE, dpi=DOTS, facecolor=palette.DARK["ground"])
    axes = figure.add_axes((0, 0.12, 1, 0.5))
    axes.set(xlim=(0, WIDTH), ylim=(-record.below - 1, record.above + 1))
    axes.axis("off")
    axes.add_collection(LineCollection(
        [((stay.start, stay.lane), (stay.start + stay.length, stay.lane)) for stay in record.stays],
        colors=[palette.DARK[stay.colour] for stay in record.stays], linewidths=11, capstyle="butt"))  # fmt: skip
    ink = {"color": palette.DARK["ink"], "parse_math": False}
    figure.text(0.07, 0.84, title, fontsize=84, fontweight="bold", **ink)
    for line, words in enumerate(subtitle):
        figure.text(0.075, 0.78 - 0.035 * line, words, fontsize=22, **ink)
    figure.text(0.075, 0.05, authors, fontsize=18, **ink)
    figure.savefig(path, dpi=DOTS, facecolor=figure.get_facecolor())
