"""Map each row that has an entry of its own to the page and anchor of the reference that describe it.

Sources that the main tables cite are on the page `sources`. The others are split by kind; press sources, by far the
most, by the first letter of the id. These ranges of letters are fixed, so that a new source never moves another one.
"""

from functools import lru_cache

from .. import data

REFERENCE = "../reference"  # relative to a chapter; the site replaces .md by .html
# The main tables: the evidence for the article's claims, and who was aboard.
MAIN_TABLES = ("claim_evidence", "stays", "people", "agencies", "ground_track")
LETTER_RANGES = ("a-d", "e-l", "m-r", "s", "t-z")  # of press pages; the first has ids that begin with a digit, too
PAGE_BY_KIND = {"agency": "sources-official", "law": "sources-official", "catalogue": "sources-official"}


def has_entries(table: str) -> bool:
    """Return whether the rows of a table have entries of their own.

    >>> has_entries("claims"), has_entries("stays")
    (True, False)
    """
    return "x-entry" in data.table_schema(table)


def entry_address(table: str, id: str) -> str:
    """Return the URL of a row's entry, relative to the reference; KeyError: a table without entries, no such source.

    >>> entry_address("claims", "C14"), entry_address("sources", "tass-1279545")
    ('claims.md#c14', 'sources-press-t-z.md#tass-1279545')
    """
    if table == "sources":
        return source_address(id)
    entry = data.table_schema(table)["x-entry"]
    return f"{entry['page']}.md#{entry['prefix']}{id.lower()}"


def entry_anchor(table: str, id: str) -> str:
    """Return the anchor of a row's entry, which is also its heading; KeyError as for `entry_address`.

    >>> entry_anchor("claims", "C14"), entry_anchor("predictions", "us-to-2030")
    ('c14', 'prediction-us-to-2030')
    """
    return entry_address(table, id).partition("#")[2]


def row_address(table: str, id: str) -> str:
    """Return the URL of a row's entry, relative to a chapter; KeyError: a table without entries, no such source.

    >>> row_address("claims", "C14")
    '../reference/claims.md#c14'
    """
    return f"{REFERENCE}/{entry_address(table, id)}"


def source_address(id: str) -> str:
    """Return the URL of a source, relative to the reference; KeyError: no such source.

    >>> source_address("gcat"), source_address("tass-1279545")
    ('sources.md#gcat', 'sources-press-t-z.md#tass-1279545')
    """
    return f"{_pages(data.cache_key(*MAIN_TABLES, 'sources'))[id]}.md#{source_anchor(id)}"


def source_anchor(id: str) -> str:
    """Return the anchor of a source: its id, with the prefix "source-" if it begins with a digit, as no anchor may.

    >>> source_anchor("gcat"), source_anchor("24ur-kljucna-beseda")
    ('gcat', 'source-24ur-kljucna-beseda')
    """
    return id if id[:1].isalpha() else f"source-{id}"


@lru_cache(maxsize=1)
def _pages(key: tuple) -> dict[str, str]:
    """Return the page of every source by its id; cached by the key of the data files."""
    main_rows = [row for name in MAIN_TABLES for row in data.rows(name)]
    main_ids = {id for row in main_rows for id in row.get("source_ids") or (row["source_id"],)}
    return {row["id"]: "sources" if row["id"] in main_ids else _page(row) for row in data.rows("sources")}


def _page(row: dict) -> str:
    """Return the page of a source that the main tables do not cite."""
    if row["kind"] == "press":
        letters = next(letters for letters in LETTER_RANGES if row["id"][0] <= letters[-1])
        return f"sources-press-{letters}"
    return PAGE_BY_KIND.get(row["kind"], "sources-archives")
