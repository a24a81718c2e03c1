"""The rules of the game: years worked out by hand, the limits of every move, and what is refused.

All points in the comments are sums on paper from the printed rules: a working year 20, gain 2, 5 or 10 (calm, tense,
crisis), loss 2 a step, hedging 2 points for one step, a mark an act of pressure, two above
three steps, 8 points a year outside.
"""

from dataclasses import fields, replace

import pytest

import issfacts as iss
from issfacts import data, dependence, game
from issfacts.game import Assumptions, Scores, Side, State, start, step

# us, russia -> points of both; then margin, vulnerabilities and notices at the start of the next year
BY_HAND = [
    # 2023, tense, margin 3, 3 against 2. Hedge: 20 - 2 - 2x3 = 12. Press: 20 + 5. One act of pressure: a mark.
    ("hedge", "press", (12, 25), (2, 2, 2, None, None)),
    # 2024. A quiet year gives a mark back.
    ("share", "share", (20, 20), (3, 2, 2, None, None)),
    # 2025, calm. Both press: 20 + 2 - 2x2 = 18 each, two marks. The card of 2026 moves Russia by 2.
    ("press", "press", (18, 18), (1, 2, 4, None, None)),
    # 2026. 20 - 2 = 18. Russia: 4 - 1 for hedging, - 2 as the pad is back.
    ("share", "hedge", (20, 18), (2, 2, 1, None, None)),
    # 2027. Notice is a quiet year.
    ("share", "leave", (20, 20), (3, 2, 1, None, 1)),
    # 2028, Russia's last year: 20 - 2 = 18; 20 and 8 for each of 2029 and 2030 makes 36.
    ("hedge", "share", (18, 36), (3, 1, 1, None, 0)),
    # 2029. Alone with one step: a gap, one mark.
    ("share", None, (20, 0), (2, 1, 1, None, 0)),
    # 2030. Hedging helps from next year only: a mark again.
    ("hedge", None, (18, 0), (1, 0, 1, None, 0)),
]


def looks(state: State) -> tuple:
    return state.margin, state.us_v, state.russia_v, state.us_notice, state.russia_notice


def test_eight_years_worked_out_by_hand():
    state, total = start(3, 2), [0, 0]
    for us, russia, points, after in BY_HAND:
        outcome = step(state, us, russia)
        assert outcome.scores == points, state.year
        assert looks(outcome.state) == after, state.year
        state, total = outcome.state, [total[0] + points[0], total[1] + points[1]]
    assert (state.year, state.years_left) == (2031, 0)
    assert game.ended(state)
    assert game.flying(state)
    assert total == [146, 137]


def test_a_station_is_pressed_to_its_end():
    # Three years of pressure on three steps, take three marks; the last year no longer counts as a working one.
    state, points = start(3, 2), []
    for _ in range(3):
        state, scores, events = step(state, "share", "press")
        points.append(scores)
    # 2023: 20 - 6, 20 + 5. 2024: 20 - 6, 20 + 10. 2025: 0 - 6, 0 + 2.
    assert points == [(14, 25), (14, 30), (-6, 2)]
    assert events[-1] == "The margin is used up: the station is given up."
    assert game.ended(state)
    assert not game.flying(state)
    assert game.legal(state, "us") == game.legal(state, "russia") == ()
    assert step(start(4, 2), "share", "press").state.margin == 1  # above the line: two marks


def test_the_words_of_a_year():
    events = step(start(3, 2), "hedge", "press").events
    assert events == (
        "The US-led side hedges, for 2 points.",
        "Russia presses: 5 points at home, and the US-led side loses 6.",
        "The margin falls to 2.",
    )
    assert step(start(3, 2), "share", "leave").events == ("Russia gives notice and stays through 2024.",)
    low = replace(start(3, 2), margin=1)
    assert step(low, "share", "share").events == ("The margin rises to 2.",)


def test_a_side_that_leaves():
    state = step(start(3, 2), "leave", "share").state
    assert state.us_notice == 1
    assert game.legal(state, "us") == ("share", "hedge", "press")  # no second notice
    left = step(state, "share", "share")
    assert left.scores == Scores(20 + 8 * 6, 20)  # 2025 to 2030
    assert left.events == ("The US-led side has left, with 48 points for the years to come.",)
    assert left.state.gone("us")
    assert game.legal(left.state, "us") == ()
    assert game.legal(left.state, "russia") == ("share", "hedge", "leave")  # nobody is left to press


