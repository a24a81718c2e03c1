"""Whole games between two strategies, with a record of each year."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from numbers import Integral
from random import Random

from .assumptions import STANDARD, Assumptions
from .model import Move, Scores, Side, State, Year, advance, ended, flying, legal, start
from .strategies import Past, Rule, Strategy, ask_for_legal_move, strategy

# Move -> what the other side takes it for when it misreads it; notice is public and never misread.
MISREAD_AS = {Move.PRESS: Move.SHARE, Move.SHARE: Move.PRESS, Move.HEDGE: Move.PRESS}


@dataclass(frozen=True)
class Game:
    """Hold a finished game: its years, the final state, and the total scores of both sides."""

    years: tuple[Year, ...]
    final: State
    scores: Scores

    @property
    def survived(self) -> bool:
        """Tell whether the station still works at the end."""
        return flying(self.final)


class Rules:
    """Apply the rules under one set of assumptions; legal moves and years are cached, as a sweep repeats them often."""

    def __init__(self, assumptions: Assumptions = STANDARD) -> None:
        self.legal = cache(lambda state: tuple(legal(state, side, assumptions) for side in Side))
        self.year = cache(lambda state, *moves: advance(state, *moves, assumptions))

    def game(self, us: Strategy, russia: Strategy, state: State, misread: int = 0, rng: Random | None = None) -> Game:
        """Play a game; with a probability of `misread` percent (noise) a side misreads the other's move."""
        years, us_history, russia_history = [], (), ()
        while not ended(state):
            us_legal, russia_legal = self.legal(state)
            moves = seen = (
                ask_for_legal_move(us, state, Side.US, us_history, us_legal),
                ask_for_legal_move(russia, state, Side.RUSSIA, russia_history, russia_legal),
            )
            if misread:
                seen = [MISREAD_AS.get(move, move) if rng.random() * 100 < misread else move for move in moves]
            us_history += (Past(moves[0], seen[1]),)
            russia_history += (Past(moves[1], seen[0]),)
            years.append(self.year(state, *moves))
            state = years[-1].state
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

    A strategy is a Strategy, the name of a named one, or any function of (state, side, history). `misread` is the
    probability, in percent, that a side takes the other's move for its opposite (noise); it needs a generator, `rng`.
    StrategyError: a strategy fails. ValueError: vulnerabilities or misread out of range.

    >>> game = play("Mirror", "Presser", us_v=3, russia_v=2)
    >>> game.survived, game.scores, len(game.years)
    (False, Scores(us=18, russia=31), 2)
    """
    check_misread(misread, rng)
    first = start(us_v, russia_v, assumptions)
    return Rules(assumptions).game(strategy(us), strategy(russia), first, misread, rng)


def total(years: Iterable[Year]) -> Scores:
    """Return the total scores of both sides over some years.

    >>> total(play("Sharer", "Sharer", 3, 2).years)
    Scores(us=160, russia=160)
    """
    scores = [year.scores for year in years]
    return Scores(sum(us for us, _ in scores), sum(russia for _, russia in scores))


def check_misread(misread: int, rng: Random | None) -> None:
    """Raise ValueError if `misread` is no whole percentage, or is above 0 without a generator."""
    if isinstance(misread, bool) or not isinstance(misread, Integral) or not 0 <= misread <= 100:
        raise ValueError(f"misread = {misread!r} is out of its range: whole numbers from 0 to 100 percent")
    if misread and not isinstance(rng, Random):
        raise ValueError("misread moves need a generator: give rng=random.Random(1)")


def is_misread(percent: int, seed: int, year: int) -> bool:
    """Tell whether the partner misreads this year's move; a small hash, which the page's script computes alike."""
    hashed = (seed * 7919 + year) * 2654435761 % 2**32
    hashed = (hashed ^ hashed >> 16) * 2246822507 % 2**32
    return (hashed ^ hashed >> 13) % 100 < percent
