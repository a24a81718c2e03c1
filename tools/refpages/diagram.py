"""Draws the references between tables as an SVG: a line joins two tables where one refers to rows of the other.

The drawing is as wide as a phone. The overview below it on the page says the same in words.
"""

from html import escape

from .book import Book
from .dictionary import GROUPS, table_references
from .markdown import Markdown

WIDTH, ROW_HEIGHT, PADDING = 288, 22, 6
LINE_X, MAX_CURVE_X = 152, WIDTH - 4
OMITTED_TABLE = "sources"  # nearly every table refers to it: its lines would hide all others


def render_diagram(book: Book) -> Markdown:
    """Return the diagram as an SVG in a figure."""
    line_heights, labels, height = {}, [], PADDING
    for title, tables in GROUPS.values():
        height += ROW_HEIGHT
        labels.append(f'<text x="0" y="{height - 6}" font-weight="bold">{escape(title)}</text>')
        for table in tables:
            height += ROW_HEIGHT
            line_heights[table] = height - 10
            labels.append(f'<text x="{LINE_X - 8}" y="{height - 6}" text-anchor="end">{escape(table)}</text>')
    lines = [
        render_line(line_heights[table], line_heights[target])
        for table, target in table_references(book)
        if target != OMITTED_TABLE
    ]
    drawing = "\n".join([*lines, *labels])
    return Markdown(f"""\
<figure class="iss-keys">
<svg viewBox="0 0 {WIDTH} {height + PADDING}" width="{WIDTH}" height="{height + PADDING}" role="img" \
aria-labelledby="keys-title keys-said" font-size="13" fill="currentColor">
<title id="keys-title">How the tables hang together</title>
<desc id="keys-said">{len(line_heights)} tables in {len(GROUPS)} groups. {len(lines)} lines join tables of which one \
names rows of the other. The list of tables below says the same in words.</desc>
{drawing}
</svg>
<figcaption>A line joins two tables where one names rows of the other; its dot is at the table that is named. \
Left out: the lines to {OMITTED_TABLE}, where nearly every table points.</figcaption>
</figure>""")


def render_line(start: int, end: int) -> str:
    """Return a curve between two heights, wider the further they are apart, with a dot at its end."""
    curve_x = min(MAX_CURVE_X, LINE_X + 16 + abs(end - start) // 4)
    return (
        f'<path d="M{LINE_X} {start}C{curve_x} {start} {curve_x} {end} {LINE_X} {end}" fill="none" '
        f'stroke="currentColor" stroke-opacity=".55"/><circle cx="{LINE_X}" cy="{end}" r="3"/>'
    )
