"""Writes what follows from the tables: the reference pages, and the data package's descriptor.

`make data` writes them; `python tools/reference.py --check` only names what is stale.
"""

import argparse
import sys
from pathlib import Path

from describe import DescriptionError, descriptor_text
from refpages.api import api_page
from refpages.book import COMMENT, Book, read_book
from refpages.changes import changes_page
from refpages.chapter_sources import chapter_sources_page
from refpages.dictionary import FIELD_PAGES, data_page
from refpages.people import people_page
from refpages.records import claims_page, events_page, facts_page, index_page
from refpages.sources import SOURCE_PAGES
from refpages.standards import standards_page
from refpages.unknown import unknown_page
from refpages.views import perspectives_page, predictions_page
from refpages.words import glossary_page

import issfacts

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "reference"
PACKAGE = ROOT / "data" / "datapackage.json"
PAGES = {
    "index": index_page,
    "facts": facts_page,
    "claims": claims_page,
    "events": events_page,
    "predictions": predictions_page,
    "perspectives": perspectives_page,
    "glossary": glossary_page,
    "people": people_page,
    "unknown": unknown_page,
    "changes": changes_page,
    "chapter-sources": chapter_sources_page,
    "standards": standards_page,
    **SOURCE_PAGES,
    "data": data_page,
    **FIELD_PAGES,
    "api": api_page,
}


def pages(book: Book | None = None) -> dict[Path, str]:
    """Return the text of every reference page."""
    book = book or read_book()
    return {FOLDER / f"{name}.md": write(book) for name, write in PAGES.items()}


def left_over(folder: Path = FOLDER) -> list[Path]:
    """Return the generated pages that are written no more."""
    found = sorted(path for path in folder.glob("*.md") if path.stem not in PAGES)
    return [path for path in found if COMMENT in path.read_text("utf-8")]


def stale() -> dict[Path, str]:
    """Return the files that do not say what they should, and what they should say."""
    wanted = {PACKAGE: descriptor_text(), **pages()}
    return {path: text for path, text in wanted.items() if not path.exists() or path.read_bytes() != text.encode()}


def main(arguments: list[str] | None = None) -> int:
    """Write what is stale and remove what is left over; with --check only name it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where something is stale")
    check = parser.parse_args(arguments).check
    try:
        if not check:
            PACKAGE.write_text(descriptor_text(), "utf-8")  # the pages are read by it
        behind, over = stale(), left_over()
    except (issfacts.DataError, DescriptionError) as error:
        print(f"The data has an error: {error}", file=sys.stderr)
        return 1
    for path in [*behind, *over]:
        verb = "stale" if check else "wrote" if path in behind else "removed"
        print(f"{verb} {path.relative_to(ROOT)}")
    if not check:
        mend(behind, over)
    return told(check, bool(behind or over))


def mend(behind: dict[Path, str], over: list[Path]) -> None:
    """Write what is stale, remove what is left over."""
    for path, text in behind.items():
        path.write_bytes(text.encode())
    for path in over:
        path.unlink()


def told(check: bool, stale: bool) -> int:
    """Say how things stand; return 1 where a check found something stale."""
    if not stale:
        print("The reference pages and the hashes are up to date.")
    elif check:
        print("Run `make data` and look at what it changed.", file=sys.stderr)
    return int(check and stale)


if __name__ == "__main__":
    sys.exit(main())
