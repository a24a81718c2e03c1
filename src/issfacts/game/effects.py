"""The effects of each move in the current state, as sentences for the buttons, and the notes beside the board."""

from collections.abc import Iterable
from itertools import product

from .assumptions import STANDARD
from .model import Move, Side, State, advance, ended, legal, score_parts

EFFECT = "{points} points{breakdown}, {margin}{extras}."
IF_NOT_PRESSED = f"If not pressed: {EFFECT}"
IF_PRESSED = "If pressed: {points} points, {attacked_margin}."
STATION_LOST = "and the station is lost"
# The phrases of an effect if the partner does not press: margin, points, their breakdown, extras; and if it presses:
# attacked_margin, attacked_loss (of points). For each, the variables of `effect_lookup` on which it depends:
DEFAULT_VARIABLES = {
    "margin": "margin alone",
    "points": "lost leaving",
    "breakdown": "lost leaving",
    "attacked_margin": "margin mine",
    "attacked_loss": "mine lost attacked_lost leaving",
}
PRESS_VARIABLES = {
    "margin": "margin theirs",
    "points": "gain lost leaving",
    "breakdown": "gain lost leaving",
    "attacked_margin": "margin mine theirs",
    "extras": "theirs",
}
VARIABLES = {
    Move.SHARE: DEFAULT_VARIABLES | {"extras": ""},
    Move.HEDGE: DEFAULT_VARIABLES | {"extras": "mine lost last_year"},
    Move.PRESS: DEFAULT_VARIABLES | PRESS_VARIABLES,
    Move.LEAVE: DEFAULT_VARIABLES | {"extras": "year lost"},
}


def effects(state: State, side: Side) -> dict[Move, tuple[str, ...]]:
    """Return the effect of each legal move this year: one sentence if the partner does not press, one if it does.

    >>> from issfacts.game import start
    >>> effects(start(3, 3), Side.US)[Move.PRESS][0]
    'If not pressed: 25 points (20 + 5), margin 2; partner −6.'
    >>> effects(start(3, 3), Side.US)[Move.PRESS][1]
    'If pressed: 19 points, margin 1.'
    """
    sentences = {}
    for move in legal(state, side):
        phrases = _phrases(state, side, move)
        if phrases["attacked_margin"]:
            if_pressed = phrases | {"points": phrases["points"] - phrases["attacked_loss"]}
            sentences[move] = (IF_NOT_PRESSED.format(**phrases), IF_PRESSED.format(**if_pressed))
        else:
            sentences[move] = (EFFECT.format(**phrases),)
    return sentences


def board_notes(state: State, side: Side) -> list[str]:
    """Return the notes beside the board: who leaves or has left, and whether the station can be lost this year.

    >>> board_notes(State(2024, 7, "tense", 3, 0, 3, russia_notice=2), Side.US)
    ['Russia leaves after 2025.']
    """
    if ended(state):
        return []
    notes, last_year, partner = [], state.year - 1, side.other.heading
    my_notice, their_notice = state.notice(side), state.notice(side.other)
    if my_notice is not None:
        notes.append(f"You leave after {last_year + my_notice}." if my_notice else "You have left; your points stay.")
    if their_notice is not None:
        notes.append(f"{partner} leaves after {last_year + their_notice}." if their_notice else f"{partner} has left.")
        if my_notice != 0 and state.v(side):
            wear, above = STANDARD.wear, f"{2 * STANDARD.wear} while it is above {STANDARD.critical}"
            notes.append(f"Each year alone takes {wear} of the margin until your vulnerability is 0, and {above}.")
    sentences = effects(state, side).values()
    if sentences and all(STATION_LOST in not_pressed for not_pressed, *_ in sentences):
        notes.append("Every move now loses the station. Undo takes you back a year.")
    elif sentences and all(STATION_LOST in pressed for *_, pressed in sentences):
        notes.append("If your partner presses now, the station is lost.")
    if my_notice is None and Move.LEAVE not in legal(state, side):
        notes.append("Too late to give notice.")
    return notes


