"""Load quiz questions from the tables questions and options, and show one as a widget with feedback to each option."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from .. import data
from .base import FULL_LABEL, Widget, paragraph

HINTS = {
    "single": "Choose one. Each option says why it is right or wrong.",
    "multiple": "Choose all that are right. Each option says why it is right or wrong.",
}
LIVE_HINT = "Say of each whether it is right. Each answer says why."  # checkboxes would need a Python callback
VERDICTS = {True: "Right.", False: "Not this one."}
FEEDBACK = Markup(  # `role="alert"` makes a screen reader announce it
    '<p class="iss-feedback" role="alert" data-right="{}"><strong>{}</strong> <span dir="auto">{}</span></p>'
)


@dataclass(frozen=True)
class Option:
    """Hold one option of a question, whether it is right, and its feedback."""

    text: str
    right: bool
    feedback: str

    @property
    def verdict(self):
        """Return the words before the feedback that say whether the option is right."""
        return VERDICTS[self.right]


@dataclass(frozen=True)
class Question:
    """Hold a question; `kind` is "single" (exactly one right option) or "multiple" (one or more)."""

    id: str
    kind: str
    stem: str
    options: tuple[Option, ...]

    @property
    def many(self):
        """Return whether the reader may choose several options."""
        return self.kind == "multiple"


def question(id):
    """Return a question by its id, with its options in the order of the table.

    KeyError: no such question (the message suggests similar ids). ValueError: fewer than two options, no right one, or
    several right ones of a single choice; the schema of the tables validates everything else.

    >>> from issfacts import data
    >>> first = data.rows("questions")[0]["id"]
    >>> any(option.right for option in question(first).options)
    True
    """
    rows = data.by_id("questions")
    if id not in rows:
        raise data.unknown_name_error("question", id, list(rows))
    kind, stem = rows[id]["kind"], rows[id]["stem"]
    if "{" in stem:  # {who-is-up-there} stands for the number of that chapter
        numbers = {row["chapter"]: row["position"] for row in data.rows("routes") if row["route"] == "Full"}
        stem = re.sub(r"\{([a-z-]+)\}", lambda found: str(numbers[found[1]]), stem)
    options = [row for row in data.rows("options") if row["question"] == id]
    options = tuple(Option(row["text"], row["right"], row["feedback"]) for row in options)
    found, right = Question(id, kind, stem, options), sum(option.right for option in options)
    if len(options) < 2 or not right or (right > 1 and not found.many):
        raise ValueError(f"question {id!r}, {kind}: {len(options)} options, {right} of them right")
    return found


class Quiz(Widget):
    """Show one of the book's questions; choosing an option shows its feedback, and any other can be chosen afterwards.

    KeyError: no such question (the message suggests similar ids). ValueError: the question has fewer than two options,
    or a wrong number of right ones. Source: the tables questions and options.

    >>> from issfacts import data
    >>> quiz(data.rows("questions")[0]["id"]).html().startswith("<section class=")
    True
    """

    template, hints = "quiz.html", HINTS

    def __init__(self, id: str):
        self.question = question(id)
        self.id = f"quiz-{id}"

    def __repr__(self):
        return f"Quiz {self.question.id!r}: {self.question.stem}"

    def _live(self, widgets):
        stem, options = self.question.stem, self.question.options
        if self.question.many:
            hint, yes_or_no = LIVE_HINT, {"options": ["Yes", "No"], "index": None, "orientation": "horizontal"}
            choices = [
                (
                    widgets.RadioButtons(description=option.text, **yes_or_no, **FULL_LABEL),
                    [(option.right is said, option.feedback) for said in (True, False)],
                )
                for option in options
            ]
        else:
            hint, picker = HINTS["single"], widgets.RadioButtons(options=[one.text for one in options], index=None)
            choices = [(picker, [(option.right, option.feedback) for option in options])]
        shown = [paragraph(widgets, stem, "iss-stem"), paragraph(widgets, hint, "iss-hint")]
        for picker, answers in choices:
            verdicts = [(str(right).lower(), VERDICTS[right], why) for right, why in answers]
            panes = [widgets.HTML(FEEDBACK.format(*verdict)) for verdict in verdicts]
            stack = widgets.Stack(panes, selected_index=None)  # of the feedback to each answer
            # The Stack is the source of the link, as in a browser kernel None arrives as an undefined value, which the
            # Stack accepts as "no choice" and RadioButtons do not.
            widgets.jslink((stack, "selected_index"), (picker, "index"))
            shown += [picker, stack]
        return shown


quiz = Quiz
