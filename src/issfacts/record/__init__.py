"""Answers questions to the crew record: who was aboard, how long, who flew with whom. From tables to frames."""

from ..data.needs import recent_pandas

try:
    recent_pandas()
    from .crew import aboard, occupancy, sources
    from .flights import Share, crewed_flights, share_of_mixed_crews
    from .instants import Instant
    from .stays import longest_stays, person_days, visitors
except ModuleNotFoundError as error:
    raise ImportError(
        "the crew record needs pandas (pip install pandas); iss.rows('stays') works without it"
    ) from error

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
