"""The weights without a browser: turning codes against plain arithmetic, both faces, the weight of the data."""

import gzip

import pytest
from bs4 import BeautifulSoup
from widget_samples import SITE

import issfacts as iss
from issfacts import dependence
from issfacts.exhibits.dependence import FUNCTIONS


@pytest.fixture(scope="module")
def weights():
    return iss.weights()


def test_weights_of_nothing_get_a_clear_word(weights):
    nothing = dict.fromkeys(FUNCTIONS, 0)
    assert "there is no answer" in weights.said(2023, nothing)
    assert weights.turns(2023, nothing) == []
    with pytest.raises(ValueError, match="all weights are 0"):
        dependence.deciding_codes(nothing)


def test_the_static_face_shows_our_weightings_and_the_turning_codes(weights):
    face = BeautifulSoup(weights.html(), "html5lib").body
    first, second = face.select("details[open] table")
    assert len(first.select("tbody tr")) == len(dependence.PRESETS)
    told = second.get_text(" ")
    assert all(line in told for when in weights.dates for line in weights.turns(when, dict.fromkeys(FUNCTIONS, 1)))
    assert face.select("section > input, [style], [onclick]") == []


def test_the_sliders_of_a_notebook_answer(weights):
    _, date, preset, *sliders, told = weights.live.children
    preset.value = "engineer"
    assert [slider.value for slider in sliders] == list(dependence.PRESETS["engineer"].weights.values())
    assert weights.said(2023, dependence.PRESETS["engineer"].weights) in told.value
    date.value = weights.dates[0]
    for slider in sliders:
        slider.value = 0
    assert "there is no answer" in told.value


def test_data_and_script_are_light(weights):
    data = BeautifulSoup(weights.html(), "html.parser").select_one("script").string
    assert len(gzip.compress(data.encode(), 6)) < 3_000
    assert len(gzip.compress((SITE / "weights.js").read_bytes(), 6)) < 6_000  # the limit