def effect_lookup(states: Iterable[State], texts: list[str]) -> dict[str, dict]:
    """Return the effects of each move as lookup tables, so that a page without a kernel finds what `effects` says.

    For each move and phrase: the variables on which it depends, and pairs of a number and its cases (values of the
    variables, joined by commas); the last pair is for all other cases. The number is that of points, or an index into
    `texts`, to which new texts are added. ValueError: `VARIABLES` leaves out a variable that matters.

    An example: the points of pressing in a tense year are 25, so the case "5,0," (gain 5, the station not lost, the
    side not leaving) stands with 25.
    """
    found = {move: {phrase: {} for phrase in variables} for move, variables in VARIABLES.items()}
    for state, side in product(states, Side):
        values = {
            "year": state.year,
            "gain": STANDARD.gain(state.tension),
            "margin": state.margin,
            "mine": state.v(side),
            "theirs": state.v(side.other),
            "alone": state.v(side) if state.gone(side.other) else "",  # vulnerability without a partner
            "leaving": state.year if state.notice(side) == 1 else "",  # the side's own last year aboard
            "last_year": int(state.years_left == 1),
        }
        for move in legal(state, side):
            phrases = _phrases(state, side, move)
            values["lost"] = int(phrases["margin"] == STATION_LOST)
            values["attacked_lost"] = int(phrases["attacked_margin"] == STATION_LOST)
            for phrase, variables in VARIABLES[move].items():
                if phrases[phrase] is None:
                    continue
                value = index_of(texts, phrases[phrase]) if isinstance(phrases[phrase], str) else phrases[phrase]
                case = ",".join(str(values[name]) for name in variables.split())
                if found[move][phrase].setdefault(case, value) != value:
                    raise ValueError(f"{phrase} of {move} does not depend on {variables!r} alone: {state}")
    return {
        str(move): {phrase: [VARIABLES[move][phrase], _group_cases(cases)] for phrase, cases in phrases.items()}
        for move, phrases in found.items()
    }


def _group_cases(cases: dict[str, int]) -> list[tuple[int, str]]:
    """Group cases by number, joined with blanks; the largest group comes last, without its cases, for a small page."""
    groups: dict[int, list[str]] = {}
    for case, value in sorted(cases.items()):
        groups.setdefault(value, []).append(case)
    *smaller, largest = sorted(groups, key=lambda value: len(groups[value]))
    return [*((value, " ".join(groups[value])) for value in smaller), (largest, "")]


def index_of(values: list, value: object) -> int:
    """Return the index of a value in a list of distinct values, and append it if it is new."""
    if value not in values:
        values.append(value)
    return values.index(value)


def _phrases(state: State, side: Side, move: Move) -> dict[str, str | int | None]:
    """Return the phrases that describe a move's effect, without and with pressure; None for those without a partner."""
    partner_moves = (None,) if state.gone(side.other) else (Move.SHARE, Move.PRESS)
    years = [advance(state, *side.pair(move, partner_move), STANDARD) for partner_move in partner_moves]
    points = [getattr(year.scores, side) for year in years]
    margin, *attacked_margin = (f"margin {year.state.margin}" if year.state.margin else STATION_LOST for year in years)
    after = years[0].state
    station, own, farewell = score_parts(state, after, side, move, STANDARD)
    breakdown = str(station)
    if own:
        breakdown += f" {'−' if own < 0 else '+'} {abs(own)}"
    if farewell:
        breakdown += f" + {farewell} on leaving"
    extras = ""
    if move is Move.HEDGE and after.margin and after.years_left:  # no next year if the game ends first
        extras = f"; vulnerability −{min(state.v(side), STANDARD.hedge_steps)} next year"
    elif move is Move.PRESS:
        extras = f"; partner −{STANDARD.loss * state.v(side.other)}"
    elif move is Move.LEAVE and after.margin:
        more = STANDARD.outside * (state.years_left - STANDARD.notice_years - 1)
        extras = f"; you leave after {state.year + STANDARD.notice_years} with {more} more points"
    return {
        "margin": margin,
        "points": points[0],
        "breakdown": f" ({breakdown})" if own or farewell else "",
        "extras": extras,
        "attacked_margin": attacked_margin[0] if attacked_margin else None,
        "attacked_loss": points[0] - points[1] if attacked_margin else None,
    }
