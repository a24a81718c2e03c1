"""Play whole games, and keep what happened in each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import NamedTuple

from .assumptions import STANDARD, Assumptions
from .model import Move, Outcome, Scores, Side, State, advance, ended, flying, legal, start, told
from .strategies import Past, Rule, Strategy, answer, strategy

MISREAD = {Move.PRESS: Move.SHARE, Move.SHARE: Move.PRESS, Move.HEDGE: Move.PRESS}  # notice is public: never misread


@dataclass(frozen=True, slots=True)
class Year:
    """Hold one played year: the state before it, both moves, and what came of it."""

    before: State
    us: Move | None
    russia: Move | None
    outcome: Outcome


@dataclass(frozen=True)
class Game:
    """Hold a finished game: its years, the last state, and the totals of both sides."""

    years: tuple[Year, ...]
    final: State
    scores: Scores

    @property
    def survived(self) -> bool:
        """Tell whether the station still works at the end."""
        return flying(self.final)


class Turn(NamedTuple):
    """Hold a year without its sentences: the state before it, both moves, the state after it, the points."""

    before: State
    us: Move | None
    russia: Move | None
    after: State
    scores: Scores


class Rules:
    """Apply the rules under one set of assumptions, and remember the answers: a sweep meets each state often.

    >>> from .strategies import named
    >>> turns = Rules().turns(named("Sharer"), named("Presser"), start(3, 2))
    >>> [turn.scores for turn in turns][:2]
    [Scores(us=14, russia=25), Scores(us=14, russia=30)]
    """

    def __init__(self, assumptions: Assumptions = STANDARD) -> None:
        self.legal = cache(lambda state: tuple(legal(state, side, assumptions) for side in Side))
        self.turn = cache(lambda state, *moves: Turn(state, *moves, *advance(state, *moves, assumptions)))

    def turns(
        self, us: Strategy, russia: Strategy, state: State, misread: int = 0, rng: Random | None = None
    ) -> Iterator[Turn]:
        """Yield the years of a game; with a chance of `misread` percent (noise) a side misreads the other's move."""
        us_saw, russia_saw = (), ()
        while not ended(state):
            us_may, russia_may = self.legal(state)
            us_move = answer(us, state, Side.US, us_saw, us_may) if us_may else None
            russia_move = answer(russia, state, Side.RUSSIA, russia_saw, russia_may) if russia_may else None
            turn = self.turn(state, us_move, russia_move)
            us_read, russia_read = us_move, russia_move
            if misread:
                us_read, russia_read = _read(us_move, misread, rng), _read(russia_move, misread, rng)
            us_saw += (Past(us_move, russia_read),)
            russia_saw += (Past(russia_move, us_read),)
            state = turn.after
            yield turn


def play(
    us: Strategy | Rule | str,
    russia: Strategy | Rule | str,
    us_v: int,
    russia_v: int,
    assumptions: Assumptions = STANDARD,
    misread: int = 0,
    rng: Random | None = None,
) -> Game:
    """Play a game between two strategies, from both vulnerabilities in steps.

    A strategy is a named one, its name, or any function of (state, side, history). `misread` is the chance, in
    percent, that a side takes the other's move for its opposite (noise); it needs a generator, `rng`.
    StrategyError: a strategy fails. ValueError: vulnerabilities or misread out of range.

    >>> game = play("Mirror", "Presser", us_v=3, russia_v=2)
    >>> game.survived, game.scores, len(game.years)
    (False, Scores(us=18, russia=31), 2)
    """
    check_misread(misread, rng)
    turns = Rules(assumptions).turns(strategy(us), strategy(russia), start(us_v, russia_v, assumptions), misread, rng)
    years = tuple(
        Year(before, *moves, Outcome(after, scores, told(before, *moves, after, assumptions)))
        for before, *moves, after, scores in turns
    )
    return Game(years, years[-1].outcome.state, total(years))


def total(years: tuple[Year, ...]) -> Scores:
    """Return the points of both sides over some years.

    >>> total(play("Sharer", "Sharer", 3, 2).years)
    Scores(us=160, russia=160)
    """
    return Scores(sum(year.outcome.scores.us for year in years), sum(year.outcome.scores.russia for year in years))


def check_misread(misread: int, rng: Random | None) -> None:
    """Raise ValueError where a chance of misreading is no percentage or has no generator to draw from.

    >>> check_misread(5, None)
    Traceback (most recent call last):
    ValueError: misread moves need a generator: give rng=random.Random(1)
    """
    if isinstance(misread, bool) or not isinstance(misread, int) or not 0 <= misread <= 100:
        raise ValueError(f"misread = {misread!r} is out of its range: whole numbers from 0 to 100 percent")
    if misread and not isinstance(rng, Random):
        raise ValueError("misread moves need a generator: give rng=random.Random(1)")


def slips(percent: int, seed: int, year: int) -> bool:
    """Tell whether the partner misreads this year's move: a small hash, so that the page's script draws the same.

    >>> [year for year in range(2023, 2031) if slips(20, 3, year)]
    [2023, 2029, 2030]
    """
    drawn = (seed * 7919 + year) * 2654435761 % 2**32
    drawn = (drawn ^ drawn >> 16) * 2246822507 % 2**32
    return (drawn ^ drawn >> 13) % 100 < percent


def _read(move: Move | None, misread: int, rng: Random) -> Move | None:
    """Return a move as the other side takes it."""
    return MISREAD.get(move, move) if rng.random() * 100 < misread else move
