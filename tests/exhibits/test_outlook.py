"""The charts of predictions, launches and seat prices, against their sources; Brier scores."""

import re
from math import inf, nan

import pytest
from drawings import change_row, drawings, markers, text_contents
from for_each import each_raises
from hypothesis import given
from hypothesis import strategies as st

from issfacts import charts
from issfacts.forecasts import brier, score


def test_outcomes_are_consistent_with_due_dates():
    """A prediction not yet due cannot have failed; one that is due can be neither open nor superseded."""
    today, faults = charts.predictions().as_of, []
    for row in charts.predictions().data.itertuples():
        if row.outcome == "came true":
            wrong = row.outcome_on > min(today, row.due_on or today)
        elif row.outcome == "did not":
            wrong = row.due_on and row.due_on > today
        else:  # open or superseded
            wrong = row.due_on and row.due_on <= today
        faults += [row.id] if wrong else []
    assert faults == []


# Brier scores


def test_scores_match_textbook_values():
    # The Glossary of Meteorology of the AMS: 0.0 for perfect forecasting, 1.0 for the worst possible. The last two are
    # the textbook's forecasts of rain at 70 and 30 per cent: (0.7 - 1)² = 0.09 and (0.3 - 1)² = 0.49.
    for *forecast, points in ((1, True, 0), (0, True, 1), (1, False, 1), (0.7, True, 0.09), (0.3, True, 0.49)):
        assert brier(*forecast) == pytest.approx(points)


@given(st.integers(1, 20), st.integers(0, 20), st.floats(0, 1))
def test_forecasting_the_observed_share_minimises_the_mean_score(yes, no, other):
    happened = [True] * yes + [False] * no
    best = score([yes / len(happened)] * len(happened), happened)
    assert best <= score([other] * len(happened), happened) + 1e-12


test_invalid_arguments_are_named = each_raises(
    *((brier, value, True, "not a probability") for value in (-0.01, 1.01, inf, nan)),
    (brier, 70, True, "give one from 0 (impossible) to 1 (certain); write 70 per cent as 0.7"),
    (brier, "0,4", True, "write 0.4 without quotes"),
    (brier, None, True, "type NoneType; a number"),
    *((brier, 0.5, happened, "True if it happened") for happened in ("yes", None, 2, 0.5)),
    (score, [0.5, 0.5], [True], "2 probabilities and 1 outcomes"),
    (score, [], [], "no forecast to score"),
)


# Launches


def test_launches_add_up_and_have_every_year():
    frame = charts.launches_by_state().data.set_index("year")
    assert list(frame.index) == list(range(1957, 2026))  # Sputnik 1 to the last whole year
    assert (frame.drop(columns="world").sum(axis=1) == frame["world"]).all()


# Seats


def test_seat_prices_by_kind_and_labels():
    # NASA OIG IG-16-028: 21.3 million in 2006; SpaceNews, May 2020: 90.25 million for MS-17; Axiom seat 2021: barter.
    chart = charts.seat_prices()
    # unverified; mixed with cargo, without years; a mean of all the others
    assert not {76.3, 47.9, 55.4} & set(chart.data["price_musd"])
    by_kind = chart.table.groupby("Kind of figure")["Million USD"].agg(list)
    assert by_kind["inspector general, by year"] == ["21.3", "21.8", "21.8", "25", "28", "43", "60"]
    assert by_kind["barter: a seat for a seat"] == ["0", "0"]
    assert len(by_kind) == 4
    # The price rose in the half-year in which the last Shuttle landed: July 2011 (event last-shuttle-landing).
    rows = chart.table.set_index("When")["Million USD"]
    assert (rows["2011, first half"], rows["2011, second half"]) == ("28", "43")
    for drawing in drawings(chart):
        text = " ".join(text_contents(drawing))
        # 47 million: the contract of December 2008 for late 2011 (Parabolic Arc).
        assert re.findall(r"(?<![$\d])([\d.]+) million", text) == ["21.3", "28", "43", "90.25"]  # $: the axis
        for part in ("last Shuttle", "Dragon", "2021: seat for seat"):
            assert part in text
        assert len(markers(drawing)) == 4  # none is cut off


def test_higher_seat_price_is_drawn_on_the_canvas(monkeypatch):
    change_row(monkeypatch, "seat_prices", "soyuz-2020-ms17", price_musd=150.0)
    for drawing in drawings(charts.seat_prices()):
        assert len(markers(drawing)) == 4  # none is cut off
