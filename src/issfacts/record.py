"""Answers questions to the crew record: who was aboard, and when. Pure functions on frames."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

try:
    import numpy as np
    import pandas as pd
except ImportError as error:
    raise ImportError(
        "the crew record needs pandas (pip install pandas); iss.rows('stays') works without it"
    ) from error

from .data import load, package, state

Instant = str | date | np.datetime64  # a datetime is a date, a pandas.Timestamp is a datetime
SECOND = pd.Timedelta(seconds=1)


def aboard(when: Instant | Iterable[Instant]) -> pd.DataFrame:
    """List the people docked at an instant: dock <= when < undock.

    `when` is one instant or a sequence of them: ISO text, datetime, pandas.Timestamp, numpy.datetime64;
    without a zone it is UTC. Columns: person (full name), country (of the flag, ISO alpha-3), agency, ship
    (they came in), since (docking, UTC). A sequence adds the column when, first; each different instant is
    answered once. Rows stand in order of when, since, person. An empty frame: nobody was aboard.
    A stay whose end is known to the day only counts as over at 00:00Z of that day.

    ValueError: no instant, or one outside the record (both limits are named). DataError: damaged data.
    Source: tables stays and people.

    >>> aboard("2023-09-15T21:30Z")["agency"].value_counts().to_dict()
    {'Roscosmos': 5, 'NASA': 3, 'ESA': 1, 'JAXA': 1}
    """
    one = isinstance(when, Instant) or not isinstance(when, Iterable)
    instants = _instants([when] if one else when)
    record = _crews(state("stays", "people"))
    _refuse_outside(instants, record.edges[0], record.horizon)
    span = record.edges.searchsorted(instants, side="right") - 1
    found = pd.DataFrame({"when": instants, "span": span}).merge(record.crews, on="span").drop(columns="span")
    return found.drop(columns="when") if one else found


class Record(NamedTuple):
    """The crew record cut at its edges: between two of them nobody comes or goes."""

    edges: pd.DatetimeIndex
    crews: pd.DataFrame  # one row per span (numbered by the edge it begins with) and person aboard
    horizon: pd.Timestamp


@lru_cache(maxsize=2)
def _crews(data_state: tuple) -> Record:
    """Cut the record into spans with one crew each; kept until the data's state changes."""
    horizon = pd.Timestamp(package()["horizon"])
    stays = load("stays")
    full_name = load("people").set_index("id")["name"]
    stays = stays.assign(
        person=stays["person_id"].map(full_name).astype(full_name.dtype),
        since=stays["dock_utc"],
        until=stays["undock_utc"].fillna(horizon + SECOND),  # an open stay runs past the horizon
    ).sort_values(["since", "person"])
    edges = pd.DatetimeIndex(np.unique(stays[["since", "until"]]))
    since, until = stays["since"].array, stays["until"].array
    span, stay = np.nonzero((since <= edges.array[:, None]) & (edges.array[:, None] < until))
    crews = stays.iloc[stay][["person", "country", "agency", "ship", "since"]].assign(span=span)
    return Record(edges, crews, horizon)


def _instants(many: Iterable[Instant]) -> pd.DatetimeIndex:
    """Make of any instants the different ones in UTC, in order."""
    if getattr(getattr(many, "dtype", None), "kind", None) == "M":
        instants = pd.DatetimeIndex(many)
        instants = instants.tz_localize("UTC") if instants.tz is None else instants.tz_convert("UTC")
    else:
        instants = pd.DatetimeIndex([_instant(value) for value in many], dtype="datetime64[us, UTC]")
    if instants.empty:
        raise ValueError("no instant given: the sequence is empty")
    if instants.hasnans:
        raise ValueError(f"NaT is not an instant; {HINT}")
    return instants.unique().sort_values()
