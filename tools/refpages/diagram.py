"""Draws how the tables hang together: a line joins two tables where one names rows of the other.

The picture is as wide as a phone. The overview below it says the same in words.
"""

from html import escape

from .book import Book
from .dictionary import GROUPS, pairs_of_tables
from .markdown import Markdown

WIDTH, ROW, TOP = 288, 22, 6
LINE_START, LINE_END = 152, WIDTH - 4
LEFT_OUT = "sources"  # nearly every table points there: its lines would hide all others


def picture(book: Book) -> Markdown:
    """Return the picture as an SVG in a figure."""
    places, words, height = {}, [], TOP
    for title, tables in GROUPS.values():
        height += ROW
        words.append(f'<text x="0" y="{height - 6}" font-weight="bold">{escape(title)}</text>')
        for table in tables:
            height += ROW
            places[table] = height - 10
            words.append(f'<text x="{LINE_START - 8}" y="{height - 6}" text-anchor="end">{escape(table)}</text>')
    lines = [line(places[start], places[end]) for start, end in pairs_of_tables(book) if end != LEFT_OUT]
    drawn = "\n".join([*lines, *words])
    return Markdown(f"""\
<figure class="iss-keys">
<svg viewBox="0 0 {WIDTH} {height + TOP}" width="{WIDTH}" height="{height + TOP}" role="img" \
aria-labelledby="keys-title keys-said" font-size="13" fill="currentColor">
<title id="keys-title">How the tables hang together</title>
<desc id="keys-said">{len(places)} tables in {len(GROUPS)} groups. {len(lines)} lines join tables of which one names \
rows of the other. The list of tables below says the same in words.</desc>
{drawn}
</svg>
<figcaption>A line joins two tables where one names rows of the other; its dot is at the table that is named. \
Left out: the lines to {LEFT_OUT}, where nearly every table points.</figcaption>
</figure>""")


def line(start: int, end: int) -> str:
    """Return the line between two heights: the further apart, the wider its bow; a dot marks its end."""
    bow = min(LINE_END, LINE_START + 16 + abs(end - start) // 4)
    return (
        f'<path d="M{LINE_START} {start}C{bow} {start} {bow} {end} {LINE_START} {end}" fill="none" '
        f'stroke="currentColor" stroke-opacity=".55"/><circle cx="{LINE_START}" cy="{end}" r="3"/>'
    )
