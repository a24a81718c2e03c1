"""Renders the reference pages from their templates and the tables."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from issfacts import data
from issfacts.data.schema import column_names
from issfacts.dependence import agreement
from issfacts.kit.places import entry_anchor, source_address, source_anchor
from issfacts.kit.rendering import environment
from issfacts.kit.wording import day, how_sure, number

from . import api, dictionary, links, lookups, markdown, quality
from .api import is_own
from .markdown import Markdown, escape
from .sensitivity import FINDINGS

FOLDER = Path(__file__).parent / "templates"
SHARED_TEMPLATES = {"sources": "sources.md", "data": "fields.md"}  # by the first word of the page's name


def render(name: str) -> str:
    """Return the text of one page, such as facts or sources-press-s.

    A template begins with the page's title and a first paragraph; `tables` in it names the tables to be credited.
    """
    template = f"{name}.md" if (FOLDER / f"{name}.md").exists() else SHARED_TEMPLATES[name.partition("-")[0]]
    page = TEMPLATES.get_template(template).make_module({"name": name})
    parts = zip(("title", "lead", "body"), map(Markdown, str(page).strip().split("\n\n", 2)), strict=True)
    text = TEMPLATES.get_template("base.md").render(dict(parts), tables=getattr(page, "tables", ()))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def format_iso_date(text: str) -> str:
    """Return an ISO date such as 2026-11-22 in words."""
    return day(date.fromisoformat(text))


def count_values(values: Iterable) -> list[tuple[str, int]]:
    """Count how often each value occurs, the most frequent first, without empty values."""
    return Counter(filter(None, values)).most_common()


def group_in_order(rows: list[dict], column: str) -> list[tuple[str, list[dict]]]:
    """Group rows by the values of a column, in the order in which the values first appear."""
    groups: dict[str, list[dict]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return list(groups.items())


# `escape` changes everything that is not marked as Markdown; with autoescape, macros return Markdown, too.
TEMPLATES = environment(FOLDER, finalize=escape)
# Every function that these modules define is available in the templates, as a global and a filter.
modules = (api, dictionary, links, lookups, markdown, quality)
functions = [value for module in modules for value in vars(module).values() if is_own(module, value)]
functions += [links.chapters, entry_anchor, source_address, source_anchor, agreement, column_names, how_sure, number]
functions += [format_iso_date, count_values, group_in_order]
by_name = {function.__name__: function for function in functions}
TEMPLATES.globals |= by_name | {"data": data, "FINDINGS": FINDINGS, "GROUPS": dictionary.GROUPS}
TEMPLATES.filters |= by_name | {"as_markdown": Markdown}
TEMPLATES.tests["unverified"] = links.is_unverified
macros = vars(TEMPLATES.get_template("parts.md").module)
TEMPLATES.globals |= {name: macro for name, macro in macros.items() if not name.startswith("_")}
