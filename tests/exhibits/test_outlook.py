"""The outlook: predictions and their scores, frameworks for the Moon, launches, against sources and research."""

import re

import pandas as pd
from drawings import drawings, marks, words

import issfacts as iss
from issfacts import charts, tables
from issfacts.exhibits import outlook

# predictions


def test_every_prediction_is_drawn_by_its_name():
    chart = charts.predictions()
    assert len(chart.data) == len(iss.rows("predictions")) == 51
    names = {id: name for group in outlook.NAMES.values() for id, name in group.items()}
    assert set(names) == set(chart.data["id"])
    for drawing in drawings(chart):
        assert len(marks(drawing)) == 51 + 4  # and one for each kind of outcome
        assert {*outlook.NAMES, *names.values()} <= set(words(drawing))


def test_every_promise_and_exit_is_named_with_its_mark():
    chart = charts.stay_or_leave()
    names = {id: name for group in outlook.NAMES.values() for id, name in group.items()}
    assert chart.data["said"].value_counts().to_dict() == {"stay": 6, "leave": 6}
    for drawing in drawings(chart):
        assert len(marks(drawing)) == 12 + 3  # none is open
        assert {names[id] for id in chart.data["id"]} <= set(words(drawing))


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


def test_a_prediction_whose_day_has_come_is_tested():
    chart = charts.predictions()
    for row in chart.data[chart.data["outcome"] == "superseded"].itertuples():
        assert pd.isna(row.due_on) or row.due_on > chart.as_of, row.id


# frameworks for the Moon


def test_moon_counts_states_on_known_days():
    frame = charts.moon_frameworks().data
    assert "Nano-SPACE" not in set(frame["participant"])  # no state
    accords = frame[frame["framework"] == "Artemis Accords"].set_index("participant")
    # Before Iceland, the 30th, on 10 October 2023 29 had signed; India was the 27th.
    assert accords.loc["India", "number"] == 27
    assert (accords["joined_on"] < pd.Timestamp("2023-10-01").date()).sum() == 29


# launches


def test_launches_add_up_and_leave_no_year_out():
    frame = charts.launches_by_state().data.set_index("year")
    assert list(frame.index) == list(range(1957, 2026))  # Sputnik 1 to the last whole year
    assert (frame.drop(columns="world").sum(axis=1) == frame["world"]).all()
    assert frame.loc[1957, ["United States", "China", "Russia"]].tolist() == [1, 0, 2]


# seats


def test_seat_prices():
    # NASA OIG IG-16-028: 21.3 million in 2006; SpaceNews, May 2020: 90.25 million for MS-17; Axiom seat 2021: barter.
    chart = charts.seat_prices()
    # unverified; mixed with cargo, without years; a mean of all the others
    assert not {76.3, 47.9, 55.4} & set(chart.data["price_musd"])
    by_kind = chart.table.groupby("Kind of figure")["Million USD"].agg(list)
    assert by_kind["inspector general, by year"] == ["21.3", "21.8", "21.8", "25", "28", "43", "60"]
    assert by_kind["barter: a seat for a seat"] == ["0", "0"]
    assert len(by_kind) == 4
    for drawing in drawings(chart):
        text = " ".join(words(drawing))
        # 47 million: the contract of December 2008 for late 2011 (Parabolic Arc).
        assert re.findall(r"([\d.]+) million", text) == ["21.3", "28", "43", "90.25"]
        for part in ("last Shuttle", "Dragon", "2021: seat for seat"):
            assert part in text


def test_the_price_steps_up_in_the_half_in_which_the_last_shuttle_landed():
    rows = charts.seat_prices().table.set_index("When")["Million USD"]
    assert (rows["2011, first half"], rows["2011, second half"]) == ("28", "43")
    landing = iss.data.by_id("events")["last-shuttle-landing"]["when_utc"]
    assert (landing.year, landing.month) == (2011, 7)


# scores


def test_own_probabilities():
    assert tables.brier([0.3, 0.9, 0.4, 0.8, 0.8]).data["Score"].tolist() == [0.09, 0.01, 0.16, 0.64, 0.04]
