"""Writes Markdown in which data arrives as text, whatever stands in it."""

import re
from datetime import date, datetime

SPECIAL = re.compile(r"[\\`*_{}\[\]<>$&]")
BLOCK_START = re.compile(r"^(?=[-+=:%#~(])|^\d+(?=[.)](?:\s|$))")
PERCENT = {"<": "%3C", ">": "%3E", "\\": "%5C", " ": "%20"}


def text(value) -> str:
    """Return a value as Markdown that shows exactly its characters, on one line.

    >>> print(text("[10] <b> of *ten* | USD"))
    \\[10\\] \\<b\\> of \\*ten\\* | USD
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    line = re.sub(r"[\s\x00]*[\r\n\t\x00][\s\x00]*", " ", str(value)).strip()
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


def link(label, target: str) -> str:
    """Return a link to an address or to a page of the book; what is neither stays text.

    >>> print(link("gcat", "sources.md#gcat"))
    [gcat](<sources.md#gcat>)
    """
    if not re.match(r"https?://|[\w./-]*\.md(#|$)", target or ""):
        return text(label)
    target = re.sub(r"[<>\\ ]", lambda match: PERCENT[match[0]], target)
    return f"[{text(label)}](<{target}>)"


def anchor(label, name: str) -> str:
    """Return text that can be linked to.

    >>> print(anchor("docking-duration", "docking-duration"))
    [docking-duration]{#docking-duration}
    """
    return f"[{text(label)}]{{#{name}}}"


def table(header: list[str], rows: list[list[str]]) -> str:
    """Return a table of cells that are Markdown already.

    >>> print(table(["a", "b"], [["1", "`x|y`"]]))
    | a | b |
    | --- | --- |
    | 1 | `x\\|y` |
    """
    lines = [header, ["---"] * len(header), *rows]
    escaped = ([cell.replace("|", "\\|") for cell in cells] for cells in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in escaped)


def day(when: date) -> str:
    """Return a day as the book writes it.

    >>> day(date(2023, 9, 15))
    '15 September 2023'
    """
    return f"{when.day} {when:%B %Y}"


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
