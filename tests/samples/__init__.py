"""One sample of each exhibit and of each fact that follows from the tables, a module for each subject.

A module may name FIGURES and TABLES (a function of `charts` or `tables` -> one call of it) and DERIVED (the id of a
fact -> how its value follows from the tables, as the prose prints it).
"""

from importlib import import_module
from pkgutil import iter_modules


def collected(name: str) -> dict:
    """Return what all samples say under a name."""
    found = {}
    for module in iter_modules(__path__):
        samples = getattr(import_module(f"{__name__}.{module.name}"), name, {})
        assert not samples.keys() & found.keys(), f"sampled twice: {samples.keys() & found.keys()}"
        found |= samples
    return found
