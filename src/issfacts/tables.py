"""The printed tables of the book: one function for each, from the data to a Table.

The module can also be called: `iss.tables()` lists the data tables behind the book, as `data.tables` does.
"""

import sys
from types import ModuleType

from . import data
from .exhibits.article import claims, verdicts
from .exhibits.codings import codings, partner_lost
from .exhibits.coverage import compare_pages, rarity, roots
from .exhibits.crew import roster
from .exhibits.flights import mixed_share
from .exhibits.orbit import orbit_witness
from .exhibits.outlook import brier
from .exhibits.simulation import assumptions
from .exhibits.statements import known_on
from .exhibits.station import builders, elements_of, road_to_the_station

__all__ = [
    "assumptions",
    "brier",
    "builders",
    "claims",
    "codings",
    "compare_pages",
    "elements_of",
    "known_on",
    "mixed_share",
    "orbit_witness",
    "partner_lost",
    "rarity",
    "road_to_the_station",
    "roots",
    "roster",
    "verdicts",
]


class _Callable(ModuleType):
    """Let `iss.tables()` list the data tables, though `iss.tables` is this module: both names are promised."""

    def __call__(self, *args, **kwargs):
        return data.tables(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
