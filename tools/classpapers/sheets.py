"""Fills the templates: the papers of each lesson, their stylesheet."""

import re
from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from issfacts import data
from issfacts.kit import wording
from issfacts.kit.palette import DARK, LIGHT

from . import prose
from .deck import Slide, deck
from .exhibits import Chart
from .lesson import Lesson

KINDS = {
    "slides": "Slides",
    "worksheet": "Worksheet",
    "worksheet-easy": "Worksheet, easy English",
    "worksheet-extension": "Worksheet, extension",
    "worksheet-large": "Worksheet, large print",
    "cards": "Cards and tables",
    "key": "Key",
}
LABELS = KINDS | {"plan": "Lesson plan"}  # which is a file for Word alone: the site has it as a page
POINTS, LARGE = 11, 18  # size of letters in a Word file
STYLE, SCRIPT = "class.css", "slides.js"
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
_templates.globals |= {"labels": LABELS, "prose": prose}


def name(lesson: str, kind: str) -> str:
    """Return the file name of a paper."""
    return f"{lesson}-{kind}.html"


def editable(lesson: str, kind: str) -> str:
    """Return the name of the file that holds a paper for PowerPoint or Word."""
    return f"{lesson}-{kind}.{'pptx' if kind == 'slides' else 'docx'}"


def papers(lessons: list[Lesson], book) -> dict[str, str]:
    """Return the text of every file by its name; `book` knows the addresses of its pages."""
    about = about_all(book)
    found = {
        name(lesson.name, kind): paper(kind, lesson=lesson, address=book.address(f"chapters/{lesson.name}"), **about)
        for lesson in lessons
        for kind in kinds(lesson)
    }
    return {STYLE: stylesheet(), **found}


def stylesheet() -> str:
    """Return the style of all papers, in the colours of the site."""
    return _templates.get_template(STYLE).render(light=LIGHT, dark=DARK)


def about_all(book) -> dict:
    """Return what every paper says of the book and its day."""
    return {"book": book, "as_of": date.fromisoformat(data.package()["as_of"])}


def section(guide: str, heading: str) -> str:
    """Return a part of a teacher's page for paper."""
    return prose.html(prose.section(guide, heading))


def kinds(lesson: Lesson) -> list[str]:
    """Return the kinds of paper that a lesson has: cards only where its plan uses some."""
    return [kind for kind in KINDS if kind != "cards" or lesson.on_paper("Cards")]


def paper(kind: str, **content) -> str:
    """Return one paper; large print and extension are the worksheet in other letters and with a task more."""
    if kind == "slides":
        return slides(deck(content["lesson"]), **content)
    return render(f"{re.sub('-(large|extension)$', '', kind)}.html", kind=kind, **content)


def slides(shown: list[Slide], **content) -> str:
    """Return slides as a page."""
    return render("slides.html", kind="slides", deck=shown, script=script(), allowed=hashed(script()), **content)


@cache
def script() -> Markup:
    """Return what turns the slides; the page's policy names its hash, so that no other script runs there."""
    return Markup((Path(__file__).parent / "templates" / SCRIPT).read_text("utf-8"))


def hashed(text: str) -> str:
    """Return the name of a text in a policy."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def word_styles(size: int) -> str:
    """Return the styles of a Word file whose text has a size in points."""
    return render("word-styles.xml", size=2 * size, light=LIGHT)


def render(template: str, **content) -> str:
    """Fill a template and number its tables, for each needs a name of its own."""
    number = count(1)
    page = _templates.get_template(template).render(**content)
    return TABLE.sub(lambda _: f'aria-label="Table {next(number)}"', page)
