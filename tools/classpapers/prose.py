"""Turns the book's Markdown into HTML for paper: without links, with folds opened, and with room to write."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup
from notebooks import ROOT

from issfacts.kit.wording import capital

FOLD = re.compile(r"<details><summary>(.*?)</summary>\n(.*?)</details>", re.S)
ANSWERS = re.compile(r"^(Solution(: )?|Answer( key)?)")  # what the label of a fold need not say on paper
TABLE = re.compile(r"(?:^\|.*\|$\n?)+", re.M)
ITEM = re.compile(r"^\d+\. (.*)$", re.M)
ROOM = re.compile(r"<!-- lines: (\d+) -->")
YOURS = "Yours"  # heads the column to write in
SET = {  # a link is its words alone, a table scrolls where it has no room
    "link_open": "",
    "link_close": "",
    "table_open": '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>\n',
    "th_open": '<th scope="col">',
    "table_close": "</table></div>\n",
}

_markdown = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"])
for rule, tag in SET.items():
    _markdown.add_render_rule(rule, lambda *_, tag=tag: tag)


class PartError(ValueError):
    """Says which part a page lacks."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Let PartError name the file in which a part is missing."""
    try:
        yield
    except PartError as error:
        raise PartError(f"{path.relative_to(ROOT)}: {error}") from None


def html(markdown: str) -> Markup:
    """Return Markdown as HTML."""
    return Markup(_markdown.render(markdown))


def inline(markdown: str) -> Markup:
    """Return a line of Markdown as HTML, without a paragraph around it."""
    return Markup(_markdown.renderInline(markdown))


def headless(markdown: str) -> str:
    """Return a text without its headings."""
    return re.sub(r"^#+ .*$\n?", "", markdown, flags=re.M).strip()


class Parts(dict):
    """Hold parts of a page by their names; PartError says which one is missing, and which there are."""

    def __missing__(self, name: str):
        raise PartError(f"{name!r} is missing; there are {', '.join(map(repr, self)) or 'no parts at all'}")


def sections(markdown: str, marks: str = "##") -> Parts:
    """Return what stands below each heading of a level, by the heading; `marks` begin it."""
    _, *found = re.split(rf"^{marks} (.*)\n", markdown, flags=re.M)
    return Parts(zip(found[::2], map(str.strip, found[1::2]), strict=True))


def section(markdown: str, heading: str) -> str:
    """Return what stands below a heading of the second level, up to the next one; PartError where it is missing."""
    return sections(markdown)[heading]


def with_lines(markdown: str) -> list[Markup | int]:
    """Return a text in parts: HTML, and the number of lines to write on wherever the text asks for some."""
    parts = ROOM.split(markdown)
    return [int(part) if place % 2 else html(part) for place, part in enumerate(parts) if part.strip()]


def open_part(markdown: str) -> str:
    """Return a text without what is folded away in it."""
    return FOLD.sub("", markdown).strip()


def folded_part(markdown: str) -> str:
    """Return only what is folded away in a text; a label that says more than "Solution" or "Answer" heads it."""
    folds = [(ANSWERS.sub("", label), inside.strip()) for label, inside in FOLD.findall(markdown)]
    return "\n\n".join(f"**{capital(label)}**\n\n{inside}" if label else inside for label, inside in folds)


def asked(markdown: str) -> list[Markup]:
    """Return the items of a numbered list as HTML, without their answers."""
    return list(map(inline, ITEM.findall(open_part(markdown))))


def ticket(guide: str) -> list[Markup]:
    """Return the questions of an exit ticket."""
    return asked(section(guide, "Exit ticket"))


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
