"""Days as people give them, and dates known only to the month or the year: last day, middle, words."""

from calendar import isleap, monthrange
from datetime import date, datetime

from .wording import day


def day_of(when: date | str) -> date:
    """Return the day that a date, an instant or a text stands for; ValueError for all else.

    >>> day_of("2023-09-15")
    datetime.date(2023, 9, 15)
    """
    if isinstance(when, date):
        return when.date() if isinstance(when, datetime) else when
    try:
        return date.fromisoformat(when)
    except (TypeError, ValueError):
        raise ValueError(f"{when!r} is no day, such as '2023-09-16'") from None


def last_day(when: date, precision: str | None) -> date:
    """Return the last day of the year, the month or the day that a date stands for.

    >>> last_day(date(2024, 2, 1), "month")
    datetime.date(2024, 2, 29)
    """
    if precision == "year":
        return when.replace(month=12, day=31)
    return when.replace(day=monthrange(when.year, when.month)[1]) if precision == "month" else when


def middle(when: date, precision: str | None) -> date:
    """Return the middle of the year, the month or the day that a date stands for: where a drawing puts it.

    >>> middle(date(2024, 2, 1), "month")
    datetime.date(2024, 2, 15)
    """
    return when + (last_day(when, precision) - when) / 2


def dated(when: date | None, precision: str | None, short: bool = False) -> str:
    """Word a date as exactly as it is known; `short` cuts the month to three letters.

    >>> dated(date(2022, 11, 1), "month"), dated(date(2022, 7, 26), "day", short=True), dated(None, None)
    ('November 2022', '26 Jul 2022', 'no date')
    """
    if when is None:
        return "no date"
    if precision == "year":
        return str(when.year)
    if precision == "month":
        return f"{when:%b} {when.year}" if short else f"{when:%B} {when.year}"
    known = f"{when.day} {when:%b} {when.year}" if short else day(when)
    return f"about {known}" if precision == "about" else known


def fraction_of_year(when: date) -> float:
    """Return a date as a year with its fraction.

    >>> fraction_of_year(date(2023, 7, 2))
    2023.4986301369863
    """
    return when.year + (when.timetuple().tm_yday - 1) / (365 + isleap(when.year))
