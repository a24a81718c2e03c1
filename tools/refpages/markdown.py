"""Writes Markdown in which data arrives as text, whatever stands in it.

`Markdown` marks what is Markdown already; the templates turn everything else into text by `text`.
"""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from markupsafe import Markup as Markdown

from issfacts.kit.dates import format_date
from issfacts.kit.wording import day

SPECIAL = re.compile(r"[\\`*{}\[\]<>$&]|(?<![^\W_])_|_(?![^\W_])")  # an underscore within a word is harmless
BLOCK_START = re.compile(r"^(?=[-+=:%#~(])|^\d+(?=[.)](?:\s|$))")


def text(value) -> Markdown:
    """Return a value as Markdown that shows exactly its characters, on one line.

    >>> print(text("[10] <b> of *ten* | USD"))
    \\[10\\] \\<b\\> of \\*ten\\* | USD
    """
    if value is None or isinstance(value, Markdown):
        return Markdown(value or "")
    line = day(value) if isinstance(value, date) else re.sub(r"\s*[\r\n\t\x00]\s*", " ", str(value))
    return Markdown(BLOCK_START.sub(lambda match: match[0] + "\\", SPECIAL.sub(r"\\\g<0>", line)))


def code(value) -> Markdown:
    """Return a value in the typewriter face, characters untouched.

    >>> print(code("[a-z]+"))
    `[a-z]+`
    """
    value = str(value)
    fence = "`" * (1 + max(map(len, re.findall("`+", value)), default=0))
    room = " " if value[:1] in ("`", " ") or value[-1:] in ("`", " ") else ""
    return Markdown(f"{fence}{room}{value}{room}{fence}")


def link(label, target: str | None) -> Markdown:
    """Return a link to an address or to a page of the book; what is neither stays text.

    >>> print(link("gcat", "sources.md#gcat"), link("this", "javascript:alert(1)"))
    [gcat](sources.md#gcat) this
    """
    if not re.match(r"https?://|[\w./-]*\.(md|ipynb)(#|$)", target or ""):
        return text(label)
    target = re.sub(r"[<>\\\s]", lambda match: quote(match[0]), target)
    target = re.sub(r"&(?=#?\w+;)", r"\&", target)  # not an entity
    return Markdown(f"[{text(label)}]({f'<{target}>' if set('()') & set(target) else target})")


def slug(table: str) -> str:
    """Return the name of a table as Sphinx writes it in an anchor.

    >>> slug("claim_evidence")
    'claim-evidence'
    """
    return table.replace("_", "-")


def stop(value) -> Markdown:
    """Return a value as text that ends with a full stop or another mark.

    >>> print(stop("One thing"), stop("Another."))
    One thing. Another.
    """
    said = text(value)
    return said if not said or said.endswith((".", "!", "?", "…")) else Markdown(f"{said}.")


def joined(values: Iterable | None, between: str = ", ") -> Markdown:
    """Return values as text with something between them; what is empty is left out."""
    return Markdown(between.join(text(value) for value in values or () if value))


def capital(value) -> Markdown:
    """Return a value as text that begins with a capital letter."""
    return text(value[:1].upper() + value[1:] if value else "")


def when(moment: date | None, precision: str | None) -> str:
    """Return a day or instant as exactly as it is known, or nothing.

    >>> when(date(2022, 7, 1), "month"), when(date(2022, 7, 4), "about"), when(None, None)
    ('July 2022', 'about 4 July 2022', '')
    """
    if precision not in ("minute", "second"):
        return format_date(moment, precision) if moment else ""
    clock = "%H:%M:%S" if precision == "second" and moment.second else "%H:%M"
    return f"{day(moment)}, {moment:{clock}} UTC"
