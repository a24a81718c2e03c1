"""Writes Moodle XML: a category for each chapter, every option with its feedback, marks for part of the right ones."""

from html import escape
from xml.etree.ElementTree import Element

from exports.elements import element, written

from issfacts.widgets.questions import Option, Question

from . import Bank, share

HTML = {"format": "html"}
PLACE = "$course$/top"  # where Moodle's own files keep the categories of a course


def moodle_xml(bank: Bank, title: str, credit: str = "") -> bytes:
    """Return the file; the categories stand below one that bears a title, and say whom to credit."""
    parts = [
        part for topic, asked in bank.items() for part in (category(title, topic, credit), *map(multichoice, asked))
    ]
    return written(element("quiz", *parts))


def path(title: str, topic: str) -> str:
    """Return where a category stands; within a name Moodle writes a slash twice.

    >>> path("Docked", "and/or")
    '$course$/top/Docked/and//or'
    """
    return "/".join([PLACE, *(name.replace("/", "//") for name in (title, topic))])


def category(title: str, topic: str, credit: str) -> Element:
    """Return what says in which category the next questions belong."""
    place = element("category", element("text", path(title, topic)))
    return element("question", place, element("info", text(credit), **HTML), type="category")


def multichoice(asked: Question) -> Element:
    """Return a question with its options."""
    return element(
        "question",
        element("name", element("text", asked.id)),
        element("questiontext", text(asked.stem), **HTML),
        element("defaultgrade", "1"),
        element("penalty", "0.3333333"),
        element("hidden", "0"),
        element("idnumber", asked.id),
        element("single", "false" if asked.many else "true"),
        element("shuffleanswers", "true"),
        element("answernumbering", "abc"),
        *(answer(asked, option) for option in asked.options),
        type="multichoice",
    )


def answer(asked: Question, option: Option) -> Element:
    """Return an option; Moodle knows the fractions of a hundred with five digits."""
    feedback = element("feedback", text(option.feedback), **HTML)
    return element("answer", text(option.text), feedback, fraction=percent(share(asked, option)), **HTML)


def percent(part: float) -> str:
    """Return a part of the whole as Moodle lists it.

    >>> percent(-1 / 3), percent(1.0)
    ('-33.33333', '100')
    """
    return f"{100 * part:.5f}".rstrip("0").rstrip(".")


def text(words: str) -> Element:
    """Return plain words as the HTML that Moodle keeps; a line stays a line."""
    return element("text", escape(words, quote=False).replace("\n", "<br>"))
