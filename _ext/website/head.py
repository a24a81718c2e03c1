"""Says what stands in a page's head: policy, colours before the first paint, what others may know of the page."""

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import unescape

from docutils import nodes

# Runs before the first paint; without it colours are as the system has them. Furo's own fails where storage is refused.
MODE = (
    'document.documentElement.classList.remove("no-js");document.body.dataset.theme="auto";'
    'try{document.body.dataset.theme=localStorage.getItem("theme")||"auto"}catch(e){}'
)
SHORTEST = 50  # characters a first paragraph needs to describe its page
LONGEST = 160  # characters that search engines show


def policy() -> str:
    """Return the Content-Security-Policy: this site alone, one script in the page by its hash, no style in it."""
    digest = b64encode(sha256(MODE.encode()).digest()).decode()
    return (
        f"default-src 'self'; script-src 'self' 'sha256-{digest}'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'"
    )


@dataclass(frozen=True)
class Head:
    """What the templates print of a page; they escape it."""

    title: str
    description: str
    address: str
    kind: str
    sort: str
    picture: str
    schema: str
    is_page: bool
    authors: str
    citation: str
    cover: str
    cover_title: tuple
    policy: str = policy()
    mode: str = MODE


def plain(title: str) -> str:
    """Return a title as Sphinx gives it, HTML, as text."""
    return unescape(re.sub(r"<[^>]+>", "", title))


def description(doctree, reference: bool = False) -> str:
    """Return the first sentences of a page, as many as search engines show; the reference's follow its title.

    A chapter begins with its question.
    """
    title = doctree.next_node(nodes.title)
    words, start = "", f"{title.astext()}. " if reference and title is not None else ""
    for paragraph in doctree.findall(nodes.paragraph):
        said = " ".join(paragraph.astext().split())
        asked = begins(paragraph, "Question:")
        if asked or isinstance(paragraph.parent, nodes.section | nodes.document):
            words = f"{words} {said.removeprefix(label(paragraph)) if asked else said}".strip()
            if len(words) >= SHORTEST:
                break
    return shortened(start + words)


def shortened(words: str) -> str:
    """Return a text cut at the end of a word, where it is longer than search engines show."""
    if len(words) <= LONGEST:
        return words
    return re.sub(r"[\s,;:.–-]+\S*$", "", words[:LONGEST]) + " …"


def begins(paragraph, word: str | tuple) -> bool:
    """Say whether a paragraph begins with a word (or one of some) in English; a translation keeps that source."""
    return (paragraph.rawsource or paragraph.astext()).lstrip("*").startswith(word)


def label(paragraph) -> str:
    """Return the words in bold with which a paragraph begins, and the blank behind them."""
    return f"{paragraph.next_node(nodes.strong).astext()} "


def objectives(doctree) -> list[str]:
    """Return what a chapter says that its reader learns: the list after the paragraph “Objectives”."""
    for paragraph in doctree.findall(nodes.paragraph):
        if begins(paragraph, "Objectives:"):
            following = paragraph.next_node(descend=False, siblings=True)
            if isinstance(following, nodes.bullet_list):
                return [" ".join(item.astext().split()).rstrip(";.") for item in following.children]
    return []


def minutes(doctree) -> int:
    """Return the minutes of reading and exercise that a chapter names, or 0."""
    for paragraph in doctree.findall(nodes.paragraph):
        if begins(paragraph, "Time:"):
            return sum(map(int, re.findall(r"(\d+) minutes", paragraph.rawsource or paragraph.astext())))
    return 0


def as_json(found: dict) -> str:
    """Return JSON that may stand in a script element."""
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")
