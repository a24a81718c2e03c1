"""Fills the templates: one page of the reference from the book's data."""

import re
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from issfacts.kit.places import source_anchor
from issfacts.kit.wording import day, number

from . import book as links
from . import dictionary, lookups
from .api import helper
from .book import Book
from .diagram import picture
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
    made.globals |= {"book": book, "rows": book.rows, "helper": helper, "source_anchor": source_anchor}
    made.globals |= {name: getattr(links, name) for name in ("table_link", "table_anchor", "row_link", "row_links")}
    made.globals |= {"entry_anchor": links.entry_anchor, "code_of": lookups.code_of, "link": link}
    made.globals |= {"when": when, "instant": instant}
    made.globals |= {"groups": partial(dictionary.groups, book), "picture": partial(diagram, book)}
    made.globals |= {name: getattr(dictionary, name) for name in ("fields_anchor", "keys", "pointing", "rules")}
    made.globals |= {"rules_between": dictionary.rules_between}
    made.globals["pointed_to_by"] = partial(dictionary.pointed_to_by, book)
    made.filters |= {"stop": stop, "capital": capital, "code": code, "join_present": joined, "number": number}
    made.filters |= {"as_markdown": Markdown, "by_first": by_first, "full_code": lookups.full_code}
    made.filters["iso_day"] = lambda said: day(date.fromisoformat(said))
    made.tests |= {"unverified": links.unverified, "search": lambda value, pattern: bool(re.search(pattern, value))}
    return made


def diagram(book: Book) -> Markdown:
    """Return the picture of how the tables hang together."""
    return Markdown(picture(book.package, dictionary.groups(book)))


def by_first(rows: list[dict], column: str) -> list[tuple[str, list[dict]]]:
    """Return rows under each value of a column, in the order in which the values appear first."""
    order = list(dict.fromkeys(row[column] for row in rows))
    ordered = sorted(rows, key=lambda row: order.index(row[column]))
    return [(value, list(own)) for value, own in groupby(ordered, key=lambda row: row[column])]
