"""Writes the catalogues that translators fill, into `_build/translation`: one a page, and one for all exhibits.

`make translation` builds the book in English first. The messages of a page are those that Sphinx will look for. A text
on the finished page that is not of them was put there by an exhibit, a template or a script: `exhibits.pot` holds it.
"""

import pickle
import re
import sys
from pathlib import Path
from shutil import rmtree

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from build import OUTPUT, ROOT, SITE
from docutils import nodes
from notebooks import pages
from sphinx.util.nodes import extract_messages
from website import translation

FOLDER = OUTPUT / "translation"
SCRIPTS = ("docked.js", "play.js")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Numbers, dates, addresses and identifiers: they stay as printed.
AS_PRINTED = re.compile(
    r"\W*(?:https?://\S+|\S*[./_]\S+\.\w+|[A-Z]+-?\d+\w*|[a-z\d]+(?:-[a-z\d]+)+"
    rf"|(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}})\W*"
)
WORD = re.compile(r"[^\W\d_]{2}")


def doctree(page: str):
    """Return a page as Sphinx read it."""
    return pickle.loads((OUTPUT / ".doctrees" / f"{page}.doctree").read_bytes())


def messages(tree) -> list[str]:
    """Return what Sphinx translates of a page."""
    return list(dict.fromkeys(message for _, message in extract_messages(tree) if WORD.search(message)))


def texts(tree) -> set[str]:
    """Return the texts of a page that are not raw HTML, as they stand on the finished page."""
    return {" ".join(text.split()) for text in tree.findall(nodes.Text) if not isinstance(text.parent, nodes.raw)}


def worth_saying(text: str) -> bool:
    """Say whether a text has words."""
    return bool(WORD.search(text)) and not AS_PRINTED.fullmatch(text)


def exhibits(trees: dict) -> dict[str, list[str]]:
    """Return the words that no page's own text accounts for, each with the pages that show it."""
    found: dict[str, list[str]] = {}

    def keep(place: str, own: set[str]):
        def say(text: str, in_prose: bool) -> str:
            if worth_saying(text) and not (in_prose and text in own) and place not in found.setdefault(text, []):
                found[text].append(place)
            return text

        return say

    for name in SCRIPTS:
        place = f"_ext/site/{name}"
        translation.script((ROOT / place).read_text("utf-8"), keep(place, set()))
    for name in [*trees, "search"]:
        page = (SITE / f"{name}.html").read_text("utf-8")
        translation.reworded(page, keep(name, texts(trees[name]) if name in trees else set()))
    return found


def write(name: str, entries: dict[str, list[str]]) -> Path:
    """Write one catalogue."""
    catalogue = Catalog(project="Docked", charset="utf-8")
    for text, places in entries.items():
        catalogue.add(text, locations=[(place, None) for place in places])
    target = FOLDER / f"{name}.pot"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_po(file, catalogue, width=0)
    return target


def main() -> int:
    """Write all catalogues and say how much there is to translate."""
    if ' lang="en"' not in (SITE / "index.html").read_text("utf-8").split(">")[1]:
        print("Build the book in English first: make book", file=sys.stderr)
        return 1
    rmtree(FOLDER, ignore_errors=True)
    trees = {page: doctree(page) for page in pages()}
    found = {page: {message: [page] for message in messages(tree)} for page, tree in trees.items()}
    found["exhibits"] = exhibits(trees)
    for name, entries in found.items():
        write(name, entries)
    total = sum(map(len, found.values()))
    print(f"{len(found)} catalogues in {FOLDER}: {total:,} texts, {len(found['exhibits']):,} of them in exhibits.pot")
    return 0


if __name__ == "__main__":
    sys.exit(main())
