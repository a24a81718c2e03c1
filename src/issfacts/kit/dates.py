"""Parse days, and handle dates known only to the month or year: last day and formatted text."""

from calendar import isleap, monthrange
from datetime import date, datetime

from .wording import day


def parse_day(when: date | str) -> date:
    """Convert a date, a datetime or an ISO text to a date; ValueError for anything else.

    >>> parse_day("2023-09-15")
    datetime.date(2023, 9, 15)
    """
    if isinstance(when, date):
        return when.date() if isinstance(when, datetime) else when
    try:
        return date.fromisoformat(when)
    except (TypeError, ValueError):
        raise ValueError(f"{when!r} is not a day; write one such as '2023-09-16'") from None


def last_day(when: date, precision: str | None) -> date:
    """Return the last day of the period (year, month or day) of a date with this precision.

    >>> last_day(date(2024, 2, 1), "month")
    datetime.date(2024, 2, 29)
    """
    if precision == "year":
        return when.replace(month=12, day=31)
    return when.replace(day=monthrange(when.year, when.month)[1]) if precision == "month" else when


def format_date(when: date | None, precision: str | None, short: bool = False) -> str:
    """Format a date to its precision; `short` abbreviates the month.

    >>> format_date(date(2022, 11, 1), "month"), format_date(date(2022, 7, 26), "day", short=True)
    ('November 2022', '26 Jul 2022')
    >>> format_date(None, None)
    'no date'
    """
    if when is None:
        return "no date"
    if precision == "year":
        return str(when.year)
    if precision == "month":
        return f"{when:%b} {when.year}" if short else f"{when:%B} {when.year}"
    text = f"{when.day} {when:%b} {when.year}" if short else day(when)
    return f"about {text}" if precision == "about" else text


def fraction_of_year(when: date) -> float:
    """Convert a date to a decimal year.

    >>> fraction_of_year(date(2023, 7, 2))
    2023.4986301369863
    """
    return when.year + (when.timetuple().tm_yday - 1) / (365 + isleap(when.year))
