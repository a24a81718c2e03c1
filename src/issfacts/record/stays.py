"""Query the stays: numbers of visitors, days aboard, longest stays."""

from numbers import Integral

import pandas as pd

from .crew import Record, crew_record
from .instants import Instant, require_choice, resolve_window

# For each measure: the columns of begin and end, and the name of the first event of the record in error messages.
MEASURES = {"docked": ("since", "undock_utc", "docking"), "flight": ("launch_utc", "landing_utc", "launch")}
DAY = pd.Timedelta(days=1)


def visitors(until: Instant | None = None, by: str = "country") -> pd.Series:
    """Count the distinct people who have been aboard, by country or agency.

    Counts everybody who docked at `until` or before, once in each group: a person who flew for NASA and later for Axiom
    Space counts in both. Index: country (of the flag, ISO alpha-3) or agency; values: number of people, descending.
    `until` defaults to the horizon of the record.

    ValueError: an instant outside the record, unknown `by`. DataError: invalid data. Source: the table stays.

    >>> visitors("2023-09-16").head(3).to_dict()
    {'USA': 165, 'RUS': 59, 'JPN': 11}
    """
    require_choice("by", by, ("country", "agency"))
    record = crew_record()
    _, until = resolve_window(None, until, record.limits)
    arrived = record.stays[record.stays["since"] <= until]
    return _sort_descending(arrived.groupby(by)["person_id"].nunique().rename("people"))


def person_days(
    by: str = "country", measure: str = "docked", start: Instant | None = None, end: Instant | None = None
) -> pd.Series:
    """Sum the days that people spent aboard or in flight, by country, agency or person.

    `measure`: "docked" is the time from docking to undocking, "flight" from launch to landing (of everybody who
    docked). Only the time from `start` to `end` counts; an open stay runs to the horizon of the record, a stay whose
    end is known only to the day runs to 00:00Z of that day. Index: country (of the flag, ISO alpha-3), agency or full
    name, sorted by descending days; values: days, with fractions. Groups without time in the window are not listed.

    ValueError: unknown `by` or `measure`, `start` after `end`, an instant outside the record. DataError: invalid data.
    Source: the tables stays and people.

    >>> person_days("agency", start="2023-09-01", end="2023-09-02").to_dict()
    {'NASA': 4.0, 'Roscosmos': 4.0, 'ESA': 1.0, 'JAXA': 1.0, 'MBRSC': 1.0}
    >>> round(person_days("person", "flight")["Oleg Kononenko"])
    1111
    """
    require_choice("by", by, ("country", "agency", "person"))
    record = crew_record()
    begin, until = _begin_and_end(record, measure)
    start, end = resolve_window(start, end, (begin.min(), record.limits[1]), MEASURES[measure][2])
    spent = until.clip(upper=end) - begin.clip(lower=start)
    spent = spent[spent > pd.Timedelta(0)]
    return _sort_descending((spent.groupby(record.stays[by]).sum() / DAY).rename("days"))


def longest_stays(n: int = 10, measure: str = "docked") -> pd.DataFrame:
    """List the `n` longest stays, the longest first, then by begin and person.

    `measure`: "docked" is the time from docking to undocking, "flight" from launch to landing. Columns: person (full
    name), country, agency, ship, return_ship, begin_utc and end_utc of the measured time, days. For an open stay
    return_ship and end_utc are missing, and days are counted to the horizon of the record.

    ValueError: unknown `measure`, or `n` is not an integer of at least 1. DataError: invalid data.
    Source: the tables stays and people.

    >>> longest_stays(2, "flight").set_index("person")["days"].round(2).to_dict()
    {'Nikolai Chub': 373.84, 'Oleg Kononenko': 373.84}
    """
    if not isinstance(n, Integral) or isinstance(n, bool) or n < 1:
        raise ValueError(f"n={n!r}: the record lists 1 stay or more")
    record = crew_record()
    begin, until = _begin_and_end(record, measure)
    stays = record.stays[["person", "country", "agency", "ship", "return_ship"]].assign(
        begin_utc=begin, end_utc=record.stays[MEASURES[measure][1]], days=(until - begin) / DAY
    )
    order = ["days", "begin_utc", "person"]
    return stays.sort_values(order, ascending=[False, True, True], ignore_index=True).head(int(n))


def _begin_and_end(record: Record, measure: str) -> tuple[pd.Series, pd.Series]:
    """Return begin and end of every stay by this measure; open stays end at the horizon."""
    require_choice("measure", measure, MEASURES)
    begin, until, _ = MEASURES[measure]
    return record.stays[begin], record.stays[until].fillna(record.limits[1])


def _sort_descending(counts: pd.Series) -> pd.Series:
    """Sort by descending value, then by index."""
    return counts.sort_index().sort_values(ascending=False, kind="stable")
