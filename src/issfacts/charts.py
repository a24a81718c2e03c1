"""The charts of the book: functions that return a Chart, each imported when it is first used."""

import lazy_loader

from .nearest import getattr_with_suggestion

_public, __dir__, __all__ = lazy_loader.attach(
    "issfacts.exhibits",
    submod_attrs={
        "answer": ["held_or_broke"],
        "brief": ["template"],
        "coding": ["dependency_matrix"],
        "coverage": ["coverage_matrix"],
        "crew": ["crew_by_agency"],
        "docking": ["docking_day"],
        "flights": ["crew_history", "mixed_by_year", "mixed_crews"],
        "launches": ["launches_by_state"],
        "orbit": ["ground_track"],
        "outlook": ["predictions", "stay_or_leave"],
        "schematic": ["station"],
        "seats": ["seat_prices"],
        "sources": ["source_standing"],
        "statements": ["end_years"],
    },
)
__getattr__ = getattr_with_suggestion(__name__, __all__, _public)
