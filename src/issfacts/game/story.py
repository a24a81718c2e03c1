"""Tell games for readers without a script: four played through, and a story of two decisions with nine endings."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from .. import game
from .model import Move, Side, State, flying
from .playing import Game, Year
from .session import VERDICTS

GAMES = (
    ("Sharer", "Sharer", "Nobody presses"),
    ("Mirror", "Presser", "Pressure meets its mirror"),
    ("Insurer", "Fortress", "Both insure themselves first"),
    ("Fortress", "Leaver", "One partner goes"),
)
QUIET = "The work goes on. Nobody presses."
PARTNER = "Patient"
SECOND_YEAR = 2026
FIRST = {Move.SHARE: "Share", Move.HEDGE: "Hedge", Move.PRESS: "Press once"}
MEANS = {"Share": "go on together", "Hedge": "build your own way out", "Press once": "threaten, and win applause"}
SECOND = {Move.SHARE: "Share", Move.PRESS: "Press from now on", Move.LEAVE: "Give notice"}


class Told(NamedTuple):
    """Hold told years: of a whole game, or of the story after a choice; how they end, or what may follow them."""

    title: str
    years: tuple[Year, ...]
    ending: str = ""
    further: tuple[Told, ...] = ()

    @property
    def survived(self) -> bool:
        """Tell whether the station still works when the last year told is over."""
        return flying(self.years[-1].outcome.state)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Return the years in words, quiet years side by side in one line."""
        found = []
        for said, group in groupby(self.years, key=lambda year: " ".join(year.outcome.events) or QUIET):
            first, *more = (year.before.year for year in group)
            found.append((f"{first} to {more[-1]}" if more else f"{first}", said))
        return found


def ending(played: Game) -> str:
    """Say how a game ended, with the points of both sides."""
    us, russia = played.scores
    verdict = VERDICTS[True] if played.survived else f"The station is lost in {played.years[-1].before.year}."
    return f"{verdict} The US-led side has {us} points, Russia {russia}."


def games(us_v: int, russia_v: int) -> list[Told]:
    """Return the four games that a reader can follow without playing."""
    told = []
    for us, russia, title in GAMES:
        played = game.play(us, russia, us_v, russia_v)
        told.append(Told(f"{title}: {us} for the US-led side, {russia} for Russia", played.years, ending(played)))
    return told


def story(us_v: int, russia_v: int) -> list[Told]:
    """Return the story: the US-led side decides twice, and holds to it, or presses once; Russia plays Patient."""
    branches = []
    for first, choice in FIRST.items():
        ways = {name: _way(first, second, us_v, russia_v) for second, name in SECOND.items()}
        before = tuple(year for year in ways["Share"].years if year.before.year < SECOND_YEAR)
        further = (Told(name, way.years[len(before) :], ending(way)) for name, way in ways.items())
        branches.append(Told(choice, before, further=tuple(further)))
    return branches


def _way(first: Move, second: Move, us_v: int, russia_v: int) -> Game:
    """Play one way through the story."""

    def decided(state: State, side: Side, history: tuple) -> Move:
        wish = second if state.year >= SECOND_YEAR else Move.SHARE if history and first is Move.PRESS else first
        return wish if wish in game.legal(state, side) else Move.SHARE

    return game.play(game.strategy(decided, "you"), PARTNER, us_v, russia_v)
