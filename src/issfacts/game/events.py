"""Word the event cards: what happened, when, by which sources, and the mood that the game reads into it."""

from __future__ import annotations

from typing import NamedTuple

from .. import data, game
from ..kit import wording
from ..kit.exhibit import REFERENCE
from ..kit.places import source_address

NOT_THE_WAR = "This is the mood around the station, not the war: Russia's war against Ukraine goes on."
NOT_KNOWN = "A promise, not a record: the mood is only carried on, and says nothing about the war."


class EventCard(NamedTuple):
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


def cards() -> list[EventCard]:
    """Return the card of each year; DataError: damaged data.

    >>> cards()[0].title
    'Putin receives Kim Jong Un at Vostochny'
    """
    events, found = data.by_id("events"), []
    for place, drawn in enumerate(game.CARDS, start=1):
        event, why, mood = events[drawn.event_id], drawn.why, game.tension(drawn.year)
        if steps := drawn.russia_steps * game.STANDARD.pad_steps:
            moved = f"{'rises' if steps > 0 else 'falls'} by {abs(steps)}"
            why += f" As the year begins, the vulnerability of Russia {moved}."
        sources = {data.source(id).producer: f"{REFERENCE}/{source_address(id)}" for id in event["source_ids"]}
        found.append(
            EventCard(
                drawn.year,
                f"Year {place} of {len(game.CARDS)}",
                mood,
                game.STANDARD.gain(mood),
                event["title"],
                wording.day(event["when_utc"]),
                why,
                NOT_KNOWN if drawn.promise else NOT_THE_WAR,
                f"{REFERENCE}/events.md#{event['id']}",
                tuple(sources.items()),
            )
        )
    return found