def test_whoever_is_left_with_a_gap_loses_marks_every_year():
    alone = replace(start(3, 2), margin=3, russia_notice=0)
    assert step(alone, "share", None).state.margin == 2
    assert step(replace(alone, us_v=4), "share", None).state.margin == 1  # four steps are above the line: two marks
    whole = step(replace(alone, us_v=0, margin=1), "share", None)
    assert whole.state.margin == 2  # nothing uncovered: the station mends
    assert whole.scores == (20, 0)


def test_when_both_have_left_the_station_is_over():
    state = step(start(3, 2), "leave", "leave").state
    outcome = step(state, "share", "press")
    assert outcome.state.margin > 0
    assert game.ended(outcome.state)
    assert not game.flying(outcome.state)
    assert outcome.scores == (20 + 48 - 6, 20 + 10 + 48)


def test_an_orderly_leave_is_lost_with_the_station():
    # The margin goes in the very year in which the notice runs out: the game is over, and nothing is taken along.
    state = replace(start(3, 2), margin=1, russia_notice=1)
    outcome = step(state, "share", "press")
    assert outcome.scores == (-6, 5)
    assert outcome.state.russia_notice == 1


def test_notice_may_run_out_before_the_last_year_only():
    # Given in 2028, it lets 2030 go; given in 2029, it would run out with the station's last year.
    state = start(3, 2)
    for _ in range(5):
        state = step(state, "share", "share").state
    assert state.year == 2028
    assert "leave" in game.legal(state, "us")
    assert "leave" not in game.legal(step(state, "share", "share").state, "us")
    longer = Assumptions(notice_years=3)
    assert step(start(3, 2, longer), "leave", "share", longer).state.us_notice == 3


def test_what_is_not_there_cannot_be_hedged():
    assert "hedge" not in game.legal(start(0, 2), "us")
    assert "hedge" in game.legal(start(0, 2), "russia")


def test_the_track_has_two_ends():
    assert step(start(1, 2), "hedge", "share", Assumptions(hedge_steps=3)).state.us_v == 0
    late = replace(start(3, 9), year=2025, years_left=6)
    assert step(late, "share", "share").state.russia_v == 10
    early = replace(start(3, 2), year=2026, years_left=5)
    assert step(early, "share", "share").state.russia_v == 0


@pytest.mark.parametrize(
    ("state", "us", "russia", "said"),
    [
        (
            start(3, 2),
            "jump",
            "share",
            "'jump' is not legal for the US-led side in 2023; legal: share, hedge, press, leave",
        ),
        (start(3, 2), "share", None, "None is not legal for Russia in 2023; legal: share, hedge, press, leave"),
        (start(0, 2), "hedge", "share", "'hedge' is not legal for the US-led side in 2023; legal: share, press, leave"),
        (
            replace(start(3, 2), russia_notice=0),
            "press",
            None,
            "'press' is not legal for the US-led side in 2023; legal: share, hedge, leave",
        ),
        (
            replace(start(3, 2), russia_notice=0),
            "share",
            "share",
            "'share' is not legal for Russia in 2023; legal: None: that side is gone",
        ),
        (replace(start(3, 2), margin=0), "share", "share", "the game is over: no moves in 2023"),
    ],
)
def test_an_illegal_move_is_named(state, us, russia, said):
    with pytest.raises(ValueError, match=r".") as error:
        step(state, us, russia)
    assert str(error.value) == said


def test_there_are_two_sides():
    with pytest.raises(ValueError, match="'esa' is not a valid Side"):
        game.legal(start(3, 2), "esa")
    assert Side.US.other is Side.RUSSIA


@pytest.mark.parametrize("steps", [-1, 11, 2.5, True, "3"])
def test_a_start_off_the_track_is_refused(steps):
    with pytest.raises(ValueError, match="is not on the track: whole steps from 0 to 10"):
        start(3, steps)


