"""Ask a question of the book: every answer says at once whether it holds, and why."""

from markupsafe import Markup

from ..kit.rendering import render
from .faces import WIDE, TwoFaces, paragraph
from .questions import question

HINTS = {
    "single": "Choose one. Each option says why it holds or not.",
    "multiple": "Choose all that hold. Each option says why it holds or not.",
}
LIVE_HINT = "Say of each whether it holds. Each answer says why."  # ipywidgets cannot check boxes without Python


def quiz(id):
    """Ask one of the book's questions; every option answers with its reason and nothing is locked.

    Reads the tables `questions` and `options`. Raises KeyError naming the nearest ids where there is no such
    question, ValueError where nobody could answer it.

    >>> from issfacts import data
    >>> quiz(data.rows("questions")[0]["id"]).html().startswith("<section class=")
    True
    """
    return Quiz(question(id))


class Quiz(TwoFaces):
    """Hold one question; see `quiz`."""

    def __init__(self, asked):
        self.question = asked
        self.id = f"quiz-{asked.id}"

    def __repr__(self):
        return f"Quiz {self.question.id!r}: {self.question.stem}"

    def html(self, prefix=""):
        """Return the static face; `prefix` keeps ids apart where it stands on a page twice."""
        asked = self.question
        return render("quiz.html", asked=asked, id=prefix + self.id, hint=HINTS[asked.kind])

    def _live(self, widgets):
        asked = self.question
        if asked.many:
            answers = [part for option in asked.options for part in _row(widgets, option)]
        else:
            picker = widgets.RadioButtons(options=[option.text for option in asked.options], index=None)
            panes = [_feedback(widgets, option.right, option.feedback) for option in asked.options]
            answers = _linked(widgets, picker, panes)
        hint = LIVE_HINT if asked.many else HINTS["single"]
        return [paragraph(widgets, asked.stem, "iss-stem"), paragraph(widgets, hint, "iss-hint"), *answers]


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
        options=["Yes", "No"], index=None, description=option.text, orientation="horizontal", **WIDE
    )
    return _linked(widgets, picker, [_feedback(widgets, option.right is yes, option.feedback) for yes in (True, False)])


def _feedback(widgets, right, why):
    """Return the pane that answers a choice; the alert is what a screen reader speaks in a notebook."""
    verdict = "Right." if right else "Not this one."
    return widgets.HTML(
        Markup(
            '<p class="iss-feedback" role="alert" data-right="{}"><strong>{}</strong> <span dir="auto">{}</span></p>'
        ).format(str(bool(right)).lower(), verdict, why)
    )
