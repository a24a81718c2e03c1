"""Makes a page's head: security policy, colour scheme, description, schema.org metadata."""

import re

from docutils import nodes
from fingerprint import csp_hash
from metadata import LICENCE, Book

from issfacts.kit.rendering import json_for_html
from website.search import strip_tags

# Runs before the first paint, so that the page does not flash in the wrong colours. It replaces Furo's script, which
# fails where the browser refuses localStorage.
THEME_SCRIPT = (
    'document.documentElement.classList.remove("no-js");document.body.dataset.theme="auto";'
    'try{document.body.dataset.theme=localStorage.getItem("theme")||"auto"}catch(e){}'
)
# Allows files of this site and one inline script by its hash; no inline styles.
CONTENT_SECURITY_POLICY = (
    f"default-src 'self'; script-src 'self' '{csp_hash(THEME_SCRIPT)}'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
# Learning resource types of schema.org by folder.
RESOURCE_TYPES = {"index": "textbook", "chapters": "chapter", "teach": "lesson plan", "reference": "reference"}
MIN_DESCRIPTION = 50  # characters; a shorter first paragraph is joined with the next one
MAX_DESCRIPTION = 160  # characters, as many as search engines show


def resource_type(page: str) -> str:
    """Return the schema.org learning resource type of a page."""
    return RESOURCE_TYPES.get(page.split("/")[0], "textbook")


def store_metadata(app, doctree):
    """Store a page's description, objectives and minutes in the build environment, for search engines and previews."""
    name = app.env.docname
    metadata = app.env.metadata[name]["site"] = {
        "description": page_description(doctree, is_reference=resource_type(name) == "reference")
    }
    if objectives := find_labelled(doctree, "Objectives:"):
        items = objectives.next_node(descend=False, siblings=True)
        if isinstance(items, nodes.bullet_list):
            metadata["teaches"] = [" ".join(item.astext().split()).rstrip(";.") for item in items]
    if time := find_labelled(doctree, "Time:"):
        minutes = re.findall(r"(\d+) minutes", time.rawsource or time.astext())
        if minutes:
            metadata["timeRequired"] = f"PT{sum(map(int, minutes))}M"


def set_context(app, pagename: str, context: dict):
    """Set the template variables of a page's head; the templates escape them."""
    book = app.config.html_context["book"]
    metadata = app.env.metadata.get(pagename, {}).get("site", {})
    description = metadata.get("description") or book.title
    full_title = context.get("title") or ("Search" if pagename == "search" else book.title)
    title = strip_tags(full_title).removeprefix(f"{app.config.chapter_numbers.get(pagename)} · ")
    context |= {
        "pageurl": book.address(pagename),
        "description": description,
        "own_title": title,
        "schema": schema_org_json(book, pagename, title, {**metadata, "description": description}),
        "page_type": "title-page" if pagename == app.config.root_doc else resource_type(pagename).replace(" ", "-"),
    }


def schema_org_json(book: Book, page: str, title: str, metadata: dict) -> str:
    """Return the schema.org LearningResource of a page as JSON for a script element."""
    resource = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": title,
        "description": metadata["description"],
        "url": book.address(page),
        "inLanguage": book.language,
        "learningResourceType": resource_type(page),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "version": book.version,
        "author": {"@type": "Organization", "name": book.authors},
        **{name: metadata[name] for name in ("teaches", "timeRequired") if name in metadata},
    }
    if page != "index":
        resource["isPartOf"] = {"@type": "Book", "name": book.title, "url": book.base}
    return json_for_html(resource)


def page_description(doctree, is_reference: bool) -> str:
    """Return the first sentences of a page, shortened to MAX_DESCRIPTION; on reference pages the title precedes them.

    A chapter's description is its question, without the label "Question:".
    """
    text = ""
    for paragraph in doctree.findall(nodes.paragraph):
        is_question = starts_with(paragraph, "Question:")
        if is_question or isinstance(paragraph.parent, nodes.section | nodes.document):
            added = " ".join(paragraph.astext().split())
            if is_question:  # a translated label is another word, but still the bold one
                added = added.removeprefix(f"{paragraph.next_node(nodes.strong).astext()} ")
            text = f"{text} {added}".strip()
            if len(text) >= MIN_DESCRIPTION:
                break
    if is_reference:
        text = f"{doctree.next_node(nodes.title).astext()}. {text}"
    return text if len(text) <= MAX_DESCRIPTION else re.sub(r"[\s,;:.–-]+\S*$", "", text[:MAX_DESCRIPTION]) + " …"


def find_labelled(doctree, label: str) -> nodes.paragraph | None:
    """Return the first paragraph that starts with a label."""
    return next((paragraph for paragraph in doctree.findall(nodes.paragraph) if starts_with(paragraph, label)), None)


def starts_with(paragraph, label: str) -> bool:
    """Return whether a paragraph starts with an English label; a translated paragraph keeps its English rawsource."""
    return (paragraph.rawsource or paragraph.astext()).lstrip("*").startswith(label)
