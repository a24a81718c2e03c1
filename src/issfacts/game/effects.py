"""Say under each button what a move would do now, whether the partner presses or not."""

from __future__ import annotations

from .assumptions import STANDARD, Assumptions
from .model import Move, Side, State, advance, farewell, legal


def effect(state: State, side: Side, move: Move | None, assumptions: Assumptions = STANDARD) -> str:
    """Return in one or two sentences what a legal move brings this year: points, margin, vulnerability.

    >>> from issfacts.game import start
    >>> effect(start(3, 3), Side.US, Move.PRESS)
    '25 points, margin 2; your partner loses 6. If it presses too: 19 points, margin 1.'
    """
    answers = legal(state, side.other, assumptions)
    quiet = _brought(state, side, move, Move.SHARE if answers else None, assumptions)
    said = f"{quiet}{_more(state, side, move, assumptions)}."
    if Move.PRESS not in answers:
        return said
    pressed = _brought(state, side, move, Move.PRESS, assumptions)
    return f"{said} If {'it presses too' if move is Move.PRESS else 'your partner presses'}: {pressed}."


def effects(state: State, side: Side, assumptions: Assumptions = STANDARD) -> dict[Move | None, str]:
    """Return the effect of each move that a side may make now; of None where it is gone and the years go on.

    >>> from issfacts.game import start
    >>> effects(start(3, 3), Side.US)[Move.SHARE]
    '20 points, margin 3. If your partner presses: 14 points, margin 2.'
    """
    return {move: effect(state, side, move, assumptions) for move in legal(state, side, assumptions) or (None,)}


def _brought(state: State, side: Side, move: Move | None, other: Move | None, assumptions: Assumptions) -> str:
    moves = (move, other) if side is Side.US else (other, move)
    after, scores = advance(state, *moves, assumptions)
    points = f"{scores.us if side is Side.US else scores.russia} points"
    return f"{points}, margin {after.margin}" if after.margin else f"{points}, and the station is lost"


def _more(state: State, side: Side, move: Move | None, assumptions: Assumptions) -> str:
    if move is Move.HEDGE:
        return f"; your vulnerability falls by {min(state.v(side), assumptions.hedge_steps)}"
    if move is Move.PRESS:
        return f"; your partner loses {assumptions.loss * state.v(side.other)}"
    if move is Move.LEAVE:
        left = farewell(state, assumptions) - assumptions.outside * assumptions.notice_years
        return f"; you stay through {state.year + assumptions.notice_years}, then score {left} once"
    return ""
