"""Widget with the checklist for auditing a brief before it is published."""

from .. import data
from ..kit.wording import number
from .base import Widget


class Audit(Widget):
    """Show the checks for a brief, each with instructions and an example of a failure.

    `first`: show only the first so many checks, which are the most important (default: all). Each check is a native
    `<details>` element, which needs no script; in print all are open, with a box to tick. ValueError: `first` is
    below 1. DataError: invalid data. Source: the table audit_items.

    >>> audit()
    Audit: ten checks before you publish
    >>> audit(first=5)
    Audit: five checks before you publish
    """

    id, template = "audit", "audit.html"
    live = None  # a notebook shows the static HTML, too

    def __init__(self, first: int | None = None):
        if first is not None and first < 1:
            raise ValueError(f"first is {first}: ask for at least one check")
        self.checks = data.rows("audit_items")[:first]
        self.title = f"{number(len(self.checks))} checks before you publish"

    def __repr__(self):
        return f"Audit: {self.title}"


audit = Audit
