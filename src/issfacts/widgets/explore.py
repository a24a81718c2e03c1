"""Widget that lets a reader choose one of several exhibits.

On a page the exhibits are native `<details>`, which need no script; the site's script adds a picker. In a notebook a
picker and a `Stack` of the exhibits are linked by `jslink`. It needs no Python callback, so that the widget also works
in a saved notebook without a running kernel.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, product

from markupsafe import Markup

from ..kit.rendering import render
from .base import FULL_LABEL, Widget, open_links_in_new_tabs, paragraph

MAX_PANES = 24
MAX_SLUG = 60  # characters of an id
MAX_RADIOS = 5  # for more options a drop-down list is used


@dataclass
class Pane:
    """Hold one exhibit of an explorer with its key (a label for each dimension) and its HTML id."""

    key: tuple[str, ...]
    id: str
    exhibit: object

    @property
    def name(self):
        return " · ".join(self.key)

    @cached_property
    def html(self):
        """Return the exhibit as HTML; cached, because the static and the live view both use it."""
        return Markup(self.exhibit.html(prefix=f"{self.id}-"))


class Explorer(Widget):
    """Let the reader choose one of several exhibits, on a page and in a notebook.

    `panes`: a dict of 2 to 24 exhibits by label. If its keys are tuples, `labels` names their dimensions, each
    dimension gets a picker, and every combination must be present. `label`: what the reader chooses.
    ValueError or TypeError: invalid panes or labels; the message names them.

    >>> class Note:
    ...     title, data, sources = "Nobody is aboard", None, ()
    ...     def html(self, prefix=""):
    ...         return "<p>Nobody is aboard</p>"
    >>> explore({"In 1999": Note(), "In 2000": Note()}, "When?")
    Explorer 'When?' of 2 panes: In 1999, In 2000
    """

    def __init__(self, panes: dict, label: str, labels: Sequence[str] | None = None):
        self.label, self.labels = label, _dimensions(label, labels)
        self.id = f"explore-{slug(label)}"
        self.panes = _create_panes(self.id, _exhibits_by_key(panes, labels), self.labels)

    def __repr__(self):
        names = ", ".join(pane.name for pane in self.panes)
        return f"Explorer {self.label!r} of {len(self.panes)} panes: {names}"

    def html(self, prefix=""):
        """Return the widget as static HTML; `prefix` makes its ids unique if it is shown twice on a page."""
        panes = [replace(pane, id=prefix + pane.id) for pane in self.panes] if prefix else self.panes
        context = {"label": self.label, "labels": self.labels, "panes": panes, "radios": MAX_RADIOS}
        return render("explore.html", id=prefix + self.id, **context)

    def _live(self, widgets):
        pickers = []
        for dimension, label in enumerate(self.labels):
            options = list(dict.fromkeys(pane.key[dimension] for pane in self.panes))
            picker_class = widgets.RadioButtons if len(options) <= MAX_RADIOS else widgets.Dropdown
            pickers.append(picker_class(options=options, index=0, description=label, **FULL_LABEL))
        heading = [] if len(pickers) == 1 else [paragraph(widgets, self.label, "iss-label")]
        return [*heading, *pickers, _nested_stacks(widgets, pickers, self.panes)]


explore = Explorer


def slug(text):
    """Slugify a text: lower-case letters and digits of any script, joined by hyphens.

    >>> slug("15 September 2023, 21:30 UTC")
    '15-september-2023-21-30-utc'
    """
    normalized = unicodedata.normalize("NFKC", str(text)).lower()
    return re.sub(r"[\W_]+", "-", normalized).strip("-")[:MAX_SLUG].strip("-") or "x"


# Validation of the arguments


def _dimensions(label, labels):
    """Validate `label` and `labels` and return the names of the pickers, one for each dimension."""
    names = (label,) if labels is None else labels
    if isinstance(names, str) or not all(isinstance(name, str) for name in (label, *names)):
        raise TypeError(f"label must be a text and labels a tuple of texts, not {label!r} and {labels!r}")
    if not names or len(set(names)) < len(names) or not all(map(str.strip, (label, *names))):
        raise ValueError(f"label is a text, labels one for each dimension, all different, none empty: not {labels!r}")
    return tuple(names) if len(names) > 1 else (label,)


def _exhibits_by_key(panes, labels):
    """Validate `panes` and return its exhibits by key; each key is a tuple with a text for each dimension."""
    if not hasattr(panes, "items"):
        raise TypeError(f"panes must be a dict of label and exhibit, not a {type(panes).__name__}")
    exhibits = {}
    for key, exhibit in panes.items():
        parts = key if isinstance(key, tuple) else (key,)
        if isinstance(key, tuple) != (labels is not None) or len(parts) != len(labels or parts):
            raise ValueError(f"pane {key!r} does not fit labels={labels!r}: a tuple key has a part for each of labels")
        if not all(str(part).strip() for part in parts):
            raise ValueError(f"pane {key!r} has an empty label: nobody could choose it")
        if isinstance(exhibit, type) or not (hasattr(exhibit, "title") and hasattr(exhibit, "html")):
            raise TypeError(f"pane {' · '.join(map(str, parts))!r} is not an exhibit (Chart or Table): {exhibit!r:.60}")
        exhibits[tuple(map(str, parts))] = exhibit
    if len(exhibits) < len(panes):
        raise ValueError(f"two panes have the same label among {', '.join(map(str, panes))[:200]}")
    if not 2 <= len(exhibits) <= MAX_PANES:
        raise ValueError(f"an explorer shows 2 to {MAX_PANES} panes, not {len(exhibits)}")
    return exhibits


def _create_panes(id, exhibits, labels):
    """Return a Pane for every combination of key parts, each dimension in the order of first occurrence."""
    panes = {}
    for key in product(*(dict.fromkeys(parts) for parts in zip(*exhibits, strict=True))):
        if key not in exhibits:
            missing = ", ".join(f"{name} = {part!r}" for name, part in zip(labels, key, strict=True))
            raise ValueError(f"no pane for {missing}")
        pane = Pane(key, "-".join([id, *map(slug, key)]), exhibits[key])
        if other := panes.get(pane.id):
            raise ValueError(f"panes {other.name[:80]!r} and {pane.name[:80]!r} have the same id {pane.id!r}")
        panes[pane.id] = pane
    return list(panes.values())


# The live view


def _nested_stacks(widgets, pickers, panes, depth=0):
    """Nest one level of Stacks for each picker; all Stacks of a level are linked to the same picker."""
    if depth == len(pickers):
        return widgets.HTML(f'<div class="iss-face">{open_links_in_new_tabs(panes[0].html)}</div>')
    groups = [list(group) for _, group in groupby(panes, key=lambda pane: pane.key[depth])]
    stack = widgets.Stack([_nested_stacks(widgets, pickers, group, depth + 1) for group in groups], selected_index=0)
    widgets.jslink((pickers[depth], "index"), (stack, "selected_index"))
    return stack
