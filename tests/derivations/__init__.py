"""Recomputes the values of all derived facts from the tables, one module for each subject.

Each module has a function `derived` that returns the values by the id of the fact; their text is what the prose prints.
"""

from importlib import import_module
from pkgutil import iter_modules

import pandas as pd

import issfacts as iss


def derive_all() -> dict[str, str]:
    """Return the values of all derived facts as texts, by the id of the fact."""
    values = {}
    for module in iter_modules(__path__):
        found = import_module(f"{__name__}.{module.name}").derived()
        assert not found.keys() & values.keys(), f"defined twice: {found.keys() & values.keys()}"
        values |= found
    return {id: str(value) for id, value in values.items()}


def frame_of(table: str) -> pd.DataFrame:
    """Return the rows of a table as a frame."""
    return pd.DataFrame(iss.rows(table))


def count_rows(frame: pd.DataFrame, queries: dict) -> dict:
    """Count the rows that match each query, "none" for 0; in a pair, all these rows must meet the second condition."""
    counts = {}
    for id, query in queries.items():
        query, condition = (query, "") if isinstance(query, str) else query
        rows = frame.query(query) if query else frame
        exceptions = len(rows.query(f"not ({condition})")) if condition else 0
        counts[id] = f"{exceptions} of {len(rows)} are not {condition}" if exceptions else len(rows) or "none"
    return counts
