"""Reads what is asked of the record: instants however said, stretches of time, words out of a list."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

Instant = str | date | np.datetime64  # every datetime is a date, every pandas.Timestamp a datetime
Limits = tuple[pd.Timestamp, pd.Timestamp]  # of the record: the first event of a kind, and the horizon
HINT = "write '2023-09-15T21:30Z', or give a datetime, pandas.Timestamp or numpy.datetime64"


def instants(many: Iterable[Instant]) -> pd.DatetimeIndex:
    """Make of any instants the different ones, in UTC and in order."""
    if getattr(many, "ndim", 1) != 1:
        raise ValueError(f"instants come in one dimension, not in {many.ndim}; {HINT}")
    if getattr(getattr(many, "dtype", None), "kind", None) == "M":  # an array of datetimes, with or without zone
        found = pd.DatetimeIndex(many)
        found = found.tz_localize("UTC") if found.tz is None else found.tz_convert("UTC")
    else:
        found = pd.DatetimeIndex(np.array([_numpy(value) for value in many], dtype="datetime64[us]")).tz_localize("UTC")
    if found.hasnans:
        raise ValueError(f"NaT is not an instant; {HINT}")
    if found.empty:
        raise ValueError(f"no instant given; {HINT}")
    return found.astype("datetime64[us, UTC]").unique().sort_values().rename(None)


def _numpy(value: Any) -> np.datetime64:
    """Make of one value numpy's form of an instant (that of a pandas.Timestamp is UTC, zone or no zone)."""
    try:
        if not isinstance(value, Instant):
            raise ValueError  # pandas would read a number as nanoseconds since 1970
        return pd.Timestamp(datetime.fromisoformat(value) if isinstance(value, str) else value).as_unit("us").asm8
    except ValueError:
        raise ValueError(f"{value!r} is not an instant; {HINT}") from None


def shown(when: pd.Timestamp) -> str:
    """Write an instant in UTC, without seconds where there are none."""
    return str(when.asm8.astype("datetime64[s]")).removesuffix(":00") + "Z"


def refuse_outside(asked: pd.DatetimeIndex, limits: Limits, event: str = "docking") -> None:
    """Raise where an instant lies before the first event of its kind or after the horizon."""
    first, last = limits
    outside = asked[(asked < first) | (asked > last)]
    if len(outside):
        raise ValueError(
            f"{shown(outside[0])} is outside the crew record, which runs from the first {event}, "
            f"{shown(first)}, to {shown(last)}"
        )


def window(start: Instant | None, end: Instant | None, limits: Limits, event: str = "docking") -> Limits:
    """Make of two instants a stretch of time within the record; what is not given is the record's own limit."""
    start, end = (
        limit if when is None else instants([when])[0] for when, limit in zip((start, end), limits, strict=True)
    )
    refuse_outside(pd.DatetimeIndex([start, end]), limits, event)
    if start > end:
        raise ValueError(f"start {shown(start)} is after end {shown(end)}")
    return start, end


def refuse_unknown(name: str, word: Any, allowed: Iterable) -> None:
    """Raise where a word is none of those that a parameter takes."""
    if word not in tuple(allowed):
        raise ValueError(f"{name}={word!r}: the record takes {' or '.join(map(repr, allowed))}")
