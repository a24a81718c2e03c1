"""Let a reader choose one of several exhibits.

On a page the exhibits are native `<details>` that open without any script; the site's script adds a picker. In a
notebook a picker and a `Stack` of the same exhibits are joined in the browser by `jslink`: without a callback to
Python, so that they also work in a notebook that was saved, closed and opened again.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, product

from markupsafe import Markup

from ..kit.rendering import render
from .faces import WIDE, TwoFaces, paragraph

MOST_PANES = 24
MOST_RADIOS = 5  # above that a drop-down list is quicker to read


def explore(panes, label, labels=None):
    """Let the reader choose one of several exhibits, on the page and in a notebook.

    `panes` maps a label to an exhibit: 2 to 24 of them. Its keys may be tuples; then `labels` names the
    dimensions, each gets a picker of its own, and every combination must be there. `label` says what is chosen.
    Raises ValueError or TypeError naming what does not fit.

    >>> class Note:
    ...     title, data, sources = "Nobody is aboard", None, ()
    ...     def html(self, prefix=""):
    ...         return "<p>Nobody is aboard</p>"
    >>> explore({"In 1999": Note(), "In 2000": Note()}, "When?")
    Explorer 'When?' of 2 panes: In 1999, In 2000
    """
    return Explorer(panes, label, labels)


@dataclass
class Pane:
    """Hold one state of an explorer: its key (a word for each dimension), its id and its exhibit."""

    key: tuple[str, ...]
    id: str
    exhibit: object

    @property
    def name(self):
        return " · ".join(self.key)

    @cached_property
    def html(self):
        """Render the exhibit: once, for both faces."""
        return Markup(self.exhibit.html(prefix=f"{self.id}-"))


class Explorer(TwoFaces):
    """Hold the panes of one explorer; see `explore`."""

    def __init__(self, panes, label, labels=None):
        names = _dimensions(label, labels)
        self.label, self.labels = label, names if len(names) > 1 else (label,)
        self.id = f"explore-{slug(label)}"
        self.panes = _panes(self.id, _keyed(panes, labels), self.labels)

    def __repr__(self):
        names = ", ".join(pane.name for pane in self.panes)
        return f"Explorer {self.label!r} of {len(self.panes)} panes: {names}"

    def html(self, prefix=""):
        """Return the static face; `prefix` keeps ids apart where it stands on a page twice."""
        panes = [replace(pane, id=prefix + pane.id) for pane in self.panes] if prefix else self.panes
        return render("explore.html", **{**vars(self), "id": prefix + self.id, "panes": panes}, radios=MOST_RADIOS)

    def _live(self, widgets):
        pickers = []
        for label, words in zip(self.labels, zip(*(pane.key for pane in self.panes), strict=True), strict=True):
            choices = list(dict.fromkeys(words))
            kind = widgets.RadioButtons if len(choices) <= MOST_RADIOS else widgets.Dropdown
            pickers.append(kind(options=choices, index=0, description=label, **WIDE))
        heading = [] if len(pickers) == 1 else [paragraph(widgets, self.label, "iss-label")]
        return [*heading, *pickers, _stacks(widgets, pickers, self.panes)]


def slug(text, most=60):
    """Return a text as an id: small letters and digits of any script, joined by hyphens.

    >>> slug("15 September 2023, 21:30 UTC")
    '15-september-2023-21-30-utc'
    """
    plain = unicodedata.normalize("NFKC", str(text)).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:most].strip("-") or "x"


# What is asked of a maker


def _dimensions(label, labels):
    """Return the names of the dimensions: the label alone, or the given ones."""
    names = (label,) if labels is None else labels
    if isinstance(names, str) or not all(isinstance(name, str) for name in (label, *names)):
        raise TypeError(f"label must be a text and labels a tuple of texts, not {label!r} and {labels!r}")
    if not names or len(set(names)) < len(names) or not all(map(str.strip, (label, *names))):
        raise ValueError(f"label is a text, labels one for each dimension, all different, none empty: not {labels!r}")
    return tuple(names)


def _keyed(panes, labels):
    """Return the exhibits by their keys, tuples of words; `labels` names the dimensions where keys are tuples."""
    if not hasattr(panes, "items"):
        raise TypeError(f"panes must be a dict of label and exhibit, not a {type(panes).__name__}")
    keyed = {_key(key, labels): exhibit for key, exhibit in panes.items()}
    if len(keyed) < len(panes):
        raise ValueError(f"two panes have the same label among {', '.join(map(str, panes))[:200]}")
    if not 2 <= len(keyed) <= MOST_PANES:
        raise ValueError(f"an explorer shows 2 to {MOST_PANES} panes, not {len(keyed)}")
    for key, exhibit in keyed.items():
        if isinstance(exhibit, type) or not (hasattr(exhibit, "title") and hasattr(exhibit, "html")):
            raise TypeError(f"pane {' · '.join(key)!r} is no exhibit (a Chart or a Table): {exhibit!r:.60}")
    return keyed


def _key(key, labels):
    """Return a pane's key as one word for each dimension."""
    parts = key if isinstance(key, tuple) else (key,)
    if isinstance(key, tuple) != (labels is not None) or len(parts) != len(labels or parts):
        raise ValueError(f"pane {key!r} does not fit labels={labels!r}: a tuple key has a part for each of labels")
    words = tuple(map(str, parts))
    if not all(map(str.strip, words)):
        raise ValueError(f"pane {key!r} has an empty label: nobody could choose it")
    return words


def _panes(id, keyed, labels):
    """Return a pane for every combination, in the order in which the words first come."""
    panes = {}
    for key in product(*(dict.fromkeys(words) for words in zip(*keyed, strict=True))):
        if key not in keyed:
            missing = ", ".join(f"{name} = {word!r}" for name, word in zip(labels, key, strict=True))
            raise ValueError(f"no pane for {missing}")
        pane = Pane(key, "-".join([id, *map(slug, key)]), keyed[key])
        if (twin := panes.setdefault(pane.id, pane)) is not pane:
            raise ValueError(f"panes {twin.name[:80]!r} and {pane.name[:80]!r} have the same id {pane.id!r}")
    return list(panes.values())


# The live face


def _stacks(widgets, pickers, panes, depth=0):
    """Nest one level of Stacks for each picker; all Stacks of a level follow the same picker."""
    if depth == len(pickers):
        # A link would leave the notebook with all its state: it opens beside it.
        html = str(panes[0].html).replace('<a href="../', '<a target="_blank" href="../')
        return widgets.HTML(f'<div class="iss-face">{html}</div>')
    groups = [list(group) for _, group in groupby(panes, key=lambda pane: pane.key[depth])]
    stack = widgets.Stack([_stacks(widgets, pickers, group, depth + 1) for group in groups], selected_index=0)
    widgets.jslink((pickers[depth], "index"), (stack, "selected_index"))
    return stack
