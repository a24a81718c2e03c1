"""Say who was aboard, and how many, from the stays."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..data import load, package, state
from ..data.frames import Frame
from .instants import Instant, instants, refuse_outside, refuse_unknown, window

COLUMNS = ["person", "country", "agency", "ship", "since"]


def aboard(when: Instant | Iterable[Instant]) -> pd.DataFrame:
    """List the people docked at an instant: dock <= when < undock.

    `when` is one instant or a sequence: ISO text, datetime, pandas.Timestamp, numpy.datetime64; UTC where
    no zone is given. Columns: person (full name), country (of the flag, ISO alpha-3), agency, ship (they
    came in), since (its docking, UTC). A sequence adds the column when, first, and answers each different
    instant once. Rows are in the order of when, since, person. An empty frame: nobody was aboard. A stay
    whose end is known to the day only is over at 00:00Z of that day.

    ValueError: no instant, or one outside the record (both limits are named). DataError: damaged data.
    Source: the tables stays and people.

    >>> aboard("2023-09-15T21:30Z")["agency"].value_counts().to_dict()
    {'Roscosmos': 5, 'NASA': 3, 'ESA': 1, 'JAXA': 1}
    """
    one = isinstance(when, Instant) or not isinstance(when, Iterable)
    asked = instants([when] if one else when)
    record = crew_record()
    refuse_outside(asked, record.limits)
    # Between two changes the crew is the same: it is looked up once, however many instants are asked.
    changes, which = np.unique(record.changes.searchsorted(asked, side="right") - 1, return_inverse=True)
    crews = [np.flatnonzero(there) for there in record.there(record.changes[changes])]
    rows = [crews[place] for place in which]
    found = record.stays[COLUMNS].take(np.concatenate(rows)).reset_index(drop=True)
    if not one:
        found.insert(0, "when", asked.repeat([len(crew) for crew in rows]))
    return found


def occupancy(start: Instant | None = None, end: Instant | None = None, by: str = "country") -> pd.DataFrame:
    """Count the people aboard by country or agency, at every instant at which a number changes.

    The index, `when` (UTC), begins with `start` and ends with the last change up to `end`; a row holds until the
    next one. One column for each group that was aboard in that time, in the order of the alphabet, with whole
    numbers; the sum of a row is everybody. `start` and `end` default to the limits of the record.

    ValueError: `start` after `end`, an instant outside the record, another `by`. DataError: damaged data.
    Source: the table stays.

    >>> occupancy("2023-09-14", "2023-09-16", by="agency").to_dict("list")
    {'ESA': [1, 1], 'JAXA': [1, 1], 'NASA': [2, 3], 'Roscosmos': [3, 5]}
    """
    refuse_unknown("by", by, ("country", "agency"))
    record = crew_record()
    start, end = window(start, end, record.limits)
    when = record.changes[(record.changes > start) & (record.changes <= end)].insert(0, start).rename("when")
    there, groups = record.there(when), pd.get_dummies(record.stays[by], dtype="int64")
    counts = Frame(there.astype("int64") @ groups.to_numpy(), when, groups.columns)
    counts = counts.loc[:, counts.any()]
    same = (counts == counts.shift()).all(axis=1)
    same.iloc[0] = False  # even where there is no column
    return counts[~same]


def sources(start: Instant, end: Instant) -> list[str]:
    """List the ids of the sources behind everybody aboard between two instants; of the whole record if nobody was.

    ValueError: an instant outside the record, or `start` after `end`. DataError: damaged data.
    Source: the table stays.

    >>> sources("2023-09-15T21:30Z", "2023-09-15T21:30Z")[0]
    'gcat'
    """
    record = crew_record()
    start, end = window(start, end, record.limits)
    there = (record.stays["since"] <= end) & (record.stays["until"] > start)
    cited = record.stays.loc[there if there.any() else slice(None), "source_ids"]
    return cited.explode().unique().tolist()


class Record(NamedTuple):
    """Hold the crew record: the stays, and the instants at which somebody came or went."""

    stays: pd.DataFrame  # the table, with person (full name), since and until; in the order of since, person
    changes: pd.DatetimeIndex
    limits: tuple[pd.Timestamp, pd.Timestamp]  # the first docking and the horizon

    def there(self, asked: pd.DatetimeIndex) -> np.ndarray:
        """Say of every instant (a row) and every stay (a column) whether that person was aboard then."""
        since, until = (self.stays[name].to_numpy("datetime64[us]") for name in ("since", "until"))
        when = asked.to_numpy("datetime64[us]")[:, None]
        return (since <= when) & (when < until)


def crew_record() -> Record:
    """Return the record for the data as they stand now."""
    return _record(state("stays", "people"))


@lru_cache(maxsize=1)
def _record(data_state: tuple) -> Record:
    """Return the record; made again when the data's state changes."""
    horizon = pd.Timestamp(package()["horizon"])
    name = load("people").set_index("id")["name"]
    stays = load("stays").rename(columns={"dock_utc": "since"})
    stays = stays.assign(
        person=stays["person_id"].map(name).astype(name.dtype),
        until=stays["undock_utc"].fillna(horizon + pd.Timedelta(seconds=1)),  # open: not yet
    ).sort_values(["since", "person"], ignore_index=True)
    changes = pd.DatetimeIndex(stays["since"]).union(pd.DatetimeIndex(stays["until"])).unique()
    return Record(stays, changes, (changes[0], horizon))
