"""The outlook: predictions and their scores, frameworks for the Moon, launches, against sources and research."""

import re

import pandas as pd
from drawings import drawings, marks, words

import issfacts as iss
from issfacts import charts
from issfacts.exhibits import outlook

# predictions


def test_every_prediction_is_drawn_by_its_name_and_mark():
    names = {id: name for group in outlook.LABELS.values() for id, name in group.items()}
    everything, promises = charts.predictions(), charts.stay_or_leave()
    assert set(names) == set(everything.data["id"]) == {row["id"] for row in iss.rows("predictions")}
    assert promises.data["said"].value_counts().to_dict() == {"stay": 6, "leave": 6}
    for chart, outcomes in ((everything, 4), (promises, 3)):  # of the promises and exits none is open
        for drawing in drawings(chart):
            assert len(marks(drawing)) == len(chart.data) + outcomes
            assert {names[id] for id in chart.data["id"]} <= set(words(drawing))


def test_predictions_are_dated_as_their_makers_meant():
    frame = charts.predictions().data.set_index("id")
    # A year is over on its last day (data dictionary, due_on_precision); September has thirty days.
    assert frame.loc["us-to-2030", "due_on"] == pd.Timestamp("2030-12-31").date()
    assert frame.loc["kononenko-one-year", "due_on"] == pd.Timestamp("2024-09-30").date()
    assert frame.loc["progress-ms33-march-2026", "due_on"] == pd.Timestamp("2026-03-22").date()
    assert pd.isna(frame.loc["own-station-aim", "due_on"])
    # Claim C25: O'Hara landed on 6 April 2024, six days after the month in which six months ended.
    assert frame.loc["ohara-six-months", "outcome"] == "did not"


def test_no_prediction_is_settled_before_its_time_or_came_true_after_it():
    """What falls due after the last day of the data has not failed; what is due is tested, not withdrawn."""
    today, faults = charts.predictions().as_of, []
    for row in charts.predictions().data.itertuples():
        if row.outcome == "came true":
            wrong = row.outcome_on > min(today, row.due_on or today)
        elif row.outcome == "did not":
            wrong = row.due_on and row.due_on > today
        else:  # open, or withdrawn in time
            wrong = row.due_on and row.due_on <= today
        faults += [row.id] if wrong else []
    assert faults == []


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
    # It stepped up in the half in which the last Shuttle landed: July 2011 (event last-shuttle-landing).
    rows = chart.table.set_index("When")["Million USD"]
    assert (rows["2011, first half"], rows["2011, second half"]) == ("28", "43")
    for drawing in drawings(chart):
        text = " ".join(words(drawing))
        # 47 million: the contract of December 2008 for late 2011 (Parabolic Arc).
        assert re.findall(r"([\d.]+) million", text) == ["21.3", "28", "43", "90.25"]
        for part in ("last Shuttle", "Dragon", "2021: seat for seat"):
            assert part in text
