"""The printed tables of the book, by name: each is a function from the data to a Table, imported when first used.

The module can also be called: `iss.tables()` lists the data tables behind the book, as `data.tables` does.
"""

import sys
from types import ModuleType

import lazy_loader

from . import data
from .nearest import with_nearest

_public, __dir__, __all__ = lazy_loader.attach(
    "issfacts.exhibits",
    submod_attrs={
        "answer": ["evidence_for", "what_would_end_it"],
        "article": ["claims", "verdicts"],
        "coding": ["codings", "partner_lost"],
        "coverage": ["compare_pages", "rarity", "roots"],
        "crew": ["roster"],
        "flights": ["mixed_share"],
        "orbit": ["orbit_witness"],
        "outlook": ["brier"],
        "simulation": ["assumptions", "one_year"],
        "statements": ["known_on", "promised"],
        "station": ["builders", "elements_of", "road_to_the_station"],
    },
)
__getattr__ = with_nearest(__name__, __all__, _public)


class _Callable(ModuleType):
    """Let `iss.tables()` list the data tables, though `iss.tables` is this module: both names are promised."""

    def __call__(self, *args, **kwargs):
        return data.tables(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
