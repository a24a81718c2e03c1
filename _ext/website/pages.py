"""Changes the doctrees and HTML of pages: numbers, anchors, links, scrollable tables, collapsed sections."""

import re
from html import escape, unescape
from itertools import count

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode

from issfacts.kit.exhibit import CARD_COLUMNS
from website.head import find_labelled, starts_with
from website.search import strip_tags

MARKDOWN_LINK = re.compile(r'(href="[^":]+)\.(?:md|ipynb)(?=["#])')
LAUNCH_MARKER = "<!-- launch links -->"  # in the box at the head of a chapter
HEADER_DETAILS = '<details class="iss-more"><summary>Objectives, routes, and what you need</summary>'
EXERCISE_DETAILS = '<details class="iss-section-fold" open><summary>'
CLOSED_DETAILS = '<details class="iss-section-fold iss-end-fold"><summary>'
CLOSED_SECTIONS = {"what-the-evidence-does-not-show", "questions-students-ask"}  # ids
PHONE_HINT = re.compile(r"(.*On a phone, read on at )([^.]+)(\..*)", re.S)
CODE_BLOCK = '<div class="highlight"><pre>'
TABLE_WRAPPER = re.compile(r'<div class="table-wrapper[^"]* docutils container"[^>]*>\n')
DOCUTILS_TABLE = re.compile(r'<table class="(docutils[^"]*)">.*?</table>', re.S)
TABLE_HEADING = re.compile(r'<th class="head[^"]*"><p>(.*?)</p></th>', re.S)
TABLE_CELL = re.compile(r"<td>(?=<p>(.*?)</p></td>)", re.S)
LONG_CELL = 100  # characters: a table with a longer cell beside a cell to fill in becomes a list of cards on a phone
FOUND = "What we found"
PANDAS_STYLE = re.compile(r"<div>\s*<style scoped>.*?</style>", re.S)  # blocked by the Content Security Policy


def add_chapter_number(app, doctree):
    """Insert a chapter's number into its title, so that menus, previous and next, and links show it too."""
    number, title = app.config.chapter_numbers.get(app.env.docname), doctree.next_node(nodes.title)
    if number and title is not None:  # Sphinx warns of a page without a title
        title.rawsource = title.rawsource or title.astext()  # the message for translators, without the number
        parts = {"iss-no": str(number), "iss-sep": " · "}
        title.insert(0, [nodes.inline("", text, classes=[name]) for name, text in parts.items()])


