"""The charts and tables of the book, one module per subject.

Every chart is drawn at two widths: 720 px for a page, 288 px for a phone. `issfacts.charts` and `issfacts.tables` list
the public functions.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submodules=["dependence", "forecasts"])
