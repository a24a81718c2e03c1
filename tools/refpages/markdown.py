"""Writes Markdown in which data arrives as text, whatever stands in it."""

import re
from datetime import date, datetime
from urllib.parse import quote

from issfacts.kit.wording import day

SPECIAL = re.compile(r"[\\`*{}\[\]<>$&]|(?<![^\W_])_|_(?![^\W_])")  # an underscore within a word is harmless
BLOCK_START = re.compile(r"^(?=[-+=:%#~(])|^\d+(?=[.)](?:\s|$))")


def text(value, trim: bool = True) -> str:
    """Return a value as Markdown that shows exactly its characters, on one line.

    >>> print(text("[10] <b> of *ten* | USD"))
    \\[10\\] \\<b\\> of \\*ten\\* | USD
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    line = re.sub(r"\s*[\r\n\t\x00]\s*", " ", str(value))
    line = line.strip() if trim else line
    return BLOCK_START.sub(lambda match: match[0] + "\\", SPECIAL.sub(r"\\\g<0>", line))


def code(value) -> str:
    """Return a value in the typewriter face, characters untouched.

    >>> print(code("[a-z]+"))
    `[a-z]+`
    """
    value = str(value)
    fence = "`" * (1 + max(map(len, re.findall("`+", value)), default=0))
    room = " " if value[:1] in ("`", " ") or value[-1:] in ("`", " ") else ""
    return f"{fence}{room}{value}{room}{fence}"


def link(label, target: str | None) -> str:
    """Return a link to an address or to a page of the book; what is neither stays text.

    >>> print(link("gcat", "sources.md#gcat"), link("this", "javascript:alert(1)"))
    [gcat](sources.md#gcat) this
    """
    if not re.match(r"https?://|[\w./-]*\.md(#|$)", target or ""):
        return text(label)
    target = re.sub(r"[<>\\\s]", lambda match: quote(match[0]), target)
    target = re.sub(r"&(?=#?\w+;)", r"\&", target)  # not an entity
    return f"[{text(label)}]({f'<{target}>' if set('()') & set(target) else target})"


def download(label, path: str) -> str:
    """Return a link to a file of the checkout, which the site copies and offers.

    >>> print(download("docked-data.zip", "../_build/data/docked-data.zip"))
    [docked-data.zip](../_build/data/docked-data.zip)
    """
    return f"[{text(label)}]({path})"


def anchor(label, name: str) -> str:
    """Return text that can be linked to.

    >>> print(anchor("docking-duration", "docking-duration"))
    [docking-duration]{#docking-duration}
    """
    return f"[{text(label)}]{{#{name}}}"


def heading(level: int, label, name: str) -> str:
    """Return a heading that can be linked to; the page's menu copies its words, not its anchor.

    >>> print(heading(3, "C14", "c14"))
    {#c14}
    ### C14
    """
    return f"{{#{name}}}\n{'#' * level} {text(label)}"


def slug(name: str) -> str:
    """Return a name as Sphinx writes it in an anchor.

    >>> slug("claim_evidence"), slug("charts.docking_day")
    ('claim-evidence', 'charts-docking-day')
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def entry(term: str, body: str) -> str:
    """Return a term with what is said of it.

    >>> print(entry("gcat", "A catalogue."))
    gcat
    : A catalogue.
    """
    return f"{term}\n: {body}"


def instant(when: datetime, precision: str | None = "second") -> str:
    """Return an instant, only as exactly as it is known.

    >>> instant(datetime(2023, 9, 15, 18, 53), "minute"), instant(datetime(2022, 7, 1), "month")
    ('15 September 2023, 18:53 UTC', 'July 2022')
    """
    coarse = {"year": f"{when:%Y}", "month": f"{when:%B %Y}", "day": day(when)}
    if precision in coarse:
        return coarse[precision]
    clock = f"{when:%H:%M}" if precision == "minute" or not when.second else f"{when:%H:%M:%S}"
    return f"{day(when)}, {clock} UTC"
