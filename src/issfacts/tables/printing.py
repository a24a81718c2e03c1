"""What all printed tables share."""

from collections.abc import Iterable

import pandas as pd

from .. import data
from ..kit.exhibit import Table


def table(id: str, caption: str, frame: pd.DataFrame, sources: Iterable[str], note: str = "") -> Table:
    """Return a table that carries the day on which the data was last checked."""
    return Table(id, caption, frame, sources, data.package()["as_of"], note)
