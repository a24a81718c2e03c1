"""The texts of the event cards: event, date, sources, tension and its reason."""

from __future__ import annotations

from typing import NamedTuple

from .. import data, game
from ..kit import wording
from ..kit.exhibit import REFERENCE

WAR_WARNING = "This is the mood around the station, not the war: Russia's war against Ukraine goes on."
PROMISE_WARNING = (
    "This year has not happened yet. We only guess its mood, from the last year on record, and the mood says nothing "
    "about the war."
)


class EventCard(NamedTuple):
    """Hold the card of a year as a player reads it."""

    year: int
    position: str  # "Year 1 of 8"
    mood: str  # its tension
    gain: int  # points for pressing
    title: str
    date: str
    why: str
    promise: bool  # the year is to come, and the event tells of plans for it
    warning: str
    href: str
    sources: tuple[str, ...]  # their publishers

    @property
    def heading(self) -> str:
        """Return the tension and the gain from pressing, as a sentence."""
        return f"{self.mood.capitalize()}: pressing brings {self.gain} points at home"


def cards() -> list[EventCard]:
    """Return the cards of all years. DataError: invalid data.

    >>> cards()[0].title
    'Putin receives Kim Jong Un at Vostochny'
    """
    events, texts = data.by_id("events"), []
    for number, card in enumerate(game.CARDS, start=1):
        event, why, mood = events[card.event_id], card.why, game.tension(card.year)
        if steps := card.russia_steps * game.STANDARD.pad_steps:
            change = f"{'rises' if steps > 0 else 'falls'} by {abs(steps)}"
            why += f" As the year begins, the vulnerability of Russia {change}."
        sources = dict.fromkeys(data.source(id).producer for id in event["source_ids"])
        texts.append(
            EventCard(
                card.year,
                f"Year {number} of {len(game.CARDS)}",
                mood,
                game.STANDARD.gain(mood),
                event["title"],
                wording.day(event["when_utc"]),
                why,
                card.promise,
                PROMISE_WARNING if card.promise else WAR_WARNING,
                f"{REFERENCE}/events.md#{event['id']}",
                tuple(sources),
            )
        )
    return texts
