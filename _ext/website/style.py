"""Builds the stylesheet from Furo's (without the rules that no page uses), the palette and docked.css."""

import re
from pathlib import Path

import furo

from issfacts.kit import palette

FURO = Path(furo.__file__).parent / "theme" / "furo" / "static" / "styles" / "furo.css"
# Selectors of layout that page.html replaces, and of elements that this book does not have.
UNUSED_SELECTOR = re.compile(
    r"\.(?:sidebar|toc-(?!tree\b)|toctree-checkbox|mobile-header|nav-overlay|overlay|header-"
    r"|(?:page|main|content|search)(?![\w-])|related-pages|bottom-of|back-to|show-back|announcement|sig"
    r"|domainindex|genindex|lineno|highlighttable|admonition|topic|version|viewcode|only-|theme-icon-when-auto"
    r"|code-block-caption|muted-link|footnote|field-list|option-list|line-block|highlight-link|deprecated"
    r"|guilabel|math|eqno|visually-hidden|problematic|highlighted|highlights|hll|gp|align-(?!default)"
    r"|text-(?!right)|rubric|icon|page-info|next-page|theme-toggle-(?:header|content)|no-toc|scroll-current"
    r"|lower|upper|caption|classifier|attribution|epigraph|pull-quote|citation|property|contents|this-will"
    r"|literal-block|glossary)"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SELECTOR_COMMA = re.compile(r",(?![^()]*\))")  # outside of brackets
VARIABLE_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
VARIABLE_DEFINITION = re.compile(r"(--[\w-]+):[^;{}]*(?:;|(?=\}))")
ICON_VARIABLE = re.compile(r"--icon-[\w-]+:url\('[^']*'\);?")  # for the icons of admonitions, which are not shown
EMPTY_MEDIA_RULE = re.compile(r"@media[^{}]*\{\}")
INDENT_OR_COMMENT = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)?\s*", re.M | re.S)
# Tags and classes that no rule of the stylesheet selects: of links, of inline code, of most Pygments tokens.
UNSTYLED_MARKUP = re.compile(
    r'<span class="(?:std std-(?:doc|ref)|pre|p|n|o|w|nn|nf|nc|fm|gp|kr|err)">([^<]*)</span>|(?<=>)<span></span>'
    r'| class="reference (?:internal|external)"| docutils container(?=")'
)


def remove_unstyled_markup(body: str) -> str:
    """Return HTML without the tags and classes that no rule of the stylesheet selects."""
    return UNSTYLED_MARKUP.sub(lambda match: match[1] or "", body)


def minify(code: str) -> str:
    """Return CSS or JavaScript without indentation and without comments that start a line."""
    return INDENT_OR_COMMENT.sub("", code)


def build_stylesheet(own_rules: str) -> str:
    """Return the stylesheet of every page."""
    own_rules = minify(palette.css() + own_rules)
    return remove_unused_variables(used_furo_rules(), own_rules) + own_rules


def used_furo_rules() -> str:
    """Return Furo's stylesheet without unused rules and icons."""
    css = ICON_VARIABLE.sub("", FURO.read_text("utf-8"))
    return EMPTY_MEDIA_RULE.sub("", RULE.sub(filter_selectors, css))


def remove_unused_variables(css: str, other_rules: str) -> str:
    """Return Furo's rules without the variables that neither they nor the other rules refer to."""
    used = set(VARIABLE_REFERENCE.findall(css + other_rules))
    shorter = VARIABLE_DEFINITION.sub(lambda found: found[0] if found[1] in used else "", css)
    # A variable that is gone may have been the only one to refer to another.
    return css if shorter == css else remove_unused_variables(shorter, other_rules)


def filter_selectors(rule: re.Match) -> str:
    """Return a matched CSS rule without its unused selectors, or "" if none is left."""
    selectors = SELECTOR_COMMA.split(rule[1])
    used = [selector for selector in selectors if not UNUSED_SELECTOR.search(re.sub(r":not\(.*?\)", "", selector))]
    return f"{','.join(used)}{{{rule[2]}}}" if used else ""
