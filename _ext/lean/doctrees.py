"""Mends a page's tree right after it was read: links, anchors, addresses, the state of widgets."""

import re
from html import unescape

from docutils import nodes

from lean.head import begins

MARKDOWN_LINK = re.compile(r'(href="[^":]+)\.(?:md|ipynb)(?=["#])')


def enter_anchors(app, doctree):
    """Let `page.md#name` reach every named element of a page, not only its headings."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for node in doctree.findall(nodes.Element):
        for name in node.get("ids", ()):
            slugs.setdefault(name, (node.line or 0, name, ""))


def drop_widget_state(app, doctree):
    """Leave out the state of live widgets, which no script of the page would read."""
    metadata = getattr(app.env, "nb_metadata", {}).get(app.env.docname, {})
    metadata.get("js_files", {}).pop("ipywidgets_state", None)


def mend_links(app, doctree):
    """Turn links of exhibits to Markdown sources, right in a notebook, into links to pages."""
    for node in doctree.findall(nodes.raw):
        if "html" in node.get("format", ""):
            node.children = [nodes.Text(MARKDOWN_LINK.sub(r"\1.html", node.astext()))]
            node.rawsource = node.astext()


def mend_addresses(app, doctree):
    """Undo the second escaping that MyST gives to addresses with an ampersand."""
    for link in doctree.findall(nodes.reference):
        if "refuri" in link:
            link["refuri"] = unescape(link["refuri"])


def frame_header(app, doctree):
    """Put a chapter's question, objectives, times and needs into one box."""
    for first in doctree.findall(nodes.paragraph):
        if begins(first, "Question:") and isinstance(first.parent, nodes.section):
            parent, start = first.parent, first.parent.index(first)
            ends = [i for i, node in enumerate(parent) if begins(node, ("Time:", "Before you start:"))]
            if ends and ends[-1] > start:
                box = nodes.container("", *parent[start : ends[-1] + 1], classes=["iss-header"])
                parent[start : ends[-1] + 1] = [box]
            return
