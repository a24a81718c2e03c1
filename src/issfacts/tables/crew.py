"""Print who was aboard."""

from __future__ import annotations

import pandas as pd

from .. import data, record
from ..kit.exhibit import Table
from ..kit.wording import capital, instant, people
from .printing import table


def roster(when: record.Instant) -> Table:
    """Print who was docked at an instant: person, agency, country, ship they came in, aboard since.

    ValueError: no instant, or one outside the record. DataError: damaged data. Source: the table stays.

    >>> roster("2023-09-15T21:30").caption
    'Ten people aboard on 15 September 2023, 21:30 UTC'
    """
    crew = record.aboard(when)
    moment = record.occupancy(when, when).index[0]
    country = {row["id"]: row["name"] for row in data.rows("countries")}
    frame = pd.DataFrame(
        {
            "Person": crew["person"],
            "Agency": crew["agency"],
            "Country": crew["country"].map(country),
            "Ship": crew["ship"],
            "Aboard since": crew["since"],
        }
    )
    caption = f"{capital(people(len(frame)))} aboard on {instant(moment)}"
    return table(f"roster-{moment:%Y-%m-%d-%H%M}", caption, frame, record.sources(moment, moment))
