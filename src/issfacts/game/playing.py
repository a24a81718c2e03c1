"""Play whole games, and keep what happened in each year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random

from .assumptions import STANDARD, Assumptions
from .model import Move, Outcome, Scores, Side, State, advance, ended, flying, legal, start
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


class Rules:
    """Apply the rules under one set of assumptions, and remember the years: a sweep meets each of them often."""

    def __init__(self, assumptions: Assumptions = STANDARD) -> None:
        self.legal = cache(lambda state: tuple(legal(state, side, assumptions) for side in Side))
        self.year = cache(lambda state, *moves: Year(state, *moves, advance(state, *moves, assumptions)))

    def game(self, us: Strategy, russia: Strategy, state: State, misread: int = 0, rng: Random | None = None) -> Game:
        """Play a game; with a chance of `misread` percent (noise) a side misreads the other's move."""
        years, us_saw, russia_saw = [], (), ()
        while not ended(state):
            us_may, russia_may = self.legal(state)
            us_move = answer(us, state, Side.US, us_saw, us_may)
            russia_move = answer(russia, state, Side.RUSSIA, russia_saw, russia_may)
            us_read, russia_read = us_move, russia_move
            if misread:
                us_read, russia_read = _read(us_move, misread, rng), _read(russia_move, misread, rng)
            us_saw += (Past(us_move, russia_read),)
            russia_saw += (Past(russia_move, us_read),)
            years.append(self.year(state, us_move, russia_move))
            state = years[-1].outcome.state
        return Game(tuple(years), state, total(years))


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
    first = start(us_v, russia_v, assumptions)
    return Rules(assumptions).game(strategy(us), strategy(russia), first, misread, rng)


def total(years: Iterable[Year]) -> Scores:
    """Return the points of both sides over some years.

    >>> total(play("Sharer", "Sharer", 3, 2).years)
    Scores(us=160, russia=160)
    """
    scores = [year.outcome.scores for year in years]
    return Scores(sum(us for us, _ in scores), sum(russia for _, russia in scores))


def check_misread(misread: int, rng: Random | None) -> None:
    """Raise ValueError where a chance of misreading is no percentage or has no generator to draw from."""
    if isinstance(misread, bool) or not isinstance(misread, int) or not 0 <= misread <= 100:
        raise ValueError(f"misread = {misread!r} is out of its range: whole numbers from 0 to 100 percent")
    if misread and not isinstance(rng, Random):
        raise ValueError("misread moves need a generator: give rng=random.Random(1)")


def slips(percent: int, seed: int, year: int) -> bool:
    """Tell whether the partner misreads this year's move: a small hash, so that the page's script draws the same."""
    drawn = (seed * 7919 + year) * 2654435761 % 2**32
    drawn = (drawn ^ drawn >> 16) * 2246822507 % 2**32
    return (drawn ^ drawn >> 13) % 100 < percent


def _read(move: Move | None, misread: int, rng: Random) -> Move | None:
    """Return a move as the other side takes it."""
    return MISREAD.get(move, move) if rng.random() * 100 < misread else move
