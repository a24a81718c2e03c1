"""Draws the book's cover: title and subtitle above a chart of the crew record with one line for each stay."""

from functools import cache
from io import BytesIO

from website.book import Book
from website.cover import CrewTimeline, draw_stays

from issfacts.kit import palette

SIZE = (8, 11.3)  # inches
DPI = 150


@cache
def render_cover(book: Book) -> bytes:
    """Return the cover as a JPEG file of 1200 by 1695 pixels; the same record gives the same bytes."""
    from matplotlib.figure import Figure

    title, _, subtitle = book.title.partition(": ")
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=palette.DARK["ground"])
    draw_stays(figure, (0, 0.12, 1, 0.5), CrewTimeline(), 11)
    style = {"color": palette.DARK["ink"], "parse_math": False}
    figure.text(0.07, 0.84, title, fontsize=84, fontweight="bold", **style)
    for index, line in enumerate(subtitle.replace(" and ", "\nand ", 1).split("\n")):
        figure.text(0.075, 0.78 - 0.035 * index, line, fontsize=22, **style)
    figure.text(0.075, 0.05, book.authors, fontsize=18, **style)
    target = BytesIO()
    figure.savefig(target, format="jpeg", dpi=DPI, facecolor=figure.get_facecolor())
    return target.getvalue()
