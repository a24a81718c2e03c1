"""What holds in every game, whatever the assumptions, the start and the moves."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from issfacts import game
from issfacts.game import Assumptions, Scores, Side, State

PROFILE = settings(max_examples=120, derandomize=True, database=None, deadline=None)
STEPS = st.integers(0, 10)
NAMES = st.sampled_from(list(game.opponents()))
ASSUMED = st.builds(Assumptions, **{each.name: st.integers(each.low, each.high) for each in game.listed()})
EVEN = ASSUMED.map(lambda assumptions: replace(assumptions, pad_steps=0))  # no card falls on one side alone


def mirrored(state: State) -> State:
    turned = replace(state, us_v=state.russia_v, russia_v=state.us_v)
    return replace(turned, us_notice=state.russia_notice, russia_notice=state.us_notice)


def games(draw, assumptions: Assumptions, us_v: int, russia_v: int):
    """Yield state, moves and outcome of a game of arbitrary legal moves."""
    state = game.start(us_v, russia_v, assumptions)
    while not game.ended(state):
        moves = [draw(st.sampled_from(game.legal(state, side, assumptions) or (None,))) for side in Side]
        outcome = game.step(state, *moves, assumptions)
        yield state, moves, outcome
        state = outcome.state


@PROFILE
@given(st.data(), ASSUMED, STEPS, STEPS)
def test_every_year_stays_within_its_limits_and_a_notice_runs_out(data, assumptions, us_v, russia_v):
    gains = max(assumptions.gain(level) for level in game.TENSIONS)
    years = 0
    for state, moves, outcome in games(data.draw, assumptions, us_v, russia_v):
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
                assert notice == max(before - 1, 0)  # never taken back
    assert years <= assumptions.last_year - 2022


@PROFILE
@given(st.data(), EVEN, STEPS, STEPS)
def test_sides_can_change_their_labels(data, assumptions, us_v, russia_v):
    for state, moves, outcome in games(data.draw, assumptions, us_v, russia_v):
        other = game.step(mirrored(state), *reversed(moves), assumptions)
        assert other.state == mirrored(outcome.state)
        assert other.scores == Scores(*reversed(outcome.scores))


@PROFILE
@given(st.data(), EVEN, STEPS, STEPS)
def test_leaving_never_restores_a_function(data, assumptions, us_v, russia_v):
    for state, moves, outcome in games(data.draw, assumptions, us_v, russia_v):
        for side, move in zip(Side, moves, strict=True):
            v, after = state.v(side), outcome.state.v(side)
            assert after == v if move != "hedge" else after <= v  # nothing but hedging covers anything
            if state.gone(side.other) and not state.gone(side) and v > 0:
                worn = state.margin - assumptions.wear
                assert outcome.state.margin <= max(worn, 0)  # a gap is never mended by itself
            if state.gone(side):
                assert outcome.state.gone(side)  # and nobody comes back


@PROFILE
@given(ASSUMED, STEPS, STEPS, NAMES, NAMES, st.integers(0, 100), st.integers())
def test_the_same_game_is_played_twice(assumptions, us_v, russia_v, first, second, misread, seed):
    one, two = (
        game.play(first, second, us_v, russia_v, assumptions, misread=misread, rng=Random(seed)) for _ in range(2)
    )
    assert one == two
    assert one.scores == game.total(one.years)
    state = game.start(us_v, russia_v, assumptions)
    for year in one.years:  # a game, which remembers years, is played by the same rules as a single one
        assert year.before == state
        assert tuple(year.outcome) == tuple(game.step(state, year.us, year.russia, assumptions))
        state = year.outcome.state
    assert (one.final, one.survived) == (state, game.flying(state))


@PROFILE
@given(st.data(), ASSUMED, STEPS, STEPS, NAMES, st.sampled_from(list(Side)))
def test_named_strategies_answer_legally_and_remember_what_they_say(data, assumptions, us_v, russia_v, name, side):
    strategy, years = game.named(name), []
    for state, moves, outcome in games(data.draw, assumptions, us_v, russia_v):
        if game.legal(state, side, assumptions):
            past = [game.Past(*side.pair(year.us, year.russia)) for year in years]
            answer = game.ask(strategy, state, side, past, assumptions)
            kept = past[len(past) - min(strategy.memory, len(past)) :]
            assert answer == game.ask(strategy, state, side, kept, assumptions)
        years.append(game.Year(state, *moves, outcome))
