"""Games told for readers without JavaScript: four complete games, and a story of two decisions with nine endings."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from .. import game
from .model import Move, Side, State, Year, flying
from .playing import Game
from .session import VERDICTS

GAMES = (
    ("Sharer", "Sharer", "Nobody presses"),
    ("Mirror", "Presser", "Pressure meets its mirror"),
    ("Insurer", "Fortress", "Both insure themselves first"),
    ("Fortress", "Leaver", "A partner gives notice"),
)
QUIET_YEAR = "The work goes on. Nobody presses."
PARTNER = "Patient"
# What a first choice brings if sharing follows: another partner, and a text that compares both.
LESSONS = {
    Move.PRESS: (
        "Mirror",
        "Your one threat brought {won} points, because {partner} does not answer it. {other} answers each threat: then "
        "the same moves bring you {points}, less than the {shared} of sharing. A real partner does not tell you its "
        "rule.",
    ),
    Move.HEDGE: (
        "Finisher",
        "Hedging cost {cost} points, and you did not need it, because {partner} never presses first. {other} "
        "does, in the last two years. Against {other} the same hedging brings you {points} points, and sharing "
        "{shared_there}.",
    ),
}
SECOND_YEAR = 2026
FIRST_CHOICES = {Move.SHARE: "Share", Move.HEDGE: "Hedge", Move.PRESS: "Press once"}
MEANINGS = {
    "Share": "go on together",
    "Hedge": "build what only your partner has",
    "Press once": "threaten, and win applause",
}
SECOND_CHOICES = {Move.SHARE: "Share", Move.PRESS: "Press from now on", Move.LEAVE: "Give notice"}


class Part(NamedTuple):
    """Hold a complete game, or a part of the story: title, years, and its ending, or the parts that can end it.

    `lesson` says what an ending teaches: how the same moves end against another partner.
    """

    title: str
    years: tuple[Year, ...]
    ending: str = ""
    endings: tuple[Part, ...] = ()
    lesson: str = ""

    @property
    def survived(self) -> bool:
        """Tell whether the station still works after the last year told."""
        return flying(self.years[-1].state)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Return (years, sentences) pairs; alike years in a row share a line, and no line repeats the one before it."""
        lines, told = [], ()
        for events, group in groupby(self.years, key=lambda year: year.events or (QUIET_YEAR,)):
            first, *more = (year.before.year for year in group)
            sentences = " ".join(event for event in events if event not in told)
            if more and events != (QUIET_YEAR,):
                sentences = f"Each year {re.sub('^The ', 'the ', sentences)}"
            lines.append((f"{first} to {more[-1]}" if more else f"{first}", sentences))
            told = events
        return lines


def ending(played: Game) -> str:
    """Describe how a game ended, with the points of both sides."""
    us, russia = played.scores
    verdict = VERDICTS[True] if played.survived else f"The station is lost in {played.years[-1].before.year}."
    return f"{verdict} The US-led side has {us} points, Russia {russia}."


def games(us_v: int, russia_v: int) -> list[Part]:
    """Return the four complete games."""
    parts = []
    for us, russia, title in GAMES:
        played = game.play(us, russia, us_v, russia_v)
        parts.append(Part(f"{title}: {us} for the US-led side, {russia} for Russia", played.years, ending(played)))
    return parts


def story(us_v: int, russia_v: int) -> list[Part]:
    """Return the story: a part for each first choice, each with the endings by second choice.

    The reader decides for the US-led side; Russia plays Patient.
    """
    branches = []
    for first, title in FIRST_CHOICES.items():
        played = {name: _play_story(first, second, us_v, russia_v) for second, name in SECOND_CHOICES.items()}
        common_years = tuple(year for year in played["Share"].years if year.before.year < SECOND_YEAR)
        endings = [Part(name, way.years[len(common_years) :], ending(way)) for name, way in played.items()]
        if first in LESSONS:
            endings[0] = endings[0]._replace(lesson=_lesson(first, us_v, russia_v))
        branches.append(Part(title, common_years, endings=tuple(endings)))
    return branches


def _lesson(first: Move, us_v: int, russia_v: int) -> str:
    """Explain a first choice: what it brings compared with sharing, and how the same moves end with another partner."""
    other, lesson = LESSONS[first]
    chosen, shared, points, shared_there = (
        _play_story(choice, Move.SHARE, us_v, russia_v, partner).scores.us
        for partner in (PARTNER, other)
        for choice in (first, Move.SHARE)
    )
    gains = {"won": chosen - shared, "cost": shared - chosen, "shared": shared}
    return lesson.format(partner=PARTNER, other=other, points=points, shared_there=shared_there, **gains)


def _play_story(first: Move, second: Move, us_v: int, russia_v: int, partner: str = PARTNER) -> Game:
    """Play the story with two choices; the first is repeated until the second year of decision, except a press."""

    def follow_choices(state: State, side: Side, history: tuple) -> Move:
        move = first
        if state.year >= SECOND_YEAR:
            move = second
        elif history and first is Move.PRESS:
            move = Move.SHARE
        return move if move in game.legal(state, side) else Move.SHARE

    return game.play(game.strategy(follow_choices, "you"), partner, us_v, russia_v)
