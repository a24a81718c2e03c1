"""Print the tables of the book: one function for each, from the data to a Table.

The module can also be called: `iss.tables()` lists the data tables behind the book, as `data.tables` does.
"""

import sys
from types import ModuleType

import pandas as pd

from .. import data
from .article import claims, verdicts
from .coverage import compare_pages, roots
from .crew import roster
from .dependence import codings, partner_lost
from .elements import builders, elements_of, road_to_the_station
from .flights import mixed_share, rarity
from .orbit import orbit_witness
from .outlook import brier
from .simulation import assumptions
from .statements import known_on

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

    def __call__(self, *args, **kwargs) -> pd.DataFrame:
        return data.tables(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
