"""Makes the one stylesheet: of Furo's what our templates have use for, the palette, ours."""

import re
from pathlib import Path

import furo

from issfacts.kit import palette

FURO = Path(furo.__file__).parent / "theme" / "furo" / "static" / "styles" / "furo.css"
# Parts of Furo's frame that page.html replaces, and what this book does not write: signatures, numbered lines, boxes.
REPLACED = re.compile(
    r"\.(?:sidebar|toc-(?!tree\b)|toctree-checkbox|mobile-header|nav-overlay|overlay|header-|(?:page|main|content|search)(?![\w-])"
    r"|content-icon|related-pages|bottom-of|back-to|show-back|announcement|sig|domainindex|genindex|lineno|highlighttable"
    r"|topic|version|viewcode|only-|theme-icon-when-auto)"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
ICON = re.compile(r"--icon-[\w-]+:url\('[^']*'\);?")  # of admonitions, which wear none here
EMPTY = re.compile(r"@media[^{}]*\{\}")
LINE_START = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)?\s*", re.M | re.S)  # blanks and comments that begin a line
# Tags around words for which the stylesheet has no rule: of links, of words in code, of most tokens of Python.
SPANS = re.compile(
    r'<span class="(?:std std-(?:doc|ref)|pre|p|n|o|w|nn|nf|nc|fm|gp|kr|err)">([^<]*)</span>|(?<=>)<span></span>'
    r'| class="reference (?:internal|external)"| docutils container(?=")'
)


def bare(body: str) -> str:
    """Return a page's text without the tags and classes that no rule of the stylesheet meets."""
    return SPANS.sub(lambda found: found[1] or "", body)


def sheet(ours: str) -> str:
    """Return the stylesheet of every page."""
    return furos() + LINE_START.sub("", palette.css() + ours)


def furos() -> str:
    """Return Furo's style without the rules for what no page of ours has."""
    return EMPTY.sub("", RULE.sub(kept, ICON.sub("", FURO.read_text("utf-8"))))


def kept(rule: re.Match) -> str:
    """Return a rule for those of its selectors that can meet anything."""
    selectors = [
        one for one in re.split(r",(?![^()]*\))", rule[1]) if not REPLACED.search(re.sub(r":not\(.*?\)", "", one))
    ]
    return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""
