from . import charts as charts
from . import palette as palette
from . import tables as tables
from . import widgets as widgets
from .checks import Verdict as Verdict
from .checks import check as check
from .data import Fact as Fact
from .data import Source as Source
from .data import fact as fact
from .data import load as load
from .data import rows as rows
from .data import source as source
from .exhibit import Chart as Chart
from .exhibit import Table as Table
from .record import aboard as aboard
from .record import occupancy as occupancy
from .schema import DataError as DataError
from .schema import Problem as Problem
from .validation import validate as validate
from .widgets import explore as explore
from .widgets import quiz as quiz

__version__: str
