"""Renders Markdown as HTML for paper: links as plain text, `<details>` opened, lines to write on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup
from paths import ROOT
from running import ToolError

from issfacts.kit.wording import capital

DETAILS = re.compile(r"<details><summary>(.*?)</summary>\n(.*?)</details>", re.S)
ANSWER_LABEL = re.compile(r"^(Solution(: )?|Answer( key)?)")  # removed from the label of an opened `<details>`
TABLE = re.compile(r"(?:^\|.*\|$\n?)+", re.M)
NUMBERED_ITEM = re.compile(r"^\d+\. (.*)$", re.M)
CLAIM_CODES = re.compile(r" \((?:\[[CX]\d+\]\([^)]*\)(?:, )?)+\)")  # links to rows of the claims
WRITING_LINES = re.compile(r"<!-- lines: (\d+) -->")
ANSWER_COLUMN = "Yours"  # header of an added empty column
RENDER_RULES = {  # links become plain text; tables get a box that scrolls on narrow screens
    "link_open": "",
    "link_close": "",
    "table_open": '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>\n',
    "th_open": '<th scope="col">',
    "table_close": "</table></div>\n",
}

_markdown = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"])
for rule, tag in RENDER_RULES.items():
    _markdown.add_render_rule(rule, lambda *_, tag=tag: tag)


@contextmanager
def add_path_to_errors(path: Path) -> Iterator[None]:
    """Prefix the message of a ToolError with the path of the file that was read."""
    try:
        yield
    except ToolError as error:
        raise ToolError(f"{path.relative_to(ROOT)}: {error}") from None


def render_html(markdown: str) -> Markup:
    """Return Markdown rendered as HTML."""
    return Markup(_markdown.render(markdown))


def render_inline(markdown: str) -> Markup:
    """Return one line of Markdown rendered as HTML without a surrounding paragraph."""
    return Markup(_markdown.renderInline(markdown))


def strip_headings(markdown: str) -> str:
    """Return a text without its headings."""
    return re.sub(r"^#+ .*$\n?", "", markdown, flags=re.M).strip()


def remove_claim_codes(markdown: str) -> str:
    """Return a text without its codes of claims, which are useless on paper."""
    return CLAIM_CODES.sub("", markdown)


class Sections(dict):
    """Hold texts by heading; a missing heading raises ToolError with the list of existing headings."""

    def __missing__(self, heading: str):
        existing = ", ".join(map(repr, self)) or "no parts at all"
        raise ToolError(f"{heading!r} is missing; there are {existing}")


def split_sections(markdown: str, prefix: str = "##") -> Sections:
    """Return the text below each heading of one level; `prefix` is the Markdown marker of that level."""
    _, *parts = re.split(rf"^{prefix} (.*)\n", markdown, flags=re.M)
    return Sections(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def get_section(markdown: str, heading: str) -> str:
    """Return the text below a second-level heading, up to the next one; ToolError if there is none."""
    return split_sections(markdown)[heading]


def render_with_line_counts(markdown: str) -> list[Markup | int]:
    """Split a text at its `<!-- lines: N -->` comments: return HTML parts, and N for each comment."""
    parts = WRITING_LINES.split(markdown)
    return [int(part) if index % 2 else render_html(part) for index, part in enumerate(parts) if part.strip()]


def remove_details(markdown: str) -> str:
    """Return a text without its `<details>` blocks."""
    return DETAILS.sub("", markdown).strip()


def extract_details(markdown: str) -> str:
    """Return only the content of the `<details>` blocks, under their labels unless these are "Solution" or "Answer"."""
    blocks = [(ANSWER_LABEL.sub("", label), content.strip()) for label, content in DETAILS.findall(markdown)]
    return "\n\n".join(f"**{capital(label)}**\n\n{content}" if label else content for label, content in blocks)


def render_numbered_items(markdown: str) -> list[Markup]:
    """Return the items of a numbered list as HTML, without the answers in `<details>`."""
    return list(map(render_inline, NUMBERED_ITEM.findall(remove_details(markdown))))


def ticket_questions(guide: str) -> list[Markup]:
    """Return the questions of a guide's exit ticket as HTML."""
    return render_numbered_items(get_section(guide, "Exit ticket"))


def ticket_answers(guide: str) -> Markup:
    """Return the answers to a guide's exit ticket as HTML."""
    return render_html(extract_details(get_section(guide, "Exit ticket")))


def add_answer_columns(markdown: str) -> str:
    """Return a text in which each table has cells to write in: tables without an empty cell get an empty column.

    >>> print(add_answer_columns("| a |\\n|---|\\n| b |").strip())
    | a | Yours |
    |---|---|
    | b | |
    >>> print(add_answer_columns("| a | b |\\n|---|---|\\n| c | |").strip())
    | a | b |
    |---|---|
    | c | |
    """

    def append_column(table: re.Match) -> str:
        if re.search(r"\| +\|", table[0]):
            return table[0]
        head, rule, *rows = table[0].splitlines()
        return "\n".join([f"{head} {ANSWER_COLUMN} |", f"{rule}---|", *(f"{row} |" for row in rows)]) + "\n"

    return TABLE.sub(append_column, markdown)
