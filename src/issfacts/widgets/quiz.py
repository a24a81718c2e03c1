"""Widget that shows one quiz question; every option has feedback that says whether it is right, and why."""

from markupsafe import Markup

from .base import FULL_LABEL, Widget, paragraph
from .questions import question

HINTS = {
    "single": "Choose one. Each option says why it holds or not.",
    "multiple": "Choose all that hold. Each option says why it holds or not.",
}
LIVE_HINT = "Say of each whether it holds. Each answer says why."  # checkboxes would need a Python callback


def quiz(id: str) -> "Quiz":
    """Show one of the book's questions; choosing an option shows its feedback, and any other can be chosen afterwards.

    KeyError: no such question (the message suggests similar ids). ValueError: the question has fewer than two options,
    or a wrong number of right ones. Source: the tables questions and options.

    >>> from issfacts import data
    >>> quiz(data.rows("questions")[0]["id"]).html().startswith("<section class=")
    True
    """
    return Quiz(question(id))


class Quiz(Widget):
    """Render one question; see `quiz`."""

    template, hints = "quiz.html", HINTS

    def __init__(self, question):
        self.question = question
        self.id = f"quiz-{question.id}"

    def __repr__(self):
        return f"Quiz {self.question.id!r}: {self.question.stem}"

    def _live(self, widgets):
        question = self.question
        if question.many:
            answers = []
            for option in question.options:
                choice = {"options": ["Yes", "No"], "index": None, "orientation": "horizontal"}
                picker = widgets.RadioButtons(description=option.text, **choice, **FULL_LABEL)
                panes = [_feedback_pane(widgets, option.right is said, option.feedback) for said in (True, False)]
                answers += _linked(widgets, picker, panes)
        else:
            picker = widgets.RadioButtons(options=[option.text for option in question.options], index=None)
            panes = [_feedback_pane(widgets, option.right, option.feedback) for option in question.options]
            answers = _linked(widgets, picker, panes)
        hint = LIVE_HINT if question.many else HINTS["single"]
        return [paragraph(widgets, question.stem, "iss-stem"), paragraph(widgets, hint, "iss-hint"), *answers]


def _linked(widgets, picker, panes):
    """Link a picker to a Stack that shows the pane of the chosen index, or none before a choice; return both.

    The Stack must be the source of the link: in a browser kernel, None arrives as an undefined value, which the Stack
    accepts as "no choice" and RadioButtons do not.
    """
    stack = widgets.Stack(panes, selected_index=None)
    widgets.jslink((stack, "selected_index"), (picker, "index"))
    return [picker, stack]


def _feedback_pane(widgets, right, feedback):
    """Return the feedback to a choice as HTML; `role="alert"` makes a screen reader announce it."""
    verdict = "Right." if right else "Not this one."
    return widgets.HTML(
        Markup(
            '<p class="iss-feedback" role="alert" data-right="{}"><strong>{}</strong> <span dir="auto">{}</span></p>'
        ).format(str(bool(right)).lower(), verdict, feedback)
    )
