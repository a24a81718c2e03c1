"""Widgets with two faces, made from the same panes.

The static face is plain HTML: native `<details>` that open without any script; the site's script makes a picker of
them. The live face is a picker and a `Stack` of the same panes, joined in the browser by `jslink`: no callback to
Python, so it also moves in a notebook that was saved, closed and opened again.
"""

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, product

from markupsafe import Markup

from .kit import palette
from .kit.rendering import render
from .questions import question

MOST_PANES = 24
MOST_RADIOS = 5  # above that a drop-down list is quicker to read
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
HINTS = {
    "single": "Choose one. Each option says why it holds or not.",
    "multiple": "Choose all that hold. Each option says why it holds or not.",
}
LIVE_HINT = "Say of each whether it holds. Each answer says why."  # ipywidgets cannot check boxes without Python


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


def quiz(id):
    """Ask one of the book's questions; every option answers with its reason and nothing is locked.

    Reads the tables `questions` and `options`. Raises KeyError naming the nearest ids where there is no such
    question, ValueError where it has no right option or an option without feedback.

    >>> from issfacts import data
    >>> quiz(data.rows("questions")[0]["id"]).html().startswith("<section class=")
    True
    """
    return Quiz(question(id))


class TwoFaces:
    """Show HTML where there is no kernel and a live widget where there is one."""

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = {"text/plain": repr(self), "text/html": self.html()}
        if self.live is not None:
            bundle[WIDGET_VIEW] = self.live._repr_mimebundle_()[WIDGET_VIEW]
        wanted = set(include or bundle) - set(exclude or ())
        return {kind: value for kind, value in bundle.items() if kind in wanted}

    @cached_property
    def live(self):
        """The ipywidgets view, or None where ipywidgets 8 is not installed or not shown."""
        try:
            import ipywidgets
        except ImportError:
            return None
        if "google.colab" in sys.modules or not hasattr(ipywidgets, "Stack"):
            return None  # Colab draws ipywidgets 7 alone, which has no Stack
        style = render("live.html", light=palette.LIGHT, dark=palette.DARK)
        box = ipywidgets.VBox([ipywidgets.HTML(style), *self._live(ipywidgets)])
        box.add_class("iss-live")
        return box


@dataclass
class Pane:
    """Hold one state of an explorer: its key (a word for each dimension), its id and its exhibit."""

    key: tuple[str, ...]
    id: str
    exhibit: object

    @property
    def name(self):
        return " · ".join(self.key)

    @property
    def title(self):
        return self.exhibit.title

    @cached_property
    def html(self):
        """Render the exhibit: once, for both faces."""
        return Markup(self.exhibit.html(prefix=f"{self.id}-"))


class Explorer(TwoFaces):
    """Hold the panes of one explorer; see `explore`."""

    def __init__(self, panes, label, labels=None):
        self.label = _label(label)
        self.id = f"explore-{slug(label)}"
        names = None if labels is None else _dimensions(labels)
        self.labels = names if names and len(names) > 1 else (label,)
        self.panes = _panes(self.id, _keyed(panes, names), self.labels)

    def __repr__(self):
        names = ", ".join(pane.name for pane in self.panes)
        return f"Explorer {self.label!r} of {len(self.panes)} panes: {names}"

    @property
    def choices(self):
        """For each dimension its words, in the order of the panes."""
        return [list(dict.fromkeys(pane.key[i] for pane in self.panes)) for i in range(len(self.labels))]

    def html(self):
        """Return the static face."""
        return render("explore.html", **vars(self))

    def _live(self, widgets):
        pickers = [_picker(widgets, *pair) for pair in zip(self.labels, self.choices, strict=True)]
        heading = [] if len(pickers) == 1 else [_text(widgets, self.label, "iss-label")]
        return [*heading, *pickers, _stacks(widgets, pickers, self.panes)]


class Quiz(TwoFaces):
    """Hold one question; see `quiz`."""

    def __init__(self, asked):
        self.question = asked

    def __repr__(self):
        return f"Quiz {self.question.id!r}: {self.question.stem}"

    def html(self):
        """Return the static face."""
        return render("quiz.html", hint=HINTS[self.question.kind], **vars(self.question))

    def _live(self, widgets):
        asked = self.question
        if asked.many:
            answers = [part for option in asked.options for part in _row(widgets, option)]
        else:
            picker = widgets.RadioButtons(options=[option.text for option in asked.options], index=None)
            panes = [_feedback(widgets, option.right, option.feedback) for option in asked.options]
            answers = _linked(widgets, picker, panes)
        hint = LIVE_HINT if asked.many else HINTS["single"]
        return [_text(widgets, asked.stem, "iss-stem"), _text(widgets, hint, "iss-hint"), *answers]


