"""Ask whether the game is a dilemma: pressing tempts, but two sides that press both lose what two that share keep."""

from __future__ import annotations

from fractions import Fraction

from .model import Move, Side, advance, start
from .tournament import Standings, Sweep

PROPERTIES = {
    "tempts": "Pressing once against a partner who shares pays more that year than sharing.",
    "costs_both": "Two sides that press throughout each earn less than two that share throughout.",
    "sharing_best": "No two strategies earn more together than two Sharers.",
    "ends": "Whoever always presses loses the station, whichever partner sits opposite.",
}


def properties(world: Standings, us_v: int, russia_v: int) -> dict[str, bool]:
    """Tell which of the four `PROPERTIES` hold in one world; `us_v` and `russia_v` are its start, in steps.

    Hedging only insures: while nobody presses it costs points and brings none. So two who hedge honestly are worth
    nothing more than two Sharers, and `sharing_best` allows no surplus.

    >>> from issfacts.game import round_robin
    >>> all(properties(round_robin(3, 3), 3, 3).values())
    True
    """
    scores = {(match.us, match.russia): match.scores for match in world.matches}
    sharing, pressing = scores["Sharer", "Sharer"], scores["Presser", "Presser"]
    return {
        "tempts": all(_tempted(side, us_v, russia_v, world) for side in Side),
        "costs_both": pressing.us < sharing.us and pressing.russia < sharing.russia,
        "sharing_best": max(map(sum, scores.values())) <= sum(sharing),
        "ends": not any(match.survived for match in world.matches if "Presser" in (match.us, match.russia)),
    }


def shares(found: Sweep, us_v: int, russia_v: int) -> dict[str, Fraction]:
    """Return for each of `PROPERTIES` the share of a sweep's worlds in which it holds, from 0 to 1.

    >>> from issfacts.game import sweeps
    >>> shares(sweeps(3, 3)[0], 3, 3)["costs_both"]
    Fraction(1, 1)
    """
    each = [properties(world, us_v, russia_v) for world in found.standings]
    return {name: Fraction(sum(held[name] for held in each), len(each)) for name in PROPERTIES}


def _tempted(side: Side, us_v: int, russia_v: int, world: Standings) -> bool:
    """Tell whether a side scores more in the first year by pressing a partner who shares."""
    first = start(us_v, russia_v, world.assumptions)
    pair = (Move.PRESS, Move.SHARE) if side is Side.US else (Move.SHARE, Move.PRESS)
    pressed, shared = (advance(first, *moves, world.assumptions)[1] for moves in (pair, (Move.SHARE, Move.SHARE)))
    return pressed.us > shared.us if side is Side.US else pressed.russia > shared.russia
