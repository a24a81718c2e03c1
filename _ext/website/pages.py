"""Mends pages while Sphinx holds them as trees: numbers, anchors, addresses, boxes that scroll, folded code."""

import re
from html import escape, unescape
from itertools import count

from docutils import nodes
from launch import RUN
from myst_nb.sphinx_ import HideCodeCellNode

from website.head import begins, labelled

MARKDOWN_LINK = re.compile(r'(href="[^":]+)\.(?:md|ipynb)(?=["#])')
FOLD = '<details class="iss-more"><summary>Objectives, routes, and what you need</summary>'
BAND = '<details class="iss-band" open><summary>'
TAIL = '<details class="iss-band iss-tail"><summary>'
TAILS = {"what-the-evidence-does-not-show", "questions-students-ask"}  # sections that stand folded below a chapter
JUMP = re.compile(r"(.*On a phone, read on at )([^.]+)(\..*)", re.S)
MOST_LINES = 70
CODE = '<div class="highlight"><pre>'
TABLE_BOX = re.compile(r'<div class="table-wrapper[^"]* docutils container"[^>]*>\n')
PANDAS_STYLE = re.compile(r"<div>\s*<style scoped>.*?</style>", re.S)  # the policy refuses it


def number_title(app, doctree):
    """Put a chapter's number before its title; contents, previous and next, and links take it from there."""
    number, title = app.config.chapter_numbers.get(app.env.docname), doctree.next_node(nodes.title)
    if number and title is not None:  # Sphinx warns of a page without one
        title.rawsource = title.rawsource or title.astext()  # what translators are given
        parts = {"iss-no": str(number), "iss-sep": " · "}
        title.insert(0, [nodes.inline("", words, classes=[name]) for name, words in parts.items()])


def shorten_contents(app, doctree):
    """Show as many levels of headings beside a page as make at most MOST_LINES lines."""
    levels = [level(node) for node in doctree.findall(nodes.section)]
    deep = next((most for most in (4, 3, 2) if sum(one <= most for one in levels) <= MOST_LINES), 1)
    app.env.metadata[app.env.docname].setdefault("tocdepth", deep)


def level(node) -> int:
    """Return how many sections a section lies in, itself among them."""
    return 1 + level(node.parent) if isinstance(node, nodes.section) else 0


def enter_anchors(app, doctree):
    """Let `page.md#name` reach every named element of a page, not only its headings."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for node in doctree.findall(nodes.Element):
        for name in node.get("ids", ()):
            slugs.setdefault(name, (node.line or 0, name, ""))


def mend_outputs(app, doctree):
    """Turn links of exhibits to sources into links to pages; give the tables of pandas a box that scrolls."""
    number = count(1)
    for node in doctree.findall(nodes.raw):
        html = MARKDOWN_LINK.sub(r"\1.html", node.astext())
        if PANDAS_STYLE.search(html):
            html = PANDAS_STYLE.sub(scroll_box(f"Rows {next(number)}"), html)
            html = html.replace("<th></th>", "<td></td>").replace('<table border="1"', "<table")
            html = html.replace(' style="text-align: right;"', "")
        node.children = [nodes.Text(html)]


def mend_addresses(app, doctree):
    """Undo the second escaping that MyST gives to addresses with an ampersand."""
    for link in doctree.findall(nodes.reference):
        if "refuri" in link:
            link["refuri"] = unescape(link["refuri"])


def frame_header(app, doctree):
    """Put a chapter's question and minutes into one box; objectives, routes and needs fold."""
    first, last = labelled(doctree, "Question:"), labelled(doctree, "Before you start:")
    if first and last and last in first.parent[first.parent.index(first) :]:
        parent, start, end = first.parent, first.parent.index(first), last.parent.index(last) + 1
        minutes = [node for node in parent[start:end] if begins(node, "Time:")]
        folded = [node for node in parent[start + 1 : end] if node not in minutes]
        parts = [first, *minutes, raw(FOLD), *folded, raw(f"</details>{RUN}")]
        parent[start:end] = [nodes.container("", *parts, classes=["iss-header"])]


def link_jumps(app, doctree):
    """Make a link of the words that say where to read on on a phone."""
    places = {section.next_node(nodes.title).astext(): section["ids"][0] for section in doctree.findall(nodes.section)}
    for text in list(doctree.findall(nodes.Text)):
        found = JUMP.fullmatch(text)
        if found and found[2] in places:
            before, place, after = found.groups()
            link = nodes.reference("", place, internal=True, refid=places[place])
            text.parent.replace(text, [nodes.Text(before), link, nodes.Text(after)])


def fold_sections(app, doctree, name):
    """Make a fold of what is asked less often, and, open at first, of each part of an exercise worked in code."""
    for section in list(doctree.findall(nodes.section)):
        deep = level(section) > 2
        coded = any("tag_exercise" in node.get("classes", ()) for node in section if isinstance(node, nodes.Element))
        if TAILS & set(section["ids"]) or (deep and coded):
            title, rest = section[0], section[1:]
            section[:] = [raw(BAND if deep else TAIL), title, raw("</summary>"), *rest, raw("</details>")]


def leave_next_to_the_end(app, doctree, name):
    """Take out the link to the next chapter: on a page it stands below the text, in a notebook it is needed."""
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if begins(paragraph, "[Next:"):
            paragraph.parent.remove(paragraph)


def raw(html: str) -> nodes.raw:
    """Return HTML as a node."""
    return nodes.raw("", html, format="html")


def leave_title_to_cover(app, doctree, name):
    """Take the title page's title out of its text: it stands on the cover."""
    if name == app.config.root_doc and (title := doctree.next_node(nodes.title)) is not None:
        title.parent.remove(title)


def reachable(body: str) -> str:
    """Return a page's text with what scrolls, tables and code, in the tab order; a table's box has a name, too."""
    number = count(1)
    body = body.replace(CODE, CODE.replace("<pre>", '<pre tabindex="0">'))
    return TABLE_BOX.sub(lambda _: scroll_box(f"Table {next(number)}"), body)


def scroll_box(label: str) -> str:
    """Return the start tag of a box that scrolls."""
    return f'<div class="table-wrapper" role="region" tabindex="0" aria-label="{label}">'


def visit_code(self, node):
    """Open the fold around a cell's code: a summary whose name is what it shows."""
    classes, show, hide = " ".join(["hide", *node["classes"]]), escape(node["prompt_show"]), escape(node["prompt_hide"])
    words = f'<span class="collapsed">{show}</span><span class="expanded">{hide}</span>'
    self.body.append(f'<details class="{classes}">\n<summary>{words}</summary>\n')


def connect(app):
    """Register the work on trees."""
    app.connect("doctree-read", number_title, priority=400)  # before Sphinx collects titles
    for work in (shorten_contents, enter_anchors, mend_outputs, mend_addresses, frame_header, link_jumps):
        app.connect("doctree-read", work)
    for work in (leave_title_to_cover, leave_next_to_the_end, fold_sections):
        app.connect("doctree-resolved", work)
    app.add_node(HideCodeCellNode, override=True,
                 html=(visit_code, lambda self, node: self.body.append("</details>\n")))  # fmt: skip
