"""How many came, how long they stayed, and the visits one by one."""

from numbers import Integral
from typing import NamedTuple

import pandas as pd

from ..data import load
from .crew import Record, crew_record
from .instants import Instant, refuse_unknown, window

# What a stay is measured from and to, and what the record of it begins with.
MEASURES = {"docked": ("since", "undock_utc", "docking"), "flight": ("launch_utc", "landing_utc", "launch")}
DAY = pd.Timedelta(days=1)


def visitors(until: Instant | None = None, by: str = "country") -> pd.Series:
    """Count the different people who have been aboard, by country or agency.

    Whoever docked at `until` or before counts, once for each group: a person who came for NASA and again for Axiom
    Space counts with both. Index: country (of the flag, ISO alpha-3) or agency, the most people first. `until`
    defaults to the horizon of the record.

    ValueError: an instant outside the record, another `by`. DataError: damaged data. Source: the table stays.

    >>> visitors("2023-09-16").head(3).to_dict()
    {'USA': 165, 'RUS': 59, 'JPN': 11}
    """
    refuse_unknown("by", by, ("country", "agency"))
    record = crew_record()
    _, until = window(None, until, record.limits)
    came = record.stays[record.stays["since"] <= until]
    return _most_first(came.groupby(by)["person_id"].nunique().rename("people"))


def person_days(
    by: str = "country", measure: str = "docked", start: Instant | None = None, end: Instant | None = None
) -> pd.Series:
    """Sum the days people spent, by country, agency or person.

    `measure`: "docked" runs from docking to undocking, "flight" from launch to landing (of everybody who docked).
    Only the time from `start` to `end` counts; stays that are open run to the horizon of the record, those whose end
    is known to the day only to 00:00Z of that day. Index: country (of the flag, ISO alpha-3), agency or full name,
    the most days first; values: days, with fractions. Who spent no time there in that window is not listed.

    ValueError: another `by` or `measure`, `start` after `end`, an instant outside the record. DataError: damaged data.
    Source: the tables stays and people.

    >>> person_days("agency", start="2023-09-01", end="2023-09-02").to_dict()
    {'NASA': 4.0, 'Roscosmos': 4.0, 'ESA': 1.0, 'JAXA': 1.0, 'MBRSC': 1.0}
    >>> round(person_days("person", "flight")["Oleg Kononenko"])
    1111
    """
    refuse_unknown("by", by, ("country", "agency", "person"))
    record = crew_record()
    begin, until = _measured(record, measure)
    start, end = window(start, end, (begin.min(), record.limits[1]), MEASURES[measure][2])
    spent = until.clip(upper=end) - begin.clip(lower=start)
    spent = spent[spent > pd.Timedelta(0)]
    return _most_first((spent.groupby(record.stays[by]).sum() / DAY).rename("days"))


def longest_stays(n: int = 10, measure: str = "docked") -> pd.DataFrame:
    """List the longest stays, the longest first; of equal ones the earlier first.

    `measure`: "docked" runs from docking to undocking, "flight" from launch to landing. Columns: person (full name),
    country, agency, ship, return_ship, begin_utc and end_utc of what was measured, days. An open stay has no
    return_ship and no end_utc; its days run to the horizon of the record.

    ValueError: another `measure`, an `n` that is no whole number from 1 up. DataError: damaged data.
    Source: the tables stays and people.

    >>> longest_stays(2, "flight").set_index("person")["days"].round(2).to_dict()
    {'Nikolai Chub': 373.84, 'Oleg Kononenko': 373.84}
    """
    if not isinstance(n, Integral) or isinstance(n, bool) or n < 1:
        raise ValueError(f"n={n!r}: the record lists 1 stay or more")
    record = crew_record()
    begin, until = _measured(record, measure)
    stays = record.stays[["person", "country", "agency", "ship", "return_ship"]].assign(
        begin_utc=begin, end_utc=record.stays[MEASURES[measure][1]], days=(until - begin) / DAY
    )
    order = ["days", "begin_utc", "person"]
    return stays.sort_values(order, ascending=[False, True, True], ignore_index=True).head(int(n))


def _measured(record: Record, measure: str) -> tuple[pd.Series, pd.Series]:
    """Give beginning and end of every stay; what is open ends at the horizon."""
    refuse_unknown("measure", measure, MEASURES)
    begin, until, _ = MEASURES[measure]
    return record.stays[begin], record.stays[until].fillna(record.limits[1])


def _most_first(counts: pd.Series) -> pd.Series:
    """Put the highest number first, equal ones in the order of the alphabet."""
    return counts.sort_index().sort_values(ascending=False, kind="stable")


class Visit(NamedTuple):
    """Hold one person's time aboard. What is open has no `left` and no `return_ship`.

    `to_the_day`: of the undocking only the day is known; `left` is then 00:00Z of that day.
    """

    person: str
    agency: str
    ship: str
    came: pd.Timestamp
    return_ship: str | None
    left: pd.Timestamp | None
    to_the_day: bool


def visits() -> list[Visit]:
    """List all visits in the order of docking, then of the person's name.

    DataError: damaged data. Source: the tables stays and people.

    >>> visits()[0][:3]
    ('Frederick Sturckow', 'NASA', 'STS-88')
    """
    columns = ["person", "agency", "ship", "since", "return_ship", "undock_utc", "undock_precision"]
    rows = crew_record().stays[columns].astype(object)
    rows = rows.where(rows.notna(), None)
    return [Visit(*row[:-1], to_the_day=row[-1] == "day") for row in rows.itertuples(index=False, name=None)]


def zarya_launched() -> pd.Timestamp:
    """Return the day on which the station's first part was launched, 00:00Z. Source: the table modules.

    >>> zarya_launched().date().isoformat()
    '1998-11-20'
    """
    return pd.Timestamp(load("modules").set_index("id")["launch_date"]["zarya"]).tz_localize("UTC")
