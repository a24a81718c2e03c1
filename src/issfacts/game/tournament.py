"""Tournaments: a round robin of strategies in one world, or in every world of a sweep.

A world is one set of assumptions. Which strategy leads depends on the world, so a sweep counts in how many worlds each
strategy leads; it names no overall winner. In a round robin each strategy meets every strategy, including itself, in
both roles. A strategy that fails is reported and disqualified: its games are removed from all worlds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from itertools import product
from math import inf
from numbers import Real
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from .assumptions import STANDARD, Assumptions, worlds
from .model import Scores, start, step
from .playing import Rules, check_misread
from .strategies import NAMED, Rule, Strategy, StrategyError, strategy


class Match(NamedTuple):
    """Hold one game of a tournament: both strategies, the scores, and whether the station survived."""

    us: str
    russia: str
    scores: Scores
    survived: bool


class Points(dict[str, int]):
    """Hold the points by strategy; the printed form also names the disqualified strategies and their errors.

    >>> Points({"Mirror": 12}, disqualified={"mine": "'mine', for Russia in 2023, answered None"})
    {'Mirror': 12}
    No points: 'mine', for Russia in 2023, answered None
    """

    def __init__(self, points: Iterable, disqualified: Mapping[str, str]):
        super().__init__(points)
        self.disqualified = disqualified

    def __repr__(self):
        return "\n".join([super().__repr__(), *(f"No points: {why}" for why in self.disqualified.values())])


@dataclass(frozen=True)
class Standings:
    """Hold the games of one world, and the error of each failed strategy."""

    assumptions: Assumptions
    matches: tuple[Match, ...]
    failures: dict[str, str]

    @cached_property
    def points(self) -> Points:
        """Return the points of each strategy over all its games, in descending order."""
        points: Counter = Counter()
        for us, russia, scores, _ in self.matches:
            points[us] += scores.us
            points[russia] += scores.russia
        return Points(points.most_common(), disqualified=self.failures)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Return the strategies with most points; several if they tie, none if no game was played."""
        return tuple(name for name, points in self.points.items() if points == max(self.points.values()))

    @property
    def survived(self) -> int:
        """Return the number of games in which the station survived."""
        return sum(match.survived for match in self.matches)


@dataclass(frozen=True)
class Sweep:
    """Hold the standings of many worlds, and the error of each failed strategy."""

    standings: tuple[Standings, ...]
    failures: dict[str, str]

    @property
    def leads(self) -> dict[str, int]:
        """Return in how many worlds each strategy leads, alone or tied, in descending order."""
        leads = Counter({name: 0 for world in self.standings for name in world.points})
        leads.update(name for world in self.standings for name in world.leaders)
        return dict(leads.most_common())

    @property
    def games(self) -> int:
        """Return the number of games."""
        return sum(len(world.matches) for world in self.standings)

    @property
    def survival(self) -> float:
        """Return the share of games in which the station survived, from 0 to 1; 0 without a game."""
        return sum(world.survived for world in self.standings) / max(self.games, 1)

    def moved_by(self, name: str) -> tuple[int, int]:
        """Count the groups of worlds that differ only in assumption `name`: with different leaders, and in all."""
        groups: dict[Assumptions, set] = {}
        for world in self.standings:
            rest = replace(world.assumptions, **{name: getattr(STANDARD, name)})
            groups.setdefault(rest, set()).add(frozenset(world.leaders))
        return sum(len(leaders) > 1 for leaders in groups.values()), len(groups)


def round_robin(
    us_v: int,
    russia_v: int,
    strategies: Iterable[Strategy | Rule | str] | None = None,
    assumptions: Assumptions = STANDARD,
    misread: int = 0,
    rng: Random | None = None,
) -> Standings:
    """Let each strategy meet every strategy in both roles, from both vulnerabilities in steps, in one world.

    `strategies` are functions, names or Strategy objects; the default is the nine named ones. `misread` is the
    probability, in percent, that a side takes the other's move for its opposite; it needs `rng`. A strategy that fails
    is listed in `failures`, and its games are removed. ValueError: two strategies of one name, vulnerabilities or
    misread out of range.

    >>> standings = round_robin(3, 2)
    >>> len(standings.matches), standings.survived
    (81, 38)
    """
    return sweep(us_v, russia_v, strategies, [assumptions], misread, rng).standings[0]


