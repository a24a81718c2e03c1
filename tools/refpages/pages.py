"""Fills the templates: one page of the reference from the book's data."""

import re
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from issfacts.kit.places import source_anchor
from issfacts.kit.wording import day, how_sure, number

from . import book as links
from . import dictionary, lookups, quality
from .api import helper
from .book import Book
from .deciding import FINDINGS
from .diagram import picture
from .dictionary import groups
from .markdown import Markdown, capital, code, instant, joined, link, stop, text, when

TEMPLATES = Path(__file__).parent / "templates"
SHARED = {"sources": "sources.md", "data": "fields.md"}  # what fills the pages below a page, by its first word


def render(book: Book, name: str) -> str:
    """Return the text of one page, such as facts or sources-press-s."""
    template = f"{name}.md" if (TEMPLATES / f"{name}.md").exists() else SHARED[name.partition("-")[0]]
    page = environment(book).get_template(template).render(name=name)
    return re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"


def environment(book: Book) -> Environment:
    """Return the templates of a book: data arrives as text; what is Markdown already stays so."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # so that macros, too, give what is Markdown already
        finalize=text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    asked = lookups.Lookups(book)
    made.globals |= {name: getattr(asked, name) for name in vars(lookups.Lookups) if not name.startswith("_")}
    made.globals |= {each.__name__: each for each in FUNCTIONS} | {"book": book, "rows": book.rows}
    made.globals["FINDINGS"] = FINDINGS
    made.globals |= {each.__name__: partial(each, book) for each in OF_THE_BOOK}
    made.filters |= {each.__name__: each for each in FILTERS} | {"as_markdown": Markdown}
    made.tests |= {"unverified": links.unverified}
    return made


def iso_day(said: str) -> str:
    """Return a day that the package writes as 2026-11-22 in words."""
    return day(date.fromisoformat(said))


def diagram(book: Book) -> Markdown:
    """Return the picture of how the tables hang together."""
    return Markdown(picture(book.package, groups(book)))


def by_first(rows: list[dict], column: str) -> list[tuple[str, list[dict]]]:
    """Return rows under each value of a column, in the order in which the values appear first."""
    order = list(dict.fromkeys(row[column] for row in rows))
    ordered = sorted(rows, key=lambda row: order.index(row[column]))
    return [(value, list(own)) for value, own in groupby(ordered, key=lambda row: row[column])]


# What the templates call by these names, and what they put behind a bar.
FUNCTIONS = (
    *(links.table_link, links.table_anchor, links.rows_named, links.row_link, links.row_links, links.entry_anchor),
    *(dictionary.fields_anchor, dictionary.keys, dictionary.pointing, dictionary.rules, dictionary.rules_between),
    *(quality.feeble_rows, quality.rows_of_state, quality.standing_picture),
    *(source_anchor, helper, lookups.code_of, link, when, instant, how_sure),
)
OF_THE_BOOK = (
    *(groups, diagram, dictionary.pointed_to_by),
    *(quality.backed_rows, quality.states, quality.standing_rule),
    *(quality.fields_description, quality.reading_twice, quality.first_hand),
)
FILTERS = (stop, capital, code, joined, number, by_first, iso_day, lookups.full_code, quality.by_standing)
