"""The day you were born without a browser: what is said at the edges of the record, both faces, and the weight."""

import gzip
from datetime import date

import pytest
from bs4 import BeautifulSoup
from widget_samples import SITE

import issfacts as iss


@pytest.fixture(scope="module")
def when():
    return iss.when()


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


def test_what_is_known_to_the_day_says_so(when):
    vague = next(one for one in when.visits if one.to_the_day)
    notes = when.on(vague.left.date()).notes
    assert any(vague.person in note and "the day, not the hour" in note for note in notes)


def test_the_static_face_is_a_table_of_one_day_a_year(when):
    face = BeautifulSoup(when.html(), "html5lib").body
    rows = face.select("details[open] tbody tr")
    assert [row.time["datetime"][:4] for row in rows] == [str(year) for year in range(1999, when.last.year + 1)]
    for row in rows:
        answer = when.on(row.time["datetime"])
        names = ", ".join(person.partition(" (")[0] for person in answer.people)
        assert row.find_all("td")[1].get_text() == (names or answer.notes[0])
    assert face.select("section > input, [style], [onclick]") == []


def test_the_calendar_of_a_notebook_answers(when):
    _, picker, told = when.live.children
    picker.value = date(2023, 9, 16)
    assert all(name in told.value for name in ("Loral O&#39;Hara", "Nikolai Chub", "Oleg Kononenko"))
    picker.value = None
    assert "no day of the calendar" in told.value


def test_data_and_script_are_light(when):
    data = BeautifulSoup(when.html(), "html.parser").select_one("script").string
    files = [data.encode(), *((SITE / name).read_bytes() for name in ("when.js", "hands.css"))]
    assert sum(len(gzip.compress(file, 6)) for file in files) < 20_000  # the chapter's budget leaves no more
    assert len(gzip.compress(files[1], 6)) < 6_000
