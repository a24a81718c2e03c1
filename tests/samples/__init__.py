"""Recomputes the values of all derived facts from the tables, one module for each subject.

Each module has a dict DERIVED: id of a fact -> function that returns its value; its text is what the prose prints.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd

import issfacts as iss


def collect_derived() -> dict[str, Callable]:
    """Return the functions of DERIVED in all modules, by the id of the fact."""
    functions = {}
    for module in iter_modules(__path__):
        derived = import_module(f"{__name__}.{module.name}").DERIVED
        assert not derived.keys() & functions.keys(), f"defined twice: {derived.keys() & functions.keys()}"
        functions |= derived
    return functions


def rows_where(table: str, **values) -> list[dict]:
    """Return the rows of a table that have these values in these columns."""
    return [row for row in iss.rows(table) if all(row[name] == value for name, value in values.items())]


def count_rows(table: str | Callable[[], pd.DataFrame], query: str = "", condition: str = "") -> int | str:
    """Count the rows of a table that match a query, "none" for 0; check that `condition` holds for each of them."""
    rows = table() if callable(table) else pd.DataFrame(iss.rows(table))
    rows = rows.query(query) if query else rows
    assert not condition or rows.eval(condition).all()
    return len(rows) or "none"


def row_counters(table: str | Callable[[], pd.DataFrame], queries: dict) -> dict:
    """Return a function for each fact that is a number of rows of a table.

    `queries` has for each fact its query, or a tuple of its query and a condition; see `count_rows`.
    """
    arguments = {id: (query,) if isinstance(query, str) else query for id, query in queries.items()}
    return {id: partial(count_rows, table, *query) for id, query in arguments.items()}
