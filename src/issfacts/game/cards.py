"""The event cards of the game: for each year a dated event of the record, and the tension we infer from it."""

from typing import NamedTuple

from .. import data
from ..kit import wording
from ..kit.places import row_address
from .assumptions import FIRST_YEAR, STANDARD, Assumptions, read_table

TENSIONS = ("calm", "tense", "crisis")
WAR_WARNING = "This is the mood around the station, not the war: Russia's war against Ukraine goes on."
PROMISE_WARNING = (
    "This year has not happened yet. We only guess its mood, from the last year on record, and the mood says nothing "
    "about the war."
)


class Card(NamedTuple):
    """Hold the card of a year: the id of its event, its tension before any shift, and the reason for it.

    `promise` marks a future year: its event is what was announced for it, and its tension that of the last recorded
    year. `russia_steps`, times the assumption `pad_steps`, is added to Russia's vulnerability when the year begins.
    The properties are the texts of the card, with the standard assumptions; DataError: invalid data.
    """

    year: int
    event_id: str
    tension: str
    why: str
    promise: bool
    russia_steps: int

    @property
    def position(self) -> str:
        """Return the position among the cards, such as "Year 1 of 8"."""
        return f"Year {self.year - FIRST_YEAR + 1} of {len(CARDS)}"

    @property
    def gain(self) -> int:
        """Return the points that pressing brings."""
        return STANDARD.gain(self.tension)

    @property
    def event(self) -> dict:
        return data.by_id("events")[self.event_id]

    @property
    def date(self) -> str:
        return wording.day(self.event["when_utc"])

    @property
    def explanation(self) -> str:
        """Return the reason for the tension, and how the vulnerability of Russia changes."""
        steps = self.russia_steps * STANDARD.pad_steps
        if not steps:
            return self.why
        change = f"{'rises' if steps > 0 else 'falls'} by {abs(steps)}"
        return f"{self.why} As the year begins, the vulnerability of Russia {change}."

    @property
    def warning(self) -> str:
        """Return what the tension does not mean."""
        return PROMISE_WARNING if self.promise else WAR_WARNING

    @property
    def href(self) -> str:
        """Return the link to the event in the reference pages."""
        return row_address("events", self.event_id)

    @property
    def publishers(self) -> list[str]:
        """Return who wrote the event's sources, the strongest first, each once; of a copy, the original's publisher."""
        sources = map(data.source, data.strongest_first(self.event["source_ids"]))
        return list(dict.fromkeys(source.mirror_of or source.producer for source in sources))


CARDS = tuple(
    Card(
        **row
        | {"year": int(row["year"]), "promise": row["promise"] == "yes", "russia_steps": int(row["russia_steps"] or 0)}
    )
    for row in read_table("cards")
)


def card(year: int) -> Card:
    """Return the card of a year; the last card also serves all later years. ValueError: a year before the first.

    >>> card(2026).event_id
    'pad-31-damaged'
    """
    if year < FIRST_YEAR:
        raise ValueError(f"{year} has no card: the game begins in {FIRST_YEAR}")
    return CARDS[min(year - FIRST_YEAR, len(CARDS) - 1)]


def tension(year: int, assumptions: Assumptions = STANDARD) -> str:
    """Return the tension of a year (calm, tense or crisis), shifted by the assumption `tension_shift`.

    >>> tension(2025), tension(2025, Assumptions(tension_shift=1))
    ('calm', 'tense')
    """
    level = TENSIONS.index(card(year).tension) + assumptions.tension_shift
    return TENSIONS[min(max(level, 0), len(TENSIONS) - 1)]
