"""Find out what a player can still reach against a partner whose rule is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .assumptions import Assumptions
from .model import Move, Side, State, advance, ended, flying, legal
from .strategies import History, Past, Strategy, ask

Reading = Callable[[Move | None, int], Move | None]  # the player's move and the year -> what the partner takes it for


class Reach(NamedTuple):
    """Hold what a player can still reach: a working station at the end, the most points from here on, and how."""

    keeps: bool
    points: int
    moves: tuple[Move | None, ...]  # that bring the most points
    keeping: tuple[Move | None, ...] = ()  # the moves now that can lead to a working station


def reach(
    opponent: Strategy,
    side: Side,
    read: Reading,
    assumptions: Assumptions,
    state: State,
    seen: History,
) -> Reach:
    """Return what `side` can still reach from a state, by any moves; `seen` is the opponent's past.

    The most points and a working station need not come by the same moves.

    >>> from issfacts.game import STANDARD, named, start
    >>> found = reach(named("Presser"), Side.US, lambda move, year: move, STANDARD, start(3, 3), ())
    >>> found.keeps, found.points, str(found.moves[0])
    (False, 76, 'leave')
    """
    known: dict = {}

    def search(state: State, seen: History) -> Reach:
        if ended(state):
            return Reach(flying(state), 0, ())
        seen = seen[-opponent.memory :] if opponent.memory else ()
        if (state, seen) not in known:
            answer = None
            if legal(state, side.other, assumptions):
                answer = ask(opponent, state, side.other, seen, assumptions)
            ways = [follow(state, seen, move, answer) for move in legal(state, side, assumptions) or (None,)]
            keeping = tuple(way.moves[0] for way in ways if way.keeps)
            known[state, seen] = max(ways, key=lambda way: way.points)._replace(keeps=bool(keeping), keeping=keeping)
        return known[state, seen]

    def follow(state: State, seen: History, move: Move | None, answer: Move | None) -> Reach:
        moves = (move, answer) if side is Side.US else (answer, move)
        after, scores = advance(state, *moves, assumptions)
        further = search(after, (*seen, Past(answer, read(move, state.year))))
        points = further.points + (scores.us if side is Side.US else scores.russia)
        return Reach(further.keeps, points, (move, *further.moves))

    return search(state, seen)
