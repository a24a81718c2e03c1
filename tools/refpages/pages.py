"""Fills the templates: one page of the reference from the book's data."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from issfacts.exhibits.dependence import agreement
from issfacts.kit.places import source_anchor
from issfacts.kit.wording import day, how_sure, number

from . import api, diagram, dictionary, lookups, markdown, quality
from . import book as links
from .api import is_own
from .book import Book, source_address
from .deciding import FINDINGS
from .markdown import Markdown, text

ASKED = (api, diagram, dictionary, links, lookups, markdown, quality)
TEMPLATES = Path(__file__).parent / "templates"
SHARED = {"sources": "sources.md", "data": "fields.md"}  # what fills the pages below a page, by its first word


def render(book: Book, name: str) -> str:
    """Return the text of one page, such as facts or sources-press-s."""
    template = f"{name}.md" if (TEMPLATES / f"{name}.md").exists() else SHARED[name.partition("-")[0]]
    page = environment(book).get_template(template).render(name=name)
    return re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def environment(book: Book) -> Environment:
    """Return the templates of a book: data arrives as text; what is Markdown already stays so.

    Templates call every public function of the modules in ASKED, and put the same after a bar.
    """
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # so that macros, too, give what is Markdown already
        finalize=text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    offered = [each for module in ASKED for each in vars(module).values() if is_own(module, each)]
    offered += [source_address, source_anchor, agreement, how_sure, number, iso_day, counted, by_first]
    names = {each.__name__: each for each in offered}
    made.globals |= names | {"book": book, "rows": book.rows, "FINDINGS": FINDINGS, "GROUPS": dictionary.GROUPS}
    made.filters |= names | {"as_markdown": Markdown}
    made.tests |= {"unverified": links.unverified}
    return made


def iso_day(said: str) -> str:
    """Return a day that the package writes as 2026-11-22 in words."""
    return day(date.fromisoformat(said))


def counted(values: Iterable) -> list[tuple[str, int]]:
    """Return each value with how often it occurs, the most frequent first; what is empty is left out."""
    return Counter(filter(None, values)).most_common()


def by_first(rows: list[dict], column: str) -> list[tuple[str, list[dict]]]:
    """Return rows under each value of a column, in the order in which the values appear first."""
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return list(found.items())
