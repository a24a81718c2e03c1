"""The figures of the book: one function for each, from the tables to a Chart."""

from .exhibits.brief import template
from .exhibits.codings import dependency_matrix, vulnerability
from .exhibits.coverage import coverage_matrix
from .exhibits.crew import crew_by_agency
from .exhibits.docking import docking_day
from .exhibits.flights import mixed_crews
from .exhibits.history import crew_history
from .exhibits.launches import launches_by_state
from .exhibits.moon import moon_frameworks
from .exhibits.orbit import ground_track
from .exhibits.outlook import predictions
from .exhibits.seats import seat_prices
from .exhibits.simulation import restraint, sweep_leaders
from .exhibits.statements import end_years
from .exhibits.station import station_elements

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
