"""Name nine ways to play, each a rule in one sentence; a student's own is any function of the same three arguments.

In the terms of game theory Mirror is tit for tat (Anatol Rapoport's entry in the tournaments of Axelrod 1984, The
Evolution of Cooperation), Patient is tit for two tats, Sharer always cooperates and Presser always defects.

A strategy is asked once a year with (state, side, history): what both see, which side it plays, and the past years as
pairs (mine, theirs), oldest first. It answers with a move, or with its name as a text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .assumptions import STANDARD, Assumptions
from .model import Move, Side, State, legal

SHARE, HEDGE, PRESS, LEAVE = Move


class Past(NamedTuple):
    """Hold one past year as a side saw it: its own move and the other's; None for a side that is gone."""

    mine: Move | None
    theirs: Move | None


History = tuple[Past, ...]
Rule = Callable[[State, Side, History], Move | str]


@dataclass(frozen=True)
class Strategy:
    """Hold a way to play: its name, its rule in one sentence, the function, and how many past years it looks at.

    >>> Strategy("Mine", "Always hedges.", lambda state, side, history: "hedge").name
    'Mine'
    """

    name: str
    sentence: str
    rule: Rule = field(repr=False)
    memory: int | None = None  # None: it may look at all years


class StrategyError(ValueError):
    """Say whose strategy failed, in which year, and how; `name` is the strategy's.

    >>> str(StrategyError("Mine", State(2025, 6, "calm", 3, 3, 2), Side.US, "answered 'jump'"))
    "'Mine', for the US-led side in 2025, answered 'jump'"
    """

    def __init__(self, name: str, state: State, side: Side, how: str) -> None:
        super().__init__(f"{name!r}, for {side.label} in {state.year}, {how}")
        self.name = name


def ask(
    strategy: Strategy, state: State, side: Side, history: History, assumptions: Assumptions = STANDARD
) -> Move | None:
    """Return a strategy's legal move; None where its side has none, as it is gone or the game is over.

    StrategyError names strategy, side and year where it fails or answers otherwise.

    >>> from issfacts.game.model import start
    >>> ask(named("Mirror"), start(3, 2), Side.US, ())
    <Move.SHARE: 'share'>
    """
    return answer(strategy, state, side, history, legal(state, side, assumptions))


def answer(strategy: Strategy, state: State, side: Side, history: History, may: tuple[Move, ...]) -> Move | None:
    """Return what `ask` returns, for who knows already which moves are legal."""
    if not may:
        return None
    try:
        said = strategy.rule(state, side, history)
        if said in may:
            return said if said.__class__ is Move else Move(said)
    except KeyboardInterrupt as stop:  # how a reader ends a loop that has no end
        stop.add_note(f"It was the turn of {strategy.name!r}, for {side.label} in {state.year}.")
        raise
    except (Exception, SystemExit) as error:
        raise StrategyError(strategy.name, state, side, f"raised {type(error).__name__}: {error}") from error
    raise StrategyError(strategy.name, state, side, f"answered {said!r}; legal: {', '.join(may)}")


def _pressed(history: History) -> bool:
    """Tell whether the other side pressed last year."""
    return bool(history) and history[-1].theirs == PRESS


def _press(state: State, side: Side) -> Move:
    """Return press, or share where nobody is left to press."""
    return SHARE if state.gone(side.other) else PRESS


def _sharer(state: State, side: Side, history: History) -> Move:
    return SHARE


def _presser(state: State, side: Side, history: History) -> Move:
    return _press(state, side)


def _mirror(state: State, side: Side, history: History) -> Move:
    return _press(state, side) if _pressed(history) else SHARE


def _patient(state: State, side: Side, history: History) -> Move:
    return _press(state, side) if _pressed(history) and _pressed(history[:-1]) else SHARE


def _insurer(state: State, side: Side, history: History) -> Move:
    if state.gone(side.other):
        return HEDGE if state.v(side) else SHARE
    if _pressed(history):
        return PRESS
    return HEDGE if state.v(side) > 1 else SHARE


def _fortress(state: State, side: Side, history: History) -> Move:
    return HEDGE if state.v(side) > 1 or (state.v(side) and state.gone(side.other)) else _press(state, side)


def _opportunist(state: State, side: Side, history: History) -> Move:
    return _press(state, side) if state.v(side.other) > state.v(side) else SHARE


def _finisher(state: State, side: Side, history: History) -> Move:
    return _press(state, side) if state.years_left <= 2 else SHARE


def _leaver(state: State, side: Side, history: History) -> Move:
    if state.gone(side.other) and state.v(side):
        return HEDGE
    in_time = state.notice(side) is None and state.years_left > state.notice_years + 1
    return LEAVE if _pressed(history) and in_time else SHARE


NAMED = (
    Strategy("Sharer", "Shares every year, whatever happens.", _sharer, 0),
    Strategy("Mirror", "Shares first, then presses after each year in which it was pressed.", _mirror, 1),
    Strategy("Patient", "Presses only when it was pressed two years running.", _patient, 2),
    Strategy("Insurer", "Answers pressure with pressure, and else hedges until little is left to hedge.", _insurer, 1),
    Strategy("Fortress", "Hedges until it depends on little, then presses every year.", _fortress, 0),
    Strategy("Opportunist", "Presses whenever the other side depends more, and else shares.", _opportunist, 0),
    Strategy("Finisher", "Shares until the last two years, then presses.", _finisher, 0),
    Strategy("Presser", "Presses every year.", _presser, 0),
    Strategy("Leaver", "Shares until it is pressed, then gives notice.", _leaver, 1),
)


def opponents() -> dict[str, Strategy]:
    """Return the nine named strategies by name: whom a player can meet.

    >>> list(opponents())[:3]
    ['Sharer', 'Mirror', 'Patient']
    """
    return {strategy.name: strategy for strategy in NAMED}


def named(name: str) -> Strategy:
    """Return a named strategy; KeyError says which there are.

    >>> named("Mirror").sentence
    'Shares first, then presses after each year in which it was pressed.'
    """
    try:
        return opponents()[name]
    except KeyError:
        raise KeyError(f"no strategy is called {name!r}; there are {', '.join(opponents())}") from None


def strategy(rule: Rule | Strategy | str, name: str = "") -> Strategy:
    """Make a strategy of a function, of a name, or of a strategy; TypeError for anything else.

    >>> strategy(lambda state, side, history: "share", "Mine").name
    'Mine'
    """
    if isinstance(rule, Strategy):
        return rule
    if isinstance(rule, str):
        return named(rule)
    if not callable(rule):
        raise TypeError(f"a strategy is a function of (state, side, history), not {rule!r}")
    called = getattr(rule, "__name__", "<lambda>").replace("<lambda>", "yours")
    return Strategy(name or called, (rule.__doc__ or "").strip().split("\n")[0], rule)
