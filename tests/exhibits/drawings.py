"""Helpers that read the SVG drawings of a chart or change its data, and the example chart of the last chapter."""

import re
from xml.etree import ElementTree as ET

from book_pages import chapter_cells

import issfacts as iss
from issfacts import data
from issfacts.kit.canvas import text_width


def parse_drawings(html):
    """Parse the wide and the narrow SVG in the HTML of a chart."""
    return [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]


def drawings(chart):
    """Draw a chart and parse its wide and its narrow SVG."""
    return parse_drawings(chart.html())


def text_elements(drawing):
    """Return the text elements of an SVG."""
    return [element for element in drawing.iter() if element.tag.endswith("text")]


def text_contents(drawing):
    """Return the contents of the text elements of an SVG."""
    return [element.text for element in text_elements(drawing)]


def markers(drawing):
    """Return the markers of an SVG."""
    return [element for element in drawing.iter() if element.tag.endswith("use")]


def text_box(text):
    """Return left, top, right and bottom of a text element, set in DejaVu Sans, which is wider than most fonts."""
    size = float(text.get("font-size").removesuffix("px"))
    width = text_width(text.text, size, bold=text.get("font-weight") == "700")
    left = float(text.get("x")) - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")] * width
    y = float(text.get("y"))
    return left, y - 0.72 * size, left + width, y + 0.2 * size


def swapped_seats():
    """Run the cell of the last chapter that draws ships with a swapped seat, by year, and return its chart."""
    code = chapter_cells("better-brief")["swaps-chart"].source
    names = {"iss": iss}
    exec(code.replace("iss.charts.template(", "chart = iss.charts.template("), names)
    return names["chart"]


def change_row(monkeypatch, table, id, **changes):
    """Change cells of one row of a table until the end of a test."""
    original = data.rows
    rows = [row | (changes if row["id"] == id else {}) for row in original(table)]
    monkeypatch.setattr(data, "rows", lambda name: rows if name == table else original(name))
