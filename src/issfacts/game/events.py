"""Word the event cards: what happened, when, by which sources, and the mood that the game reads into it."""

from __future__ import annotations

from dataclasses import dataclass

from .. import data, game
from ..kit import wording
from ..kit.exhibit import REFERENCE
from ..kit.places import source_address
from .assumptions import Assumptions
from .cards import Card
from .model import Side

NOT_THE_WAR = "This is the mood around the station, not the war: Russia's war against Ukraine goes on."
NOT_KNOWN = "A promise, not a record: the mood is only carried on, and says nothing about the war."


@dataclass(frozen=True)
class EventCard:
    """Hold a year's card as a player reads it."""

    year: int
    place: str  # in the game
    mood: str
    gain: int
    title: str
    date: str
    why: str
    warning: str
    href: str
    sources: tuple[tuple[str, str], ...]  # publisher and address

    @property
    def heading(self) -> str:
        """Return the mood, and what pressing brings in it."""
        return f"{self.mood.capitalize()}: pressing brings {self.gain} points at home"


def cards(assumptions: Assumptions = game.STANDARD) -> list[EventCard]:
    """Return the card of each year; DataError: damaged data.

    >>> cards()[0].title
    'Putin receives Kim Jong Un at Vostochny'
    """
    events = data.by_id("events")
    years = range(game.assumptions.FIRST_YEAR, assumptions.last_year + 1)
    return [
        _worded(year, f"Year {n} of {len(years)}", game.card(year), events, assumptions)
        for n, year in enumerate(years, start=1)
    ]


def _worded(year: int, place: str, drawn: Card, events: dict[str, dict], assumptions: Assumptions) -> EventCard:
    event, mood = events[drawn.event_id], game.tension(year, assumptions)
    found = {data.source(id).producer: f"{REFERENCE}/{source_address(id)}" for id in event["source_ids"]}
    return EventCard(
        year,
        place,
        mood,
        assumptions.gain(mood),
        event["title"],
        wording.day(event["when_utc"]),
        " ".join([drawn.why, *_effects(drawn, assumptions)]),
        NOT_KNOWN if drawn.promise else NOT_THE_WAR,
        f"{REFERENCE}/events.md#{event['id']}",
        tuple(found.items()),
    )


def _effects(drawn: Card, assumptions: Assumptions) -> list[str]:
    """Say what the card does to each side's vulnerability."""
    steps = {Side.US: drawn.us_steps * assumptions.pad_steps, Side.RUSSIA: drawn.russia_steps * assumptions.pad_steps}
    return [
        f"As the year begins, the vulnerability of {side.label} {'rises' if moved > 0 else 'falls'} by {abs(moved)}."
        for side, moved in steps.items()
        if moved
    ]
