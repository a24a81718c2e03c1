"""Draws the book's cover: the crew record, one line a stay, under the title."""

from functools import cache
from io import BytesIO

from website.book import Book
from website.cover import CrewTimeline, draw_stays

from issfacts.kit import palette

SIZE = (8, 11.3)  # inches, at 150 dots each: 1200 by 1695
DOTS = 150


@cache
def cover(book: Book) -> bytes:
    """Return the cover as a JPEG file; the same record gives the same bytes."""
    from matplotlib.figure import Figure

    title, _, subtitle = book.title.partition(": ")
    figure = Figure(figsize=SIZE, dpi=DOTS, facecolor=palette.DARK["ground"])
    draw_stays(figure, (0, 0.12, 1, 0.5), CrewTimeline(), 11)
    ink = {"color": palette.DARK["ink"], "parse_math": False}
    figure.text(0.07, 0.84, title, fontsize=84, fontweight="bold", **ink)
    for line, words in enumerate(subtitle.replace(" and ", "\nand ", 1).split("\n")):
        figure.text(0.075, 0.78 - 0.035 * line, words, fontsize=22, **ink)
    figure.text(0.075, 0.05, book.authors, fontsize=18, **ink)
    drawn = BytesIO()
    figure.savefig(drawn, format="jpeg", dpi=DOTS, facecolor=figure.get_facecolor())
    return drawn.getvalue()
