"""Writes the files generated from the tables: the reference pages and the descriptor of the data package.

`make data` writes them; `python tools/reference.py --check` only lists those that are out of date.
"""

import sys
from pathlib import Path

import notebooks
from describe import DescriptionError, descriptor_text
from generated import write_or_check
from notebooks import ROOT
from refpages.book import Book, read_book
from refpages.pages import render

import issfacts

DESCRIPTOR = ROOT / "data" / "datapackage.json"


def render_pages(book: Book | None = None) -> dict[Path, str]:
    """Return the text of every reference page in the table of contents, by its path."""
    book = book or read_book()
    names = [page.removeprefix("reference/") for page in notebooks.pages() if page.startswith("reference/")]
    return {ROOT / "reference" / f"{name}.md": render(book, name) for name in names}


def main() -> int:
    """Write the files that are out of date; with --check only list them and return 1."""
    try:
        stale = write_or_check({DESCRIPTOR: descriptor_text()})  # first: reading the tables for the pages needs it
        stale |= write_or_check(render_pages())
    except (issfacts.DataError, DescriptionError) as error:
        print(f"The data has an error: {error}", file=sys.stderr)
        return 1
    print("Run `make data` and look at what it changed." if stale else "The reference and the hashes are up to date.")
    return stale


if __name__ == "__main__":
    sys.exit(main())
