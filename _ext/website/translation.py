"""Finds the words that exhibits, templates and scripts put on finished pages, and puts a translation's in their place.

What a page's own text says is Sphinx's work, by the catalogue of that page. Everything else is one catalogue,
`exhibits`: its entries are found and replaced by the same walk over a page.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(
    r'<!--.*?-->|(?P<json><script type="application/json">)(?P<data>.*?)</script>'
    r"|<(?P<skip>script|style|pre|code)\b.*?</(?P=skip)>|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)[^>]*>|<[^>]*>|(?P<text>[^<]+)",
    re.S,
)
SPOKEN = re.compile(r'(\s(alt|aria-label|title|placeholder|data-label|data-title|data-labels|data-key)=)"([^"]*)"')
LISTS = {"data-labels", "data-key"}  # JSON, of which a script makes controls
EXHIBIT = re.compile(r"<(?:svg|summary|button)\b|\sclass=\"(?:[^\"]*\s)?(?:iss-(?!header)|cell_output)")
ARTICLE = '<article role="main" id="content">'  # of _templates/page.html
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}
WORDS = re.compile(r"const WORDS = (\{.*?\n  \});", re.S)
Say = Callable[[str, str], str]  # given a text and where it stands: "page", "exhibit" or "prose"


def reworded(page: str, say: Say) -> str:
    """Return a page with each text put through `say`."""
    start = page.find("<body")
    return page[:start] + "".join(pieces(page[start:], say))


def pieces(body: str, say: Say):
    """Give the tags and texts of a page one by one."""
    open_tags = [("", "page")]
    for token in TOKEN.finditer(body):
        where = open_tags[-1][1]
        if token["text"]:
            yield spoken(token["text"], where, say)
        elif token["json"]:
            yield f"{token['json']}{game(token['data'], say)}</script>"
        elif token["end"]:
            tags = [tag for tag, _ in open_tags]
            if token["tag"] in tags:
                del open_tags[len(tags) - 1 - tags[::-1].index(token["tag"]) :]
            yield token[0]
        elif token["tag"]:
            inside = place(token, where)
            yield SPOKEN.sub(lambda match, inside=inside: attribute(match, inside, say), token[0])
            if token["tag"] not in VOID and not token[0].endswith("/>"):
                open_tags.append((token["tag"], inside))
        else:
            yield token[0]


def place(token: re.Match, where: str) -> str:
    """Return where what stands in an element stands."""
    if EXHIBIT.search(token[0]) and token["tag"] != "body":
        return "exhibit"
    return "prose" if token[0] == ARTICLE else where


def spoken(text: str, where: str, say: Say) -> str:
    """Return a text put through `say`, with the blanks around it."""
    bare = unescape(text).strip()
    core = " ".join(bare.split())
    said = say(core, where) if core else core
    return text if said == core else text.replace(text.strip(), escape(said, quote=False))


def attribute(match: re.Match, where: str, say: Say) -> str:
    """Return an attribute put through `say`."""
    value = unescape(match[3])
    found = json.loads(value) if match[2] in LISTS else value
    said = each(found, lambda text, _: say(text, "exhibit" if where == "prose" else where))
    written = json.dumps(said, ensure_ascii=False) if match[2] in LISTS else said
    return match[0] if said == found else f'{match[1]}"{escape(written)}"'


def game(data: str, say: Say) -> str:
    """Return the game's JSON with its words and sentences put through `say`; its keys stay as they are."""
    book = json.loads(data)
    said = {name: each(book[name], say) if name in {"words", "sentences"} else book[name] for name in book}
    return data if said == book else json.dumps(said, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")


def each(found, say: Say):
    """Return nested words, each put through `say`."""
    if isinstance(found, dict):
        return {key: each(value, say) for key, value in found.items()}
    if isinstance(found, list):
        return [each(value, say) for value in found]
    return say(found, "exhibit") if isinstance(found, str) else found


def script(code: str, say: Say) -> str:
    """Return a script with the words that stand in its WORDS put through `say`."""

    def put(match: re.Match) -> str:
        return f"const WORDS = {json.dumps(each(json.loads(match[1]), say), ensure_ascii=False)};"

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
    return lambda text, where: known.get(text, text)
