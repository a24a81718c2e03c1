"""How each fact that follows from the tables is worked out again from them, a module for each subject.

Each module names in DERIVED, by the id of a fact, a function that returns its value as the prose prints it.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd

import issfacts as iss


def collected(name: str) -> dict:
    """Return what all modules say under a name."""
    found = {}
    for module in iter_modules(__path__):
        samples = getattr(import_module(f"{__name__}.{module.name}"), name)
        assert not samples.keys() & found.keys(), f"said twice: {samples.keys() & found.keys()}"
        found |= samples
    return found


def chosen(table: str, **wanted) -> list[dict]:
    """Return the rows of a table that have these values."""
    return [row for row in iss.rows(table) if all(row[name] == value for name, value in wanted.items())]


def counted(table: str | Callable[[], pd.DataFrame], which: str = "", every: str = "") -> str:
    """Count the rows of a table that a query chooses; what stands in `every` must hold for each of them."""
    rows = table() if callable(table) else pd.DataFrame(iss.rows(table))
    rows = rows.query(which) if which else rows
    assert not every or rows.eval(every).all()
    return str(len(rows)) if len(rows) else "none"


def counts(table: str | Callable[[], pd.DataFrame], queries: dict) -> dict:
    """Return a function for each fact that counts rows of a table: by a query, or by one and what each must be."""
    asked = {id: (query,) if isinstance(query, str) else query for id, query in queries.items()}
    return {id: partial(counted, table, *queries) for id, queries in asked.items()}
