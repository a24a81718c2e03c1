"""Writes the catalogues that translators fill, into `_build/translation`: one a page, and one for all exhibits.

`make translation` builds the book in English first. The messages of a page are those that Sphinx will look for. A text
on the finished page that is not of them was put there by an exhibit, a template or a script: `exhibits.pot` holds it.
"""

import pickle
import re
import sys
from shutil import rmtree

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from build import OUTPUT, ROOT, SITE
from docutils import nodes
from notebooks import pages
from sphinx.util.nodes import extract_messages
from website import translation

FOLDER = OUTPUT / "translation"
SCRIPTS = ("_ext/site/docked.js", "_ext/site/play.js")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Numbers, dates, addresses and identifiers: they stay as printed.
AS_PRINTED = re.compile(
    r"\W*(?:https?://\S+|\S*[./_]\S+\.\w+|[A-Z]+-?\d+\w*|[a-z\d]+(?:-[a-z\d]+)+"
    rf"|(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}})\W*"
)
WORD = re.compile(r"[^\W\d_]{2}")


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

    for place in SCRIPTS:
        translation.translate_script((ROOT / place).read_text("utf-8"), keep(place, set()))
    for name in [*trees, "search"]:
        texts = trees[name].findall(nodes.Text) if name in trees else ()
        own = {" ".join(text.split()) for text in texts if not isinstance(text.parent, nodes.raw)}
        translation.translate_page((SITE / f"{name}.html").read_text("utf-8"), keep(name, own))
    return found


def write(name: str, entries: dict[str, list[str]]) -> None:
    """Write one catalogue."""
    catalogue = Catalog(project="Docked", charset="utf-8")
    for text, places in entries.items():
        catalogue.add(text, locations=[(place, None) for place in places])
    target = FOLDER / f"{name}.pot"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_po(file, catalogue, width=0)


def main() -> int:
    """Write all catalogues and say how much there is to translate."""
    if ' lang="en"' not in (SITE / "index.html").read_text("utf-8").split(">")[1]:
        print("Build the book in English first: make book", file=sys.stderr)
        return 1
    rmtree(FOLDER, ignore_errors=True)
    trees = {page: pickle.loads((OUTPUT / ".doctrees" / f"{page}.doctree").read_bytes()) for page in pages()}
    found = {
        page: {message: [page] for _, message in extract_messages(tree) if WORD.search(message)}
        for page, tree in trees.items()
    }
    found["exhibits"] = exhibits(trees)
    for name, entries in found.items():
        write(name, entries)
    total = sum(map(len, found.values()))
    print(f"{len(found)} catalogues in {FOLDER}: {total:,} texts, {len(found['exhibits']):,} of them in exhibits.pot")
    return 0


if __name__ == "__main__":
    sys.exit(main())
