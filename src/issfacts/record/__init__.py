"""Query the crew record: who was aboard, for how long, and on which flights, as DataFrames and Series."""

from .crew import aboard, occupancy, sources
from .flights import Share, crewed_flights, share_of_mixed_crews
from .instants import Instant
from .stays import longest_stays, person_days, visitors

__all__ = [
    "Instant",
    "Share",
    "aboard",
    "crewed_flights",
    "longest_stays",
    "occupancy",
    "person_days",
    "share_of_mixed_crews",
    "sources",
    "visitors",
]
