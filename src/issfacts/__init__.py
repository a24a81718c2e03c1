"""Data, crew record, charts, tables, widgets and game of "Docked", an open textbook on the International Space Station.

    import issfacts as iss

    iss.tables()                            list the data tables
    iss.load("stays")                       read a table as a pandas DataFrame
    iss.aboard("2023-09-15T21:30Z")         list who was on the station
    iss.fact("aboard-after-hatch")          look up one number, with its sources

The stub `__init__.pyi` lists every public name; each is imported from its module when it is first used. In a Jupyter
kernel the import also makes solution cells fold their output.
"""

from importlib.metadata import PackageNotFoundError, version

import lazy_loader

from .folding import install_solution_folding
from .nearest import getattr_with_suggestion

_public, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

try:
    __version__ = version(__name__)
except PackageNotFoundError:  # run from a checkout without installation
    __version__ = "0+unknown"

__getattr__ = getattr_with_suggestion(__name__, __all__, _public)

install_solution_folding()
