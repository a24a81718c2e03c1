"""Builds Markdown from data, with every character of the data escaped.

`Markdown` marks strings that are Markdown already; the templates escape everything else.
"""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from markupsafe import Markup as Markdown

from issfacts.kit.dates import format_date
from issfacts.kit.wording import day

SPECIAL_CHARACTERS = re.compile(r"[\\`*{}\[\]<>$&]|(?<![^\W_])_|_(?![^\W_])")  # an underscore within a word is harmless
BLOCK_START = re.compile(r"^(?=[-+=:%#~(])|^\d+(?=[.)](?:\s|$))")


def escape(value) -> Markdown:
    """Return a value as Markdown that shows exactly its characters, on one line; None as an empty string.

    >>> print(escape("[10] <b> of *ten* | USD"))
    \\[10\\] \\<b\\> of \\*ten\\* | USD
    """
    if value is None or isinstance(value, Markdown):
        return Markdown(value or "")
    line = day(value) if isinstance(value, date) else re.sub(r"\s*[\r\n\t\x00]\s*", " ", str(value))
    return Markdown(BLOCK_START.sub(lambda match: match[0] + "\\", SPECIAL_CHARACTERS.sub(r"\\\g<0>", line)))


def code(value) -> Markdown:
    """Return a value as inline code, its characters unchanged.

    >>> print(code("[a-z]+"))
    `[a-z]+`
    """
    value = str(value)
    fence = "`" * (1 + max(map(len, re.findall("`+", value)), default=0))
    padding = " " if value[:1] in ("`", " ") or value[-1:] in ("`", " ") else ""
    return Markdown(f"{fence}{padding}{value}{padding}{fence}")


def link(label, target: str | None) -> Markdown:
    """Return a link to a web address or a page of the book; for any other target, or none, the label alone.

    >>> print(link("gcat", "sources.md#gcat"), link("this", "javascript:alert(1)"))
    [gcat](sources.md#gcat) this
    """
    if not re.match(r"https?://|[\w./-]*\.(md|ipynb)(#|$)", target or ""):
        return escape(label)
    target = re.sub(r"[<>\\\s]", lambda match: quote(match[0]), target)
    target = re.sub(r"&(?=#?\w+;)", r"\&", target)  # not an entity
    return Markdown(f"[{escape(label)}]({f'<{target}>' if set('()') & set(target) else target})")


def full_stop(value) -> Markdown:
    """Return a value, escaped, with a full stop unless it ends with another mark.

    >>> print(full_stop("One thing"), full_stop("Another."))
    One thing. Another.
    """
    sentence = escape(value)
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else Markdown(f"{sentence}.")


def join_nonempty(values: Iterable | None, separator: str = ", ") -> Markdown:
    """Join values, escaped, with a separator; leave out those that are empty."""
    return Markdown(separator.join(escape(value) for value in values or () if value))


def capitalize_first(value) -> Markdown:
    """Return a text, escaped, with its first letter as a capital and the rest unchanged."""
    return escape(value[:1].upper() + value[1:] if value else "")


def format_moment(moment: date | None, precision: str | None) -> str:
    """Return a day or instant in words, as exact as its precision; an empty string for None.

    >>> format_moment(date(2022, 7, 1), "month"), format_moment(date(2022, 7, 4), "about"), format_moment(None, None)
    ('July 2022', 'about 4 July 2022', '')
    """
    if precision not in ("minute", "second"):
        return format_date(moment, precision) if moment else ""
    clock = "%H:%M:%S" if precision == "second" and moment.second else "%H:%M"
    return f"{day(moment)}, {moment:{clock}} UTC"
