"""The rules of the decision model: both sides move simultaneously each year, and pressure wears the station's margin.

To share is to cooperate, to press is to defect. In a single year pressing pays whatever the other side does, as long as
the station survives. If both press and are worse off than if both had shared, that year is a prisoner's dilemma.
`game.shares` returns the share of worlds in which the whole game is one.

All rules, in the order of a year:

1. Moves. Share; hedge (if the own vulnerability is above 0); press (if the partner is aboard); or give notice, once.
2. Points. Each side aboard scores the station's points if the station still works after step 3. Hedging costs points;
   pressing brings the gain of the year's tension; a pressed side loses points for each step of its vulnerability.
3. Margin. Each act of pressure takes one of the margin, and so does each year of a gap: one side has left and the
   other is still vulnerable. If the pressed or remaining side is above the danger line, it takes two. A year without
   either gives one back. At margin 0 the station is given up, and the game is over.
4. Vulnerability. It falls for each side that hedged, then changes as the next year's card says.
5. Notice. A side stays through the years of notice, then leaves for good with points for each year that remains.
   Nobody takes its functions over: the other side's vulnerability stays the same until it hedges.
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

TRACK = 10  # steps from vulnerability 0 to full dependence
PRESSED, ALONE = "pressing", "this year alone"  # causes of wear, as sentences name them


class Move(StrEnum):
    """List the four moves of a side; a plain string such as "share" works as well."""

    SHARE = "share"
    HEDGE = "hedge"
    PRESS = "press"
    LEAVE = "leave"


class Side(StrEnum):
    """List the two sides: the United States with Europe, Japan and Canada; and Russia."""

    US = "us"
    RUSSIA = "russia"

    @property
    def other(self) -> Side:
        """Return the other side."""
        return Side.RUSSIA if self is Side.US else Side.US

    def pair(self, mine: object, theirs: object) -> tuple:
        """Return this side's value and the other's in the order (US-led, Russian)."""
        return (mine, theirs) if self is Side.US else (theirs, mine)

    @property
    def label(self) -> str:
        """Return the side's name for the middle of a sentence."""
        return "Russia" if self is Side.RUSSIA else "the US-led side"

    @property
    def heading(self) -> str:
        """Return the side's name for the beginning of a sentence."""
        return capital(self.label)


