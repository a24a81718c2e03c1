"""Every figure and every printed table: readable, described, light, with sources; each test reports all that fail."""

import gzip
import re
import sys
from functools import partial
from itertools import combinations
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from drawings import box, drawings, size, swapped_seats, texts

import issfacts as iss
from issfacts import charts, data, tables
from issfacts.kit.exhibit import NARROW, WIDE, Chart

GIVEN = {  # to those that need it: arguments, as the chapters give them
    "crew_by_agency": ("2023-08-01", "2023-10-31", "2023-09-15"),
    "vulnerability": ("engineer",),
    "evidence_for": ("neither-alone",),
    "compare_pages": ("P14", "P02"),
    "partner_lost": (2023,),
    "elements_of": ("Europe",),
    "brier": ("coin-flipper",),
    "known_on": ("2022-07-31",),
    "promised": ("2022-07-31", "2023-09-16"),
    "roster": ("2023-09-15T21:30",),
}
FIGURES, TABLES = (
    {name: partial(getattr(module, name), *GIVEN.get(name, ())) for name in module.__all__}
    for module in (charts, tables)
)
MORE = {  # other faces of a figure, under the same rules
    "template": swapped_seats,
    **{f"station {show}": partial(charts.station, show) for show in ("owner", "year", "needs", "ports")},
    **{f"station without {side}": partial(charts.station, "needs", without=side) for side in ("US-led", "Russian")},
    "station of 2001": partial(charts.station, on="2001-12-31"),
}
MADE = FIGURES | MORE
SHOWN = {WIDE: 665, NARROW: 288}  # px: what a drawing has on a page and on a phone of 320 px


@pytest.fixture(scope="module")
def figures():
    return {name: make() for name, make in MADE.items()}


@pytest.fixture(scope="module")
def drawn(figures):
    return {
        (name, int(float(tree.get("viewBox").split()[2]))): tree
        for name, chart in figures.items()
        for tree in drawings(chart)
    }


def test_figures_are_charts_with_sources_and_two_drawings(figures, drawn):
    known = {row["id"] for row in data.rows("sources")}
    for chart in figures.values():
        assert isinstance(chart, Chart)
        assert set(chart.sources) <= known
        assert len(chart.data) == len(chart.table)
    assert set(drawn) == {(name, width) for name in MADE for width in (WIDE, NARROW)}


def test_no_letter_is_too_small(drawn):
    """DESIGN: at least 12 px at 320 px width."""
    assert not [
        (name, width, text.text)
        for (name, width), tree in drawn.items()
        for text in texts(tree)
        if size(text) * SHOWN[width] / width < 12
    ]


def test_all_text_stands_on_the_paper_and_none_covers_another(drawn):
    """Boxes, from the tops of capitals to the feet of descenders, may touch; they share no more than 2 px."""
    faults = []
    for (name, width), tree in drawn.items():
        height = float(tree.get("viewBox").split()[3])
        boxes = [(text.text, *box(text)) for text in texts(tree)]
        for words, left, top, right, bottom in boxes:
            if left < -2 or right > width + 2 or top < 0 or bottom > height + 3:
                faults.append((name, width, words, "stands outside"))
        for a, b in combinations(boxes, 2):
            across, down = min(a[3], b[3]) - max(a[1], b[1]), min(a[4], b[4]) - max(a[2], b[2])
            if across > 3 and down > 2:
                faults.append((name, width, a[0], b[0]))
    assert not faults


def test_figures_are_light(drawn):
    """DESIGN: 3 kB gzipped for a drawing; the map and the station with its 41 parts may take 6."""
    sizes = {place: len(gzip.compress(ET.tostring(tree))) for place, tree in drawn.items()}
    rich = ("ground_track", *(name for name in MADE if name.startswith("station")))
    assert not {place: size for place, size in sizes.items() if size > (6000 if place[0] in rich else 3000)}


def test_figures_are_the_same_every_time_and_keep_to_the_palette(figures):
    for name, chart in figures.items():
        again, html = MADE[name](), chart.html()
        assert again.html() == html
        assert (again.title, again.alt, again.description) == (chart.title, chart.alt, chart.description)
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', html))
        assert all(re.match(r"var\(--iss-|url\(#|none", colour) for colour in colours), (name, colours)


def test_every_table_shows_itself():
    for make in TABLES.values():
        table = make()
        page = BeautifulSoup(table.html(), "html.parser")
        assert page.caption.get_text() == table.caption
        assert len(page.select("tbody tr")) == len(table.data)
        assert table.html() == make().html()


def test_the_module_of_tables_can_be_called():
    assert iss.tables is sys.modules["issfacts.tables"]
    pd.testing.assert_frame_equal(iss.tables(), data.tables())
