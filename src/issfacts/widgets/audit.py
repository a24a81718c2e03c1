"""The self-audit: what to check in a brief of your own before anybody else does."""

from .. import data
from ..kit.rendering import render
from ..kit.wording import capital, number
from .faces import TwoFaces


def audit(first: int | None = None):
    """Show the checks of a brief, each with how to do it and what a failure looks like.

    `first`: show only so many of them, those first that matter most (default: all). Native disclosures: they open by
    keyboard and without any script. On paper all stand open, each with an empty box. ValueError: `first` is below one.
    Raises DataError for damaged data. Source: the table audit_items.

    >>> audit()
    Audit: ten checks before you publish
    >>> audit(first=5)
    Audit: five checks before you publish
    """
    return Audit(first)


class Audit(TwoFaces):
    """Hold the checks of a brief: what should hold, how to see it, what it looks like when it fails."""

    id = "audit"
    live = None  # ticked on paper, and on a page by its script

    def __init__(self, first: int | None = None):
        if first is not None and first < 1:
            raise ValueError(f"first is {first}: ask for at least one check")
        self.checks = data.rows("audit_items")[:first]
        self.title = f"{number(len(self.checks))} checks before you publish"

    def __repr__(self):
        return f"Audit: {self.title}"

    def html(self, prefix=""):
        """Return the list as HTML; `prefix` keeps ids apart where it stands on a page twice."""
        return render("audit.html", id=prefix + self.id, title=capital(self.title), checks=self.checks)
