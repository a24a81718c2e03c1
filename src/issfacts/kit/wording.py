"""Format counts, lists, dates, instants and durations as English text."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from math import floor

OWN_STATUSES = ("computed from our assumptions", "our judgement")  # of facts without an outside source
NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def number(count: int, zero: str = "0") -> str:
    """Format an integer: as a word up to twenty, in digits above; 0 as `zero`.

    >>> number(10), number(41), number(0, "none")
    ('ten', '41', 'none')
    """
    return NUMBERS[count - 1] if 0 < count <= len(NUMBERS) else str(count or zero)


def round_half_up(value: float, digits: int = 0) -> float:
    """Round a number that is not negative, halves up, as the scripts of the pages do; without digits to an integer.

    >>> round_half_up(2.5), round_half_up(0.145, 2), round(2.5), round(0.145, 2)
    (3, 0.15, 2, 0.14)
    """
    whole = floor(value * 10**digits + 0.5 + 1e-9)  # as 100 * 0.145 is a little less than 14.5
    return whole / 10**digits if digits else whole


def people(count: int) -> str:
    """Format a number of people.

    >>> people(10), people(1), people(0)
    ('ten people', 'one person', 'nobody')
    """
    return "nobody" if count == 0 else f"{number(count)} {'person' if count == 1 else 'people'}"


def publisher(producer: str, mirror_of: str | None) -> str:
    """Format the publisher of a source; if the page mirrors another publisher's text, name both.

    >>> publisher("NASA", None), publisher("collectSPACE", "NASA")
    ('NASA', 'NASA, by way of collectSPACE')
    """
    return f"{mirror_of}, by way of {producer}" if mirror_of else producer


def how_sure(status: str, confidence: str) -> str:
    """Format status and confidence of a fact; our own results and judgements have no confidence.

    >>> how_sure("confirmed", "high"), how_sure("our judgement", "medium")
    ('confirmed, confidence high', 'our judgement')
    """
    return status if status in OWN_STATUSES else f"{status}, confidence {confidence}"


def capital(text: str) -> str:
    """Capitalize the first letter of a text and leave the rest unchanged.

    >>> capital("ten people from NASA")
    'Ten people from NASA'
    """
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str]) -> str:
    """Join words with commas and "and".

    >>> listed(["NASA", "ESA", "JAXA"])
    'NASA, ESA and JAXA'
    """
    *head, last = list(words) or [""]
    return f"{', '.join(head)} and {last}" if head else last


def day(when: date) -> str:
    """Format a date.

    >>> day(date(2023, 9, 15))
    '15 September 2023'
    """
    return f"{when.day} {when:%B} {when.year}"


def clock(when: datetime) -> str:
    """Format the time of day to the minute, rounded down.

    >>> clock(datetime(2023, 9, 15, 18, 53, 32))
    '18:53'
    """
    return f"{when:%H:%M}"


def instant(when: datetime) -> str:
    """Format an instant in UTC; a naive one is taken as UTC.

    >>> instant(datetime(2023, 9, 15, 18, 53))
    '15 September 2023, 18:53 UTC'
    """
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return f"{day(when)}, {clock(when)} UTC"


def duration(span: timedelta) -> str:
    """Format a duration in hours and minutes, or in days from two days up, rounded down.

    >>> duration(timedelta(hours=3, minutes=9)), duration(timedelta(days=12, hours=13))
    ('3 h 9 min', '12 days')
    >>> duration(timedelta(minutes=-3)), duration(timedelta(seconds=-30))
    ('-3 min', '0 min')
    """
    hours, minutes = divmod(abs(span) // timedelta(minutes=1), 60)
    if hours >= 48:
        text = f"{hours // 24} days"
    else:
        text = " ".join(part for part in (hours and f"{hours} h", minutes and f"{minutes} min") if part)
    if not text:
        return "0 min"
    return f"-{text}" if span < timedelta(0) else text
