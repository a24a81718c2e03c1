"""Query the crew record: who was aboard, for how long, and on which flights, as DataFrames and Series."""

from .crew import aboard, longest_stays, occupancy, person_days, sources, visitors
from .flights import Share, crewed_flights, share_of_mixed_crews
from .instants import Instant
