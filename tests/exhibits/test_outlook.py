"""The charts of predictions, frameworks for the Moon, launches and seat prices, against their sources."""

import re

from drawings import change_row, drawings, markers, text_contents

from issfacts import charts


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
