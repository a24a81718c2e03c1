"""Turns the book's Markdown into HTML for paper: without links, with folds opened, and with room to write."""

import re

from markdown_it import MarkdownIt
from markupsafe import Markup

FOLD = re.compile(r"<details><summary>(.*?)</summary>\n(.*?)</details>", re.S)
TABLE = re.compile(r"(?:^\|.*\|$\n?)+", re.M)
ITEM = re.compile(r"^\d+\. (.*)$", re.M)
LINK = re.compile(r"</?a\b[^>]*>")
SET_TABLE = re.compile(r"<table>(.*?)</table>", re.S)
BOXED_TABLE = re.compile(r'<div class="scroll".*?</table></div>', re.S)
HEADS_ROOM = re.compile(r"<p>[^\n]*:</p>\n")
ROOM = re.compile(r"<!-- lines: (\d+) -->")
YOURS = "Yours"  # heads the column to write in

_markdown = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"])
for rule in ("link_open", "link_close"):
    _markdown.add_render_rule(rule, lambda *_: "")


def html(markdown: str) -> Markup:
    """Return Markdown as HTML; a link is its words alone, a table scrolls where it has no room."""
    return Markup(SET_TABLE.sub(headed, _markdown.render(markdown)))


def headed(table: re.Match) -> str:
    """Return a table of HTML whose cells know their heads, in a box that scrolls."""
    inside = table[1].replace("<th>", '<th scope="col">')
    return f'<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>{inside}</table></div>'


def inline(markdown: str) -> Markup:
    """Return a line of Markdown as HTML, without a paragraph around it."""
    return Markup(_markdown.renderInline(markdown))


def unlinked(page: str) -> Markup:
    """Return HTML of an exhibit without its links."""
    return Markup(LINK.sub("", page))


def headless(markdown: str) -> str:
    """Return a text without its headings."""
    return re.sub(r"^#+ .*$\n?", "", markdown, flags=re.M).strip()


def section(markdown: str, heading: str) -> str:
    """Return what stands below a heading of the second level, up to the next one."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", markdown, re.M | re.S)
    if not found:
        raise ValueError(f"there is no section {heading!r}")
    return found[1].strip()


def subsection(markdown: str, heading: str) -> str:
    """Return what stands below a heading of the third level, or nothing where there is no such heading."""
    found = re.search(rf"^### {re.escape(heading)}\n(.*?)(?=^### |\Z)", markdown, re.M | re.S)
    return found[1].strip() if found else ""


def with_lines(markdown: str) -> list[Markup | int]:
    """Return a text in parts: HTML, and the number of lines to write on wherever the text asks for some."""
    parts = ROOM.split(markdown)
    return [int(part) if place % 2 else html(part) for place, part in enumerate(parts) if part.strip()]


def open_part(markdown: str) -> str:
    """Return a text without what is folded away in it."""
    return FOLD.sub("", markdown).strip()


def folded_part(markdown: str) -> str:
    """Return only what is folded away in a text; a label that says more than "Solution" or "Answer" heads it."""
    return "\n\n".join(labelled(label, inside.strip()) for label, inside in FOLD.findall(markdown))


def labelled(label: str, inside: str) -> str:
    """Return the inside of a fold below its label."""
    said = re.sub(r"^(Solution(: )?|Answer( key)?)", "", label)
    return f"**{said[:1].upper()}{said[1:]}**\n\n{inside}" if said else inside


def to_say(page: str) -> Markup:
    """Return HTML of `html` without its tables, and without lines that only head what is to be written."""
    return Markup(HEADS_ROOM.sub("", BOXED_TABLE.sub("", page)))


def items(markdown: str) -> list[str]:
    """Return the items of a numbered list."""
    return ITEM.findall(markdown)


def ticket(guide: str) -> list[Markup]:
    """Return the questions of an exit ticket, without their answers."""
    return [inline(line) for line in items(open_part(section(guide, "Exit ticket")))]


def ticket_key(guide: str) -> Markup:
    """Return the answers to the exit ticket."""
    return html(folded_part(section(guide, "Exit ticket")))


def with_room(markdown: str) -> str:
    """Return a text whose tables have cells to write in: an empty column more where none is empty."""
    return TABLE.sub(lambda table: table[0] if re.search(r"\| +\|", table[0]) else widened(table[0]), markdown)


def widened(table: str) -> str:
    """Return a Markdown table with one more column."""
    head, rule, *rows = table.splitlines()
    return "\n".join([f"{head} {YOURS} |", f"{rule}---|", *(f"{row} |" for row in rows)]) + "\n"
