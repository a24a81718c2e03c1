"""Answers questions to the crew record: who was aboard, and when. Pure functions, from tables to frames."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

try:
    import numpy as np
    import pandas as pd
except ImportError as error:
    raise ImportError(
        "the crew record needs pandas (pip install pandas); iss.rows('stays') works without it"
    ) from error

from .data import load, package, rows, state

Instant = str | date | np.datetime64  # every datetime is a date, every pandas.Timestamp a datetime
INSTANTS = "datetime64[us, UTC]"
HINT = "write '2023-09-15T21:30Z', or give a datetime, pandas.Timestamp or numpy.datetime64"


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
    instants = _instants([when] if one else when)
    record = _record(state("stays", "people"))
    _refuse_outside(instants, record)
    span = record.edges.searchsorted(instants, side="right") - 1
    found = pd.DataFrame({"when": instants, "span": span}).merge(record.crews, on="span").drop(columns="span")
    return found.drop(columns="when") if one else found


class Record(NamedTuple):
    """The crew record, cut at its edges: between two of them nobody comes or goes."""

    edges: pd.DatetimeIndex
    crews: pd.DataFrame  # one row per span (the number of the edge it begins with) and person aboard
    horizon: pd.Timestamp


@lru_cache(maxsize=1)
def _record(data_state: tuple) -> Record:
    """Cut the record into spans with one crew each; made again when the data's state changes."""
    horizon = pd.Timestamp(package()["horizon"])
    name = load("people").set_index("id")["name"]
    stays = load("stays").rename(columns={"dock_utc": "since"})
    stays = stays.assign(person=stays["person_id"].map(name).astype(name.dtype))
    stays = stays.sort_values(["since", "person"], ignore_index=True)
    since = pd.DatetimeIndex(stays["since"])
    until = pd.DatetimeIndex(stays["undock_utc"].fillna(horizon + pd.Timedelta(seconds=1)))  # open: not yet
    edges = since.union(until).unique()
    begins, ends = edges.searchsorted(since), edges.searchsorted(until)
    number = np.arange(len(edges))[:, None]
    span, stay = np.nonzero((begins <= number) & (number < ends))
    crews = stays.loc[stay, ["person", "country", "agency", "ship", "since"]].assign(span=span)
    return Record(edges, crews, horizon)


def _instants(many: Iterable[Instant]) -> pd.DatetimeIndex:
    """Make of any instants the different ones, in UTC and in order."""
    if getattr(many, "ndim", 1) != 1:
        raise ValueError(f"instants come in one dimension, not in {many.ndim}; {HINT}")
    if getattr(getattr(many, "dtype", None), "kind", None) == "M":  # an array of datetimes, with or without zone
        instants = pd.DatetimeIndex(many)
        instants = instants.tz_localize("UTC") if instants.tz is None else instants.tz_convert("UTC")
    else:
        found = np.array([_instant(value) for value in many], dtype="datetime64[us]")
        instants = pd.DatetimeIndex(found).tz_localize("UTC")
    if instants.hasnans:
        raise ValueError(f"NaT is not an instant; {HINT}")
    if instants.empty:
        raise ValueError(f"no instant given; {HINT}")
    return instants.astype(INSTANTS).unique().sort_values().rename(None)


def _instant(value: Any) -> np.datetime64:
    """Make of one value an instant in UTC (numpy's form of a pandas.Timestamp is UTC, zone or no zone)."""
    try:
        if not isinstance(value, Instant):
            raise ValueError  # pandas would read a number as nanoseconds since 1970
        return pd.Timestamp(datetime.fromisoformat(value) if isinstance(value, str) else value).as_unit("us").asm8
    except ValueError:
        raise ValueError(f"{value!r} is not an instant; {HINT}") from None


def _refuse_outside(instants: pd.DatetimeIndex, record: Record) -> None:
    """Raise where an instant lies before the first docking or after the horizon."""
    first, last = record.edges[0], record.horizon
    outside = instants[(instants < first) | (instants > last)]
    if len(outside):
        raise ValueError(
            f"{_shown(outside[0])} is outside the crew record, which runs from the first docking, "
            f"{_shown(first)}, to {_shown(last)}"
        )


def _shown(instant: pd.Timestamp) -> str:
    """Write an instant in UTC, without seconds where there are none."""
    return str(instant.asm8.astype("datetime64[s]")).removesuffix(":00") + "Z"


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
    if by not in ("country", "agency"):
        raise ValueError(f"by={by!r}: the record counts by 'country' or by 'agency'")
    record = _record(state("stays", "people"))
    start = record.edges[0] if start is None else _instants([start])[0]
    end = record.horizon if end is None else _instants([end])[0]
    _refuse_outside(pd.DatetimeIndex([start, end]), record)
    if start > end:
        raise ValueError(f"start {_shown(start)} is after end {_shown(end)}")
    first, last = record.edges.searchsorted([start, end], side="right") - 1
    counts = record.crews.groupby(["span", by], observed=True).size().unstack(fill_value=0)
    counts = counts.reindex(range(first, last + 1), fill_value=0).astype("int64")
    counts = counts.loc[:, counts.any()].rename_axis(columns=None)
    counts.index = record.edges[first : last + 1].where(record.edges[first : last + 1] > start, start).rename("when")
    return counts[(counts != counts.shift()).any(axis=1) | (counts.index == start)]


def sources(start: Instant, end: Instant) -> list[str]:
    """List the ids of the sources behind everybody aboard between two instants; of the whole record if nobody was.

    ValueError: an instant outside the record, or `start` after `end`. DataError: damaged data.
    Source: the table stays.

    >>> sources("2023-09-15T21:30Z", "2023-09-15T21:30Z")[0]
    'gcat'
    """
    occupancy(start, end)  # refuses what the record cannot answer
    start, end = _instants([start])[0], _instants([end])[0]
    stays = rows("stays")
    found = [row for row in stays if row["dock_utc"] <= end and not (row["undock_utc"] and row["undock_utc"] <= start)]
    return list(dict.fromkeys(id for row in found or stays for id in row["source_ids"]))
