"""Print how the pages told the docking."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from .. import coverage, data
from ..coverage import SAYS, SILENT, UNREAD
from ..kit.exhibit import Table
from ..kit.wording import capital, listed, number
from .printing import table

NOT_TRACED = "not traced"
INFERRED = "Roots are inferred from credits, datelines and parallel wording. A page with two roots stands in both rows."
CODED = re.compile(r"^(?:word|number|figure|judgement)=(?:none\b(?:; )?)?")
PAGE = re.compile(r"\bP\d\d\b")


def roots() -> Table:
    """Print the houses from which the pages probably took their texts: root, number of pages, pages.

    DataError: damaged data. Source: the table coverage_pages.

    >>> roots().caption
    'Eight roots stand behind nineteen of the twenty pages; one could not be traced'
    """
    pages = coverage.pages()
    behind = {root: [page for page in pages if root in coverage.roots(page)] for root in coverage.ROOTS}
    behind = dict(sorted(behind.items(), key=lambda pair: -len(pair[1])))
    untraced = [page for page in pages if not coverage.roots(page)]
    caption = (
        f"{number(len(behind))} roots stand behind {number(len(pages) - len(untraced))} of the "
        f"{number(len(pages))} pages; {number(len(untraced))} could not be traced"
    )
    groups = {**behind, NOT_TRACED: untraced}
    frame = pd.DataFrame(
        {
            "Root": [capital(root) if root == NOT_TRACED else root for root in groups],
            "Pages": [len(found) for found in groups.values()],
            "Printed by": [_outlets(found) for found in groups.values()],
        }
    )
    return table("roots", capital(caption), frame, _sources(pages), INFERRED)


def _outlets(pages: list[dict]) -> str:
    """Name outlets with their countries; one that stands twice is named once."""
    country = {row["id"]: row["name"] for row in data.rows("countries")}
    named = [f"{page['outlet']} ({country[page['country']]})" for page in pages]
    return ", ".join(_counted(name, named.count(name)) for name in dict.fromkeys(named))


def _counted(name: str, count: int) -> str:
    return name if count == 1 else f"{name} with {number(count)} pages"


def _sources(pages: Iterable[dict]) -> list[str]:
    return [id for page in pages for id in page["source_ids"]]


def compare_pages(first: str, second: str) -> Table:
    """Print what two pages tell, and what only one of them has in the part that was read: element, who has it, first,
    second.

    `first` and `second` are ids of the table coverage_pages, such as "P14". What was not read is no difference and
    stands in the note. ValueError: an unknown id, or the same one twice. DataError: damaged data. Sources: the tables
    coverage_pages and coverage.

    >>> compare_pages("P14", "P02").caption
    'In what we read, five elements stand only in franceinfo, four only in NASA and two in both'
    """
    pages = _both(first, second)
    found = {(row["page_id"], row["element_id"]): row for row in data.rows("coverage")}
    groups = {name: [] for name in ((SAYS, SILENT), (SILENT, SAYS), (SAYS, SAYS))}
    unread = []
    for element in data.rows("coverage_elements"):
        pair = tuple(found[page["id"], element["id"]] for page in pages)
        state = tuple(row["cell"] for row in pair)
        if state in groups:
            groups[state].append((element["element"], *map(_told, pair)))
        elif UNREAD in state:
            unread.append(element["element"])
    names = _names(pages)
    having = dict(zip(groups, (*(f"Only {name}" for name in names), "Both"), strict=True))
    rows = [(element, having[state], *told) for state, rows in groups.items() for element, *told in rows]
    frame = pd.DataFrame(rows, columns=["Element", "Who has it", *names])
    caption = _difference(names, [len(rows) for rows in groups.values()])
    note = _extent(names, pages, unread)
    return table(f"compare-{first}-{second}".lower(), caption, frame, _sources(pages), note)


def _both(*ids: str) -> list[dict]:
    """Return the rows of two pages."""
    known = {page["id"]: page for page in data.rows("coverage_pages")}
    for id in ids:
        if id not in known:
            raise ValueError(f"{id!r} is none of the pages {', '.join(known)}")
    if len(set(ids)) < len(ids):
        raise ValueError(f"{ids[0]!r} cannot be compared with itself: give two pages")
    return [known[id] for id in ids]


def _names(pages: list[dict]) -> list[str]:
    """Return the names of the outlets; where both are the same, with the ids of the pages."""
    names = [page["outlet"] for page in pages]
    return names if len(set(names)) == len(names) else [f"{page['outlet']} ({page['id']})" for page in pages]


def _told(row: dict) -> str:
    """Return what a page says on an element, in our words, without the marks of the coding."""
    outlet = {page["id"]: page["outlet"] for page in data.rows("coverage_pages")}
    detail = PAGE.sub(lambda match: outlet[match[0]], CODED.sub("", row["detail"] or ""))
    if row["cell"] == SAYS:
        return capital(detail or "says so")
    return capital(f"{row['cell']} ({detail})" if detail else row["cell"])


def _difference(names: list[str], counts: list[int]) -> str:
    one, two, both = (number(count) if count else "none" for count in counts)
    elements = "element stands" if counts[0] == 1 else "elements stand"
    return f"In what we read, {one} {elements} only in {names[0]}, {two} only in {names[1]} and {both} in both"


def _extent(names: list[str], pages: list[dict], unread: list[str]) -> str:
    """Say how much of each page was read, and what that leaves open."""
    read = listed(f"{name}, {page['extent_read']}" for name, page in zip(names, pages, strict=True))
    open_ones = f" Not comparable, as that part of a page was not read: {'; '.join(unread)}." if unread else ""
    return f"What neither page has is left out. Read of each page: {read}.{open_ones}"
