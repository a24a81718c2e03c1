"""Draw first, without a browser: the records, the comparison in words, both faces, the weight of the script."""

import gzip
from random import Random

import pytest
from bs4 import BeautifulSoup
from widget_samples import SITE

import issfacts as iss
from issfacts.widgets.draw import KINDS


@pytest.fixture(scope="module")
def drawings():
    return {name: iss.draw(name) for name in KINDS}


def test_the_records_are_those_of_the_record(drawings):
    """Counted by other ways than the drawing's own: day by day, year by year, and in the table as it stands."""
    people = drawings["people-aboard"].sketch
    for n in Random(2).sample(range(len(people.labels)), 20):
        day = f"2023-{8 + n // 31:02}-{n % 31 + 1:02}T12:00Z"  # August has 31 days
        assert people.series["People"][n] == len(iss.aboard(day))
    shares = drawings["mixed-share"].sketch
    for label, share in list(zip(shares.labels, shares.series["Share"], strict=True))[1:-1]:
        found = iss.share_of_mixed_crews(f"{label}-01-01", f"{int(label) + 1}-01-01", "us-russia")
        assert abs(share - 100 * found.share) <= 0.5
    launches, table = (
        drawings["launches"].sketch,
        iss.load("launches").set_index(["state", "year"])["attempts"].fillna(0),
    )
    for state, counts in launches.series.items():
        assert counts == [table.get((state, int(year)), 0) for year in launches.labels]


def test_lines_are_compared_in_words(drawings):
    sketch = drawings["people-aboard"]
    truth = dict(zip(sketch.sketch.labels, sketch.sketch.series["People"], strict=True))
    assert sketch.compare({}) == "There is no line yet: draw first."
    assert sketch.compare({"1 August 2023": 7}).startswith("One point is no line.")
    assert sketch.compare(truth) == "Your line from 1 August 2023 to 30 September 2023 meets the record everywhere."
    high = sketch.compare({**truth, "2 August 2023": 15})
    assert "2 August 2023 is where you were furthest off: you drew 15, 8 too high; the record has 7." in high
    with pytest.raises(KeyError, match="1 August 2023"):
        sketch.compare({"1 August": 7})
    with pytest.raises(KeyError, match="China"):
        drawings["launches"].compare({"2000": 1, "2001": 2}, "Chin")
    with pytest.raises(KeyError, match="launches"):
        iss.draw("launch")


def test_the_static_face_is_the_chart_in_a_fold(drawings):
    for name, drawing in drawings.items():
        face = BeautifulSoup(drawing.html(), "html5lib").body
        assert face.select_one(f"#draw-{name} > details:not([open]) figure"), name
        assert face.select("section > input, [style], [onclick]") == []
        assert drawing.sketch.top >= max(map(max, drawing.sketch.series.values()))


def test_a_notebook_takes_points_and_shows_the_record(drawings):
    for name, drawing in drawings.items():
        *_, place, value, put, show, told = drawing.live.children
        show.click()
        assert "no line yet" in told.value
        points = {drawing.sketch.labels[0]: 3, drawing.sketch.labels[-1]: 4}
        for place.value, value.value in points.items():
            put.click()
        show.click()
        assert drawing.compare(points) in told.value, name
        assert "<svg" in told.value


def test_the_script_is_light():
    assert len(gzip.compress((SITE / "draw.js").read_bytes(), 6)) < 6_000  # the limit
