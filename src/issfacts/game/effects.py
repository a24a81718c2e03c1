"""Say under each button what a move would do now, whether the partner presses or not."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from .assumptions import STANDARD
from .model import Move, Side, State, advance, earned, ended, legal

QUIET = "If not pressed: {quiet}."
PRESSED = "If pressed: {risk}."
LOST = "and the station is lost"
# What each piece of a move's effect depends on, as `looked_up` names it: while the partner does not press the margin,
# the points and more; where it presses, the worse margin and how many points less.
USUAL = {"margin": "margin gap", "points": "lost last", "worse": "margin mine", "less": "mine lost broke last"}
PRESSING = {"margin": "margin theirs", "points": "gain lost last", "worse": "margin mine theirs", "more": "theirs"}
DEPENDS = {
    Move.SHARE: USUAL | {"more": ""},
    Move.HEDGE: USUAL | {"more": "mine lost final"},
    Move.PRESS: USUAL | PRESSING,
    Move.LEAVE: USUAL | {"more": "year lost"},
}


def effects(state: State, side: Side) -> dict[Move, tuple[str, ...]]:
    """Return what each move that a side may make now brings this year: if the partner does not press, and if it does.

    >>> from issfacts.game import start
    >>> effects(start(3, 3), Side.US)[Move.PRESS][0]
    'If not pressed: 25 points (20 + 5), margin 2; partner −6.'
    >>> effects(start(3, 3), Side.US)[Move.PRESS][1]
    'If pressed: 19 points, margin 1.'
    """
    told = {}
    for move in legal(state, side):
        found = _pieces(state, side, move)
        quiet = "{points}, {margin}{more}".format(**found)
        if found["less"]:
            points = int(found["points"].split()[0]) - int(found["less"])
            risk = f"{points} points, {found['worse']}"
            told[move] = (QUIET.format(quiet=quiet), PRESSED.format(risk=risk))
        else:
            told[move] = (f"{quiet}.",)
    return told


def beside(state: State, side: Side) -> list[str]:
    """Return what stands beside the board: who leaves or has left, and whether every move now loses the station.

    >>> beside(State(2024, 7, "tense", 3, 0, 3, russia_notice=2), Side.US)
    ['Russia leaves after 2025.']
    """
    if ended(state):
        return []
    said, last, partner = [], state.year - 1, side.other.heading
    mine, theirs = state.notice(side), state.notice(side.other)
    if mine is not None:
        said.append(f"You leave after {last + mine}." if mine else "You have left; your points stay.")
    if theirs is not None:
        said.append(f"{partner} leaves after {last + theirs}." if theirs else f"{partner} has left.")
        if mine != 0 and state.v(side):
            mark, above = STANDARD.wear, f"{2 * STANDARD.wear} while it is above {STANDARD.critical}"
            said.append(f"Alone you lose {mark} mark a year until your vulnerability is 0, and {above}.")
    halves = effects(state, side).values()
    if halves and all(LOST in quiet for quiet, *_ in halves):
        said.append("Every move now loses the station. Undo takes you back a year.")
    elif halves and all(LOST in risk for *_, risk in halves):
        said.append("If your partner presses now, the station is lost.")
    if mine is None and Move.LEAVE not in legal(state, side):
        said.append("Too late to give notice.")
    return said


def looked_up(states: Iterable[State]) -> dict[str, dict]:
    """Return for each move the pieces of its effect: what a piece depends on, and for each phrase its cases.

    A page without a kernel finds what `effects` says in them. AssertionError: `DEPENDS` leaves something out.
    """
    found = {move: {piece: {} for piece in names} for move, names in DEPENDS.items()}
    for state, side in product(states, Side):
        traits = {
            "year": state.year,
            "gain": STANDARD.gain(state.tension),
            "margin": state.margin,
            "mine": state.v(side),
            "theirs": state.v(side.other),
            "gap": state.v(side) if state.gone(side.other) else "",  # what a partner that has gone leaves open
            "last": state.year if state.notice(side) == 1 else "",  # the side's own last year aboard
            "final": int(state.years_left == 1),
        }
        for move in legal(state, side):
            pieces = _pieces(state, side, move)
            traits |= {"lost": int(pieces["margin"] == LOST), "broke": int(pieces["worse"] == LOST)}
            for piece, names in DEPENDS[move].items():
                if phrase := pieces[piece]:
                    case = ",".join(str(traits[name]) for name in names.split())
                    assert found[move][piece].setdefault(case, phrase) == phrase, (move, piece, state)
    return {
        str(move): {piece: [DEPENDS[move][piece], _by_phrase(cases)] for piece, cases in pieces.items()}
        for move, pieces in found.items()
    }


def _by_phrase(cases: dict[str, str]) -> dict[str, str]:
    """Return for each phrase its cases, with a blank between them: the page is lighter than with a phrase a case."""
    found: dict[str, list[str]] = {}
    for case, phrase in sorted(cases.items()):
        found.setdefault(phrase, []).append(case)
    return {phrase: " ".join(same) for phrase, same in found.items()}


def _pieces(state: State, side: Side, move: Move) -> dict[str, str]:
    """Return what a move brings where the partner does not press, and where it does, if it can."""
    answers = (None,) if state.gone(side.other) else (Move.SHARE, Move.PRESS)
    years = [advance(state, *side.pair(move, answer), STANDARD) for answer in answers]
    points = [getattr(year.scores, side) for year in years]
    margin, *worse = (f"margin {year.state.margin}" if year.state.margin else LOST for year in years)
    after = years[0].state
    station, own, parting = earned(state, after, side, move, STANDARD)
    made_of = str(station)
    if own:
        made_of += f" {'−' if own < 0 else '+'} {abs(own)}"
    if parting:
        made_of += f" + {parting} on leaving"
    return {
        "margin": margin,
        "points": f"{points[0]} points" + (f" ({made_of})" if own or parting else ""),
        "more": _more(state, after, side, move),
        "worse": "".join(worse),
        "less": "".join(str(points[0] - pressed) for pressed in points[1:]),
    }


def _more(state: State, after: State, side: Side, move: Move) -> str:
    """Return what else a move does; a hedge or a notice brings nothing more where the game ends first."""
    if move is Move.HEDGE and after.margin and after.years_left:
        return f"; vulnerability −{min(state.v(side), STANDARD.hedge_steps)} next year"
    if move is Move.PRESS:
        return f"; partner −{STANDARD.loss * state.v(side.other)}"
    if move is Move.LEAVE and after.margin:
        left = STANDARD.outside * (state.years_left - STANDARD.notice_years - 1)
        return f"; you leave after {state.year + STANDARD.notice_years} with {left} more"
    return ""
