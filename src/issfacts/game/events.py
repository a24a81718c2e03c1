"""Word the event cards: what happened, when, by which sources, and the mood that the game reads into it."""

from __future__ import annotations

from dataclasses import dataclass

from .. import data, game
from ..kit import wording
from ..kit.exhibit import REFERENCE
from ..kit.places import source_address
from .assumptions import Assumptions
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
    heading: str  # the mood, and what pressing brings in it
    title: str
    date: str
    why: str
    warning: str
    href: str
    sources: tuple[tuple[str, str], ...]  # publisher and address


def cards(assumptions: Assumptions = game.STANDARD) -> list[EventCard]:
    """Return the card of each year; DataError: damaged data.

    >>> cards()[0].title
    'Putin receives Kim Jong Un at Vostochny'
    """
    events, found = data.by_id("events"), []
    years = range(game.assumptions.FIRST_YEAR, assumptions.last_year + 1)
    for place, year in enumerate(years, start=1):
        drawn, mood = game.card(year), game.tension(year, assumptions)
        event, why = events[drawn.event_id], [drawn.why]
        for side, steps in ((Side.US, drawn.us_steps), (Side.RUSSIA, drawn.russia_steps)):
            if steps:
                moved = f"{'rises' if steps > 0 else 'falls'} by {abs(steps * assumptions.pad_steps)}"
                why.append(f"As the year begins, the vulnerability of {side.label} {moved}.")
        sources = {data.source(id).producer: f"{REFERENCE}/{source_address(id)}" for id in event["source_ids"]}
        found.append(
            EventCard(
                year,
                f"Year {place} of {len(years)}",
                mood,
                assumptions.gain(mood),
                f"{mood.capitalize()}: pressing brings {assumptions.gain(mood)} points at home",
                event["title"],
                wording.day(event["when_utc"]),
                " ".join(why),
                NOT_KNOWN if drawn.promise else NOT_THE_WAR,
                f"{REFERENCE}/events.md#{event['id']}",
                tuple(sources.items()),
            )
        )
    return found