def register_anchors(app, doctree):
    """Let Markdown links of the form `page.md#name` point to every element with an id, not only to headings."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for node in doctree.findall(nodes.Element):
        for name in node.get("ids", ()):
            slugs.setdefault(name, (node.line or 0, name, ""))


def fix_output_html(app, doctree):
    """Change the HTML outputs of cells: links to .md files become .html, pandas tables get a scrollable wrapper."""
    number = count(1)
    for node in doctree.findall(nodes.raw):
        html = MARKDOWN_LINK.sub(r"\1.html", node.astext())
        if PANDAS_STYLE.search(html):
            html = PANDAS_STYLE.sub(scroll_wrapper_tag(f"Rows {next(number)}"), html)
            html = html.replace("<th></th>", "<td></td>").replace('<table border="1"', "<table")
            html = html.replace(' style="text-align: right;"', "")
        node.children = [nodes.Text(html)]


def unescape_link_urls(app, doctree):
    """Undo the escaping of ampersands in addresses by MyST, because Sphinx escapes them again."""
    for link in doctree.findall(nodes.reference):
        if "refuri" in link:
            link["refuri"] = unescape(link["refuri"])


def wrap_chapter_header(app, doctree):
    """Move the paragraphs at the head of a chapter into a box: question and minutes visible, the rest collapsed."""
    first, last = find_labelled(doctree, "Question:"), find_labelled(doctree, "Before you start:")
    if first and last and last in first.parent[first.parent.index(first) :]:
        parent, start, end = first.parent, first.parent.index(first), last.parent.index(last) + 1
        minutes = [node for node in parent[start:end] if starts_with(node, "Time:")]
        collapsed = [node for node in parent[start + 1 : end] if node not in minutes]
        parts = [first, *minutes, raw_html(HEADER_DETAILS), *collapsed, raw_html(f"</details>{LAUNCH_MARKER}")]
        parent[start:end] = [nodes.container("", *parts, classes=["iss-header"])]


def mark_findings(app, doctree):
    """Give the quotation block "What we found" of a chapter a class, for its look."""
    for block in doctree.findall(nodes.block_quote):
        if len(block) and starts_with(block[0], FOUND):
            block["classes"].append("iss-found")


def link_phone_hints(app, doctree):
    """Turn the title in "On a phone, read on at TITLE." into a link to the section with this title."""
    anchors = {section.next_node(nodes.title).astext(): section["ids"][0] for section in doctree.findall(nodes.section)}
    for text in list(doctree.findall(nodes.Text)):
        hint = PHONE_HINT.fullmatch(text)
        if hint and hint[2] in anchors:
            before, title, after = hint.groups()
            link = nodes.reference("", title, internal=True, refid=anchors[title])
            text.parent.replace(text, [nodes.Text(before), link, nodes.Text(after)])


def collapse_sections(app, doctree, name):
    """Wrap sections in <details>: CLOSED_SECTIONS closed, subsections with coding exercises open."""
    for section in list(doctree.findall(nodes.section)):
        is_subsection = isinstance(section.parent.parent, nodes.section)  # below a part of the page
        children = [node for node in section if isinstance(node, nodes.Element)]
        has_exercise = any("tag_exercise" in node.get("classes", ()) for node in children)
        if CLOSED_SECTIONS & set(section["ids"]) or (is_subsection and has_exercise):
            start = EXERCISE_DETAILS if is_subsection else CLOSED_DETAILS
            title, *rest = section
            section[:] = [raw_html(start), title, raw_html("</summary>"), *rest, raw_html("</details>")]


def remove_next_link(app, doctree, name):
    """Remove the paragraph "Next: …", which is only needed in the notebook: the page has a footer with this link."""
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if starts_with(paragraph, "[Next:"):
            paragraph.parent.remove(paragraph)


def remove_cover_title(app, doctree, name):
    """Remove the title of the title page, because the template cover.html prints it."""
    title = doctree.next_node(nodes.title)
    if name == app.config.root_doc and title is not None:
        title.parent.remove(title)


def raw_html(html: str) -> nodes.raw:
    """Return HTML as a docutils node."""
    return nodes.raw("", html, format="html")


def insert_launch_links(app, pagename: str, context: dict) -> None:
    """Render `launch.html` into the body of a notebook page: at the marker, or else after the title.

    The links are plain HTML, so that no service is contacted before a click.
    """
    path = app.env.doc2path(pagename, base=False)
    if pagename not in app.env.found_docs or not path.endswith(".ipynb"):
        return
    pathto, body = context["pathto"], context["body"]
    links = {"path": path, "copy": pathto(f"_sources/{context['sourcename']}", 1), "more": pathto("about/running")}
    html = app.builder.templates.render("launch.html", {"book": app.config.html_context["book"], **links})
    marker, replacement = (LAUNCH_MARKER, html) if LAUNCH_MARKER in body else ("</h1>", f"</h1>{html}")
    context["body"] = body.replace(marker, replacement, 1)


def make_scrollable_focusable(body: str) -> str:
    """Add tabindex to code blocks and table wrappers, so that they can be scrolled by keyboard, and label tables."""
    number = count(1)
    body = body.replace(CODE_BLOCK, CODE_BLOCK.replace("<pre>", '<pre tabindex="0">'))
    return TABLE_WRAPPER.sub(lambda _: scroll_wrapper_tag(f"Table {next(number)}"), body)


def label_cells(body: str) -> str:
    """Mark in written tables the cells to fill in; give wide tables the markup of cards, each cell with its heading."""
    return DOCUTILS_TABLE.sub(lambda table: label_cells_of_table(table[0], table[1]), body)


def label_cells_of_table(table: str, classes: str) -> str:
    """Return one table as `label_cells` says; a table without headings stays as it is."""
    headings = [escape(strip_tags(heading)) for heading in TABLE_HEADING.findall(table)]
    if not headings:
        return table
    texts = [strip_tags(text) for text in TABLE_CELL.findall(table)]
    to_fill_in = "" in texts and max(map(len, texts)) > LONG_CELL
    as_cards = len(headings) >= CARD_COLUMNS or to_fill_in
    position = count()

    def mark(cell: re.Match) -> str:
        column, text = next(position) % len(headings), strip_tags(cell[1])
        label = f' data-label="{headings[column]}"' if as_cards and column else ""
        kind = "" if text else ' class="iss-blank"'
        if as_cards and len(text) > LONG_CELL:
            kind = ' class="iss-long"'
        return f"<td{kind}{label}>"

    if as_cards:
        table = table.replace(classes, f"{classes} iss-cards", 1)
    return TABLE_CELL.sub(mark, table)


def scroll_wrapper_tag(label: str) -> str:
    """Return the start tag of a scrollable table wrapper."""
    return f'<div class="table-wrapper" role="region" tabindex="0" aria-label="{label}">'


def visit_code_cell(self, node):
    """Write the start of a collapsed code cell: <details> and a <summary> with both prompts of MyST-NB."""
    classes, show, hide = " ".join(["hide", *node["classes"]]), escape(node["prompt_show"]), escape(node["prompt_hide"])
    prompts = f'<span class="collapsed">{show}</span><span class="expanded">{hide}</span>'
    self.body.append(f'<details class="{classes}">\n<summary>{prompts}</summary>\n')


def depart_code_cell(self, node):
    """Write the end of a collapsed code cell."""
    self.body.append("</details>\n")


def connect(app):
    """Register the functions of this module with Sphinx."""
    app.connect("doctree-read", add_chapter_number, priority=400)  # before Sphinx collects titles
    for handler in (
        register_anchors,
        fix_output_html,
        unescape_link_urls,
        wrap_chapter_header,
        mark_findings,
        link_phone_hints,
    ):
        app.connect("doctree-read", handler)
    for handler in (remove_cover_title, remove_next_link, collapse_sections):
        app.connect("doctree-resolved", handler)
    app.add_node(HideCodeCellNode, override=True, html=(visit_code_cell, depart_code_cell))
