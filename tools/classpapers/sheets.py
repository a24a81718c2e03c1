"""Fills the templates: the papers of each lesson, slides, their stylesheet."""

import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from issfacts import data
from issfacts.kit import wording
from issfacts.kit.palette import DARK, LIGHT

from . import prose
from .deck import choices
from .exhibits import Chart
from .lesson import glossary

KINDS = {  # of a chapter's papers: the name; on the teachers' page a column and a short name
    "slides": ("Slides", "Slides", "slides"),
    "worksheet": ("Worksheet", "Worksheets", "standard"),
    "worksheet-easy": ("Worksheet, easy English", "Worksheets", "easy"),
    "summary": ("Summary in easy English, for after the vote", "Worksheets", "easy summary"),
    "worksheet-extension": ("Worksheet, extension", "Worksheets", "extension"),
    "worksheet-large": ("Worksheet, large print", "Worksheets", "large print"),
    "cards": ("Cards and tables", "For you", "cards"),
    "key": ("Key", "For you", "key"),
    "plan": ("Lesson plan", "For you", "plan"),  # a file for Word alone: the site has it as a page
}
STYLE = "class.css"
TABLE = re.compile(r'aria-label="Table"')


def as_of() -> date:
    """Return the day of the data."""
    return date.fromisoformat(data.package()["as_of"])


def hashed(text: str) -> str:
    """Return the name of a script in a policy: no other script runs there."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"day": wording.day, "number": wording.number, "hashed": hashed}
_templates.tests["chart"] = lambda content: isinstance(content, Chart)
_templates.globals |= {"kinds": KINDS, "light": LIGHT, "dark": DARK, "prose": prose, "as_of": as_of,
                       "by_id": data.by_id, "choices": choices, "glossary": glossary}  # fmt: skip


def render(template: str, **content) -> str:
    """Fill a template and number its tables, for each needs a name of its own."""
    number = count(1)
    page = _templates.get_template(template).render(**content)
    return TABLE.sub(lambda _: f'aria-label="Table {next(number)}"', page)


def sheets(lesson: SimpleNamespace, book) -> dict[str, str]:
    """Return the sheets of a lesson by the names of their files; `book` knows the addresses of its pages.

    Cards are there only where the plan uses some; large print and extension are the worksheet in other letters and with
    a task more.
    """
    found = {}
    for kind in [*KINDS][1:]:
        if kind != "cards" or "Cards" in lesson.tasks:
            address = book.address(f"{'teach/plans' if kind == 'plan' else 'chapters'}/{lesson.name}")
            template = f"{re.sub('-(large|extension)$', '', kind)}.html"
            found[f"{lesson.name}-{kind}"] = render(template, kind=kind, lesson=lesson, book=book, address=address)
    return found
