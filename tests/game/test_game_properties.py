"""Invariants of every game, for any assumptions, start and moves."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from issfacts import game
from issfacts.game import Assumptions, Scores, Side, State

PROFILE = settings(max_examples=120, derandomize=True, database=None, deadline=None)
STEPS = st.integers(0, 10)
NAMES = st.sampled_from(list(game.opponents()))
ASSUMPTIONS = st.builds(Assumptions, **{row.name: st.integers(row.low, row.high) for row in game.listed()})
SYMMETRIC = ASSUMPTIONS.map(
    lambda assumptions: replace(assumptions, pad_steps=0)
)  # without cards that change one side only


def swap_sides(state: State) -> State:
    """Return the state with the two sides exchanged."""
    turned = replace(state, us_v=state.russia_v, russia_v=state.us_v)
    return replace(turned, us_notice=state.russia_notice, russia_notice=state.us_notice)


def random_years(draw, assumptions: Assumptions, us_v: int, russia_v: int):
    """Yield state, moves and outcome of each year of a game with arbitrary legal moves."""
    state = game.start(us_v, russia_v, assumptions)
    while not game.ended(state):
        moves = [draw(st.sampled_from(game.legal(state, side, assumptions) or (None,))) for side in Side]
        outcome = game.step(state, *moves, assumptions)
        yield state, moves, outcome
        state = outcome.state


@PROFILE
@given(st.data(), ASSUMPTIONS, STEPS, STEPS)
def test_state_and_points_stay_in_range_and_notice_counts_down(data, assumptions, us_v, russia_v):
    gains = max(assumptions.gain(level) for level in game.TENSIONS)
    years = 0
    for state, moves, outcome in random_years(data.draw, assumptions, us_v, russia_v):
        after, years = outcome.state, years + 1
        assert 0 <= after.margin <= assumptions.margin
        assert 0 <= after.us_v <= 10
        assert 0 <= after.russia_v <= 10
        assert (after.year, after.years_left) == (state.year + 1, state.years_left - 1)
        most = assumptions.station_points + gains + assumptions.outside * (state.years_left - 1)
        least = -assumptions.hedge_cost - assumptions.loss * 10
        assert all(least <= points <= most for points in outcome.scores)
        assert all(sentence.endswith(".") for sentence in outcome.events)
        for side, move in zip(Side, moves, strict=True):
            before, notice = state.notice(side), after.notice(side)
            if after.margin == 0:
                assert notice == before
            elif before is None:
                assert notice == (assumptions.notice_years if move == "leave" else None)
            else:
                assert notice == max(before - 1, 0)  # a notice cannot be withdrawn
    assert years <= assumptions.last_year - 2022


@PROFILE
@given(st.data(), SYMMETRIC, STEPS, STEPS)
def test_rules_are_symmetric_in_the_two_sides(data, assumptions, us_v, russia_v):
    for state, moves, outcome in random_years(data.draw, assumptions, us_v, russia_v):
        other = game.step(swap_sides(state), *reversed(moves), assumptions)
        assert other.state == swap_sides(outcome.state)
        assert other.scores == Scores(*reversed(outcome.scores))


@PROFILE
@given(st.data(), SYMMETRIC, STEPS, STEPS)
def test_leaving_reduces_no_vulnerability_and_is_final(data, assumptions, us_v, russia_v):
    for state, moves, outcome in random_years(data.draw, assumptions, us_v, russia_v):
        for side, move in zip(Side, moves, strict=True):
            v, after = state.v(side), outcome.state.v(side)
            assert after == v if move != "hedge" else after <= v  # only hedging reduces it
            if state.gone(side.other) and not state.gone(side) and v > 0:
                worn = state.margin - assumptions.wear
                assert outcome.state.margin <= max(worn, 0)  # a gap wears the margin every year
            if state.gone(side):
                assert outcome.state.gone(side)  # a side that has left stays away


@PROFILE
@given(ASSUMPTIONS, STEPS, STEPS, NAMES, NAMES, st.integers(0, 100), st.integers())
def test_games_are_reproducible_and_follow_the_rules_of_step(assumptions, us_v, russia_v, first, second, misread, seed):
    one, two = (
        game.play(first, second, us_v, russia_v, assumptions, misread=misread, rng=Random(seed)) for _ in range(2)
    )
    assert one == two
    assert one.scores == game.total(one.years)
    state = game.start(us_v, russia_v, assumptions)
    for year in one.years:  # the cached years of a game equal those of `step`
        assert year.before == state
        assert tuple(year.outcome) == tuple(game.step(state, year.us, year.russia, assumptions))
        state = year.outcome.state
    assert (one.final, one.survived) == (state, game.flying(state))


@PROFILE
@given(st.data(), ASSUMPTIONS, STEPS, STEPS, NAMES, st.sampled_from(list(Side)))
def test_named_strategies_move_legally_and_use_only_their_memory(data, assumptions, us_v, russia_v, name, side):
    strategy, years = game.named(name), []
    for state, moves, outcome in random_years(data.draw, assumptions, us_v, russia_v):
        if game.legal(state, side, assumptions):
            past = [game.Past(*side.pair(year.us, year.russia)) for year in years]
            move = game.ask(strategy, state, side, past, assumptions)
            remembered = past[len(past) - min(strategy.memory, len(past)) :]
            assert move == game.ask(strategy, state, side, remembered, assumptions)
        years.append(game.Year(state, *moves, outcome))
