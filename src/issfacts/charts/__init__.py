"""The figures of the book: one function for each, from the tables to a Chart.

Every drawing exists twice, for a page (720 px) and for a phone (288 px), each designed for its width. Positions
are px unless an axis says otherwise.
"""

from .crew import crew_by_agency
from .docking import docking_day
from .flights import crew_history, mixed_crews

__all__ = ["crew_by_agency", "crew_history", "docking_day", "mixed_crews"]