def test_a_vulnerability_becomes_steps():
    assert [game.track(v) for v in (0, 0.04, 0.05, 0.3, 0.349, 0.35, 1)] == [0, 0, 1, 3, 3, 4, 10]
    with pytest.raises(ValueError, match=r"between 0 and 1, not at 1\.5"):
        game.track(1.5)


# assumptions


def test_every_assumption_has_value_unit_range_and_reason():
    def whole(each):
        inside = all(each.low <= value <= each.high for value in (each.value, *each.levels))
        return inside and each.value in (each.levels or [each.value]) and each.unit and each.why.endswith(".")

    assert [each.name for each in game.listed() if not whole(each)] == []


def test_an_assumption_out_of_its_range_is_named():
    for name, _, _, low, high, *_ in game.listed():
        for value in (low - 1, high + 1):
            with pytest.raises(ValueError, match=f"^{name} = {value} is out of its range: {low} to {high} "):
                Assumptions(**{name: value})
        for value in (low, high):
            assert getattr(Assumptions(**{name: value}), name) == value
        for value in (0.5, "1", True, None):
            with pytest.raises(TypeError, match=f"^{name} = .* is no whole number"):
                Assumptions(**{name: value})


def test_assumptions_show_what_was_changed():
    assert repr(Assumptions()) == "Assumptions()"
    assert repr(Assumptions(loss=4, margin=2)) == "Assumptions(loss=4, margin=2)"


def test_the_worlds_of_the_sweep():
    # Five assumptions with three values each: 3 x 3 x 3 x 3 x 3 = 243, all different, the standard one among them.
    worlds = list(game.worlds())
    assert len(worlds) == len(set(worlds)) == 243
    assert game.STANDARD in worlds
    with pytest.raises(KeyError, match="station_points"):
        list(game.worlds(["station_points"]))


# what is sourced


def test_the_notice_is_that_of_the_agreement():
    # Intergovernmental Agreement of 1998, article 28, read in full at JAXA: at least one year of written notice.
    table, id = next(each.source for each in game.listed() if each.name == "notice_years").split(": ")
    article = next(row for row in iss.rows(table) if row["id"] == id)
    assert "at least one year of written notice" in article["content"]
    assert game.STANDARD.notice_years == 1


def test_the_pad_moves_russia_as_the_codings_do():
    before, after = (dependence.vulnerability(year)["Russian"] for year in (2023, 2026))
    assert game.STANDARD.pad_steps == game.track(after) - game.track(before)


def test_only_these_are_sourced():
    assert {each.name for each in game.listed() if each.source} == {"notice_years", "pad_steps"}
    assert {each.name for each in game.listed()} == {field.name for field in fields(Assumptions)}


# cards


def test_every_card_shows_an_event_of_the_record():
    when = {row["id"]: row["when_utc"].year for row in iss.rows("events")}
    today = int(data.package()["as_of"][:4])
    assert [card.year for card in game.CARDS if card.promise] == list(range(today + 1, 2031))
    # A card shows its own year; a promise was made before; the pad fell on 27 November and was out in the next year.
    earlier = [card.event_id for card in game.CARDS if when[card.event_id] < card.year and not card.promise]
    assert earlier == ["pad-31-damaged"]
    assert [card.year for card in game.CARDS if when[card.event_id] > card.year] == []
    assert {card.tension for card in game.CARDS} <= set(game.TENSIONS)


def test_cards_run_without_a_gap():
    assert [card.year for card in game.CARDS] == list(range(2023, 2031))
    assert game.card(2035) is game.CARDS[-1]
    with pytest.raises(ValueError, match="2022 has no card: the game begins in 2023"):
        game.card(2022)


def test_tension_can_be_shifted_as_far_as_it_goes():
    calmer, tenser = Assumptions(tension_shift=-1), Assumptions(tension_shift=1)
    assert [game.tension(year) for year in (2023, 2024, 2025)] == ["tense", "crisis", "calm"]
    assert [game.tension(year, calmer) for year in (2023, 2024, 2025)] == ["calm", "tense", "calm"]
    assert [game.tension(year, tenser) for year in (2023, 2024, 2025)] == ["crisis", "crisis", "tense"]
