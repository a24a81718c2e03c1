"""The visits to the station one by one: who came when and with which ship, and how they left."""

from typing import NamedTuple

import pandas as pd

from ..data import load
from .crew import crew_record


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
