"""Facts, record, exhibits and widgets behind "Docked", an open textbook on the International Space Station.

    import issfacts as iss

    iss.tables()                            what there is
    iss.load("stays")                       a table, as a pandas DataFrame
    iss.aboard("2023-09-15T21:30Z")         who was on the station
    iss.fact("aboard-after-hatch")          one number, with its sources

This file is the table of contents; each name is fetched from its module when it is first used (PEP 562).
Editors read the same contents from `__init__.pyi`.
"""

from sys import version_info as _python

if _python < (3, 11):  # noqa: UP036  (pip refuses it, too; this is for a checkout that nobody installed)
    raise ImportError("issfacts needs Python 3.11 or newer, and this is {}.{}".format(*_python))

_CONTENTS = {
    "data": ["Fact", "Source", "fact", "load", "rows", "source"],
    "schema": ["DataError", "Problem"],
    "validation": ["validate"],
    "record": [
        *["aboard", "occupancy", "visitors", "person_days", "longest_stays"],
        *["Share", "crewed_flights", "share_of_mixed_crews"],
    ],
    "exhibit": ["Chart", "Table"],
    "widgets": ["explore", "quiz"],
    "keepflying": ["play"],
    "checks": ["Verdict", "check"],
    "audits": ["audit"],
}
# Modules that are used by their own name. `tables` is also called: iss.tables() lists the data tables.
_MODULES = ["charts", "dependence", "forecasts", "game", "palette", "tables", "widgets"]

_HOME = {name: module for module, found in _CONTENTS.items() for name in found}

__all__ = sorted([*_HOME, *_MODULES])


def __getattr__(name):
    if name in _MODULES:
        return _module(name, name)
    if name in _HOME:
        value = getattr(_module(_HOME[name], name), name)
    elif name == "__version__":
        value = _version()
    else:
        raise AttributeError(_no_such(name))
    globals()[name] = value
    return value


def __dir__():
    return sorted([*__all__, "__version__", *globals()])


def _module(module, wanted):
    from importlib import import_module

    try:
        return import_module(f"{__name__}.{module}")
    except ModuleNotFoundError as error:
        if error.name.startswith(__name__):
            raise
        needs = f"issfacts.{wanted} needs {error.name} (pip install {error.name})"
        raise ImportError(f"{needs}; rows, fact, source and validate work without it") from error


def _version():
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(__name__)
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return "0+unknown"


def _no_such(name):
    from difflib import get_close_matches

    nearest = get_close_matches(name, __all__, n=1, cutoff=0)
    return f"issfacts has no {name!r}; the nearest is {nearest[0]!r} (dir(issfacts) lists all)"
