"""Translates the texts that exhibits, templates and scripts put on finished pages.

Sphinx translates a page's own text with the catalogue of that page. All other texts are in the catalogue `exhibits`.
`tools/translation.py` collects its messages with the same functions, so that none is missed.
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
from paths import ROOT

UNTRANSLATED_TAGS = ("script", "style", "pre", "code")
TEXT_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "data-label", "data-title")
JSON_ATTRIBUTES = ("data-labels", "data-key")  # the texts of controls that a script creates
SCRIPT_WORDS = re.compile(r"const WORDS = (\{.*?\n  \});", re.S)
Translate = Callable[[str, bool], str]  # (text, whether it is part of the page's own prose) -> translation


def translate_page(html: str, translate: Translate) -> str:
    """Return a page with every text, attribute and widget label translated."""
    tree = BeautifulSoup(html, "html.parser")

    def translate_label(text: str) -> str:
        return translate(text, False)

    for text in tree.body.find_all(string=True):
        if text.strip() and not isinstance(text, PreformattedString) and not text.find_parent(UNTRANSLATED_TAGS):
            words = " ".join(text.split())
            if (translated := translate(words, is_prose(text))) != words:  # else no-break spaces stay
                text.replace_with(text.replace(text.strip(), translated))
    for tag in tree.body.find_all(True):
        for name in filter(tag.has_attr, TEXT_ATTRIBUTES):
            tag[name] = translate_label(tag[name])
        for name in filter(tag.has_attr, JSON_ATTRIBUTES):
            tag[name] = json.dumps(map_strings(json.loads(tag[name]), translate_label), ensure_ascii=False)
    for script in tree.select('script[type="application/json"]'):
        payload = json.loads(script.string)
        for key in filter(payload.__contains__, ("words", "sentences")):
            payload[key] = map_strings(payload[key], translate_label)
        script.string = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return tree.decode(formatter=SourceOrderFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix=""))


class SourceOrderFormatter(HTMLFormatter):
    """Formatter that writes attributes in the order of the source instead of sorting them."""

    def attributes(self, tag):
        """Return names and values of a tag's attributes."""
        return tag.attrs.items()


def is_prose(text) -> bool:
    """Return whether a text is part of a page's own prose: in the article, but not in an exhibit."""
    for tag in text.parents:
        classes = set(tag.get("class", ())) - {"iss-header"}
        if tag.name in ("svg", "summary", "button") or "cell_output" in classes or "iss-" in " ".join(classes):
            return False
        if tag.name == "article":
            return True
    return False


def map_strings(value, function: Callable[[str], str]):
    """Return nested dicts and lists with a function applied to every string value."""
    if isinstance(value, dict):
        return {key: map_strings(item, function) for key, item in value.items()}
    if isinstance(value, list):
        return [map_strings(item, function) for item in value]
    return function(value) if isinstance(value, str) else value


def translate_script(code: str, translate: Translate) -> str:
    """Return a script with the strings of its constant WORDS translated."""

    def replace_words(match: re.Match) -> str:
        words = map_strings(json.loads(match[1]), lambda text: translate(text, False))
        return f"const WORDS = {json.dumps(words, ensure_ascii=False)};"

    return SCRIPT_WORDS.sub(replace_words, code)


def catalogue_path(language: str) -> Path:
    """Return the path of a language's catalogue for exhibits."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "exhibits.po"


@cache
def load_translator(language: str) -> Translate | None:
    """Return a function that translates texts by a language's catalogue; None if there is no catalogue.

    A text without a translation, or with one marked as fuzzy, stays English.
    """
    path = catalogue_path(language)
    if not path.exists():
        return None
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id and entry.string and not entry.fuzzy]
    translations = {entry.id: entry.string for entry in entries}
    return lambda text, _: translations.get(text, text)
