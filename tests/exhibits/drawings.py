"""Helpers that read the SVG drawings of a chart or change its data, and the example chart of the last chapter."""

import re
from xml.etree import ElementTree as ET

import issfacts as iss
from issfacts import data
from issfacts.kit.canvas import text_width


def drawings(chart):
    """Parse the wide and the narrow SVG of a chart."""
    return [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", chart.html(), re.DOTALL)]


def text_elements(drawing):
    """Return the text elements of an SVG."""
    return [element for element in drawing.iter() if element.tag.endswith("text")]


def text_contents(drawing):
    """Return the contents of the text elements of an SVG."""
    return [element.text for element in text_elements(drawing)]


def markers(drawing):
    """Return the markers of an SVG."""
    return [element for element in drawing.iter() if element.tag.endswith("use")]


def font_size(text):
    """Return the font size of a text element in px."""
    return float(text.get("font-size").removesuffix("px"))


def text_box(text):
    """Return left, top, right and bottom of a text element, set in DejaVu Sans, which is wider than most fonts."""
    width = text_width(text.text, font_size(text), bold=text.get("font-weight") == "700")
    left = float(text.get("x")) - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")] * width
    y = float(text.get("y"))
    return left, y - 0.72 * font_size(text), left + width, y + 0.2 * font_size(text)


def change_row(monkeypatch, table, id, **changes):
    """Change cells of one row of a table until the end of a test."""
    original = data.rows
    rows = [row | (changes if row["id"] == id else {}) for row in original(table)]
    monkeypatch.setattr(data, "rows", lambda name: rows if name == table else original(name))


def swapped_seats():
    """Draw the chart of the last chapter: ships with a swapped seat, by year, out of all crewed ships."""
    ships = iss.crewed_flights()
    ships = ships[ships["launch_utc"] >= "2022-07-14"]
    year = ships["launch_utc"].dt.year.rename("year")
    return iss.charts.template(
        ships.groupby(year)["seat_swap"].agg(swapped="sum", ships="size").reset_index(),
        x="year",
        y="swapped",
        of="ships",
        kind="bars",
        unit="ships with a swapped seat",
        mark={2023: "MS-24 among them"},
        title="In every year since the agreement, ships flew with swapped seats",
        source_ids=["gcat", "spacefacts", *ships["seat_swap_source_ids"].explode().dropna()],
    )
