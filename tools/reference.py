"""Writes what follows from the tables: the reference pages, and the data package's descriptor.

`make data` writes them; `python tools/reference.py --check` only names what is stale.
"""

import sys
from pathlib import Path

import notebooks
from describe import DescriptionError, descriptor_text
from generated import settle
from notebooks import ROOT
from refpages.book import Book, read_book
from refpages.pages import render

import issfacts

PACKAGE = ROOT / "data" / "datapackage.json"


def pages(book: Book | None = None) -> dict[Path, str]:
    """Return the text of every reference page that the table of contents lists."""
    book = book or read_book()
    names = [page.removeprefix("reference/") for page in notebooks.pages() if page.startswith("reference/")]
    return {ROOT / "reference" / f"{name}.md": render(book, name) for name in names}


def main() -> int:
    """Write what is stale; with --check only name it and return 1."""
    try:
        behind = settle({PACKAGE: descriptor_text()})  # first, for the pages' data are read by it
        behind |= settle(pages())
    except (issfacts.DataError, DescriptionError) as error:
        print(f"The data has an error: {error}", file=sys.stderr)
        return 1
    print("Run `make data` and look at what it changed." if behind else "The reference and the hashes are up to date.")
    return behind


if __name__ == "__main__":
    sys.exit(main())
