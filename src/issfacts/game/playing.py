"""Play a whole game between two strategies, and keep its log."""

from __future__ import annotations

from dataclasses import dataclass

from .assumptions import STANDARD, Assumptions
from .model import Move, Outcome, Scores, Side, State, ended, flying, legal, start, step
from .strategies import Past, Rule, Strategy, ask, strategy


@dataclass(frozen=True)
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


def play(
    us: Strategy | Rule | str,
    russia: Strategy | Rule | str,
    us_v: int,
    russia_v: int,
    assumptions: Assumptions = STANDARD,
) -> Game:
    """Play a game between two strategies, from both vulnerabilities in steps; StrategyError where one fails.

    A strategy is a named one, its name, or any function of (state, side, history).

    >>> game = play("Mirror", "Presser", us_v=3, russia_v=2)
    >>> game.survived, game.scores, len(game.years)
    (False, Scores(us=34, russia=49), 3)
    """
    players = {Side.US: strategy(us), Side.RUSSIA: strategy(russia)}
    state, total, years = start(us_v, russia_v, assumptions), Scores(0, 0), []
    while not ended(state, assumptions):
        moves = {
            side: ask(players[side], state, side, history(years, side), assumptions)
            if legal(state, side, assumptions)
            else None
            for side in Side
        }
        outcome = step(state, moves[Side.US], moves[Side.RUSSIA], assumptions)
        years.append(Year(state, moves[Side.US], moves[Side.RUSSIA], outcome))
        total = Scores(total.us + outcome.scores.us, total.russia + outcome.scores.russia)
        state = outcome.state
    return Game(tuple(years), state, total)


def history(years: list[Year], side: Side | str) -> tuple[Past, ...]:
    """Return played years as a side saw them: pairs (mine, theirs), oldest first.

    >>> game = play("Sharer", "Presser", us_v=1, russia_v=1)
    >>> history(list(game.years), "us")[0]
    Past(mine=<Move.SHARE: 'share'>, theirs=<Move.PRESS: 'press'>)
    """
    return tuple(Past(year.us, year.russia) if side == "us" else Past(year.russia, year.us) for year in years)