def sweep(
    us_v: int,
    russia_v: int,
    strategies: Iterable[Strategy | Rule | str] | None = None,
    sets: Iterable[Assumptions] | None = None,
    misread: int = 0,
    rng: Random | None = None,
) -> Sweep:
    """Play a round robin in every world: each of the sets of assumptions given, or all 243 of `worlds()`.

    Arguments and errors are those of `round_robin`; a strategy that fails in one world is removed from all.

    >>> found = sweep(3, 2, sets=worlds(["loss", "critical"]))
    >>> len(found.standings), found.games
    (9, 729)
    """
    check_misread(misread, rng)
    players = tuple(map(strategy, NAMED if strategies is None else strategies))
    for name, count in Counter(player.name for player in players).items():
        if count > 1:
            raise ValueError(f"{count} strategies are called {name!r}: give each its own, by strategy(rule, name)")
    failures: dict[str, str] = {}
    matches_by_world: list[tuple[Assumptions, list[Match]]] = []
    for world in worlds() if sets is None else sets:
        first, rules, matches = start(us_v, russia_v, world), Rules(world), []
        matches_by_world.append((world, matches))
        for us, russia in product(players, repeat=2):
            try:
                if not {us.name, russia.name} & failures.keys():
                    game = rules.game(us, russia, first, misread, rng)
                    matches.append(Match(us.name, russia.name, game.scores, game.survived))
            except StrategyError as error:
                failures[error.name] = str(error)
    standings = (
        Standings(world, tuple(match for match in matches if not {match.us, match.russia} & failures.keys()), failures)
        for world, matches in matches_by_world
    )
    return Sweep(tuple(standings), failures)


@cache
def sweeps(us_v: int, russia_v: int) -> Mapping[int, Sweep]:
    """Return the book's sweep of all worlds with the named strategies, for each probability of misreading, in percent.

    The result is reproducible: each sweep has its own generator with a fixed seed. The first call takes some seconds.

    >>> list(sweeps(3, 2))
    [0, 5, 10]
    """
    return MappingProxyType(
        {misread: sweep(us_v, russia_v, misread=misread, rng=Random(2023)) for misread in (0, 5, 10)}
    )


# The dilemma: pressing tempts, but two sides that press do worse than two that share


def properties(world: Standings, us_v: int, russia_v: int) -> dict[str, bool]:
    """Tell which properties of a dilemma hold in one world; `us_v` and `russia_v` are its start, in steps.

    "tempts": pressing once against a partner who shares pays more that year than sharing. "costs_both": two sides that
    press throughout each earn less than two that share throughout. "sharing_best": no two strategies earn more together
    than two Sharers; as hedging is only an insurance, no surplus is allowed. "ends": whoever always presses loses the
    station, whichever partner sits opposite.

    >>> all(properties(round_robin(3, 3), 3, 3).values())
    True
    """
    scores = {(match.us, match.russia): match.scores for match in world.matches}
    sharing, pressing = scores["Sharer", "Sharer"], scores["Presser", "Presser"]
    first, a = start(us_v, russia_v, world.assumptions), world.assumptions
    shared = step(first, "share", "share", a).scores
    tempting = step(first, "press", "share", a).scores.us, step(first, "share", "press", a).scores.russia
    return {
        "tempts": tempting[0] > shared.us and tempting[1] > shared.russia,
        "costs_both": pressing.us < sharing.us and pressing.russia < sharing.russia,
        "sharing_best": max(map(sum, scores.values())) <= sum(sharing),
        "ends": not any(match.survived for match in world.matches if "Presser" in (match.us, match.russia)),
    }


def shares(found: Sweep, us_v: int, russia_v: int) -> dict[str, Fraction]:
    """Return for each of the `properties` the share of a sweep's worlds in which it holds, from 0 to 1.

    >>> shares(sweeps(3, 3)[0], 3, 3)["costs_both"]
    Fraction(1, 1)
    """
    by_world = [properties(world, us_v, russia_v) for world in found.standings]
    return {name: Fraction(sum(world[name] for world in by_world), len(by_world)) for name in by_world[0]}


def threshold(g: Real, k: Real, v: Real) -> Fraction | float:
    """Return the smallest discount factor delta at which sharing holds, exactly: g / (k v); above 1 it never does.

    This is the repeated game against a partner who retaliates once. Press once, and you win the gain g now. If there is
    a next year, the partner presses back then, and you lose k points for each of the v steps of your own vulnerability.
    The probability of a next year is delta, the discount factor. So pressing costs delta x k x v, and sharing holds as
    long as this is not smaller than g. No margin, no hedging and no known last year are modelled.

    Infinite where k v is 0; 0 where there is no gain. ValueError: a negative number, or no finite number.

    >>> threshold(g=5, k=2, v=3)
    Fraction(5, 6)
    >>> threshold(g=5, k=2, v=0)
    inf
    """
    for name, value in {"g": g, "k": k, "v": v}.items():
        if isinstance(value, bool) or not isinstance(value, Real | Decimal) or not 0 <= value < inf:  # nor NaN
            raise ValueError(f"{name} = {value!r} is not a finite number of at least 0")
    gain, cost = Fraction(str(g)), Fraction(str(k)) * Fraction(str(v))  # 0.3 is three tenths, not the nearest float
    if gain == 0:
        return gain
    return gain / cost if cost else inf