@dataclass(frozen=True, slots=True)
class State:
    """Hold the state of the game before the moves of a year, which both sides see.

    `years_left` includes this year. `us_v` and `russia_v` are vulnerabilities in steps (tenths). `us_notice` and
    `russia_notice` are None without notice, else the years a side will still be aboard; 0 means gone. `notice_years` is
    how long a notice given now would run.
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
        """Return the years a side will still be aboard, 0 if it has left; None without notice."""
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
    """Hold the result of a year: the next state, the points of the year, and the events, as sentences."""

    state: State
    scores: Scores
    describe: Callable[[], Iterator[str]] = field(compare=False)

    @property
    def events(self) -> tuple[str, ...]:
        """Return the events of the year as sentences; made on demand, since sweeps never read them."""
        return tuple(self.describe())

    def __iter__(self) -> Iterator[State | Scores | tuple[str, ...]]:
        """Allow unpacking: `state, scores, events = game.step(...)`."""
        return iter((self.state, self.scores, self.events))

    def __repr__(self) -> str:
        return f"Outcome(state={self.state!r}, scores={self.scores!r}, events={self.events!r})"


def track(vulnerability: float) -> int:
    """Convert a vulnerability between 0 and 1 to steps, halves rounded up; ValueError outside.

    >>> track(0.3), track(0.25)
    (3, 3)
    """
    if not 0 <= vulnerability <= 1:
        raise ValueError(f"a vulnerability lies between 0 and 1, not at {vulnerability}")
    return int(vulnerability * TRACK + 0.5 + 1e-9)


def start(us_v: int, russia_v: int, assumptions: Assumptions = STANDARD) -> State:
    """Return the state before the first year, from both vulnerabilities in steps.

    They follow from the dependency coding at a date: `track(dependence.vulnerability(...))`. ValueError: a
    vulnerability that is no whole number from 0 to 10.

    >>> start(3, 2)
    State(year=2023, years_left=8, tension='tense', margin=3, us_v=3, russia_v=2, us_notice=None, russia_notice=None)
    """
    for name, steps in (("us_v", us_v), ("russia_v", russia_v)):
        if isinstance(steps, bool) or not isinstance(steps, int) or not 0 <= steps <= TRACK:
            raise ValueError(f"{name} = {steps!r} is not on the track: whole steps from 0 to {TRACK}")
    years = assumptions.last_year - FIRST_YEAR + 1
    first_tension = tension(FIRST_YEAR, assumptions)
    return State(
        FIRST_YEAR, years, first_tension, assumptions.margin, us_v, russia_v, notice_years=assumptions.notice_years
    )


def ended(state: State) -> bool:
    """Tell whether the game is over: the last year is past, the margin is 0, or both sides have left.

    >>> ended(start(3, 2))
    False
    """
    return state.years_left == 0 or not flying(state)


def flying(state: State) -> bool:
    """Tell whether the station still works: the margin is above 0 and a side is aboard.

    >>> flying(start(3, 2))
    True
    """
    return state.margin > 0 and not state.us_notice == state.russia_notice == 0


def legal(state: State, side: Side | str, assumptions: Assumptions = STANDARD) -> tuple[Move, ...]:
    """Return the legal moves of a side; none if the game is over or the side has left. ValueError: no such side.

    Notice may be given once, and only if it runs out before the last year.

    >>> [str(move) for move in legal(start(3, 2), "us")]
    ['share', 'hedge', 'press', 'leave']
    """
    side = Side(side)
    if state.gone(side) or ended(state):
        return ()
    notice_allowed = state.notice(side) is None and state.years_left > assumptions.notice_years + 1
    allowed = {
        Move.SHARE: True,
        Move.HEDGE: state.v(side) > 0,
        Move.PRESS: not state.gone(side.other),
        Move.LEAVE: notice_allowed,
    }
    return tuple(move for move, is_legal in allowed.items() if is_legal)


def step(
    state: State, us_move: Move | str | None, russia_move: Move | str | None, assumptions: Assumptions = STANDARD
) -> Outcome:
    """Play one year; the move of a side that has left is None. ValueError: the game is over, or an illegal move.

    >>> year = step(start(3, 2), "share", "press")
    >>> year.scores, year.state.margin
    (Scores(us=14, russia=25), 2)
    >>> year.events
    ('Russia presses: 5 points at home, and the US-led side loses 6 (2 × 3).', 'The margin falls to 2.')
    """
    if ended(state):
        raise ValueError(f"the game is over: no moves in {state.year}")
    moves = zip(Side, (us_move, russia_move), strict=True)
    return advance(state, *(_check_move(state, side, move, assumptions) for side, move in moves), assumptions)


def _check_move(state: State, side: Side, move: Move | str | None, assumptions: Assumptions) -> Move | None:
    """Return a move as a Move, or None for a side that has left; ValueError if it is not legal."""
    legal_moves = legal(state, side, assumptions)
    if move in legal_moves or (move is None and not legal_moves):
        return move if move is None else Move(move)
    allowed = ", ".join(legal_moves) or "None: that side is gone"
    raise ValueError(f"{move!r} is not legal for {side.label} in {state.year}; legal: {allowed}")


# The steps of a year; the move of a side that has left is None

Moves = tuple[tuple[Side, Move | None, Move | None], ...]  # (side, its move, the other's move) for both sides


def advance(state: State, us: Move | None, russia: Move | None, assumptions: Assumptions) -> Outcome:
    """Play one year like `step`, without checking that the moves are legal."""
    moves, year = ((Side.US, us, russia), (Side.RUSSIA, russia, us)), state.year + 1
    causes = {side: _wear_cause(state.v(side), other_move) for side, _, other_move in moves}
    wear_causes = {side: cause for side, cause in causes.items() if cause}
    if wear_causes:
        margin = max(state.margin - sum(_wear(state.v(side), assumptions) for side in wear_causes), 0)
    else:
        margin = min(state.margin + assumptions.repair, assumptions.margin)
    us_v, russia_v = (_next_vulnerability(state.v(side), move, assumptions) for side, move, _ in moves)
    if steps := card(year).russia_steps:
        russia_v = min(max(russia_v + steps * assumptions.pad_steps, 0), TRACK)
    notices = (_next_notice(state.notice(side), move, margin, assumptions) for side, move, _ in moves)
    next_tension = tension(year, assumptions)
    after = State(year, state.years_left - 1, next_tension, margin, us_v, russia_v, *notices, state.notice_years)
    scores = Scores(*(_score(state, after, *side_moves, assumptions) for side_moves in moves))
    return Outcome(after, scores, partial(_describe_year, state, after, moves, wear_causes, assumptions))


def _wear_cause(v: int, other_move: Move | None) -> str:
    """Return why the margin wears because of a side: it is pressed, or alone and still vulnerable; "" for neither."""
    if other_move is Move.PRESS:
        return PRESSED
    return ALONE if other_move is None and v else ""


def _wear(v: int, assumptions: Assumptions) -> int:
    """Return how much of the margin one cause takes: twice as much above the danger line."""
    return assumptions.wear * (2 if v > assumptions.critical else 1)


def _next_vulnerability(v: int, move: Move | None, assumptions: Assumptions) -> int:
    """Return a side's vulnerability after its move."""
    return max(v - assumptions.hedge_steps, 0) if move is Move.HEDGE else v


