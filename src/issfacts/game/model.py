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

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from ..kit.wording import capital
from .assumptions import FIRST_YEAR, STANDARD, Assumptions
from .cards import card, tension

TRACK = 10  # steps from no vulnerability to full dependence
PRESSED, ALONE = "pressing", "this year alone"  # what wears the station


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

    @property
    def heading(self) -> str:
        """Return the side's name as a sentence begins with it."""
        return capital(self.label)


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what a year brought: the next state, the points of the year, and what happened, in sentences."""

    state: State
    scores: Scores
    tell: Callable[[], Iterator[str]] = field(compare=False)

    @property
    def events(self) -> tuple[str, ...]:
        """Return what happened, in sentences: made when asked for, as a sweep plays thousands of years unread."""
        return tuple(self.tell())

    def __iter__(self) -> Iterator[State | Scores | tuple[str, ...]]:
        """Yield state, points and sentences: `state, scores, events = game.step(...)`."""
        return iter((self.state, self.scores, self.events))

    def __repr__(self) -> str:
        return f"Outcome(state={self.state!r}, scores={self.scores!r}, events={self.events!r})"


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
    moves = zip(Side, (us_move, russia_move), strict=True)
    return advance(state, *(_checked(state, side, move, assumptions) for side, move in moves), assumptions)


def _checked(state: State, side: Side, move: Move | str | None, assumptions: Assumptions) -> Move | None:
    may = legal(state, side, assumptions)
    if move in may or (move is None and not may):
        return move if move is None else Move(move)
    allowed = ", ".join(may) or "None: that side is gone"
    raise ValueError(f"{move!r} is not legal for {side.label} in {state.year}; legal: {allowed}")


# The parts of a year; a side's move is None where it is gone

Moves = tuple[tuple[Side, Move | None, Move | None], ...]  # each side, its move, the other's


def advance(state: State, us: Move | None, russia: Move | None, assumptions: Assumptions) -> Outcome:
    """Return what `step` does, for moves that are known to be legal."""
    moves, year = ((Side.US, us, russia), (Side.RUSSIA, russia, us)), state.year + 1
    worn = {side: why for side, _, other in moves if (why := _worn(state.v(side), other))}
    if worn:
        margin = max(state.margin - sum(_wear(state.v(side), assumptions) for side in worn), 0)
    else:
        margin = min(state.margin + assumptions.repair, assumptions.margin)
    us_v, russia_v = (_hedged(state.v(side), move, assumptions) for side, move, _ in moves)
    if steps := card(year).russia_steps:
        russia_v = min(max(russia_v + steps * assumptions.pad_steps, 0), TRACK)
    notices = (_notice(state.notice(side), move, margin, assumptions) for side, move, _ in moves)
    mood = tension(year, assumptions)
    after = State(year, state.years_left - 1, mood, margin, us_v, russia_v, *notices, state.notice_years)
    scores = Scores(*(_points(state, after, *chosen, assumptions) for chosen in moves))
    return Outcome(after, scores, partial(_told, state, after, moves, worn, assumptions))


def _worn(v: int, other: Move | None) -> str:
    """Return what wears the station through a side that stands at `v`: it is pressed, or alone and still vulnerable."""
    if other is Move.PRESS:
        return PRESSED
    return ALONE if other is None and v else ""


def _wear(v: int, assumptions: Assumptions) -> int:
    """Return the marks that this takes: twice as many above the danger line."""
    return assumptions.wear * (2 if v > assumptions.critical else 1)


def _hedged(v: int, move: Move | None, assumptions: Assumptions) -> int:
    return max(v - assumptions.hedge_steps, 0) if move is Move.HEDGE else v


def _notice(notice: int | None, move: Move | None, margin: int, assumptions: Assumptions) -> int | None:
    """Return a side's notice after the year; where no margin is left, the game ends before it runs on."""
    if margin and move is Move.LEAVE:
        return assumptions.notice_years
    return notice - 1 if margin and notice else notice


def earned(state: State, after: State, side: Side, move: Move, assumptions: Assumptions) -> tuple[int, int, int]:
    """Return a side's points, but for pressure on it: from the station, by its move, and taken along if it goes."""
    station = assumptions.station_points if after.margin else 0
    own = -assumptions.hedge_cost if move is Move.HEDGE else 0
    if move is Move.PRESS:
        own = assumptions.gain(state.tension)
    return station, own, farewell(state, assumptions) if after.gone(side) else 0


def _points(
    state: State, after: State, side: Side, move: Move | None, other: Move | None, assumptions: Assumptions
) -> int:
    if move is None:
        return 0
    lost = assumptions.loss * state.v(side) if other is Move.PRESS else 0
    return sum(earned(state, after, side, move, assumptions)) - lost


def farewell(state: State, assumptions: Assumptions = STANDARD) -> int:
    """Return the points that a side takes along for whom this is the last year aboard.

    >>> farewell(start(3, 2))
    56
    """
    return assumptions.outside * (state.years_left - 1)


def _told(state: State, after: State, moves: Moves, worn: dict[Side, str], assumptions: Assumptions) -> Iterator[str]:
    """Tell in sentences what a year brought."""
    for side, move, _ in moves:
        if move is Move.HEDGE:
            yield f"{side.heading} hedges, which costs {assumptions.hedge_cost} points."
        elif move is Move.PRESS:
            gain, lost = assumptions.gain(state.tension), assumptions.loss * state.v(side.other)
            yield f"{side.heading} presses: {gain} points at home, and {side.other.label} loses {lost}."
        elif move is Move.LEAVE:
            yield f"{side.heading} gives notice and stays through {state.year + assumptions.notice_years}."
    for side, why in worn.items():
        if why == ALONE:
            yield f"{side.heading} is alone and still needs the side that left."
    doubled = "".join(
        f"{side.heading} stood at {state.v(side)} of 10 in vulnerability, so {why} took {2 * assumptions.wear} marks. "
        for side, why in worn.items()
        if state.v(side) > assumptions.critical
    )
    if not after.margin:
        yield f"{doubled}The margin is used up: the station is given up, and pays nothing for this year."
    elif after.margin != state.margin:
        yield f"{doubled}The margin {'falls' if after.margin < state.margin else 'rises'} to {after.margin}."
    for side, move, _ in moves:
        if move and after.gone(side):
            left = farewell(state, assumptions)
            yield f"{side.heading} has left, with {left} points for the years to come."
