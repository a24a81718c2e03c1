"""Ask how the pages told the docking: which page says what, and from which root its text comes.

Pure functions on the tables coverage_pages, coverage_elements and coverage. A cell is one of three, and the third
is no answer: a page counts for an element only where that part of it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import data

ARTICLE = "P00"  # the page the book starts from; it is never counted
WAR = "E9"  # the element by which the pages part
SAYS, SILENT, UNREAD = "says", "not in what we read", "not read"
ROOTS = ("AFP", "Reuters", "dpa", "EFE", "TASS", "Roscosmos", "NASA", "AP")  # the houses our inference names


def pages() -> list[dict]:
    """Return the pages beside the article.

    >>> pages()[0]["outlet"]
    'NASA'
    """
    return [page for page in data.rows("coverage_pages") if page["id"] != ARTICLE]


def roots(page: dict) -> tuple[str, ...]:
    """Return the houses from which the text of a page probably comes; none where nobody could tell.

    >>> roots({"probable_root": "Xinhua from Roscosmos"})
    ('Roscosmos',)
    """
    return tuple(root for root in ROOTS if re.search(rf"\b{root}\b", page["probable_root"]))


def cells() -> dict[tuple[str, str], str]:
    """Return what was found, by page and element: says, not in what we read, or not read.

    >>> cells()["P05", "E9"]
    'not read'
    """
    return {(row["page_id"], row["element_id"]): row["cell"] for row in data.rows("coverage")}


def saying(element: str, ids: Iterable[str] | None = None) -> tuple[int, int]:
    """Count the pages that have an element, and those in which its part was read; `ids` chooses among the pages.

    >>> saying("E9")
    (7, 19)
    """
    found = cells()
    chosen = [page["id"] for page in pages()] if ids is None else ids
    read = [found[id, element] for id in chosen if found[id, element] != UNREAD]
    return read.count(SAYS), len(read)
