"""Tell games for readers without a script: four played through, and a story of two decisions with nine endings."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from .. import game
from .model import Move, Side, State
from .playing import Game, Year
from .session import VERDICTS

GAMES = (
    ("Sharer", "Sharer", "Nobody presses"),
    ("Mirror", "Presser", "Pressure meets its mirror"),
    ("Insurer", "Fortress", "Both insure themselves first"),
    ("Fortress", "Leaver", "One partner goes"),
)
PARTNER = "Patient"
SECOND_YEAR = 2026
FIRST = {Move.SHARE: "Share", Move.HEDGE: "Hedge", Move.PRESS: "Press once"}
MEANS = {
    "Share": "go on working together",
    "Hedge": "build a way out of your own",
    "Press once": "threaten Russia, and win applause at home",
}
SECOND = {Move.SHARE: "Share", Move.PRESS: "Press from now on", Move.LEAVE: "Give notice"}


class Told(NamedTuple):
    """Hold a told game: who played, its years, how it ended."""

    title: str
    us: str
    russia: str
    years: tuple[Year, ...]
    ending: str


class Ending(NamedTuple):
    """Hold one end of the story: the second choice, the years after it, how it ended."""

    choice: str
    years: tuple[Year, ...]
    ending: str


class Branch(NamedTuple):
    """Hold one first choice, the years up to the second, and the three endings behind it."""

    choice: str
    years: tuple[Year, ...]
    endings: tuple[Ending, ...]


def ending(played: Game) -> str:
    """Say how a game ended, with the points of both sides."""
    us, russia = played.scores
    return f"{VERDICTS[played.survived]} The US-led side has {us} points, Russia {russia}."


def games(us_v: int, russia_v: int) -> list[Told]:
    """Return the four games that a reader can follow without playing.

    >>> [told.ending for told in games(3, 3)][0]
    'The station still works at the end. The US-led side has 160 points, Russia 160.'
    """
    found = ((title, us, russia, game.play(us, russia, us_v, russia_v)) for us, russia, title in GAMES)
    return [Told(title, us, russia, played.years, ending(played)) for title, us, russia, played in found]


def story(us_v: int, russia_v: int) -> list[Branch]:
    """Return the story: the US-led side decides twice, and holds to it, or presses once; Russia plays Patient.

    >>> len([end for branch in story(3, 3) for end in branch.endings])
    9
    """
    ways = {pair: _way(*pair, us_v, russia_v) for pair in product(FIRST, SECOND)}
    branches = []
    for first, word in FIRST.items():
        before = tuple(year for year in ways[first, Move.SHARE].years if year.before.year < SECOND_YEAR)
        endings = tuple(
            Ending(choice, ways[first, second].years[len(before) :], ending(ways[first, second]))
            for second, choice in SECOND.items()
        )
        branches.append(Branch(word, before, endings))
    return branches


def _way(first: Move, second: Move, us_v: int, russia_v: int) -> Game:
    """Play one way through the story."""

    def decided(state: State, side: Side, history: tuple) -> Move:
        wish = second if state.year >= SECOND_YEAR else Move.SHARE if history and first is Move.PRESS else first
        return wish if wish in game.legal(state, side) else Move.SHARE

    return game.play(game.strategy(decided, "you"), PARTNER, us_v, russia_v)
