"""Rules for every chart and table: readable, described, small, with sources; each test reports all that fail."""

import gzip
import re
from functools import partial
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from drawings import drawings, swapped_seats, text_box, text_elements

from issfacts import charts, data, tables
from issfacts.kit.exhibit import NARROW, WIDE, Chart

ARGUMENTS = {  # for exhibits that need them, as in the chapters
    "crew_by_agency": ("2023-08-01", "2023-10-31", "2023-09-15"),
    "evidence_for": ("neither-alone",),
    "compare_pages": ("P14", "P02"),
    "brier": ("coin-flipper",),
    "known_on": ("2022-07-31",),
    "promised": ("2022-07-31", "2023-09-16"),
    "roster": ("2023-09-15T21:30",),
}
CHARTS, TABLES = (
    {name: partial(getattr(module, name), *ARGUMENTS.get(name, ())) for name in module.__all__}
    for module in (charts, tables)
)
VARIANTS = {  # of charts, under the same rules
    "template": swapped_seats,
    **{f"station {show}": partial(charts.station, show) for show in ("owner", "year", "needs", "ports")},
    **{f"station without {side}": partial(charts.station, "needs", without=side) for side in ("US-led", "Russian")},
    "station of 2001": partial(charts.station, on="2001-12-31"),
    "coverage_matrix further back": partial(charts.coverage_matrix, further_back=True),
}
ALL_CHARTS = CHARTS | VARIANTS


@pytest.fixture(scope="module")
def all_charts():
    return {name: make() for name, make in ALL_CHARTS.items()}


@pytest.fixture(scope="module")
def drawn(all_charts):
    return {
        (name, int(float(tree.get("viewBox").split()[2]))): tree
        for name, chart in all_charts.items()
        for tree in drawings(chart)
    }


def test_charts_have_known_sources_and_two_drawings(all_charts, drawn):
    known = {row["id"] for row in data.rows("sources")}
    for chart in all_charts.values():
        assert isinstance(chart, Chart)
        assert set(chart.sources) <= known
        assert len(chart.data) == len(chart.table)
    assert set(drawn) == {(name, width) for name in ALL_CHARTS for width in (WIDE, NARROW)}


def test_text_stays_inside_the_drawing_and_does_not_overlap(drawn):
    """Text boxes, from the top of capitals to the descenders, may overlap by at most 3 px across or 2 px down."""
    faults = []
    for (name, width), tree in drawn.items():
        height = float(tree.get("viewBox").split()[3])
        boxes = [(text.text, *text_box(text)) for text in text_elements(tree)]
        for words, left, top, right, bottom in boxes:
            if left < -2 or right > width + 2 or top < 0 or bottom > height + 3:
                faults.append((name, width, words, "stands outside"))
        for a, b in combinations(boxes, 2):
            across, down = min(a[3], b[3]) - max(a[1], b[1]), min(a[4], b[4]) - max(a[2], b[2])
            if across > 3 and down > 2:
                faults.append((name, width, a[0], b[0]))
    assert not faults


def test_compressed_drawings_stay_below_their_size_limit(drawn):
    """At most 3 kB gzipped for a drawing; the map and the station with its 41 parts may take 6."""
    sizes = {drawing: len(gzip.compress(ET.tostring(tree))) for drawing, tree in drawn.items()}
    detailed = ("ground_track", *(name for name in ALL_CHARTS if name.startswith("station")))
    assert not {drawing: size for drawing, size in sizes.items() if size > (6000 if drawing[0] in detailed else 3000)}


def test_charts_are_reproducible_and_use_palette_colours_and_their_own_ids(all_charts):
    for name, chart in all_charts.items():
        again, html = ALL_CHARTS[name](), chart.html()
        assert again.html() == html
        assert (again.title, again.alt, again.description) == (chart.title, chart.alt, chart.description)
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', html))
        assert all(re.match(r"var\(--iss-|url\(#|none", colour) for colour in colours), (name, colours)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids)), name
        assert {*re.findall(r"url\(#([^)]+)\)", html), *re.findall(r'href="#([^"]+)"', html)} <= set(ids), name


def test_tables_render_caption_and_all_rows():
    for make in TABLES.values():
        table = make()
        page = BeautifulSoup(table.html(), "html.parser")
        assert page.caption.get_text() == table.caption
        assert len(page.select("tbody tr")) == len(table.data)
        assert table.html() == make().html()
