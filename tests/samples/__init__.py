"""How each fact that follows from the tables is worked out again from them, a module for each subject.

Each module names in DERIVED, by the id of a fact, a function that returns its value as the prose prints it.
"""

from importlib import import_module
from pkgutil import iter_modules

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
