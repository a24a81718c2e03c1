"""Mends finished pages: what the theme and its parts write that a browser, a reader or the validator stumbles over.

Every mend may run again on a page it has mended: an incremental build rewrites only what changed.
"""

import re
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import NamedTuple


class Mend(NamedTuple):
    """One mend: what is wrong, whose it is, and the substitution."""

    why: str
    pattern: re.Pattern
    replacement: str


def mend_rule(why: str, pattern: str, replacement: str, flags=0) -> Mend:
    """Return a mend with its pattern compiled."""
    return Mend(why, re.compile(pattern, flags), replacement)


MENDS = (
    mend_rule("thebe, twice in the body: an error in the console",
              r'<script type="text/x-thebe-config">.*?</script>|<script>kernelName = .*?</script>', "", re.S),
    mend_rule("main says role=main again (theme)", r'(<main\b[^>]*?) role="main"', r"\1"),
    mend_rule("hidden cells: name differs from the label (myst-nb)", r'<summary aria-label="Toggle hidden content">',
              "<summary>"),
    mend_rule("hidden cells: a paragraph in a summary (myst-nb)",
              r'<p class="((?:collapsed|expanded) admonition-title)">(.*?)</p>', r'<span class="\1">\2</span>'),
    mend_rule("tabs: aria-controls on a label (sphinx-design)", r'(<label\b[^>]*?) aria-controls="[^"]*"', r"\1"),
    mend_rule("empty header cells (pandas)", r"<th></th>", "<td></td>"),
    mend_rule("scoped styles (pandas), refused by the policy", r"<style scoped>.*?</style>", "", re.S),
    mend_rule("a border by attribute (pandas, docutils)", r'<table border="1"', "<table"),
    mend_rule("metadata in drawings (matplotlib)", r"<metadata>.*?</metadata>", "", re.S),
    mend_rule("a second viewport", r'(<meta name="viewport"[^>]*>)\s*<meta name="viewport"[^>]*>', r"\1"),
    mend_rule("the policy comes first: it holds for what follows it",
              r'<head>\s*(<meta charset="utf-8" ?/?>)(.*?)\s*(<meta http-equiv="Content-Security-Policy"[^>]*>)',
              r"<head>\n\3\n\1\2", re.S),
)  # fmt: skip
STAMP = re.compile(r'((?:href|src)="(?:\.\./)*)((?:_static/)?[\w.-]+\.(?:css|js))(?:\?v=\w*)?"')
TABLE = re.compile(r'<div class="pst-scrollable-table-container">')
INDENT = re.compile(r"(<pre\b.*?</pre>)|\s*\n\s*", re.S)


def mend(page: str) -> str:
    """Return a page with everything above mended, and without indentation outside preformatted text."""
    for one in MENDS:
        page = one.pattern.sub(one.replacement, page)
    number = count(1)  # what can be reached by keyboard, to scroll, needs a name of its own
    page = TABLE.sub(lambda match: f'{match[0][:-1]} role="region" aria-label="Table {next(number)}">', page)
    return INDENT.sub(lambda match: match[1] or "\n", page).lstrip()


def stamp(page: str, site: Path, seen: dict) -> str:
    """Return a page whose addresses of our styles and scripts carry their content's hash: caches may keep them."""

    def stamped(match: re.Match) -> str:
        file = site / match[2]
        if file not in seen:
            seen[file] = sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else ""
        return f'{match[1]}{match[2]}?v={seen[file]}"' if seen[file] else match[0]

    return STAMP.sub(stamped, page)
