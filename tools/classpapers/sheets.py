"""Fills the templates: five papers for each lesson, the game on paper, their stylesheet, their list."""

import re
from base64 import b64encode
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from issfacts import data, game
from issfacts.exhibits.dependence import game_start
from issfacts.game.events import cards
from issfacts.kit import wording
from issfacts.kit.palette import DARK, LIGHT

from .deck import deck
from .exhibits import Chart
from .lesson import Lesson

KINDS = {
    "slides": "Slides",
    "worksheet": "Worksheet",
    "worksheet-large": "Worksheet, large print",
    "worksheet-easy": "Worksheet, easy English",
    "key": "Key",
}
STYLE, SCRIPT, LIST, KIT = "class.css", "slides.js", "index.html", "keep-it-flying-kit.html"
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
_templates.globals |= {"kinds": KINDS, "slides": deck}


def name(lesson: str, kind: str) -> str:
    """Return the file name of a paper."""
    return f"{lesson}-{kind}.html"


def papers(lessons: list[Lesson], book) -> dict[str, str]:
    """Return the text of every file by its name; `book` knows the addresses of its pages."""
    about = {"book": book, "as_of": date.fromisoformat(data.package()["as_of"])}
    found = {
        name(lesson.name, kind): paper(kind, lesson=lesson, address=book.address(f"chapters/{lesson.name}"), **about)
        for lesson in lessons
        for kind in KINDS
    }
    style = _templates.get_template(STYLE).render(light=LIGHT, dark=DARK)
    return {
        STYLE: style,
        LIST: render(LIST, lessons=lessons, address=book.base, **about),
        KIT: print_kit(address=book.address("teach/keep-it-flying"), **about),
        **found,
    }


def print_kit(**about) -> str:
    """Return the game on paper: rules, board, cards; every number comes from the game, every event from the tables."""
    us, russia = game_start()
    years = range(game.assumptions.FIRST_YEAR, game.STANDARD.last_year + 1)
    scale = {"a": game.STANDARD, "us": us, "russia": russia, "last_step": game.model.TRACK, "years": years}
    return render("kit.html", cards=cards(), strategies=game.NAMED, **scale, **about)


def paper(kind: str, **content) -> str:
    """Return one paper; the large worksheet is the worksheet in other letters."""
    return render(
        f"{kind.removesuffix('-large')}.html", kind=kind, script=script(), allowed=hashed(script()), **content
    )


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
