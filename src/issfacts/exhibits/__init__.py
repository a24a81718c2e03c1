"""The exhibits of the book, a module for each subject: its questions to the data, its charts and its tables.

Every drawing exists twice, for a page (720 px) and for a phone (288 px). `issfacts.charts` and `issfacts.tables` list
the charts and the tables by name.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submodules=["dependence", "forecasts"])
