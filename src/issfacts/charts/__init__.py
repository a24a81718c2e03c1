"""The figures of the book: one function for each, from the tables to a Chart.

Every drawing exists twice, for a page (720 px) and for a phone (288 px), each designed for its width. Positions
are px unless an axis says otherwise.
"""

from .brief import template
from .coverage import coverage_matrix
from .crew import crew_by_agency
from .docking import docking_day
from .orbit import ground_track
from .statements import end_years

__all__ = ["coverage_matrix", "crew_by_agency", "docking_day", "end_years", "ground_track", "template"]
