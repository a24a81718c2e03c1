"""Play whole games, keep their log, and remember every state that was met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import NamedTuple

from .assumptions import STANDARD, Assumptions
from .model import Move, Outcome, Scores, Side, State, advance, ended, flying, legal, start, told
from .strategies import Past, Rule, Strategy, answer, strategy

MISREAD = {Move.PRESS: Move.SHARE, Move.SHARE: Move.PRESS, Move.HEDGE: Move.PRESS}  # notice is public: never misread
SEEN = {pair: Past(*pair) for pair in product((*Move, None), repeat=2)}


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


class Played(NamedTuple):
    """Hold one year of a game on a board: where it began, both moves, where it led, the points."""

    before: State
    us: Move | None
    russia: Move | None
    after: State
    scores: Scores


class Spot:
    """Hold one state with what may be done there, and the years that were already played from it."""

    __slots__ = ("over", "russia_may", "state", "us_may", "years")

    def __init__(self, state: State, assumptions: Assumptions) -> None:
        self.state = state
        self.over = ended(state)
        self.us_may = legal(state, Side.US, assumptions)
        self.russia_may = legal(state, Side.RUSSIA, assumptions)
        self.years: dict[tuple[Move | None, Move | None], tuple[Played, Spot]] = {}


class Board:
    """Remember the states of one set of assumptions: each is worked out once, however many games meet it.

    >>> from .strategies import named
    >>> years = Board().years(named("Sharer"), named("Presser"), start(3, 2))
    >>> [year.scores for year in years][:2]
    [Scores(us=14, russia=25), Scores(us=14, russia=30)]
    """

    def __init__(self, assumptions: Assumptions = STANDARD) -> None:
        self.assumptions = assumptions
        self.spots: dict[State, Spot] = {}

    def spot(self, state: State) -> Spot:
        """Return the one spot of a state."""
        if state not in self.spots:
            self.spots[state] = Spot(state, self.assumptions)
        return self.spots[state]

    def years(
        self, us: Strategy, russia: Strategy, first: State, misread: int = 0, rng: Random | None = None
    ) -> Iterator[Played]:
        """Yield the years of a game; with a chance of `misread` percent a side takes a move for its opposite."""
        spot, us_saw, russia_saw = self.spot(first), (), ()
        while not spot.over:
            us_move = answer(us, spot.state, Side.US, us_saw, spot.us_may) if spot.us_may else None
            russia_move = (
                answer(russia, spot.state, Side.RUSSIA, russia_saw, spot.russia_may) if spot.russia_may else None
            )
            moves = us_move, russia_move
            if moves not in spot.years:
                after, scores = advance(spot.state, *moves, self.assumptions)
                spot.years[moves] = Played(spot.state, *moves, after, scores), self.spot(after)
            played, spot = spot.years[moves]
            if misread:
                moves = _read(us_move, misread, rng), _read(russia_move, misread, rng)
            us_saw += (SEEN[us_move, moves[1]],)
            russia_saw += (SEEN[russia_move, moves[0]],)
            yield played


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
    percent, that a side takes the other's move for its opposite; it needs a generator, `rng`. StrategyError: a strategy
    fails. ValueError: vulnerabilities or misread out of range.

    >>> game = play("Mirror", "Presser", us_v=3, russia_v=2)
    >>> game.survived, game.scores, len(game.years)
    (False, Scores(us=34, russia=49), 3)
    """
    check_misread(misread, rng)
    first = start(us_v, russia_v, assumptions)
    years = tuple(
        Year(before, us, russia, Outcome(after, scores, told(before, us, russia, after, assumptions)))
        for before, us, russia, after, scores in Board(assumptions).years(
            strategy(us), strategy(russia), first, misread, rng
        )
    )
    return Game(years, years[-1].outcome.state, total(years))


def total(years: tuple[Year, ...]) -> Scores:
    """Return the points of both sides over some years.

    >>> total(play("Sharer", "Sharer", 3, 2).years)
    Scores(us=160, russia=160)
    """
    return Scores(sum(year.outcome.scores.us for year in years), sum(year.outcome.scores.russia for year in years))


def history(years: tuple[Year, ...], side: Side | str) -> tuple[Past, ...]:
    """Return played years as a side saw them: pairs (mine, theirs), oldest first.

    >>> history(play("Sharer", "Presser", us_v=1, russia_v=1).years, "us")[0]
    Past(mine=<Move.SHARE: 'share'>, theirs=<Move.PRESS: 'press'>)
    """
    return tuple(Past(year.us, year.russia) if side == "us" else Past(year.russia, year.us) for year in years)


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


def _read(move: Move | None, misread: int, rng: Random) -> Move | None:
    """Return a move as the other side takes it."""
    return MISREAD.get(move, move) if rng.random() * 100 < misread else move
