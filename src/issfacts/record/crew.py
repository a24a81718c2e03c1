"""Say who was aboard, and how many, from the stays: one crew for each interval between arrivals and departures."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
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
    refuse_outside(asked, record.change_times[0], record.horizon)
    spans = record.change_times.searchsorted(asked, side="right") - 1
    begins, ends = (record.interval.searchsorted(spans, side) for side in ("left", "right"))
    found = record.stays[COLUMNS].take(record.row[_expand_ranges(begins, ends)]).reset_index(drop=True)
    if not one:
        found.insert(0, "when", asked.repeat(ends - begins))
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
    start, end = window(start, end, record.change_times[0], record.horizon)
    first, last = record.change_times.searchsorted([start, end], side="right") - 1
    asked = slice(*record.interval.searchsorted([first, last + 1]))
    group, names = pd.factorize(record.stays[by].take(record.row[asked]), sort=True)
    cell = (record.interval[asked] - first) * len(names) + group  # of a table: one row an interval, one column a group
    counts = np.bincount(cell, minlength=(last + 1 - first) * len(names)).reshape(last + 1 - first, len(names))
    changed = np.append(True, (counts[1:] != counts[:-1]).any(axis=1))
    when = record.change_times[first : last + 1]
    return Frame(counts, when.where(when > start, start).rename("when"), names.rename(None))[changed]


def sources(start: Instant, end: Instant) -> list[str]:
    """List the ids of the sources behind everybody aboard between two instants; of the whole record if nobody was.

    ValueError: an instant outside the record, or `start` after `end`. DataError: damaged data.
    Source: the table stays.

    >>> sources("2023-09-15T21:30Z", "2023-09-15T21:30Z")[0]
    'gcat'
    """
    record = crew_record()
    start, end = window(start, end, record.change_times[0], record.horizon)
    stays = record.stays
    there = (stays["since"] <= end) & ~(stays["undock_utc"] <= start)
    cited = stays.loc[there if there.any() else slice(None), "source_ids"]
    return list(dict.fromkeys(chain.from_iterable(cited)))


class Record(NamedTuple):
    """Hold the crew record as intervals between arrivals and departures, each with one crew."""

    stays: pd.DataFrame  # the table, with person (full name) and since (the docking), in the order of since, person
    change_times: pd.DatetimeIndex
    interval: np.ndarray  # number of the interval, once for each person aboard in it, rising
    row: np.ndarray  # that person's row of `stays`
    horizon: pd.Timestamp


def crew_record() -> Record:
    """Return the record for the data as they stand now."""
    return _intervals(state("stays", "people"))


@lru_cache(maxsize=1)
def _intervals(data_state: tuple) -> Record:
    """Return the record split at every arrival and departure; made again when the data's state changes."""
    horizon = pd.Timestamp(package()["horizon"])
    name = load("people").set_index("id")["name"]
    stays = load("stays").rename(columns={"dock_utc": "since"})
    stays = stays.assign(person=stays["person_id"].map(name).astype(name.dtype))
    stays = stays.sort_values(["since", "person"], ignore_index=True)
    since = pd.DatetimeIndex(stays["since"])
    until = pd.DatetimeIndex(stays["undock_utc"].fillna(horizon + pd.Timedelta(seconds=1)))  # open: not yet
    change_times = since.union(until).unique()
    begins, ends = change_times.searchsorted(since), change_times.searchsorted(until)
    interval, row = _expand_ranges(begins, ends), np.repeat(np.arange(len(stays)), np.maximum(ends - begins, 0))
    order = np.argsort(interval, kind="stable")
    return Record(stays, change_times, interval[order], row[order], horizon)


def _expand_ranges(begins: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return the whole numbers of all ranges one after another, each end left out.

    >>> _expand_ranges(np.array([5, 0, 7]), np.array([7, 0, 10])).tolist()
    [5, 6, 7, 8, 9]
    """
    lengths = np.maximum(ends - begins, 0)
    return np.repeat(begins - (lengths.cumsum() - lengths), lengths) + np.arange(lengths.sum())
