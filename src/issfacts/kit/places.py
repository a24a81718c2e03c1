"""Tells on which page of the reference a source is described: pages and exhibits link by this one rule.

What the story itself rests on stands on one page, `sources`. The rest is split by kind, and the press, by far the
largest kind, by the first letter of the id. The letters of a page are fixed: a new row moves no other row's address.
"""

from functools import lru_cache

from .. import data

# The tables of the story: the evidence for the article's claims, and who was aboard.
STORY = ("claim_evidence", "stays", "people", "agencies", "ground_track")
LETTERS = ("a-d", "e-l", "m-r", "s", "t-z")  # ids that begin with a digit stand before a
BY_KIND = {"agency": "sources-official", "law": "sources-official", "catalogue": "sources-official"}


def source_address(id: str) -> str:
    """Name the place of a source within the reference; KeyError where there is no such source.

    >>> source_address("gcat"), source_address("tass-1279545")
    ('sources.md#gcat', 'sources-press-t-z.md#tass-1279545')
    """
    return f"{_pages(data.state(*STORY, 'sources'))[id]}.md#{source_anchor(id)}"


def source_anchor(id: str) -> str:
    """Name the anchor of a source: its id, but for a word before an id that begins with a digit, as no anchor may.

    >>> source_anchor("gcat"), source_anchor("24ur-kljucna-beseda")
    ('gcat', 'source-24ur-kljucna-beseda')
    """
    return id if id[:1].isalpha() else f"source-{id}"


@lru_cache(maxsize=1)
def _pages(state: tuple) -> dict[str, str]:
    """Name the page of every source, by its id."""
    citing = [row for name in STORY for row in data.rows(name)]
    story = {id for row in citing for id in row.get("source_ids") or (row["source_id"],)}
    return {row["id"]: "sources" if row["id"] in story else _page(row) for row in data.rows("sources")}


def _page(row: dict) -> str:
    """Name the page of a source that the story does not cite."""
    if row["kind"] == "press":
        letters = next(letters for letters in LETTERS if row["id"][0] <= letters[-1])
        return f"sources-press-{letters}"
    return BY_KIND.get(row["kind"], "sources-archives")
