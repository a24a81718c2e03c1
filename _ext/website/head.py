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
    app.env.metadata[name]["site"] = {
        "summary": description(doctree, sort(name) == "reference"),
        "teaches": objectives(doctree),
        "minutes": minutes(doctree),
    }


def fill(app, pagename: str, context: dict):
    """Give the templates what they print of a page and its book; they escape it."""
    known = book.book(app.config.html_baseurl, app.config.language)
    noted = app.env.metadata.get(pagename, {}).get("site", {})
    shown = plain(context.get("title") or ("Search" if pagename == "search" else known.title))
    title = shown.removeprefix(f"{book.chapter_numbers().get(pagename)} · ")
    summary = noted.get("summary") or known.title
    is_root, address = pagename == app.config.root_doc, known.address(pagename)
    context["pageurl"] = address
    context["site"] = {
        "policy": POLICY,
        "mode": MODE,
        "title": title,
        "description": summary,
        "address": address,
        "kind": "website" if is_root else "article",
        "sort": "title-page" if is_root else sort(pagename).replace(" ", "-"),
        "picture": f"{known.base}_static/preview.png",
        "schema": resource(known, pagename, title, {**noted, "summary": summary}),
        "is_page": pagename in app.env.found_docs,
        "authors": known.authors,
        "citation": known.citation(pagename, title),
        "cover": app.config.site_cover if is_root else "",
        "cover_title": known.title.split(": ", 1),
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
        "teaches": noted.get("teaches"),
        "timeRequired": f"PT{noted['minutes']}M" if noted.get("minutes") else "",
        "isPartOf": {"@type": "Book", "name": known.title, "url": known.base} if page != "index" else None,
    }
    said = {name: value for name, value in found.items() if value}
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


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
            label = f"{paragraph.next_node(nodes.strong).astext()} " if asked else ""
            words = f"{words} {said.removeprefix(label)}".strip()
            if len(words) >= SHORTEST:
                break
    words = start + words
    return words if len(words) <= LONGEST else re.sub(r"[\s,;:.–-]+\S*$", "", words[:LONGEST]) + " …"


def begins(paragraph, word: str | tuple) -> bool:
    """Say whether a paragraph begins with a word (or one of some) in English; a translation keeps that source."""
    return (paragraph.rawsource or paragraph.astext()).lstrip("*").startswith(word)


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
