"""Writes GIFT, the text format that Moodle and other platforms read."""

from issfacts.widgets.questions import Option, Question

from . import Bank, score_share
from .moodle import category_path, percent

ESCAPES = str.maketrans({"\n": "\\n"} | {character: f"\\{character}" for character in "\\~=#{}:"})
PLAIN = "[plain]"  # else Moodle interprets "<" as HTML


def gift(bank: Bank, title: str, credit: str = "") -> bytes:
    """Return the content of the file; `title` is the parent of all categories, `credit` goes into a comment."""
    parts = [f"// {credit}"]
    for topic, questions in bank.items():
        parts += [f"$CATEGORY: {category_path(title, topic)}", *map(format_question, questions)]
    return ("\n\n".join(parts) + "\n").encode()


def format_question(question: Question) -> str:
    """Return a question with its options, one on each line."""
    first_line = f"// [id:{question.id}]\n::{question.id}::{PLAIN}{question.stem.translate(ESCAPES)} {{"
    return "\n".join([first_line, *(format_option(question, option) for option in question.options), "}"])


def format_option(question: Question, option: Option) -> str:
    """Return an option: marked as right or wrong in a single choice, with its percentage in a multiple choice."""
    mark = "=" if option.right else "~"
    if question.many:
        mark = f"~%{percent(score_share(question, option))}%"
    return f"{mark}{escape(option.text)}#{escape(option.feedback)}"


def escape(text: str) -> str:
    """Escape a text, so that its beginning is not read as a format or a percentage either.

    >>> escape("50% = half"), escape("%50% of all")
    ('50% \\\\= half', '[plain]%50% of all')
    """
    return (PLAIN if text[:1] in "[%" else "") + text.translate(ESCAPES)
