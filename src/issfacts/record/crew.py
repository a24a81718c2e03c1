"""Query who was aboard, and how many people, from the table stays."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..data import cache_key, load, package
from ..data.frames import Frame
from .instants import Instant, parse_instants, require_choice, require_within, resolve_window

COLUMNS = ["person", "country", "agency", "ship", "since"]


def aboard(when: Instant | Iterable[Instant]) -> pd.DataFrame:
    """List the people docked at an instant: dock <= when < undock.

    `when` is one instant or a sequence of them: ISO text, datetime, pandas.Timestamp or numpy.datetime64; naive ones
    are UTC. Columns: person (full name), country (of the flag, ISO alpha-3), agency, ship (of the arrival), since (its
    docking, UTC). For a sequence, the first column is when, and duplicate instants are listed once. Rows are sorted by
    when, since, person. The frame is empty if nobody was aboard. A stay whose end is known only to the day ends at
    00:00Z of that day.

    ValueError: not an instant, or one outside the record. DataError: invalid data.
    Source: the tables stays and people.

    >>> aboard("2023-09-15T21:30Z")["agency"].value_counts().to_dict()
    {'Roscosmos': 5, 'NASA': 3, 'ESA': 1, 'JAXA': 1}
    """
    one = isinstance(when, Instant) or not isinstance(when, Iterable)
    asked = parse_instants([when] if one else when)
    record = crew_record()
    require_within(asked, record.limits)
    # The crew is constant between two changes, so each such interval is looked up once for all instants in it.
    intervals, interval_of = np.unique(record.changes.searchsorted(asked, side="right") - 1, return_inverse=True)
    crews = [np.flatnonzero(present) for present in record.presence(record.changes[intervals])]
    crew_of_instant = [crews[interval] for interval in interval_of]
    frame = record.stays[COLUMNS].take(np.concatenate(crew_of_instant)).reset_index(drop=True)
    if not one:
        frame.insert(0, "when", asked.repeat([len(crew) for crew in crew_of_instant]))
    return frame


def occupancy(start: Instant | None = None, end: Instant | None = None, by: str = "country") -> pd.DataFrame:
    """Count the people aboard by country or agency, with a row for each instant at which a count changes.

    Index: when (UTC), from `start` to the last change up to `end`; a row is valid until the next one. Columns: the
    countries (of the flag, ISO alpha-3) or agencies aboard in that time, in alphabetical order; values: integers, whose
    sum in a row is the number of people aboard. `start` and `end` default to the limits of the record.

    ValueError: `start` after `end`, an instant outside the record, unknown `by`. DataError: invalid data.
    Source: the table stays.

    >>> occupancy("2023-09-14", "2023-09-16", by="agency").to_dict("list")
    {'ESA': [1, 1], 'JAXA': [1, 1], 'NASA': [2, 3], 'Roscosmos': [3, 5]}
    """
    require_choice("by", by, ("country", "agency"))
    record = crew_record()
    start, end = resolve_window(start, end, record.limits)
    when = record.changes[(record.changes > start) & (record.changes <= end)].insert(0, start).rename("when")
    groups = pd.get_dummies(record.stays[by], dtype="int64")
    counts = Frame(record.presence(when).astype("int64") @ groups.to_numpy(), when, groups.columns)
    counts = counts.loc[:, counts.any()]
    unchanged = (counts == counts.shift()).all(axis=1)
    unchanged.iloc[0] = False  # keep the first row even if nobody was aboard and there are no columns
    return counts[~unchanged]


def sources(start: Instant, end: Instant) -> list[str]:
    """List the ids of the sources of all stays between two instants; of the whole record if nobody was aboard.

    ValueError: an instant outside the record, or `start` after `end`. DataError: invalid data.
    Source: the table stays.

    >>> sources("2023-09-15T21:30Z", "2023-09-15T21:30Z")[0]
    'gcat'
    """
    record = crew_record()
    start, end = resolve_window(start, end, record.limits)
    present = (record.stays["since"] <= end) & (record.stays["until"] > start)
    cited = record.stays.loc[present if present.any() else slice(None), "source_ids"]
    return cited.explode().unique().tolist()


class Record(NamedTuple):
    """Hold the crew record: all stays, the instants of arrivals and departures, and the limits of the record."""

    stays: pd.DataFrame  # the table stays with person (full name), since and until; sorted by since, person
    changes: pd.DatetimeIndex  # of all arrivals and departures
    limits: tuple[pd.Timestamp, pd.Timestamp]  # the first docking and the horizon

    def presence(self, instants: pd.DatetimeIndex) -> np.ndarray:
        """Return a boolean matrix: whether the person of each stay (column) was aboard at each instant (row)."""
        since, until = (self.stays[name].to_numpy("datetime64[us]") for name in ("since", "until"))
        when = instants.to_numpy("datetime64[us]")[:, None]
        return (since <= when) & (when < until)


def crew_record() -> Record:
    """Return the crew record; it is built again after a change of the data files."""
    return _build_record(cache_key("stays", "people"))


@lru_cache(maxsize=1)
def _build_record(key: tuple) -> Record:
    horizon = pd.Timestamp(package()["horizon"])
    name = load("people").set_index("id")["name"]
    stays = load("stays").rename(columns={"dock_utc": "since"})
    stays = stays.assign(
        person=stays["person_id"].map(name).astype(name.dtype),
        until=stays["undock_utc"].fillna(horizon + pd.Timedelta(seconds=1)),  # open: still aboard at the horizon
    ).sort_values(["since", "person"], ignore_index=True)
    changes = pd.DatetimeIndex(stays["since"]).union(pd.DatetimeIndex(stays["until"])).unique()
    return Record(stays, changes, (changes[0], horizon))
