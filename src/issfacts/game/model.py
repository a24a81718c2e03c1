"""Play one year of the decision model: two sides choose at the same time, and the station bears it.

To share is to cooperate, to press is to defect. In a single year pressing pays whatever the other side does, as long as
the station lives. If both press and are worse off than if both had shared, that year is a prisoner's dilemma.
`game.shares` tells in how many worlds the whole game is one.

The whole rule sheet, in the order of a year:

1. Choose. Share; hedge (if anything is left to hedge); press (if a partner is left); or give notice, once.
2. Score. Each side aboard scores the station's points if the station still works after step 3. Hedging costs; pressing
   brings the gain of the year's tension; a pressed side loses points for each step of its vulnerability.
3. Move the margin. Each act of pressure takes a mark, and so does each year of a gap: the other side has gone and the
   one left is still vulnerable. Where that side stands above the danger line, it takes two. A year with neither gives
   a mark back. At no margin the station is given up, and the game is over.
4. Move the vulnerabilities: down for each side that hedged, then as the next year's card says.
5. Notice. A side stays through the years of notice, then is gone for good with a sum for each year that remains.
   Nobody takes its functions over: the other side's vulnerability stays where it is until it hedges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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

    def pair(self, mine: object, theirs: object) -> tuple:
        """Return what is this side's and what is the other's in the order of the model: the US-led side's first."""
        return (mine, theirs) if self is Side.US else (theirs, mine)

    @property
    def label(self) -> str:
        """Return the side's name as a sentence has it."""
        return "Russia" if self is Side.RUSSIA else "the US-led side"


@dataclass(frozen=True, slots=True)
class State:
    """Hold what both sides see before they choose.

    `years_left` counts this year too. `us_v` and `russia_v` are vulnerabilities in steps (tenths), `margin` in marks. A
    notice is None where none was given, else the years a side will still be aboard; 0 means gone. `notice_years` is how
    long a notice given now would run.
    """

    year: int
    years_left: int
    tension: str
    margin: int
    us_v: int
    russia_v: int
    us_notice: int | None = None
    russia_notice: int | None = None
    notice_years: int = field(default=STANDARD.notice_years, repr=False)

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
    State(year=2023, years_left=8, tension='tense', margin=3, us_v=3, russia_v=2, us_notice=None, russia_notice=None)
    """
    for name, steps in (("us_v", us_v), ("russia_v", russia_v)):
        if isinstance(steps, bool) or not isinstance(steps, int) or not 0 <= steps <= TRACK:
            raise ValueError(f"{name} = {steps!r} is not on the track: whole steps from 0 to {TRACK}")
    years = assumptions.last_year - FIRST_YEAR + 1
    mood = tension(FIRST_YEAR, assumptions)
    return State(FIRST_YEAR, years, mood, assumptions.margin, us_v, russia_v, notice_years=assumptions.notice_years)


def ended(state: State) -> bool:
    """Tell whether the game is over: the last year is past, the margin is used up, or both sides are gone.

    >>> ended(start(3, 2))
    False
    """
    return state.years_left == 0 or not flying(state)


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
    if state.gone(side) or ended(state):
        return ()
    may_leave = state.notice(side) is None and state.years_left > assumptions.notice_years + 1
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
    if ended(state):
        raise ValueError(f"the game is over: no moves in {state.year}")
    us = _checked(state, Side.US, us_move, assumptions)
    russia = _checked(state, Side.RUSSIA, russia_move, assumptions)
    after, scores = advance(state, us, russia, assumptions)
    return Outcome(after, scores, told(state, us, russia, after, assumptions))


def _checked(state: State, side: Side, move: Move | str | None, assumptions: Assumptions) -> Move | None:
    may = legal(state, side, assumptions)
    if move in may or (move is None and not may):
        return move if move is None else Move(move)
    allowed = ", ".join(may) or "None: that side is gone"
    raise ValueError(f"{move!r} is not legal for {side.label} in {state.year}; legal: {allowed}")


def advance(state: State, us: Move | None, russia: Move | None, assumptions: Assumptions) -> tuple[State, Scores]:
    """Return the state after a year and its points, for moves that are known to be legal.

    >>> advance(start(3, 2), Move.PRESS, Move.SHARE, STANDARD)[1]
    Scores(us=25, russia=16)
    """
    year = state.year + 1
    drawn = card(year)
    margin = _margin(state, us, russia, assumptions)
    us_notice, russia_notice = state.us_notice, state.russia_notice
    if margin:
        us_notice, russia_notice = _notice(us_notice, us, assumptions), _notice(russia_notice, russia, assumptions)
    after = State(
        year,
        state.years_left - 1,
        tension(year, assumptions),
        margin,
        _moved(state.us_v, us, drawn.us_steps, assumptions),
        _moved(state.russia_v, russia, drawn.russia_steps, assumptions),
        us_notice,
        russia_notice,
        state.notice_years,
    )
    us_points = _points(state, us, russia, state.us_v, margin, us_notice, assumptions)
    russia_points = _points(state, russia, us, state.russia_v, margin, russia_notice, assumptions)
    return after, Scores(us_points, russia_points)


# The parts of a year; a side's move is None where it is gone


def _margin(state: State, us: Move | None, russia: Move | None, assumptions: Assumptions) -> int:
    """Return the margin after the year: worn by pressure and by gaps, mended by a year with neither."""
    us_gap, russia_gap = russia is None and state.us_v > 0, us is None and state.russia_v > 0
    us_hurt, russia_hurt = us_gap or russia is Move.PRESS, russia_gap or us is Move.PRESS
    if us_hurt or russia_hurt:
        wear = _wear(state.us_v, us_hurt, assumptions) + _wear(state.russia_v, russia_hurt, assumptions)
        return max(state.margin - wear, 0)
    return min(state.margin + assumptions.repair, assumptions.margin)


def _wear(v: int, hurt: bool, assumptions: Assumptions) -> int:
    """Return the marks that pressure on a side, or its gap, costs the station: twice as many above the danger line."""
    return hurt * assumptions.wear * (2 if v > assumptions.critical else 1)


def _points(
    state: State,
    move: Move | None,
    other: Move | None,
    v: int,
    margin: int,
    notice: int | None,
    assumptions: Assumptions,
) -> int:
    """Return one side's points of the year; `margin` and `notice` are those after it."""
    if move is None:
        return 0
    points = assumptions.station_points if margin else 0
    if move is Move.HEDGE:
        points -= assumptions.hedge_cost
    elif move is Move.PRESS:
        points += assumptions.gain(state.tension)
    if other is Move.PRESS:
        points -= assumptions.loss * v
    if notice == 0:
        points += farewell(state, assumptions)
    return points


