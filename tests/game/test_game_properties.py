"""Invariants of every game, for any assumptions, start and moves."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from issfacts import game
from issfacts.game import Assumptions, Side, State, Year

PROFILE = settings(max_examples=120, derandomize=True, database=None, deadline=None)
STEPS = st.integers(0, 10)
NAMES = st.sampled_from(list(game.opponents()))
ASSUMPTIONS = st.builds(Assumptions, **{row.name: st.integers(row.low, row.high) for row in game.listed()})


def swap_sides(state: State) -> State:
    """Return the state with the two sides exchanged."""
    turned = replace(state, us_v=state.russia_v, russia_v=state.us_v)
    return replace(turned, us_notice=state.russia_notice, russia_notice=state.us_notice)


def random_years(draw, assumptions: Assumptions, us_v: int, russia_v: int) -> Iterator[Year]:
    """Yield each year of a game with arbitrary legal moves."""
    state = game.start(us_v, russia_v, assumptions)
    while not game.ended(state):
        moves = [draw(st.sampled_from(game.legal(state, side, assumptions) or (None,))) for side in Side]
        year = game.step(state, *moves, assumptions)
        yield year
        state = year.state


@PROFILE
@given(st.data(), ASSUMPTIONS, STEPS, STEPS)
def test_rules_are_symmetric_and_only_hedging_reduces_vulnerability(data, assumptions, us_v, russia_v):
    assumptions = replace(assumptions, pad_steps=0)  # without cards that change one side only
    for year in random_years(data.draw, assumptions, us_v, russia_v):
        other = game.step(swap_sides(year.before), year.russia, year.us, assumptions)
        assert (swap_sides(other.state), *other.scores) == (year.state, *reversed(year.scores))
        for side in Side:
            before, after = year.before.v(side), year.state.v(side)
            assert after <= before if getattr(year, side) == "hedge" else after == before


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
        assert year == game.step(state, year.us, year.russia, assumptions)
        state = year.state
    assert (one.final, one.survived) == (state, game.flying(state))


@PROFILE
@given(st.data(), ASSUMPTIONS, STEPS, STEPS, NAMES, st.sampled_from(list(Side)))
def test_named_strategies_move_legally_and_use_only_their_memory(data, assumptions, us_v, russia_v, name, side):
    strategy, past = game.named(name), []
    for year in random_years(data.draw, assumptions, us_v, russia_v):
        if game.legal(year.before, side, assumptions):
            move = game.ask(strategy, year.before, side, past, assumptions)
            remembered = past[len(past) - min(strategy.memory, len(past)) :]
            assert move == game.ask(strategy, year.before, side, remembered, assumptions)
        past.append(game.Past(*side.pair(year.us, year.russia)))
