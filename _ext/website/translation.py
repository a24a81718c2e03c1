"""Finds the words that exhibits, templates and scripts put on finished pages, and puts a translation's in their place.

What a page's own text says is Sphinx's work, by the catalogue of that page. Everything else is one catalogue,
`exhibits`: its entries are found and replaced by the same walk over a page.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.element import PreformattedString
from bs4.formatter import HTMLFormatter

ROOT = Path(__file__).resolve().parents[2]
UNTOUCHED = ("script", "style", "pre", "code")
SPOKEN = ("alt", "aria-label", "title", "placeholder", "data-label", "data-title")
LISTS = ("data-labels", "data-key")  # JSON, of which a script makes controls
WORDS = re.compile(r"const WORDS = (\{.*?\n  \});", re.S)
Say = Callable[[str, bool], str]  # given a text, and whether it stands in the page's own prose


def reworded(page: str, say: Say) -> str:
    """Return a page with each text put through `say`."""
    tree = BeautifulSoup(page, "html.parser")

    def told(text: str) -> str:
        return say(text, False)

    for text in tree.body.find_all(string=True):
        if text.strip() and not isinstance(text, PreformattedString) and not text.find_parent(UNTOUCHED):
            text.replace_with(text.replace(text.strip(), say(" ".join(text.split()), in_prose(text))))
    for tag in tree.body.find_all(True):
        for name in filter(tag.has_attr, SPOKEN):
            tag[name] = told(tag[name])
        for name in filter(tag.has_attr, LISTS):
            tag[name] = json.dumps(each(json.loads(tag[name]), told), ensure_ascii=False)
    for game in tree.select('script[type="application/json"]'):
        known = json.loads(game.string)
        said = {name: each(value, told) if name in {"words", "sentences"} else value for name, value in known.items()}
        game.string = json.dumps(said, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return tree.decode(formatter=InOrder(EntitySubstitution.substitute_xml, void_element_close_prefix=""))


class InOrder(HTMLFormatter):
    """Writes the attributes of an element in their order."""

    def attributes(self, tag):
        """Return names and values as they were read."""
        return tag.attrs.items()


def in_prose(text) -> bool:
    """Say whether a text stands in the article of a page, and not in an exhibit."""
    for tag in text.parents:
        classes = set(tag.get("class", ())) - {"iss-header"}
        if tag.name in ("svg", "summary", "button") or "cell_output" in classes or "iss-" in " ".join(classes):
            return False
        if tag.name == "article":
            return True
    return False


def each(found, told: Callable[[str], str]):
    """Return nested words, each put through `told`."""
    if isinstance(found, dict):
        return {key: each(value, told) for key, value in found.items()}
    if isinstance(found, list):
        return [each(value, told) for value in found]
    return told(found) if isinstance(found, str) else found


def script(code: str, say: Say) -> str:
    """Return a script with the words that stand in its WORDS put through `say`."""

    def put(match: re.Match) -> str:
        said = each(json.loads(match[1]), lambda text: say(text, False))
        return f"const WORDS = {json.dumps(said, ensure_ascii=False)};"

    return WORDS.sub(put, code)


def catalogue_file(language: str) -> Path:
    """Return where a language's words for exhibits are kept."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "exhibits.po"


@cache
def sayer(language: str) -> Say | None:
    """Return what puts a language's words in the place of ours, or None; what has no translation stays as it is."""
    path = catalogue_file(language)
    if not path.exists():
        return None
    with path.open("rb") as file:
        known = {entry.id: entry.string for entry in read_po(file) if entry.id and entry.string and not entry.fuzzy}
    return lambda text, _: known.get(text, text)