def farewell(state: State, assumptions: Assumptions = STANDARD) -> int:
    """Return the points that a side takes along for whom this is the last year aboard.

    >>> farewell(start(3, 2))
    56
    """
    return assumptions.outside * (state.years_left - 1)


def _moved(v: int, move: Move | None, card_steps: int, assumptions: Assumptions) -> int:
    """Return a vulnerability next year: down if hedged, then as the card says, always on the track."""
    if move is Move.HEDGE:
        v = max(v - assumptions.hedge_steps, 0)
    return min(max(v + card_steps * assumptions.pad_steps, 0), TRACK) if card_steps else v


def _notice(notice: int | None, move: Move | None, assumptions: Assumptions) -> int | None:
    if move is Move.LEAVE:
        return assumptions.notice_years
    return notice - 1 if notice else notice


# What happened, in words


def told(
    state: State, us: Move | None, russia: Move | None, after: State, assumptions: Assumptions = STANDARD
) -> tuple[str, ...]:
    """Tell in sentences what a year brought that was played from `state` to `after`.

    >>> told(start(3, 2), Move.HEDGE, Move.SHARE, step(start(3, 2), "hedge", "share").state)
    ('The US-led side hedges, which costs 2 points.',)
    """
    moves = {Side.US: us, Side.RUSSIA: russia}
    said = [_move_told(state, side, move, assumptions) for side, move in moves.items() if move]
    said += [
        f"{_capital(side.label)} is alone and still needs the side that left."
        for side, move in moves.items()
        if move and moves[side.other] is None and state.v(side)
    ]
    said.append(_margin_told(state, moves, after, assumptions))
    for side, move in moves.items():
        if move and after.gone(side):
            points = farewell(state, assumptions)
            said.append(f"{_capital(side.label)} has left, with {points} points for the years to come.")
    return tuple(sentence for sentence in said if sentence)


def _move_told(state: State, side: Side, move: Move, assumptions: Assumptions) -> str:
    name = _capital(side.label)
    if move is Move.HEDGE:
        return f"{name} hedges, which costs {assumptions.hedge_cost} points."
    if move is Move.PRESS:
        gain, lost = assumptions.gain(state.tension), assumptions.loss * state.v(side.other)
        return f"{name} presses: {gain} points at home, and {side.other.label} loses {lost}."
    if move is Move.LEAVE:
        return f"{name} gives notice and stays through {state.year + assumptions.notice_years}."
    return ""


def _margin_told(state: State, moves: dict, after: State, assumptions: Assumptions) -> str:
    """Tell where the margin stands, and of each side above the danger line why this took twice as much."""
    why = ""
    for side, move in moves.items():
        v, pressed = state.v(side), moves[side.other] is Move.PRESS
        if move and v > assumptions.critical and (pressed or moves[side.other] is None):
            what, marks = "pressing" if pressed else "this year alone", 2 * assumptions.wear
            why += f"{_capital(side.label)} stood at {v} of 10 in vulnerability, so {what} took {marks} marks. "
    if after.margin == 0:
        return f"{why}The margin is used up: the station is given up, and pays nothing for this year."
    if after.margin != state.margin:
        return f"{why}The margin {'falls' if after.margin < state.margin else 'rises'} to {after.margin}."
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
