"""The self-audit: what to check in a brief of your own before anybody else does."""

from dataclasses import dataclass

from .. import data
from ..kit.rendering import display_prefix, render
from ..kit.wording import capital, number


def audit():
    """Show the checks of a brief, each with how to do it and what a failure looks like.

    Native disclosures: they open by keyboard and without any script. On paper all stand open, each with an empty box.
    Raises DataError for damaged data. Source: the table audit_items.

    >>> audit()
    Audit: ten checks before you publish
    """
    return Audit(tuple(Check(row["item"], row["how"], row["failed"]) for row in data.rows("audit_items")))


@dataclass(frozen=True)
class Check:
    """Hold one check: what should hold, how to see it, what it looks like when it fails."""

    item: str
    how: str
    failed: str


@dataclass(frozen=True)
class Audit:
    """Hold the checks of a brief and show them as a list."""

    checks: tuple[Check, ...]

    @property
    def title(self):
        """Say how many checks there are."""
        return f"{number(len(self.checks))} checks before you publish"

    def __repr__(self):
        return f"Audit: {self.title}"

    def html(self, prefix=""):
        """Return the list as HTML; `prefix` keeps ids apart where it stands on a page twice."""
        return render("audit.html", id=f"{prefix}audit", title=capital(self.title), checks=self.checks)

    def _repr_html_(self):
        return self.html(display_prefix("audit"))
