"""Writes GIFT, the text format that Moodle and other platforms read."""

from issfacts.widgets.questions import Option, Question

from . import Bank, share
from .moodle import path, percent

ESCAPES = str.maketrans({"\n": "\\n"} | {sign: f"\\{sign}" for sign in "\\~=#{}:"})
PLAIN = "[plain]"  # else Moodle takes "<" for HTML


def gift(bank: Bank, title: str, credit: str = "") -> bytes:
    """Return the file; the categories stand below one that bears a title. A comment says whom to credit."""
    parts = (part for topic, asked in bank.items() for part in (f"$CATEGORY: {path(title, topic)}", *map(block, asked)))
    return ("\n\n".join([f"// {credit}", *parts]) + "\n").encode()


def block(asked: Question) -> str:
    """Return a question with its options, one a line."""
    head = f"// [id:{asked.id}]\n::{asked.id}::{PLAIN}{asked.stem.translate(ESCAPES)} {{"
    return "\n".join([head, *(line(asked, option) for option in asked.options), "}"])


def line(asked: Question, option: Option) -> str:
    """Return an option: a single choice marks the right one, a multiple choice gives each its percents."""
    mark = f"~%{percent(share(asked, option))}%" if asked.many else "=" if option.right else "~"
    return f"{mark}{said(option.text)}#{said(option.feedback)}"


def said(words: str) -> str:
    """Return a text that is not taken for a format or a percentage.

    >>> said("50% = half"), said("%50% of all")
    ('50% \\\\= half', '[plain]%50% of all')
    """
    return (PLAIN if words[:1] in "[%" else "") + words.translate(ESCAPES)
