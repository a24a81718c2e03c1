"""Renders the templates of all papers and their stylesheet."""

import re
from datetime import date
from itertools import count
from pathlib import Path
from types import SimpleNamespace

from fingerprint import csp_hash

from issfacts import data
from issfacts.kit import wording
from issfacts.kit.palette import DARK, LIGHT
from issfacts.kit.rendering import environment

from . import prose
from .cell_outputs import Chart
from .deck import FACTS_FOR_CHECKS, render_options
from .lesson import find_glossary_terms, split_easy_question
from .publishers import list_publishers

KINDS = {
    "slides": "Slides",
    "worksheet": "Worksheet",
    "worksheet-easy": "Worksheet, easy English",
    "summary": "Summary in easy English, for after the vote",
    "worksheet-extension": "Worksheet, extension",
    "worksheet-large": "Worksheet, large print",
    "cards": "Cards and tables",
    "key": "Key",
    "plan": "Lesson plan",  # only as a Word file: the site has the page
}
STYLESHEET = "class.css"
STUDENTS = 28  # of the class for which copies are counted
TABLE_LABEL = re.compile(r'aria-label="Table"')


def as_of() -> date:
    """Return the date of the data."""
    return date.fromisoformat(data.package()["as_of"])


_templates = environment(Path(__file__).parent / "templates")
_templates.filters |= {"day": wording.day, "number": wording.number, "csp_hash": csp_hash}
_templates.tests["chart"] = lambda content: isinstance(content, Chart)
_templates.globals |= {
    "kinds": KINDS,
    "students": STUDENTS,
    "facts_for_checks": FACTS_FOR_CHECKS,
    "light": LIGHT,
    "dark": DARK,
    "data": data,
    "prose": prose,
    "as_of": as_of,
    "render_options": render_options,
    "list_publishers": list_publishers,
    "find_glossary_terms": find_glossary_terms,
    "split_easy_question": split_easy_question,
}


def render(*templates: str, **context) -> str:
    """Render the first existing template, and number the labels of its tables, because each needs a unique one."""
    numbers = count(1)
    page = _templates.select_template(templates).render(**context)
    return TABLE_LABEL.sub(lambda _: f'aria-label="Table {next(numbers)}"', page)


def render_test(template: str, stem: str, **context) -> dict[str, str]:
    """Return a test and its key as HTML by file stem."""
    return {f"{stem}{suffix}": render(template, key=bool(suffix), **context) for suffix in ("", "-key")}


def render_sheets(lesson: SimpleNamespace, book) -> dict[str, str]:
    """Return the sheets of a lesson as HTML by file stem; `book` resolves the addresses of pages.

    Cards exist only where the plan has some. Large print and extension use the worksheet's template.
    """
    sheets = {}
    for kind in KINDS:
        if kind != "slides" and (kind != "cards" or "Cards" in lesson.tasks):
            context = {"kind": kind, "lesson": lesson, "title": lesson.title, "content": lesson.plan_html, "book": book}
            address = book.address(f"{'teach/plans' if kind == 'plan' else 'chapters'}/{lesson.name}")
            template = f"{re.sub('-(large|extension)$', '', kind)}.html"
            sheets[f"{lesson.name}-{kind}"] = render(template, "sheet.html", address=address, **context)
    return sheets
