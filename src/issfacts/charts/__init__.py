"""The figures of the book: one function for each, from the tables to a Chart.

Every drawing exists twice, for a page (720 px) and for a phone (288 px), each designed for its width. Positions
are px unless an axis says otherwise.
"""

from .brief import template
from .coverage import coverage_matrix
from .crew import crew_by_agency
from .dependence import dependency_matrix, vulnerability
from .docking import docking_day
from .elements import station_elements
from .flights import crew_history, mixed_crews
from .launches import launches_by_state
from .moon import moon_frameworks
from .orbit import ground_track
from .outlook import predictions
from .seats import seat_prices
from .simulation import restraint, sweep_leaders
from .statements import end_years

__all__ = [
    "coverage_matrix",
    "crew_by_agency",
    "crew_history",
    "dependency_matrix",
    "docking_day",
    "end_years",
    "ground_track",
    "launches_by_state",
    "mixed_crews",
    "moon_frameworks",
    "predictions",
    "restraint",
    "seat_prices",
    "station_elements",
    "sweep_leaders",
    "template",
    "vulnerability",
]
