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

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from numbers import Integral
from typing import NamedTuple

from ..kit.wording import capital, number, round_half_up
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


@dataclass(frozen=True, slots=True, repr=False)
class Year:
    """Hold a played year: the state before it, both moves, the state after it, and the points of the year.

    The move of a side that has left is None. A year can be unpacked: `state, scores, events = game.step(...)`.
    """

    before: State
    us: Move | None
    russia: Move | None
    state: State
    scores: Scores
    assumptions: Assumptions

    @property
    def events(self) -> tuple[str, ...]:
        """Return the events of the year as sentences; made on demand, since sweeps never read them."""
        return tuple(_describe_year(self))

    @property
    def moves(self) -> tuple[tuple[Side, Move | None, Move | None], ...]:
        """Return for both sides (side, its move, the other's move)."""
        return (Side.US, self.us, self.russia), (Side.RUSSIA, self.russia, self.us)

    def __iter__(self) -> Iterator[State | Scores | tuple[str, ...]]:
        return iter((self.state, self.scores, self.events))

    def __repr__(self) -> str:
        return f"Year(state={self.state!r}, scores={self.scores!r}, events={self.events!r})"


def track(vulnerability: float) -> int:
    """Convert a vulnerability between 0 and 1 to steps, halves rounded up; ValueError outside.

    >>> track(0.3), track(0.25)
    (3, 3)
    """
    if not 0 <= vulnerability <= 1:
        raise ValueError(f"a vulnerability lies between 0 and 1, not at {vulnerability}")
    return round_half_up(vulnerability * TRACK)


def start(us_v: int, russia_v: int, assumptions: Assumptions = STANDARD) -> State:
    """Return the state before the first year, from both vulnerabilities in steps.

    They follow from the dependency coding at a date: `track(dependence.vulnerability(...))`. ValueError: a
    vulnerability that is no whole number from 0 to 10.

    >>> start(3, 2)
    State(year=2023, years_left=8, tension='tense', margin=3, us_v=3, russia_v=2, us_notice=None, russia_notice=None)
    """
    for name, steps in (("us_v", us_v), ("russia_v", russia_v)):
        if isinstance(steps, bool) or not isinstance(steps, Integral) or not 0 <= steps <= TRACK:
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
) -> Year:
    """Play one year; the move of a side that has left is None. ValueError: the game is over, or an illegal move.

    >>> year = step(start(3, 2), "share", "press")
    >>> year.scores, year.state.margin
    (Scores(us=14, russia=25), 2)
    >>> year.events
    ('Russia presses: 5 points at home, and the US-led side loses 6 (2 × 3).', 'The margin falls to 2.')
    """
    if ended(state):
        raise ValueError(f"the game is over: no moves in {state.year}")
    for side, move in zip(Side, (us_move, russia_move), strict=True):
        legal_moves = legal(state, side, assumptions)
        if move not in (legal_moves or (None,)):
            allowed = ", ".join(legal_moves) or "None: that side is gone"
            raise ValueError(f"{move!r} is not legal for {side.label} in {state.year}; legal: {allowed}")
    return advance(state, us_move and Move(us_move), russia_move and Move(russia_move), assumptions)


def advance(state: State, us: Move | None, russia: Move | None, assumptions: Assumptions) -> Year:
    """Play one year like `step`, without checking that the moves are legal."""
    moves, year = ((Side.US, us, russia), (Side.RUSSIA, russia, us)), state.year + 1
    worn = [state.v(side) for side, _, other_move in moves if _wear_cause(state.v(side), other_move)]
    wear = sum(2 * assumptions.wear if v > assumptions.critical else assumptions.wear for v in worn)
    repair = 0 if worn else assumptions.repair
    margin = min(max(state.margin - wear, 0) + repair, assumptions.margin)
    vulnerabilities, notices = [], []
    for side, move, _ in moves:
        hedged = assumptions.hedge_steps if move is Move.HEDGE else 0
        vulnerabilities.append(max(state.v(side) - hedged, 0))
        notice = state.notice(side)
        if margin and move is Move.LEAVE:
            notice = assumptions.notice_years
        elif margin and notice:  # at margin 0 the game is over, and no notice runs on
            notice -= 1
        notices.append(notice)
    if steps := card(year).russia_steps:
        vulnerabilities[1] = min(max(vulnerabilities[1] + steps * assumptions.pad_steps, 0), TRACK)
    next_tension = tension(year, assumptions)
    after = State(year, state.years_left - 1, next_tension, margin, *vulnerabilities, *notices, state.notice_years)
    points = []
    for side, move, other_move in moves:
        lost = assumptions.loss * state.v(side) if other_move is Move.PRESS else 0
        points.append(sum(score_parts(state, after, side, move, assumptions)) - lost if move else 0)
    return Year(state, us, russia, after, Scores(*points), assumptions)


def _wear_cause(v: int, other_move: Move | None) -> str:
    """Return why the margin wears because of a side: it is pressed, or alone and still vulnerable; "" for neither."""
    if other_move is Move.PRESS:
        return PRESSED
    return ALONE if other_move is None and v else ""


def score_parts(state: State, after: State, side: Side, move: Move, assumptions: Assumptions) -> tuple[int, int, int]:
    """Return a side's points without losses from pressure: from the station, from its move, and on leaving."""
    station = assumptions.station_points if after.margin else 0
    own = -assumptions.hedge_cost if move is Move.HEDGE else 0
    if move is Move.PRESS:
        own = assumptions.gain(state.tension)
    return station, own, assumptions.outside * after.years_left if after.gone(side) else 0


def _describe_year(year: Year) -> Iterator[str]:
    before, after, assumptions = year.before, year.state, year.assumptions
    for side, move, _ in year.moves:
        if move is Move.HEDGE:
            yield f"{side.heading} hedges, which costs {assumptions.hedge_cost} points."
        elif move is Move.PRESS:
            gain, loss, v = assumptions.gain(before.tension), assumptions.loss, before.v(side.other)
            lost = f"{side.other.label} loses {loss * v} ({loss} × {v})"
            yield f"{side.heading} presses: {gain} points at home, and {lost}."
        elif move is Move.LEAVE:
            more = f"{number(assumptions.notice_years)} more {'year' if assumptions.notice_years == 1 else 'years'}"
            yield f"{side.heading} gives notice and stays for {more}."
    causes = {side: _wear_cause(before.v(side), other_move) for side, _, other_move in year.moves}
    for side, cause in causes.items():
        if cause == ALONE:
            yield f"{side.heading} is alone and still needs the side that left."
    doubled = "".join(
        f"{side.heading} stood above the danger line, so {cause} took {2 * assumptions.wear} of the margin. "
        for side, cause in causes.items()
        if cause and before.v(side) > assumptions.critical
    )
    if not after.margin:
        yield f"{doubled}The margin is used up: the station is lost, and pays nothing this year."
    elif after.margin != before.margin:
        yield f"{doubled}The margin {'falls' if after.margin < before.margin else 'rises'} to {after.margin}."
    for side, move, _ in year.moves:
        if move and after.gone(side):
            years, each = after.years_left, assumptions.outside
            gain = f"{each} points a year: {years} × {each} = {years * each} points"
            yield f"{side.heading} leaves at the end of the year. Work elsewhere then brings {gain}."
