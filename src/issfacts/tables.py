"""The printed tables of the book: functions that return a Table, each imported when it is first used.

The module itself is callable: `iss.tables()` lists the data tables, as `data.tables` does.
"""

import sys
from types import ModuleType

import lazy_loader

from . import data
from .nearest import getattr_with_suggestion

_public, __dir__, __all__ = lazy_loader.attach(
    "issfacts.exhibits",
    submod_attrs={
        "answer": ["evidence_for", "further_cases", "rules_by_judge", "rules_over_cases", "what_would_end_it"],
        "article": ["claims", "verdicts"],
        "coding": ["codings"],
        "coverage": ["compare_pages", "roots"],
        "crew": ["roster"],
        "flights": ["mixed_share"],
        "orbit": ["orbit_witness"],
        "outlook": ["brier"],
        "schematic": ["builders", "road_to_the_station"],
        "simulation": ["assumptions", "one_year"],
        "statements": ["known_on", "promised"],
    },
)
__getattr__ = getattr_with_suggestion(__name__, __all__, _public)


class _CallableModule(ModuleType):
    """Make this module callable, because `iss.tables` is both a public module and a public function."""

    def __call__(self, *args, **kwargs):
        return data.tables(*args, **kwargs)


sys.modules[__name__].__class__ = _CallableModule
