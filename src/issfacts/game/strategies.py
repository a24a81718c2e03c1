"""The nine named strategies; any function with the same three arguments is a strategy as well.

In the terms of game theory Mirror is tit for tat (Anatol Rapoport's entry in the tournaments of Axelrod 1984, The
Evolution of Cooperation), Patient is tit for two tats, Sharer always cooperates and Presser always defects.

A strategy is called once a year with (state, side, history): the state of the game, the side it plays, and the past
years as pairs (mine, theirs), oldest first. It returns a move, or the name of a move.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .assumptions import STANDARD, Assumptions
from .model import Move, Side, State, legal

SHARE, HEDGE, PRESS, LEAVE = Move


class Past(NamedTuple):
    """Hold the moves of a past year from a side's point of view; None for a side that has left."""

    mine: Move | None
    theirs: Move | None


History = tuple[Past, ...]
Rule = Callable[[State, Side, History], Move | str]


@dataclass(frozen=True)
class Strategy:
    """Hold a strategy: its name, its rule in one sentence, its function, and how many past years it looks at.

    >>> Strategy("Mine", "Always hedges.", lambda state, side, history: "hedge").name
    'Mine'
    """

    name: str
    sentence: str
    rule: Rule = field(repr=False)
    memory: int | None = None  # in years; None: unlimited


class StrategyError(ValueError):
    """Report which strategy failed, in which year, and how; the attribute `name` is the strategy's.

    >>> str(StrategyError("Mine", State(2025, 6, "calm", 3, 3, 2), Side.US, "answered 'jump'"))
    "'Mine', for the US-led side in 2025, answered 'jump'"
    """

    def __init__(self, name: str, state: State, side: Side, how: str) -> None:
        super().__init__(f"{name!r}, for {side.label} in {state.year}, {how}")
        self.name = name


def ask(
    strategy: Strategy, state: State, side: Side, history: History, assumptions: Assumptions = STANDARD
) -> Move | None:
    """Return a strategy's move; None if its side has no legal move, as it has left or the game is over.

    StrategyError: the strategy raises an error or returns an illegal move; it names strategy, side and year.

    >>> from issfacts.game.model import start
    >>> ask(named("Mirror"), start(3, 2), Side.US, ())
    <Move.SHARE: 'share'>
    """
    return ask_for_legal_move(strategy, state, side, history, legal(state, side, assumptions))


def ask_for_legal_move(
    strategy: Strategy, state: State, side: Side, history: History, legal_moves: tuple[Move, ...]
) -> Move | None:
    """Return a strategy's move like `ask`, where the legal moves are already known."""
    if not legal_moves:
        return None
    try:
        move = strategy.rule(state, side, history)
        if move in legal_moves:
            return move if move.__class__ is Move else Move(move)
    except KeyboardInterrupt as interrupt:  # how a user stops an endless loop
        interrupt.add_note(f"It was the turn of {strategy.name!r}, for {side.label} in {state.year}.")
        raise
    except (Exception, SystemExit) as error:
        raise StrategyError(strategy.name, state, side, f"raised {type(error).__name__}: {error}") from error
    raise StrategyError(strategy.name, state, side, f"answered {move!r}; legal: {', '.join(legal_moves)}")


def _was_pressed(history: History) -> bool:
    return bool(history) and history[-1].theirs == PRESS


def _press_or_share(state: State, side: Side) -> Move:
    """Return press, or share if the other side has left."""
    return SHARE if state.gone(side.other) else PRESS


def _sharer(state: State, side: Side, history: History) -> Move:
    return SHARE


def _presser(state: State, side: Side, history: History) -> Move:
    return _press_or_share(state, side)


def _mirror(state: State, side: Side, history: History) -> Move:
    return _press_or_share(state, side) if _was_pressed(history) else SHARE


def _patient(state: State, side: Side, history: History) -> Move:
    return _press_or_share(state, side) if _was_pressed(history) and _was_pressed(history[:-1]) else SHARE


def _insurer(state: State, side: Side, history: History) -> Move:
    if state.gone(side.other):
        return HEDGE if state.v(side) else SHARE
    if _was_pressed(history):
        return PRESS
    return HEDGE if state.v(side) > 1 else SHARE


def _fortress(state: State, side: Side, history: History) -> Move:
    return HEDGE if state.v(side) > 1 or (state.v(side) and state.gone(side.other)) else _press_or_share(state, side)


def _opportunist(state: State, side: Side, history: History) -> Move:
    return _press_or_share(state, side) if state.v(side.other) > state.v(side) else SHARE


def _finisher(state: State, side: Side, history: History) -> Move:
    return _press_or_share(state, side) if state.years_left <= 2 else SHARE


def _leaver(state: State, side: Side, history: History) -> Move:
    if state.gone(side.other) and state.v(side):
        return HEDGE
    notice_allowed = state.notice(side) is None and state.years_left > state.notice_years + 1
    return LEAVE if _was_pressed(history) and notice_allowed else SHARE


NAMED = (
    Strategy("Sharer", "Shares every year, whatever happens.", _sharer, 0),
    Strategy("Mirror", "Shares first, then presses after each year in which it was pressed.", _mirror, 1),
    Strategy("Patient", "Presses only when it was pressed two years running.", _patient, 2),
    Strategy("Insurer", "Presses after it was pressed, and otherwise hedges until it depends on little.", _insurer, 1),
    Strategy("Fortress", "Hedges until it depends on little, then presses every year.", _fortress, 0),
    Strategy("Opportunist", "Presses whenever the other side depends more, and otherwise shares.", _opportunist, 0),
    Strategy("Finisher", "Shares until the last two years, then presses.", _finisher, 0),
    Strategy("Presser", "Presses every year.", _presser, 0),
    Strategy("Leaver", "Shares until it is pressed, then gives notice.", _leaver, 1),
)


def opponents() -> dict[str, Strategy]:
    """Return the nine named strategies by name.

    >>> list(opponents())[:3]
    ['Sharer', 'Mirror', 'Patient']
    """
    return {strategy.name: strategy for strategy in NAMED}


def named(name: str) -> Strategy:
    """Return a named strategy; KeyError lists the names.

    >>> named("Mirror").sentence
    'Shares first, then presses after each year in which it was pressed.'
    """
    try:
        return opponents()[name]
    except KeyError:
        raise KeyError(f"no strategy is called {name!r}; there are {', '.join(opponents())}") from None


def strategy(rule: Rule | Strategy | str, name: str = "") -> Strategy:
    """Convert a function, a name or a Strategy to a Strategy; TypeError for anything else.

    >>> strategy(lambda state, side, history: "share", "Mine").name
    'Mine'
    """
    if isinstance(rule, Strategy):
        return rule
    if isinstance(rule, str):
        return named(rule)
    if not callable(rule):
        raise TypeError(f"a strategy is a function of (state, side, history), not {rule!r}")
    function_name = getattr(rule, "__name__", "<lambda>").replace("<lambda>", "yours")
    return Strategy(name or function_name, (rule.__doc__ or "").strip().split("\n")[0], rule)
