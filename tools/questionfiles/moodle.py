"""Writes Moodle XML: a category for each chapter, feedback for every option, partial scores in a multiple choice."""

from html import escape

from xmlfiles import xml

from . import Bank, score_share

TOP_CATEGORY = "$course$/top"  # as in files that Moodle exports


def moodle_xml(bank: Bank, title: str, credit: str = "") -> bytes:
    """Return the content of the file; `title` is the parent of all categories, `credit` their description."""
    functions = {"category_path": category_path, "percent": percent, "score_share": score_share, "to_html": to_html}
    return xml("moodle", bank=bank, title=title, credit=credit, **functions)


def category_path(title: str, topic: str) -> str:
    """Return the path of a topic's category; a slash within a name is doubled, as Moodle does.

    >>> category_path("Docked", "and/or")
    '$course$/top/Docked/and//or'
    """
    return "/".join([TOP_CATEGORY, *(name.replace("/", "//") for name in (title, topic))])


def percent(part: float) -> str:
    """Return a share of the score in per cent with up to five decimals, the only values that Moodle accepts.

    >>> percent(-1 / 3), percent(1.0)
    ('-33.33333', '100')
    """
    return f"{100 * part:.5f}".rstrip("0").rstrip(".")


def to_html(text: str) -> str:
    """Convert plain text to HTML, with its line breaks."""
    return escape(text, quote=False).replace("\n", "<br>")
