"""Find out whether a player can still keep the station against a partner whose rule is known."""

from __future__ import annotations

from collections.abc import Callable

from .assumptions import Assumptions
from .model import Move, Side, State, advance, ended, flying, legal
from .strategies import History, Past, Strategy, ask

Reading = Callable[[Move | None, int], Move | None]  # the player's move and the year -> what the partner takes it for


def can_keep(
    opponent: Strategy,
    side: Side,
    read: Reading,
    assumptions: Assumptions,
    state: State,
    seen: History,
) -> bool:
    """Tell whether any moves of `side` from this state on end with a working station; `seen` is the opponent's past.

    >>> from issfacts.game import STANDARD, named, start
    >>> can_keep(named("Presser"), Side.US, lambda move, year: move, STANDARD, start(3, 3), ())
    False
    """
    tried: set = set()

    def search(state: State, seen: History) -> bool:
        if ended(state):
            return flying(state)
        seen = seen[-opponent.memory :] if opponent.memory else ()
        if (state, seen) in tried:
            return False
        tried.add((state, seen))
        answer = ask(opponent, state, side.other, seen, assumptions) if legal(state, side.other, assumptions) else None
        for move in legal(state, side, assumptions) or (None,):
            moves = (move, answer) if side is Side.US else (answer, move)
            after = advance(state, *moves, assumptions)[0]
            if search(after, (*seen, Past(answer, read(move, state.year)))):
                return True
        return False

    return search(state, seen)
