"""The outlook: predictions and their scores, frameworks for the Moon, launches, against sources and research."""

import re

import pandas as pd
import pytest

import issfacts as iss
from issfacts import charts, tables

# predictions


def test_predictions_finding():
    # reference/predictions.md, headings: 22 open, 12 came true, 8 did not come true, 9 superseded.
    chart = charts.predictions()
    assert chart.title == (
        "Of 29 predictions that are settled, 12 came true, eight did not and nine were superseded; 22 are open"
    )
    assert len(chart.data) == len(iss.rows("predictions")) == 51


def test_predictions_are_dated_as_their_makers_meant():
    frame = charts.predictions().data.set_index("id")
    # A year is over on its last day (data dictionary, due_on_precision); September has thirty days.
    assert frame.loc["us-to-2030", "due_on"] == pd.Timestamp("2030-12-31").date()
    assert frame.loc["kononenko-one-year", "due_on"] == pd.Timestamp("2024-09-30").date()
    assert frame.loc["progress-ms33-march-2026", "due_on"] == pd.Timestamp("2026-03-22").date()
    assert pd.isna(frame.loc["own-station-aim", "due_on"])


def test_what_came_late_did_not_come_true():
    # Claim C25: O'Hara landed on 6 April 2024, six days after the month in which six months ended.
    frame = charts.predictions().data.set_index("id")
    assert frame.loc["ohara-six-months", "outcome"] == "did not"
    assert "after the day they were due" not in charts.predictions().description


def test_no_prediction_is_settled_before_its_time():
    """Beyond the line of the last day nothing has come true or failed: what is not open there was withdrawn."""
    chart = charts.predictions()
    frame = chart.data[[when is not None and when > chart.as_of for when in chart.data["due_on"]]]
    assert set(frame["outcome"]) <= {"open", "superseded", "came true"}
    early = frame[frame["outcome"] == "came true"]
    assert all(row.outcome_on <= chart.as_of for row in early.itertuples())


def drawn_markers(chart, drawing: int) -> int:
    svg = re.findall(r"<svg.*?</svg>", chart.html(), re.DOTALL)[drawing]
    return svg.count("<use")


def test_every_prediction_has_its_marker_in_both_drawings():
    chart, heads, axis = charts.predictions(), 4, 5  # a marker beside each heading; ticks are paths, not markers
    for drawing in (0, 1):
        assert 51 + heads <= drawn_markers(chart, drawing) <= 51 + heads + axis


# frameworks for the Moon


def test_moon_finding():
    # README of the research: 72 reported signatories of which three are missing; Thailand, Senegal, Serbia and
    # Djibouti are in both. Roscosmos counted 13 countries beside the two founders (event ilrs-13-countries);
    # Kazakhstan, which its own government counts in, is disputed.
    chart = charts.moon_frameworks()
    assert chart.title == (
        "69 states are listed as signatories of the Artemis Accords, 16 as members of the ILRS, four as both"
    )
    assert "In both: Thailand, Senegal, Serbia and Djibouti." in chart.description


def test_moon_note_says_what_is_doubtful():
    note = charts.moon_frameworks().note
    for part in (
        "principles",
        "Three of the 72",
        "Jordan, Malta, Botswana, Serbia, Djibouti and Kazakhstan",
    ):
        assert part in note


def test_moon_leaves_out_what_is_unverified_and_what_is_no_state():
    frame = charts.moon_frameworks().data
    assert "Nano-SPACE" not in set(frame["participant"])


def test_moon_counts_on_known_days():
    frame = charts.moon_frameworks().data
    accords = frame[frame["framework"] == "Artemis Accords"].set_index("participant")
    # The timeline of the research: 29 signatories in October 2023, before Iceland; India was the 27th.
    assert accords.loc["India", "number"] == 27
    assert (accords["joined_on"] < pd.Timestamp("2023-10-01").date()).sum() == 29


# launches


def test_launches_finding():
    # Aviation Week: 329 attempts in 2025, 181 American, 92 Chinese, 17 Russian.
    chart = charts.launches_by_state()
    assert chart.title == (
        "In 2025 the United States made 181 of 329 attempts to reach orbit, China 92; from 2018 to 2021 China had led"
    )
    assert "United States 181 (55 per cent)" in chart.description
    assert "The Soviet Union launched most in 1982: 108." in chart.description


def test_launches_say_which_counting():
    note = charts.launches_by_state().note
    assert "by the state of the organisation that launches" in note
    # GCAT by the maker of the rocket: 44 American and 39 Chinese attempts in 2020, the other years stay Chinese.
    assert "By the maker of the rocket, 2020 goes to the United States. Russia" in note


def test_launches_add_up_and_leave_no_year_out():
    frame = charts.launches_by_state().data.set_index("year")
    assert list(frame.index) == list(range(1957, 2026))  # Sputnik 1 to the last whole year
    assert (frame.drop(columns="world").sum(axis=1) == frame["world"]).all()
    assert frame.loc[1957, ["United States", "China", "Russia"]].tolist() == [1, 0, 2]


# scores


@pytest.mark.parametrize(
    ("forecaster", "mean"),
    # By hand: two of five came true. 0.9: (2 x 0.01 + 3 x 0.81) / 5; 0.1: (2 x 0.81 + 3 x 0.01) / 5; a half: 0.25.
    [("optimist", "0.49"), ("sceptic", "0.33"), ("coin-flipper", "0.25")],
)
def test_invented_forecasters(forecaster, mean):
    caption = tables.brier(forecaster).caption
    assert caption == (f"The {forecaster}, whom we invented, scores {mean}; two of the five predictions came true")


def test_own_probabilities():
    # By hand: 0.09 + 0.01 + 0.16 + 0.64 + 0.04 = 0.94, divided by five.
    table = tables.brier([0.3, 0.9, 0.4, 0.8, 0.8])
    assert table.caption.startswith("Your five forecasts score 0.19;")
    assert table.data["Score"].tolist() == [0.09, 0.01, 0.16, 0.64, 0.04]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("pessimist", "none of optimist, sceptic, coin-flipper"),
        ([0.5], "give 5 probabilities"),
        ([90, 1, 1, 1, 1], "write 90 per cent as 0.9"),
    ],
)
def test_what_brier_refuses(given, words):
    with pytest.raises(ValueError, match=words):
        tables.brier(given)