def slug(text, most=60):
    """Return a text as an id: small letters and digits of any script, joined by hyphens.

    >>> slug("15 September 2023, 21:30 UTC")
    '15-september-2023-21-30-utc'
    """
    plain = unicodedata.normalize("NFKC", str(text)).lower()
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:most].strip("-") or "x"


# What is asked of a maker


def _label(label):
    if not isinstance(label, str):
        raise TypeError(f"an explorer's label must be a text, not {label!r}")
    if not label.strip():
        raise ValueError("an explorer's label is empty: say what the reader chooses")
    return label


def _dimensions(labels):
    """Return the names of the dimensions."""
    if isinstance(labels, str):
        raise TypeError(f"labels must be a tuple of names, such as ({labels!r}, ...)")
    labels = tuple(map(_label, labels))
    if not labels:
        raise ValueError("labels is empty: name each dimension, or leave it out")
    twins = [name for name in labels if labels.count(name) > 1]
    if twins:
        raise ValueError(f"labels has {twins[0]!r} twice")
    return labels


def _keyed(panes, labels):
    """Return the exhibits by their keys, tuples of words, or say what is no pane."""
    if not hasattr(panes, "items"):
        raise TypeError(f"panes must be a dict of label and exhibit, not a {type(panes).__name__}")
    keyed = {_key(key, labels): exhibit for key, exhibit in panes.items()}
    if len(keyed) < len(panes):
        raise ValueError(f"two panes have the same label among {', '.join(map(str, panes))[:200]}")
    if not 2 <= len(keyed) <= MOST_PANES:
        raise ValueError(f"an explorer shows 2 to {MOST_PANES} panes, not {len(keyed)}")
    for key, exhibit in keyed.items():
        if isinstance(exhibit, type) or not (hasattr(exhibit, "title") and hasattr(exhibit, "html")):
            kind = "class" if isinstance(exhibit, type) else type(exhibit).__name__
            raise TypeError(f"pane {' · '.join(key)!r} is a {kind}, not an exhibit (a Chart or a Table)")
    return keyed


def _key(key, labels):
    """Return a pane's key as one word for each dimension."""
    if labels is None and isinstance(key, tuple):
        raise ValueError(f"the label {key!r} is a tuple: name its dimensions by labels=(...)")
    if labels is not None and (not isinstance(key, tuple) or len(key) != len(labels)):
        raise ValueError(f"pane {key!r} should have {len(labels)} parts, one for each of labels={labels!r}")
    words = tuple(map(str, key if isinstance(key, tuple) else [key]))
    if not all(map(str.strip, words)):
        raise ValueError(f"pane {key!r} has an empty label: nobody could choose it")
    return words


def _panes(id, keyed, labels):
    """Return a pane for every combination, in the order in which the words first come."""
    panes, ids = [], {}
    for key in product(*(dict.fromkeys(words) for words in zip(*keyed, strict=True))):
        if key not in keyed:
            missing = ", ".join(f"{name} = {word!r}" for name, word in zip(labels, key, strict=True))
            raise ValueError(f"no pane for {missing}")
        pane = Pane(key, "-".join([id, *map(slug, key)]), keyed[key])
        twin = ids.setdefault(pane.id, pane)
        if twin is not pane:
            raise ValueError(f"panes {twin.name[:80]!r} and {pane.name[:80]!r} have the same id {pane.id!r}")
        panes.append(pane)
    return panes


# The live face


def _picker(widgets, label, words):
    few = len(words) <= MOST_RADIOS
    kind = widgets.RadioButtons if few else widgets.Dropdown
    return kind(options=words, index=0, description=label, style={"description_width": "initial"})


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


def _linked(widgets, picker, panes):
    """Return a picker and the Stack that shows the pane of its choice, or nothing before one is made.

    The Stack comes first in the link: where Python runs in the browser, None arrives as nothing at all, and of the
    two only the Stack takes that for "no choice yet".
    """
    stack = widgets.Stack(panes, selected_index=None)
    widgets.jslink((stack, "selected_index"), (picker, "index"))
    return [picker, stack]


def _row(widgets, option):
    """Return one option of a multiple choice: does it hold, yes or no, and why."""
    picker = widgets.RadioButtons(
        options=["Yes", "No"],
        index=None,
        description=option.text,
        orientation="horizontal",
        style={"description_width": "initial"},
    )
    return _linked(widgets, picker, [_feedback(widgets, option.right is yes, option.feedback) for yes in (True, False)])


def _feedback(widgets, right, why):
    """Return the pane that answers a choice; the alert is what a screen reader speaks in a notebook."""
    verdict = "Right." if right else "Not quite."
    return widgets.HTML(
        Markup(
            '<p class="iss-feedback" role="alert" data-right="{}"><strong>{}</strong> <span dir="auto">{}</span></p>'
        ).format(str(bool(right)).lower(), verdict, why)
    )


def _text(widgets, text, kind):
    return widgets.HTML(Markup('<p class="{}" dir="auto">{}</p>').format(kind, text))
