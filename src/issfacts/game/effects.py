"""Say under each button what a move would do now, whether the partner presses or not."""

from __future__ import annotations

from collections.abc import Iterable

from .assumptions import STANDARD, Assumptions
from .model import Move, Side, State, advance, ended, farewell, legal

QUIET = "If not pressed: {quiet}."
PRESSED = "If pressed: {risk}."
LOST = "and the station is lost"
# What each piece of a move's effect depends on, as `_traits` names it: while the partner does not press the margin, the
# points and more; where it presses, the worse margin and how many points less.
SAME = {"margin": "margin gap", "points": "lost last", "worse": "margin mine", "less": "mine lost broke last"}
DEPENDS = {
    Move.SHARE: SAME | {"more": ""},
    Move.HEDGE: SAME | {"more": "mine lost final"},
    Move.PRESS: {
        **{"margin": "margin theirs", "points": "gain lost last", "more": "theirs"},
        **{"worse": "margin mine theirs", "less": "mine lost broke last"},
    },
    Move.LEAVE: SAME | {"more": "year lost"},
}


def effects(state: State, side: Side, assumptions: Assumptions = STANDARD) -> dict[Move, tuple[str, ...]]:
    """Return what each move that a side may make now brings this year: if the partner does not press, and if it does.

    >>> from issfacts.game import start
    >>> effects(start(3, 3), Side.US)[Move.PRESS][0]
    'If not pressed: 25 points (20 + 5), margin 2; partner −6.'
    >>> effects(start(3, 3), Side.US)[Move.PRESS][1]
    'If pressed: 19 points, margin 1.'
    """
    told = {}
    for move in legal(state, side, assumptions):
        found = _pieces(state, side, move, assumptions)
        quiet = "{points}, {margin}{more}".format(**found)
        if found["less"]:
            points = int(found["points"].split()[0]) - int(found["less"])
            risk = f"{points} points, {found['worse']}"
            told[move] = (QUIET.format(quiet=quiet), PRESSED.format(risk=risk))
        else:
            told[move] = (f"{quiet}.",)
    return told


def lost_anyway(told: dict[Move, tuple[str, ...]]) -> str:
    """Tell whether every move now loses the station ("doomed"), or does so where the partner presses ("edge").

    >>> lost_anyway({Move.SHARE: ("0 points, and the station is lost.",)})
    'doomed'
    """
    halves = [{"doomed": LOST in said[0], "edge": LOST in said[-1]} for said in told.values()]
    return next((kind for kind in ("doomed", "edge") if halves and all(half[kind] for half in halves)), "")


def looked_up(states: Iterable[State], assumptions: Assumptions = STANDARD) -> dict[str, dict]:
    """Return for each move the pieces of its effect: what a piece depends on, and the cases of each phrase.

    A page without a kernel finds what `effects` says in them. AssertionError: `DEPENDS` leaves something out.

    >>> from issfacts.game import start
    >>> looked_up([start(3, 3)])["hedge"]["worse"]
    ['margin mine', {'margin 2': '3,3'}]
    """
    found = {move: {piece: {} for piece in DEPENDS[move]} for move in Move}
    for state in states:
        for side in Side if not ended(state) else ():
            for move in legal(state, side, assumptions):
                pieces = _pieces(state, side, move, assumptions)
                traits = _traits(state, side, assumptions)
                traits |= {"lost": int(pieces["margin"] == LOST), "broke": int(pieces["worse"] == LOST)}
                for piece, names in DEPENDS[move].items():
                    case, phrase = ",".join(str(traits[name]) for name in names.split()), pieces[piece]
                    cases = found[move][piece]
                    assert not phrase or cases.setdefault(case, phrase) == phrase, (move, piece, state)
    return {
        str(move): {piece: [DEPENDS[move][piece], _by_phrase(cases)] for piece, cases in found[move].items() if cases}
        for move in Move
    }


def _by_phrase(cases: dict[str, str]) -> dict[str, str]:
    """Return for each phrase its cases, with a blank between them: the page is lighter than with a phrase a case."""
    found: dict[str, list[str]] = {}
    for case in sorted(cases):
        found.setdefault(cases[case], []).append(case)
    return {phrase: " ".join(same) for phrase, same in found.items()}


def _traits(state: State, side: Side, assumptions: Assumptions) -> dict[str, int | str]:
    """Return what an effect may depend on; `gap` is what a partner that has gone leaves open.

    `last` is the year, if it is the side's own last aboard; `final` tells of the last year of all.
    """
    return {
        "year": state.year,
        "gain": assumptions.gain(state.tension),
        "margin": state.margin,
        "mine": state.v(side),
        "theirs": state.v(side.other),
        "gap": state.v(side) if state.gone(side.other) else "",
        "last": state.year if state.notice(side) == 1 else "",
        "final": int(state.years_left == 1),
    }


def _pieces(state: State, side: Side, move: Move, assumptions: Assumptions) -> dict[str, str]:
    """Return what a move brings where the partner does not press, and where it does, if it can."""
    here = bool(legal(state, side.other, assumptions))
    after, points = _year(state, side, move, Move.SHARE if here else None, assumptions)
    found = {
        "margin": _margin(after),
        "points": _sum(state, after, side, move, points, assumptions),
        "more": _more(state, after, side, move, assumptions),
    }
    if not here:
        return found | {"worse": "", "less": ""}
    worse, then = _year(state, side, move, Move.PRESS, assumptions)
    return found | {"worse": _margin(worse), "less": str(points - then)}


def _year(state: State, side: Side, move: Move, other: Move | None, assumptions: Assumptions) -> tuple[State, int]:
    after, scores = advance(state, *side.pair(move, other), assumptions)
    return after, getattr(scores, side)


def _margin(after: State) -> str:
    return f"margin {after.margin}" if after.margin else LOST


def _sum(state: State, after: State, side: Side, move: Move, points: int, assumptions: Assumptions) -> str:
    """Return the points of a quiet year, and what they are made of."""
    parts = str(assumptions.station_points if after.margin else 0)
    if move is Move.HEDGE:
        parts += f" − {assumptions.hedge_cost}"
    elif move is Move.PRESS:
        parts += f" + {assumptions.gain(state.tension)}"
    if after.gone(side):
        parts += f" + {farewell(state, assumptions)} on leaving"
    return f"{points} points" + (f" ({parts})" if " " in parts else "")


def _more(state: State, after: State, side: Side, move: Move, assumptions: Assumptions) -> str:
    """Return what else a move does; a hedge or a notice brings nothing more where the game ends first."""
    if move is Move.HEDGE and after.margin and after.years_left:
        return f"; vulnerability −{min(state.v(side), assumptions.hedge_steps)} next year"
    if move is Move.PRESS:
        return f"; partner −{assumptions.loss * state.v(side.other)}"
    if move is Move.LEAVE and after.margin:
        years = state.years_left - assumptions.notice_years - 1
        left = assumptions.outside * years
        goes = state.year + assumptions.notice_years
        return f"; you leave after {goes} with {left} more"
    return ""
