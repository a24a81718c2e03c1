"""Play one year of the decision model: two sides choose at the same time, and the station bears it.

The whole rule sheet, in the order of a year:

1. Choose. Share; hedge (if anything is left to hedge); press (if a partner is left); or give notice, once.
2. Score. Each side aboard scores the station's points if the station still works after step 3. Hedging costs; pressing
   brings the gain of the year's tension; a pressed side loses points for each step of its vulnerability.
3. Move the margin. Each act of pressure on a side above the critical line takes a mark. A gap takes a mark a year:
   the other side has gone and the one left is still vulnerable; two marks above the critical line. A year with neither
   gives a mark back. At no margin the station is given up, and the game is over.
4. Move the vulnerabilities: down for each side that hedged, then as the next year's card says.
5. Notice. A side stays through the years of notice, then is gone for good with a sum for each year that remains.
   Nobody takes its functions over: the other side's vulnerability stays where it is until it hedges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .assumptions import FIRST_YEAR, STANDARD, Assumptions
from .cards import card, tension

TRACK = 10  # steps from no vulnerability to full dependence


class Move(StrEnum):
    """Name the four things a side can do in a year; a plain text such as "share" does as well."""

    SHARE = "share"
    HEDGE = "hedge"
    PRESS = "press"
    LEAVE = "leave"


class Side(StrEnum):
    """Name the two sides: the United States with Europe, Japan and Canada; and Russia."""

    US = "us"
    RUSSIA = "russia"

    @property
    def other(self) -> Side:
        """Return the other side."""
        return Side.RUSSIA if self is Side.US else Side.US

    @property
    def label(self) -> str:
        """Return the side's name as a sentence has it."""
        return "Russia" if self is Side.RUSSIA else "the US-led side"


@dataclass(frozen=True, slots=True)
class State:
    """Hold what both sides see before they choose.

    `us_v` and `russia_v` are vulnerabilities in steps (tenths), `margin` in marks. A notice is None where none was
    given, else the years a side will still be aboard; 0 means gone.
    """

    year: int
    tension: str
    margin: int
    us_v: int
    russia_v: int
    us_notice: int | None = None
    russia_notice: int | None = None

    def v(self, side: Side | str) -> int:
        """Return the vulnerability of a side, in steps."""
        return self.us_v if side == "us" else self.russia_v

    def notice(self, side: Side | str) -> int | None:
        """Return the years a side will still be aboard after its notice; None without notice."""
        return self.us_notice if side == "us" else self.russia_notice

    def gone(self, side: Side | str) -> bool:
        """Tell whether a side has left."""
        return self.notice(side) == 0


class Scores(NamedTuple):
    """Hold the points of both sides."""

    us: int
    russia: int


class Outcome(NamedTuple):
    """Hold what a year brought: the next state, the points of the year, and what happened, in sentences."""

    state: State
    scores: Scores
    events: tuple[str, ...]


def track(vulnerability: float) -> int:
    """Return a vulnerability between 0 and 1 as steps of the track, halves up; ValueError outside.

    >>> track(0.3), track(0.25)
    (3, 3)
    """
    if not 0 <= vulnerability <= 1:
        raise ValueError(f"a vulnerability lies between 0 and 1, not at {vulnerability}")
    return int(vulnerability * TRACK + 0.5 + 1e-9)


def start(us_v: int, russia_v: int, assumptions: Assumptions = STANDARD) -> State:
    """Return the state before the first year, from both vulnerabilities in steps.

    They follow from the dependency coding at a date: `track(dependence.vulnerability(...))`. ValueError off the track.

    >>> start(3, 2)
    State(year=2023, tension='tense', margin=3, us_v=3, russia_v=2, us_notice=None, russia_notice=None)
    """
    for name, steps in (("us_v", us_v), ("russia_v", russia_v)):
        if isinstance(steps, bool) or not isinstance(steps, int) or not 0 <= steps <= TRACK:
            raise ValueError(f"{name} = {steps!r} is not on the track: whole steps from 0 to {TRACK}")
    return State(FIRST_YEAR, tension(FIRST_YEAR, assumptions), assumptions.margin, us_v, russia_v)


def ended(state: State, assumptions: Assumptions = STANDARD) -> bool:
    """Tell whether the game is over: the last year is past, the margin is used up, or both sides are gone.

    >>> ended(start(3, 2))
    False
    """
    return state.year > assumptions.last_year or state.margin == 0 or state.us_notice == state.russia_notice == 0


def flying(state: State) -> bool:
    """Tell whether the station still works: margin left, and somebody there.

    >>> flying(start(3, 2))
    True
    """
    return state.margin > 0 and not state.us_notice == state.russia_notice == 0


def legal(state: State, side: Side | str, assumptions: Assumptions = STANDARD) -> tuple[Move, ...]:
    """Return what a side may do now; nothing where the game is over or the side is gone. ValueError: no such side.

    Notice may be given once, and while it can run out before the last year.

    >>> [str(move) for move in legal(start(3, 2), "us")]
    ['share', 'hedge', 'press', 'leave']
    """
    side = Side(side)
    if state.gone(side) or ended(state, assumptions):
        return ()
    may_leave = state.notice(side) is None and state.year + assumptions.notice_years < assumptions.last_year
    allowed = {
        Move.SHARE: True,
        Move.HEDGE: state.v(side) > 0,
        Move.PRESS: not state.gone(side.other),
        Move.LEAVE: may_leave,
    }
    return tuple(move for move, may in allowed.items() if may)


