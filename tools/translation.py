"""Writes the gettext catalogues for translators into `_build/translation`: one for each page, and exhibits.pot.

`make translation` builds the book in English first. The catalogue of a page has the messages that Sphinx extracts.
Other text on the rendered pages comes from exhibits, templates and scripts: it goes into `exhibits.pot`.
"""

import pickle
import re
from calendar import month_name
from shutil import rmtree

import page_texts
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from docutils import nodes
from notebooks import pages
from paths import OUTPUT, ROOT, SITE
from running import ToolError, run_tool
from sphinx.util.nodes import extract_messages

FOLDER = OUTPUT / "translation"
SCRIPTS = ("_ext/site/docked.js", "_ext/site/audit.js", "_ext/site/search.js")
MONTHS = "|".join(month_name[1:])
# Addresses, file names, identifiers and dates.
UNTRANSLATED = re.compile(
    r"\W*(?:https?://\S+|\S*[./_]\S+\.\w+|[A-Z]+-?\d+\w*|[a-z\d]+(?:-[a-z\d]+)+"
    rf"|(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}})\W*"
)
WORD = re.compile(r"[^\W\d_]{2}")


def needs_translation(text: str) -> bool:
    """Return whether a text has words other than addresses, file names, identifiers and dates."""
    return bool(WORD.search(text)) and not UNTRANSLATED.fullmatch(text)


def exhibit_texts(trees: dict) -> dict[str, list[str]]:
    """Return the texts of scripts and rendered pages that are not in the pages' sources, each with its locations.

    `trees` holds the Sphinx document of each page by its name.
    """
    found: dict[str, list[str]] = {}

    def collector(location: str, source_texts: set[str]):
        """Return a function for tools/page_texts.py that collects texts instead of translating them."""

        def collect(text: str, in_prose: bool) -> str:
            is_source_text = in_prose and text in source_texts
            if needs_translation(text) and not is_source_text and location not in found.setdefault(text, []):
                found[text].append(location)
            return text

        return collect

    for script in SCRIPTS:
        page_texts.translate_script((ROOT / script).read_text("utf-8"), collector(script, set()))
    for page in [*trees, "search"]:
        texts = trees[page].findall(nodes.Text) if page in trees else ()
        source_texts = {" ".join(text.split()) for text in texts if not isinstance(text.parent, nodes.raw)}
        page_texts.translate_page((SITE / f"{page}.html").read_text("utf-8"), collector(page, source_texts))
    return found


def write_catalogue(name: str, entries: dict[str, list[str]]) -> None:
    """Write the catalogue `name`.pot; `entries` maps each message to its locations."""
    catalogue = Catalog(project="Docked", charset="utf-8")
    for message, locations in entries.items():
        catalogue.add(message, locations=[(location, None) for location in locations])
    target = FOLDER / f"{name}.pot"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_po(file, catalogue, width=0)


def main() -> None:
    """Write all catalogues and print the number of messages."""
    if not re.search(r'<html[^>]* lang="en"', (SITE / "index.html").read_text("utf-8")):
        raise ToolError("Build the book in English first: make book")
    rmtree(FOLDER, ignore_errors=True)
    trees = {page: pickle.loads((OUTPUT / ".doctrees" / f"{page}.doctree").read_bytes()) for page in pages()}
    found = {
        page: {message: [page] for _, message in extract_messages(tree) if WORD.search(message)}
        for page, tree in trees.items()
    }
    found["exhibits"] = exhibit_texts(trees)
    for name, entries in found.items():
        write_catalogue(name, entries)
    total = sum(map(len, found.values()))
    print(f"{len(found)} catalogues in {FOLDER}: {total:,} texts, {len(found['exhibits']):,} of them in exhibits.pot")


if __name__ == "__main__":
    run_tool(main, "The catalogues were not written.")