def _next_notice(notice: int | None, move: Move | None, margin: int, assumptions: Assumptions) -> int | None:
    """Return a side's notice after the year; unchanged if the margin is used up, as the game is then over."""
    if margin and move is Move.LEAVE:
        return assumptions.notice_years
    return notice - 1 if margin and notice else notice


def score_parts(state: State, after: State, side: Side, move: Move, assumptions: Assumptions) -> tuple[int, int, int]:
    """Return a side's points without losses from pressure: from the station, from its move, and on leaving."""
    station = assumptions.station_points if after.margin else 0
    own = -assumptions.hedge_cost if move is Move.HEDGE else 0
    if move is Move.PRESS:
        own = assumptions.gain(state.tension)
    return station, own, farewell(state, assumptions) if after.gone(side) else 0


def _score(
    state: State, after: State, side: Side, move: Move | None, other_move: Move | None, assumptions: Assumptions
) -> int:
    """Return a side's points of the year."""
    if move is None:
        return 0
    lost = assumptions.loss * state.v(side) if other_move is Move.PRESS else 0
    return sum(score_parts(state, after, side, move, assumptions)) - lost


def farewell(state: State, assumptions: Assumptions = STANDARD) -> int:
    """Return the points that a side gets on leaving, if this is its last year aboard.

    >>> farewell(start(3, 2))
    56
    """
    return assumptions.outside * (state.years_left - 1)


def _describe_year(
    state: State, after: State, moves: Moves, wear_causes: dict[Side, str], assumptions: Assumptions
) -> Iterator[str]:
    """Yield the events of a year as sentences."""
    for side, move, _ in moves:
        if move is Move.HEDGE:
            yield f"{side.heading} hedges, which costs {assumptions.hedge_cost} points."
        elif move is Move.PRESS:
            gain, loss, v = assumptions.gain(state.tension), assumptions.loss, state.v(side.other)
            lost = f"{side.other.label} loses {loss * v} ({loss} × {v})"
            yield f"{side.heading} presses: {gain} points at home, and {lost}."
        elif move is Move.LEAVE:
            yield f"{side.heading} gives notice and stays through {state.year + assumptions.notice_years}."
    for side, cause in wear_causes.items():
        if cause == ALONE:
            yield f"{side.heading} is alone and still needs the side that left."
    doubled = "".join(
        f"{side.heading} stood at {state.v(side)} of 10 in vulnerability, so {cause} took "
        f"{2 * assumptions.wear} of the margin. "
        for side, cause in wear_causes.items()
        if state.v(side) > assumptions.critical
    )
    if not after.margin:
        yield f"{doubled}The margin is used up: the station is given up, and pays nothing for this year."
    elif after.margin != state.margin:
        yield f"{doubled}The margin {'falls' if after.margin < state.margin else 'rises'} to {after.margin}."
    for side, move, _ in moves:
        if move and after.gone(side):
            points = f"{farewell(state, assumptions)} points for the years to come"
            yield f"{side.heading} has left, with {points} ({state.years_left - 1} × {assumptions.outside})."
