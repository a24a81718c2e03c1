"""Query the stays: who was aboard, how many people, for how long."""

from collections.abc import Iterable
from functools import lru_cache
from numbers import Integral
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..data import cache_key, load, package
from ..data.frames import Frame
from .instants import Instant, parse_instants, require_choice, require_within, resolve_window

COLUMNS = ["person", "country", "agency", "ship", "since"]
# For each measure: the columns of begin and end, and the name of the first event of the record in error messages.
MEASURES = {"docked": ("since", "undock_utc", "docking"), "flight": ("launch_utc", "landing_utc", "launch")}
DAY = pd.Timedelta(days=1)


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


def _begin_and_end(record: "Record", measure: str) -> tuple[pd.Series, pd.Series]:
    """Return begin and end of every stay by this measure; open stays end at the horizon."""
    require_choice("measure", measure, MEASURES)
    begin, until, _ = MEASURES[measure]
    return record.stays[begin], record.stays[until].fillna(record.limits[1])


def _sort_descending(counts: pd.Series) -> pd.Series:
    """Sort by descending value, then by index."""
    return counts.sort_index().sort_values(ascending=False, kind="stable")


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
