"""A pandas DataFrame that names the nearest columns, where one is asked for that it does not have; its dtypes."""

from difflib import get_close_matches

import pandas as pd

DTYPES = {
    "string": pd.StringDtype("python"),
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
    "datetime": "datetime64[us, UTC]",
}


class Frame(pd.DataFrame):
    """Be a DataFrame in everything, but say in one line which columns there are.

    >>> Frame({"verdict": ["accurate"]})["verdikt"]
    Traceback (most recent call last):
    KeyError: "there is no column 'verdikt'; nearest: 'verdict'"
    """

    @property
    def _constructor(self):
        return Frame

    def __getitem__(self, key):
        __tracebackhide__ = True  # IPython leaves this frame out
        try:
            return super().__getitem__(key)
        except KeyError as error:
            problem = self._explained(key, error)
        raise problem

    def groupby(self, by=None, *args, **kwargs):
        """Group as pandas does; a wrong column is named."""
        __tracebackhide__ = True
        try:
            return super().groupby(by, *args, **kwargs)
        except KeyError as error:
            problem = self._explained(by, error)
        raise problem

    def _explained(self, key, error: KeyError) -> KeyError:
        """Return an error that names the nearest columns, or all, in place of one from inside pandas."""
        missing = [name for name in (key if isinstance(key, list) else [key]) if name not in self.columns]
        if not missing:
            return error
        columns = {str(name).lower(): repr(name) for name in self.columns}
        near = get_close_matches(str(missing[0]).lower(), columns, n=3, cutoff=0.5)
        hint = f"nearest: {', '.join(map(columns.get, near))}" if near else f"there are: {', '.join(columns.values())}"
        return KeyError(f"there is no column {missing[0]!r}; {hint}")


def dtype(field: dict):
    """Choose the dtype of a field's column."""
    if "x-list-of" in field:
        return object
    if words := field["constraints"].get("enum"):
        return pd.CategoricalDtype(words)
    return DTYPES[field["type"]]
