"""A day of one's own, weights, a line drawn by hand, without a browser: what is said, in a notebook too, the weight."""

import gzip
from datetime import date
from random import Random

import pytest
from bs4 import BeautifulSoup
from widget_samples import SITE

import issfacts as iss
from issfacts import dependence
from issfacts.widgets.draw import KINDS


@pytest.fixture(scope="module")
def when():
    return iss.when()


@pytest.fixture(scope="module")
def weights():
    return iss.weights()


@pytest.fixture(scope="module")
def drawings():
    return {name: iss.draw(name) for name in KINDS}


def test_days_at_the_edges_get_a_clear_word(when):
    # Launch of Zarya, first docking (mating of Unity), first crew to stay: data/modules.csv, data/stays.csv.
    words = {
        "1998-11-19": "no station yet: its first part, Zarya, was launched on 20 November 1998.",
        "1998-12-06": "the first visitors docked with STS-88 on 7 December 1998.",
        "2000-11-01": "the next docked with Soyuz TM-31 on 2 November 2000.",
        "2026-10-08": "The record ends on 7 October 2026: it cannot say who was aboard on 8 October 2026.",
        "2009-02-29": "“2009-02-29” is no day of the calendar.",
        "12345-06-01": "no day of the calendar",
        "x" * 100_000: f"“{'x' * 40}” is no day",
    }
    for text, word in words.items():
        assert word in str(when.on(text))
    assert when.on(date(2008, 6, 1)) == when.on(" 2008-06-01 ")
    vague = next(one for one in when.visits if one.to_the_day)
    notes = when.on(vague.left.date()).notes
    assert any(vague.person in note and "the day, not the hour" in note for note in notes)


def test_without_a_script_there_is_a_day_of_each_year(when):
    rows = BeautifulSoup(when.html(), "html5lib").select("details[open] tbody tr")
    assert [row.time["datetime"][:4] for row in rows] == [str(year) for year in range(1999, when.last.year + 1)]
    for row in rows:
        found = when.on(row.time["datetime"])
        names = ", ".join(person.partition(" (")[0] for person in found.people)
        assert row.find_all("td")[1].get_text() == (names or found.notes[0])


def test_the_calendar_of_a_notebook_answers(when):
    _, picker, told = when.live.children
    picker.value = date(2023, 9, 16)
    assert all(name in told.value for name in ("Loral O&#39;Hara", "Nikolai Chub", "Oleg Kononenko"))
    picker.value = None
    assert "no day of the calendar" in told.value


def test_without_a_script_there_are_our_weightings_and_the_turning_codes(weights):
    first, second = BeautifulSoup(weights.html(), "html5lib").select("details[open] table")
    assert len(first.select("tbody tr")) == len(dependence.PRESETS)
    equal = dependence.PRESETS["equal"].weights
    assert all(line in second.get_text(" ") for when in weights.dates for line in weights.turns(when, equal))


def test_the_sliders_of_a_notebook_answer(weights):
    _, day, preset, *sliders, told = weights.live.children
    engineer = dependence.PRESETS["engineer"].weights
    preset.value = "engineer"
    assert [slider.value for slider in sliders] == list(engineer.values())
    assert weights.said(2023, engineer) in told.value
    day.value = weights.dates[0]
    for slider in sliders:
        slider.value = 0
    assert "there is no answer" in told.value
    with pytest.raises(ValueError, match="all weights are 0"):
        dependence.deciding_codes(dict.fromkeys(engineer, 0))


def test_the_records_to_draw_are_those_of_the_record(drawings):
    """Counted by other ways than the drawing's own: day by day, year by year, and in the table as it stands."""
    people, shares, launches = (drawings[name].sketch for name in ("people-aboard", "mixed-share", "launches"))
    for n in Random(2).sample(range(len(people.labels)), 20):
        day = f"2023-{8 + n // 31:02}-{n % 31 + 1:02}T12:00Z"  # August has 31 days
        assert people.series["People"][n] == len(iss.aboard(day))
    for label, share in list(zip(shares.labels, shares.series["Share"], strict=True))[1:-1]:
        found = iss.share_of_mixed_crews(f"{label}-01-01", f"{int(label) + 1}-01-01", "us-russia")
        assert abs(share - 100 * found.share) <= 0.5
    table = iss.load("launches").set_index(["state", "year"])["attempts"].fillna(0)
    for state, counts in launches.series.items():
        assert counts == [table.get((state, int(year)), 0) for year in launches.labels]
    for sketch in (people, shares, launches):
        assert sketch.top >= max(map(max, sketch.series.values()))


def test_lines_are_compared_in_words(drawings):
    people = drawings["people-aboard"]
    truth = dict(zip(people.sketch.labels, people.sketch.series["People"], strict=True))
    assert people.compare({}) == "There is no line yet: draw first."
    assert people.compare({"1 August 2023": 7}).startswith("One point is no line.")
    assert people.compare(truth) == "Your line from 1 August 2023 to 30 September 2023 meets the record everywhere."
    high = people.compare({**truth, "2 August 2023": 15})
    assert "2 August 2023 is where you were furthest off: you drew 15, 8 too high; the record has 7." in high
    with pytest.raises(KeyError, match="1 August 2023"):
        people.compare({"1 August": 7})
    with pytest.raises(KeyError, match="China"):
        drawings["launches"].compare({"2000": 1, "2001": 2}, "Chin")
    with pytest.raises(KeyError, match="launches"):
        iss.draw("launch")


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


def test_data_and_scripts_are_light(when, weights):
    """As a server sends them. What the issue allows; for the day the chapter's budget leaves no more."""

    def weight(*files):
        return sum(len(gzip.compress(file, 6)) for file in files)

    scripts = {name: (SITE / f"{name}.js").read_bytes() for name in ("when", "weights", "draw", "play")}
    data = {
        name: BeautifulSoup(widget.html(), "html.parser").select_one("script").string.encode()
        for name, widget in (("when", when), ("weights", weights), ("play", iss.play()))
    }
    assert [name for name, script in scripts.items() if weight(script) > 6_000] == []
    assert weight(data["when"], scripts["when"], (SITE / "hands.css").read_bytes()) < 20_000
    assert weight(data["weights"]) < 3_000
    assert weight(data["play"]) <= 20_000
