"""Fills the templates: five papers for each lesson, their stylesheet, their list."""

import re
from datetime import date
from itertools import count
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from issfacts import data
from issfacts.kit import wording
from issfacts.kit.palette import DARK, LIGHT

from . import prose
from .exhibits import Chart
from .lesson import Lesson

KINDS = {
    "slides": "Slides",
    "worksheet": "Worksheet",
    "worksheet-large": "Worksheet, large print",
    "worksheet-easy": "Worksheet, easy English",
    "key": "Key",
}
STYLE, LIST = "class.css", "index.html"
TABLE = re.compile(r'aria-label="Table"')

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"day": wording.day, "number": wording.number}
_templates.tests["chart"] = lambda content: isinstance(content, Chart)
_templates.globals["kinds"] = KINDS


def name(lesson: str, kind: str) -> str:
    """Return the file name of a paper."""
    return f"{lesson}-{kind}.html"


def papers(lessons: list[Lesson], book) -> dict[str, str]:
    """Return the text of every file by its name; `book` knows the addresses of its pages."""
    about = about_all(book)
    found = {
        name(lesson.name, kind): paper(kind, lesson=lesson, address=book.address(f"chapters/{lesson.name}"), **about)
        for lesson in lessons
        for kind in KINDS
    }
    style = _templates.get_template(STYLE).render(light=LIGHT, dark=DARK)
    return {
        STYLE: style,
        LIST: render(LIST, lessons=lessons, address=book.base, **about),
        **found,
    }


def about_all(book) -> dict:
    """Return what every paper says of the book and its day."""
    return {"book": book, "as_of": date.fromisoformat(data.package()["as_of"])}


def section(guide: str, heading: str) -> str:
    """Return a part of a teacher's page for paper."""
    return prose.html(prose.section(guide, heading))


def paper(kind: str, **content) -> str:
    """Return one paper; the large worksheet is the worksheet in other letters."""
    return render(f"{kind.removesuffix('-large')}.html", kind=kind, **content)


def render(template: str, **content) -> str:
    """Fill a template and number its tables, for each needs a name of its own."""
    number = count(1)
    page = _templates.get_template(template).render(**content)
    return TABLE.sub(lambda _: f'aria-label="Table {next(number)}"', page)
