"""Parse and validate the arguments of record queries: instants, time windows, and choices from a list."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

Instant = str | date | np.datetime64  # every datetime is a date, every pandas.Timestamp a datetime
Limits = tuple[pd.Timestamp, pd.Timestamp]  # of the record: the first docking (or launch) and the horizon
HINT = "write '2023-09-15T21:30Z', or give a datetime, pandas.Timestamp or numpy.datetime64"


def parse_instants(values: Iterable[Instant]) -> pd.DatetimeIndex:
    """Parse instants of any supported type to a sorted DatetimeIndex in UTC without duplicates."""
    if getattr(values, "ndim", 1) != 1:
        raise ValueError(f"instants come in one dimension, not in {values.ndim}; {HINT}")
    if getattr(getattr(values, "dtype", None), "kind", None) == "M":  # an array of datetimes, with or without zone
        index = pd.DatetimeIndex(values)
        index = index.tz_localize("UTC") if index.tz is None else index.tz_convert("UTC")
    else:
        parsed = [_parse_instant(value) for value in values]
        index = pd.DatetimeIndex(np.array(parsed, dtype="datetime64[us]")).tz_localize("UTC")
    if index.hasnans:
        raise ValueError(f"NaT is not an instant; {HINT}")
    if index.empty:
        raise ValueError(f"no instant given; {HINT}")
    return index.astype("datetime64[us, UTC]").unique().sort_values().rename(None)


def _parse_instant(value: Any) -> np.datetime64:
    """Parse one instant to numpy.datetime64 in UTC; naive ones are UTC."""
    try:
        if not isinstance(value, Instant):
            raise ValueError  # pandas would read a number as nanoseconds since 1970
        return pd.Timestamp(datetime.fromisoformat(value) if isinstance(value, str) else value).as_unit("us").asm8
    except ValueError:
        raise ValueError(f"{value!r} is not an instant; {HINT}") from None


def format_instant(when: pd.Timestamp) -> str:
    """Format an instant as ISO text in UTC, without seconds if they are 0."""
    return str(when.asm8.astype("datetime64[s]")).removesuffix(":00") + "Z"


def require_within(instants: pd.DatetimeIndex, limits: Limits, event: str = "docking") -> None:
    """Raise ValueError for an instant outside the limits of the record; `event` is what happened at the first limit."""
    first, last = limits
    outside = instants[(instants < first) | (instants > last)]
    if len(outside):
        raise ValueError(
            f"{format_instant(outside[0])} is outside the crew record, which runs from the first {event}, "
            f"{format_instant(first)}, to {format_instant(last)}"
        )


def resolve_window(start: Instant | None, end: Instant | None, limits: Limits, event: str = "docking") -> Limits:
    """Parse the start and end of a time window; None stands for that limit of the record.

    ValueError: `start` after `end`, or an instant outside the limits.
    """
    start = limits[0] if start is None else parse_instants([start])[0]
    end = limits[1] if end is None else parse_instants([end])[0]
    require_within(pd.DatetimeIndex([start, end]), limits, event)
    if start > end:
        raise ValueError(f"start {format_instant(start)} is after end {format_instant(end)}")
    return start, end


def require_choice(name: str, value: Any, allowed: Iterable) -> None:
    """Raise ValueError if the value of the parameter `name` is not one of the allowed ones."""
    if value not in tuple(allowed):
        raise ValueError(f"{name}={value!r}: the record takes {' or '.join(map(repr, allowed))}")
