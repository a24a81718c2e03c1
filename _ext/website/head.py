"""Says what stands in a page's head: policy, colours before the first paint, what others may know of the page."""

import json
import re
from base64 import b64encode
from hashlib import sha256

from docutils import nodes

from website import book
from website.search import plain

# Runs before the first paint; without it colours are as the system has them. Furo's own fails where storage is refused.
MODE = (
    'document.documentElement.classList.remove("no-js");document.body.dataset.theme="auto";'
    'try{document.body.dataset.theme=localStorage.getItem("theme")||"auto"}catch(e){}'
)
# This site alone, one script in the page by its hash, no style in it.
POLICY = (
    f"default-src 'self'; script-src 'self' 'sha256-{b64encode(sha256(MODE.encode()).digest()).decode()}'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
SORTS = {"index": "textbook", "chapters": "chapter", "teach": "lesson plan", "reference": "reference"}  # by folder
SHORTEST = 50  # characters a first paragraph needs to describe its page
LONGEST = 160  # characters that search engines show


def sort(page: str) -> str:
    """Return what sort of learning resource a page is."""
    return SORTS.get(page.split("/")[0], "textbook")


def note_summary(app, doctree):
    """Keep what a page says of itself for search engines and link previews."""
    name = app.env.docname
    noted = app.env.metadata[name]["site"] = {"summary": description(doctree, sort(name) == "reference")}
    if objectives := labelled(doctree, "Objectives:"):
        listed = objectives.next_node(descend=False, siblings=True)
        if isinstance(listed, nodes.bullet_list):
            noted["teaches"] = [" ".join(item.astext().split()).rstrip(";.") for item in listed]
    time = labelled(doctree, "Time:")
    if time and (minutes := re.findall(r"(\d+) minutes", time.rawsource or time.astext())):
        noted["timeRequired"] = f"PT{sum(map(int, minutes))}M"


def fill(app, pagename: str, context: dict):
    """Give the templates what they print of a page; they escape it."""
    known = app.config.html_context["book"]
    noted = app.env.metadata.get(pagename, {}).get("site", {})
    noted = {**noted, "summary": noted.get("summary") or known.title}  # of a page without a sentence
    shown = plain(context.get("title") or ("Search" if pagename == "search" else known.title))
    title = shown.removeprefix(f"{app.config.chapter_numbers.get(pagename)} · ")
    context |= {
        "pageurl": known.address(pagename),
        "description": noted["summary"],
        "own_title": title,
        "schema": resource(known, pagename, title, noted),
        "sort": "title-page" if pagename == app.config.root_doc else sort(pagename).replace(" ", "-"),
    }


def resource(known: book.Book, page: str, title: str, noted: dict) -> str:
    """Return schema.org's LearningResource of a page, for a script element; what is not known is left out."""
    found = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": title,
        "description": noted["summary"],
        "url": known.address(page),
        "inLanguage": known.language,
        "learningResourceType": sort(page),
        "license": book.LICENCE,
        "isAccessibleForFree": True,
        "version": known.version,
        "author": {"@type": "Organization", "name": known.authors},
        **{name: noted[name] for name in ("teaches", "timeRequired") if name in noted},
    }
    if page != "index":
        found["isPartOf"] = {"@type": "Book", "name": known.title, "url": known.base}
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")


def description(doctree, reference: bool) -> str:
    """Return the first sentences of a page, as many as search engines show; the reference's follow its title."""
    words = ""
    for paragraph in doctree.findall(nodes.paragraph):
        asked = begins(paragraph, "Question:")  # with which a chapter begins; a translation has another word
        if asked or isinstance(paragraph.parent, nodes.section | nodes.document):
            said = " ".join(paragraph.astext().split())
            label = f"{paragraph.next_node(nodes.strong).astext()} " if asked else ""
            words = f"{words} {said.removeprefix(label)}".strip()
            if len(words) >= SHORTEST:
                break
    if reference:
        words = f"{doctree.next_node(nodes.title).astext()}. {words}"
    return words if len(words) <= LONGEST else re.sub(r"[\s,;:.–-]+\S*$", "", words[:LONGEST]) + " …"


def labelled(doctree, word: str) -> nodes.paragraph | None:
    """Return the first paragraph that begins with a word."""
    return next((one for one in doctree.findall(nodes.paragraph) if begins(one, word)), None)


def begins(paragraph, word: str | tuple) -> bool:
    """Say whether a paragraph begins with a word (or one of some) in English; a translation keeps that source."""
    return (paragraph.rawsource or paragraph.astext()).lstrip("*").startswith(word)
