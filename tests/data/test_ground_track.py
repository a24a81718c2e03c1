"""The map of the evening: the station's positions against published figures, and the lines it is drawn on."""

import re
from itertools import pairwise

import ground_track
import pytest
from matplotlib.path import Path
from rules import for_each

import issfacts as iss
from issfacts import charts

# The research's own table, propagated by another hand from the same elements (SGP4): UTC, latitude, longitude.
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
def test_the_table_agrees_with_the_published_figures(published):
    when, *place = published
    assert [TRACK[when]["latitude_deg"], TRACK[when]["longitude_deg"]] == pytest.approx(place, abs=0.011)


def test_the_table_is_what_the_script_computes():
    for row in ground_track.compute_rows():
        told = TRACK[row["when_utc"][11:19]]
        assert (float(row["latitude_deg"]), float(row["longitude_deg"])) == (
            told["latitude_deg"],
            told["longitude_deg"],
        )


def test_no_border_divides_crimea_from_ukraine():
    # The isthmus and the Syvash lie between 45.7 and 46.2 degrees north, 33.6 and 35 east.
    inside = [
        row
        for row in iss.rows("outlines")
        if row["kind"] == "border" and 33.6 < row["longitude_deg"] < 35 and 45.5 < row["latitude_deg"] < 46.2
    ]
    assert inside == []


def test_no_line_runs_around_the_back_of_the_map():
    for a, b in pairwise(iss.rows("outlines")):
        assert a["line"] != b["line"] or abs(a["longitude_deg"] - b["longitude_deg"]) < 90


def test_both_drawings_mark_the_docking_and_the_planned_minute():
    for drawing in re.findall(r"<svg.*?</svg>", charts.ground_track().html(), re.S):
        words = " ".join(re.findall(r"<text[^>]*>([^<]+)</text>", drawing))
        for part in ("18:53:32 docked", "18:56, as planned: over Russia", "Kyiv", "UKRAINE"):
            assert part in words


def test_kyiv_and_crimea_lie_within_ukraine_and_its_neighbours_do_not():
    ukraine = [row for row in iss.rows("outlines") if row["kind"] == "Ukraine"]
    outline = Path([(row["longitude_deg"], row["latitude_deg"]) for row in ukraine])
    # Kyiv, Simferopol, Donetsk; Moscow, Chisinau, Minsk: longitude and latitude from any atlas.
    assert outline.contains_points([(30.52, 50.45), (34.1, 44.95), (37.8, 48.0)]).all()
    assert not outline.contains_points([(37.62, 55.75), (28.86, 47.01), (27.56, 53.9)]).any()