def step(
    state: State, us_move: Move | str | None, russia_move: Move | str | None, assumptions: Assumptions = STANDARD
) -> Outcome:
    """Play one year; the move of a side that is gone is None. ValueError: the game is over, or a move is not legal.

    >>> year = step(start(3, 2), "share", "press")
    >>> year.scores, year.state.margin
    (Scores(us=14, russia=25), 2)
    >>> year.events
    ('Russia presses: 5 points at home, and the US-led side loses 6.', 'The margin falls to 2.')
    """
    if ended(state, assumptions):
        raise ValueError(f"the game is over: no moves in {state.year}")
    moves = {
        side: _checked(state, side, move, assumptions) for side, move in zip(Side, (us_move, russia_move), strict=True)
    }
    margin = _margin(state, moves, assumptions)
    works = margin > 0
    year = state.year
    scores = {side: _score(state, side, moves, works, assumptions) for side in Side}
    notices = {
        side: _notice(state.notice(side), moves[side], assumptions) if works else state.notice(side) for side in Side
    }
    left = [side for side in Side if notices[side] == 0 and not state.gone(side)] if works else []
    for side in left:
        scores[side] += assumptions.outside * (assumptions.last_year - year)
    after = State(
        year + 1,
        tension(year + 1, assumptions),
        margin,
        _vulnerability(state, Side.US, moves, assumptions),
        _vulnerability(state, Side.RUSSIA, moves, assumptions),
        notices[Side.US],
        notices[Side.RUSSIA],
    )
    return Outcome(after, Scores(scores[Side.US], scores[Side.RUSSIA]), _told(state, after, moves, left, assumptions))


# The parts of a year


def _checked(state: State, side: Side, move: Move | str | None, assumptions: Assumptions) -> Move | None:
    may = legal(state, side, assumptions)
    if move in may or (move is None and not may):
        return move if move is None else Move(move)
    allowed = ", ".join(may) or "None: that side is gone"
    raise ValueError(f"{move!r} is not legal for {side.label} in {state.year}; legal: {allowed}")


def _margin(state: State, moves: dict[Side, Move | None], assumptions: Assumptions) -> int:
    """Return the margin after the year: worn by pressure and by gaps, mended by a quiet year."""
    wear = sum(assumptions.wear * _wear(state, side, moves[side.other], assumptions) for side in Side)
    if wear or Move.PRESS in moves.values() or any(_gap(state, side) for side in Side):
        return max(state.margin - wear, 0)
    return min(state.margin + assumptions.repair, assumptions.margin)


def _gap(state: State, side: Side) -> bool:
    """Tell whether a side is left alone with functions that only the other had."""
    return state.gone(side.other) and not state.gone(side) and state.v(side) > 0


def _wear(state: State, side: Side, other_move: Move | None, assumptions: Assumptions) -> int:
    above = state.v(side) > assumptions.critical
    if _gap(state, side):
        return 2 if above else 1
    return int(above and other_move == Move.PRESS)


def _score(state: State, side: Side, moves: dict[Side, Move | None], works: bool, assumptions: Assumptions) -> int:
    if state.gone(side):
        return 0
    points = assumptions.station_points if works else 0
    if moves[side] == Move.HEDGE:
        points -= assumptions.hedge_cost
    if moves[side] == Move.PRESS:
        points += assumptions.gain(state.tension)
    if moves[side.other] == Move.PRESS:
        points -= assumptions.loss * state.v(side)
    return points


def _vulnerability(state: State, side: Side, moves: dict[Side, Move | None], assumptions: Assumptions) -> int:
    """Return the vulnerability next year: down if hedged, then moved by the next card, on the track."""
    steps = state.v(side)
    if moves[side] == Move.HEDGE:
        steps = max(steps - assumptions.hedge_steps, 0)
    if state.year < assumptions.last_year:
        drawn = card(state.year + 1) if state.year + 1 <= 2030 else None
        if drawn:
            steps += (drawn.us_steps if side is Side.US else drawn.russia_steps) * assumptions.pad_steps
    return min(max(steps, 0), TRACK)


def _notice(notice: int | None, move: Move | None, assumptions: Assumptions) -> int | None:
    if move == Move.LEAVE:
        return assumptions.notice_years
    return max(notice - 1, 0) if notice is not None else None


# What happened, in words


def _told(
    state: State, after: State, moves: dict[Side, Move | None], left: list[Side], assumptions: Assumptions
) -> tuple[str, ...]:
    said = [_move_told(state, side, move, assumptions) for side, move in moves.items() if move]
    said.append(_margin_told(state, after))
    for side in left:
        years = assumptions.last_year - state.year
        sum_ = assumptions.outside * years
        said.append(f"{_capital(side.label)} has left, with {sum_} points for the {years} years to come.")
    return tuple(sentence for sentence in said if sentence)


def _move_told(state: State, side: Side, move: Move, assumptions: Assumptions) -> str:
    name = _capital(side.label)
    if move == Move.HEDGE:
        return f"{name} hedges, for {assumptions.hedge_cost} points."
    if move == Move.PRESS:
        gain, lost = assumptions.gain(state.tension), assumptions.loss * state.v(side.other)
        return f"{name} presses: {gain} points at home, and {side.other.label} loses {lost}."
    if move == Move.LEAVE:
        return f"{name} gives notice and stays through {state.year + assumptions.notice_years}."
    return ""


def _margin_told(state: State, after: State) -> str:
    if after.margin == 0:
        return "The margin is used up: the station is given up."
    if after.margin != state.margin:
        return f"The margin {'falls' if after.margin < state.margin else 'rises'} to {after.margin}."
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
