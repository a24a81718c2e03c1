"""Read a chart's drawings as a reader does: the two SVGs and the words in them; and the last chapter's own chart."""

import re
from xml.etree import ElementTree as ET

import issfacts as iss
from issfacts.kit.canvas import text_width


def drawings(chart):
    """Return the wide and the narrow drawing as trees."""
    return [ET.fromstring(text) for text in re.findall(r"<svg.*?</svg>", chart.html(), re.DOTALL)]


def texts(drawing):
    """Return the elements that hold text."""
    return [element for element in drawing.iter() if element.tag.endswith("text")]


def words(drawing):
    """Return what is written in a drawing."""
    return [element.text for element in texts(drawing)]


def marks(drawing):
    """Return the markers."""
    return [element for element in drawing.iter() if element.tag.endswith("use")]


def size(text):
    """Return the size of a text in px."""
    return float(text.get("font-size").removesuffix("px"))


def box(text):
    """Return left, top, right and bottom of a text as set in DejaVu Sans, wider than most readers' fonts."""
    width = text_width(text.text, size(text), bold=text.get("font-weight") == "700")
    left = float(text.get("x")) - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")] * width
    foot = float(text.get("y"))
    return left, foot - 0.72 * size(text), left + width, foot + 0.2 * size(text)


def swapped_seats():
    """Draw the ships with a swapped seat by year in all crewed ships, as the last chapter does."""
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
