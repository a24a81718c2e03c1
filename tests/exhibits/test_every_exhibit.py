"""Rules for every chart and table: readable, described, small, with sources."""

import gzip
import re
from functools import partial
from itertools import combinations
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup
from drawings import parse_drawings, swapped_seats, text_box, text_elements
from for_each import for_each

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


@for_each(ALL_CHARTS)
def test_chart_is_sourced_reproducible_and_accessible_and_its_two_drawings_are_small_and_readable(name):
    """At most 3 kB gzipped for a drawing; the map and the station with its 41 parts may take 6."""
    chart, again = ALL_CHARTS[name](), ALL_CHARTS[name]()
    html = chart.html()
    assert isinstance(chart, Chart)
    assert set(chart.sources) <= {row["id"] for row in data.rows("sources")}
    assert len(chart.data) == len(chart.table)
    assert (again.title, again.alt, again.description) == (chart.title, chart.alt, chart.description)
    assert again.html() == html
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', html))
    yield from (f"the colour {colour}" for colour in colours if not re.match(r"var\(--iss-|url\(#|none", colour))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {*re.findall(r"url\(#([^)]+)\)", html), *re.findall(r'href="#([^"]+)"', html)} <= set(ids)

    trees = {tree.get("viewBox").split()[2]: tree for tree in parse_drawings(html)}
    assert list(map(float, trees)) == [WIDE, NARROW]
    most = 6000 if name.startswith(("ground_track", "station")) else 3000
    for width, tree in trees.items():
        if (size := len(gzip.compress(ET.tostring(tree)))) > most:
            yield f"{size} bytes, {width} px wide"
        yield from (f"{fault}, {width} px wide" for fault in misplaced_texts(tree))


def misplaced_texts(tree):
    """Yield the texts outside a drawing, and those that overlap by more than 3 px across and 2 px down.

    A text reaches from the top of its capitals to its descenders.
    """
    *_, width, height = map(float, tree.get("viewBox").split())
    boxes = [(text.text, *text_box(text)) for text in text_elements(tree)]
    for words, left, top, right, bottom in boxes:
        if left < -2 or right > width + 2 or top < 0 or bottom > height + 3:
            yield f"{words!r} stands outside"
    for a, b in combinations(boxes, 2):
        across, down = min(a[3], b[3]) - max(a[1], b[1]), min(a[4], b[4]) - max(a[2], b[2])
        if across > 3 and down > 2:
            yield f"{a[0]!r} overlaps {b[0]!r}"


def test_tables_render_caption_and_all_rows():
    for make in TABLES.values():
        table = make()
        page = BeautifulSoup(table.html(), "html.parser")
        assert page.caption.get_text() == table.caption
        assert len(page.select("tbody tr")) == len(table.data)
        assert table.html() == make().html()
