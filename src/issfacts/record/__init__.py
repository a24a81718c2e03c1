"""Query the crew record: who was aboard, for how long, and on which flights, as DataFrames and Series."""

from .crew import aboard as aboard
from .crew import occupancy as occupancy
from .crew import sources as sources
from .flights import Share as Share
from .flights import crewed_flights as crewed_flights
from .flights import share_of_mixed_crews as share_of_mixed_crews
from .instants import Instant as Instant
from .stays import longest_stays as longest_stays
from .stays import person_days as person_days
from .stays import visitors as visitors
