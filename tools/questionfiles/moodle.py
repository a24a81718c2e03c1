"""Writes Moodle XML: a category for each chapter, every option with its feedback, marks for part of the right ones."""

from html import escape

from xmlfiles import xml

from . import Bank, share

PLACE = "$course$/top"  # where Moodle's own files keep the categories of a course


def moodle_xml(bank: Bank, title: str, credit: str = "") -> bytes:
    """Return the file; the categories stand below one that bears a title, and say whom to credit."""
    known = {"path": path, "percent": percent, "share": share, "html": html}
    return xml("moodle", bank=bank, title=title, credit=credit, **known)


def path(title: str, topic: str) -> str:
    """Return where a category stands; within a name Moodle writes a slash twice.

    >>> path("Docked", "and/or")
    '$course$/top/Docked/and//or'
    """
    return "/".join([PLACE, *(name.replace("/", "//") for name in (title, topic))])


def percent(part: float) -> str:
    """Return a part of the whole as Moodle lists it, with five digits.

    >>> percent(-1 / 3), percent(1.0)
    ('-33.33333', '100')
    """
    return f"{100 * part:.5f}".rstrip("0").rstrip(".")


def html(words: str) -> str:
    """Return plain words as the HTML that Moodle keeps; a line stays a line."""
    return escape(words, quote=False).replace("\n", "<br>")
