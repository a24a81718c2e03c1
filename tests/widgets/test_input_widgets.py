"""Tests of the widgets `when`, `weights` and `draw` without a browser: answers and live views."""

from datetime import date
from random import Random

import pytest
from bs4 import BeautifulSoup

import issfacts as iss
from issfacts import dependence
from issfacts.widgets.draw import DRAWINGS

WHEN, WEIGHTS = iss.when(), iss.weights()
DRAWN = {name: iss.draw(name) for name in DRAWINGS}


def test_answers_for_days_outside_the_record_without_crew_or_invalid():
    # Launch of Zarya, first docking (mating of Unity), first crew to stay: data/modules.csv, data/stays.csv.
    expected = {
        "1998-11-19": "no station yet: its first part, Zarya, was launched on 20 November 1998.",
        "1998-12-06": "the first visitors docked with STS-88 on 7 December 1998.",
        "2000-11-01": "the next docked with Soyuz TM-31 on 2 November 2000.",
        "2026-10-08": "The record ends on 7 October 2026: it cannot say who was aboard on 8 October 2026.",
        "2009-02-29": "“2009-02-29” is not a day of the calendar.",
        "12345-06-01": "not a day of the calendar",
        "x" * 100_000: f"“{'x' * 40}” is not a day",
    }
    for text, part in expected.items():
        assert part in str(WHEN.on(text))
    assert WHEN.on(date(2008, 6, 1)) == WHEN.on(" 2008-06-01 ")
    stay = WHEN.stays[WHEN.stays["undock_day_only"]].iloc[0]
    notes = WHEN.on(stay["undock_utc"].date()).notes
    assert any(stay["person"] in note and "the day, not the hour" in note for note in notes)


def test_static_html_of_when_has_a_table_with_one_day_of_each_year():
    rows = BeautifulSoup(WHEN.html(), "html5lib").select("details[open] tbody tr")
    assert [row.th.get_text() for row in rows] == [str(year) for year in range(1999, WHEN.last.year + 1)]
    assert WHEN.table.title.endswith("on 15 September of each year")
    for row in rows:
        answer = WHEN.on(f"{row.th.get_text()}-09-15")
        names = ", ".join(person.partition(" (")[0] for person in answer.people)
        assert row.find_all("td")[1].get_text() == (names or answer.notes[0])


def test_live_date_picker_updates_the_answer():
    _, picker, output = WHEN.live.children
    picker.value = date(2023, 9, 16)
    assert all(name in output.value for name in ("Loral O&#39;Hara", "Nikolai Chub", "Oleg Kononenko"))
    picker.value = None
    assert "not a day of the calendar" in output.value


def test_static_html_of_weights_has_tables_of_presets_and_deciding_codes():
    first, second = BeautifulSoup(WEIGHTS.html(), "html5lib").select("details[open] table")
    assert len(first.select("tbody tr")) == len(dependence.PRESETS)
    equal = dependence.PRESETS["equal"].weights
    assert all(line in second.get_text(" ") for when in WEIGHTS.dates for line in WEIGHTS.turns(when, equal))


def test_live_sliders_update_the_answer():
    _, day, preset, *sliders, output = WEIGHTS.live.children
    engineer = dependence.PRESETS["engineer"].weights
    preset.value = "engineer"
    assert [slider.value for slider in sliders] == list(engineer.values())
    assert WEIGHTS.said(2023, engineer) in output.value
    day.value = WEIGHTS.dates[0]
    for slider in sliders:
        slider.value = 0
    assert "there is no answer" in output.value
    with pytest.raises(ValueError, match="nothing is coded for 1999"):
        WEIGHTS.said(1999, engineer)
    with pytest.raises(ValueError, match="all weights are 0"):
        dependence.deciding_codes(dict.fromkeys(engineer, 0))


def test_values_to_draw_equal_independent_counts():
    """Counts people day by day, shares year by year, and launches in the table itself."""
    people, shares, launches = (DRAWN[name] for name in ("people-aboard", "mixed-share", "launches"))
    for n in Random(2).sample(range(len(people.labels)), 20):
        day = f"2023-{8 + n // 31:02}-{n % 31 + 1:02}T12:00Z"  # August has 31 days
        assert people.series["People"][n] == len(iss.aboard(day))
    for label, share in list(zip(shares.labels, shares.series["Share"], strict=True))[1:-1]:
        expected = iss.share_of_mixed_crews(f"{label}-01-01", f"{int(label) + 1}-01-01", "us-russia")
        assert abs(share - 100 * expected.share) <= 0.5
    table = iss.load("launches").set_index(["state", "year"])["attempts"].fillna(0)
    for state, counts in launches.series.items():
        assert counts == [table.get((state, int(year)), 0) for year in launches.labels]
    for task in (people, shares, launches):
        assert task.top >= max(map(max, task.series.values()))


def test_compare_describes_the_largest_and_mean_error():
    people = DRAWN["people-aboard"]
    recorded = dict(zip(people.labels, people.series["People"], strict=True))
    assert people.compare({}) == "There is no line yet: draw first."
    assert people.compare({"1 August 2023": 7}).startswith("One point is not a line.")
    assert people.compare(recorded) == "Your line from 1 August 2023 to 30 September 2023 meets the record everywhere."
    high = people.compare({**recorded, "2 August 2023": 15})
    assert "2 August 2023 is where you were furthest off: you drew 15, 8 too high; the record has 7." in high
    with pytest.raises(KeyError, match="1 August 2023"):
        people.compare({"1 August": 7})
    with pytest.raises(KeyError, match="China"):
        DRAWN["launches"].compare({"2000": 1, "2001": 2}, "Chin")
    with pytest.raises(KeyError, match="launches"):
        iss.draw("launch")


def test_live_drawing_accepts_points_and_shows_comparison_and_chart():
    for name, drawing in DRAWN.items():
        *_, label, value, add, show, output = drawing.live.children
        show.click()
        assert "no line yet" in output.value
        points = {drawing.labels[0]: 3, drawing.labels[-1]: 4}
        for label.value, value.value in points.items():
            add.click()
        show.click()
        assert drawing.compare(points) in output.value, name
        assert "<svg" in output.value
        links = BeautifulSoup(output.value, "html.parser").select('a[href^="../"]')
        assert {link.get("target") for link in links} == {"_blank"}, name
