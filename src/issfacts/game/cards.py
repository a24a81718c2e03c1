"""The event cards of the game: for each year a dated event of the record, and the tension we infer from it."""

from __future__ import annotations

from typing import NamedTuple

from .assumptions import FIRST_YEAR, STANDARD, Assumptions

TENSIONS = ("calm", "tense", "crisis")


class Card(NamedTuple):
    """Hold the card of a year: the id of its event, its tension before any shift, and the reason for it.

    `promise` marks a future year: its event is what was announced for it, and its tension that of the last recorded
    year. `russia_steps`, times the assumption `pad_steps`, is added to Russia's vulnerability when the year begins.
    """

    year: int
    event_id: str
    tension: str
    why: str
    promise: bool = False
    russia_steps: int = 0


CARDS = (
    Card(2023, "vostochny-meeting", "tense", "Russia wages war on Ukraine, and seeks other allies."),
    Card(2024, "nuclear-arms-veto", "crisis", "Thirteen of fifteen states in the Security Council were for the text."),
    Card(2025, "agency-heads-meet-2025", "calm", "The heads of both agencies meet again and talk."),
    Card(
        2026,
        "pad-31-damaged",
        "tense",
        "Russia's only pad for crews is out until March, in the game all year.",
        russia_steps=1,
    ),
    Card(2027, "ms27-launch", "tense", "The pad is back.", True, -1),
    Card(2028, "russia-2028-announced", "tense", "Russia's stated commitment runs out with this year.", True),
    Card(2029, "deorbit-vehicle-ordered", "tense", "A US vehicle is to be ready to bring the station down.", True),
    Card(2030, "us-commits-2030", "tense", "The United States' stated commitment runs out with this year.", True),
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
