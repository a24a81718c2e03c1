"""Tests of the ground track of 15 September 2023 and of its map outlines."""

from collections import Counter, defaultdict
from itertools import pairwise

import ground_track
import pytest
from for_each import for_each
from matplotlib.path import Path

import issfacts as iss

# UTC, latitude, longitude; computed independently from the same orbital elements with SGP4.
PUBLISHED = [
    ("15:44:00", 43.91, 59.29),
    ("15:45:00", 45.80, 63.81),
    ("18:53:00", 49.21, 27.82),
    ("18:53:30", 49.80, 30.53),
    ("18:54:00", 50.32, 33.31),
    ("18:56:00", 51.63, 44.93),
]
TRACK = {f"{row['when_utc']:%H:%M:%S}": row for row in iss.rows("ground_track")}


@for_each(PUBLISHED)
def test_positions_agree_with_an_independent_computation(published):
    when, *place = published
    assert [TRACK[when]["latitude_deg"], TRACK[when]["longitude_deg"]] == pytest.approx(place, abs=0.011)


def test_table_equals_the_output_of_the_script():
    for row in ground_track.compute_rows():
        stored = TRACK[row["when_utc"][11:19]]
        for column in ("latitude_deg", "longitude_deg"):
            assert float(row[column]) == stored[column]


def test_no_border_divides_crimea_from_ukraine():
    # The isthmus and the Syvash lie between 45.7 and 46.2 degrees north, 33.6 and 35 east.
    inside = [
        row
        for row in iss.rows("outlines")
        if row["kind"] == "border" and 33.6 < row["longitude_deg"] < 35 and 45.5 < row["latitude_deg"] < 46.2
    ]
    assert inside == []


def test_no_border_ends_in_mid_air_and_no_outline_crosses_the_date_line():
    lines = defaultdict(list)
    for row in iss.rows("outlines"):
        lines[row["line"], row["kind"]].append((row["longitude_deg"], row["latitude_deg"]))
    line_counts = Counter(point for points in lines.values() for point in set(points))
    for (line, kind), points in lines.items():
        assert all(abs(a[0] - b[0]) < 90 for a, b in pairwise(points)), line
        for end in (points[0], points[-1]) if kind == "border" else ():
            is_drawn = 19 <= end[0] <= 46.4 and 43.6 <= end[1] <= 54.6
            assert line_counts[end] > 1 or not is_drawn, (line, end)


def test_outline_of_ukraine_contains_kyiv_and_crimea_but_no_foreign_capital():
    ukraine = [row for row in iss.rows("outlines") if row["kind"] == "Ukraine"]
    outline = Path([(row["longitude_deg"], row["latitude_deg"]) for row in ukraine])
    # Kyiv, Simferopol, Donetsk; Moscow, Chisinau, Minsk: longitude and latitude from any atlas.
    assert outline.contains_points([(30.52, 50.45), (34.1, 44.95), (37.8, 48.0)]).all()
    assert not outline.contains_points([(37.62, 55.75), (28.86, 47.01), (27.56, 53.9)]).any()
