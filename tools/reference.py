"""Writes what follows from the tables: the reference pages, and the hashes in the data package.

`make data` writes them; `python tools/reference.py --check` only names what is stale.
"""

import argparse
import json
import sys
from hashlib import sha256
from pathlib import Path

from refpages.api import api_page
from refpages.book import Book, read_book
from refpages.dictionary import data_page
from refpages.records import claims_page, events_page, facts_page, index_page, sources_page

import issfacts

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "data" / "datapackage.json"
PAGES = {
    "index": index_page,
    "facts": facts_page,
    "claims": claims_page,
    "events": events_page,
    "sources": sources_page,
    "data": data_page,
    "api": api_page,
}


def pages(book: Book | None = None) -> dict[Path, str]:
    """Return the text of every reference page."""
    book = book or read_book()
    return {ROOT / "reference" / f"{name}.md": write(book) for name, write in PAGES.items()}


def package_text(path: Path = PACKAGE) -> str:
    """Return the data package's text with the sha256 of each table as it stands now."""
    package = json.loads(path.read_text("utf-8"))
    for resource in package["resources"]:
        resource["hash"] = "sha256:" + sha256((path.parent / resource["path"]).read_bytes()).hexdigest()
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def stale() -> dict[Path, str]:
    """Return the files that do not say what they should, and what they should say."""
    wanted = {PACKAGE: package_text(), **pages()}
    return {path: text for path, text in wanted.items() if not path.exists() or path.read_bytes() != text.encode()}


def main(arguments: list[str] | None = None) -> int:
    """Write what is stale; with --check only name it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where something is stale")
    check = parser.parse_args(arguments).check
    try:
        behind = stale()
    except issfacts.DataError as error:
        print(f"The data has an error. {error}", file=sys.stderr)
        return 1
    for path, text in behind.items():
        print(f"{'stale' if check else 'wrote'} {path.relative_to(ROOT)}")
        if not check:
            path.write_bytes(text.encode())
    if not behind:
        print("The reference pages and the hashes are up to date.")
    elif check:
        print("Run `make data` and look at what it changed.", file=sys.stderr)
    return int(check and bool(behind))


if __name__ == "__main__":
    sys.exit(main())
