"""Reads the texts of the questions, which are Jinja templates."""

import re
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined

from issfacts.kit.wording import clock, day, instant, listed

HEADING = re.compile(r"^## (.+)\n+", re.M)
FILTERS = {
    "bare": lambda when: f"{day(when)}, {clock(when)}",  # a time without its zone, which the paper names elsewhere
    "clock": clock,
    "day": day,
    "instant": instant,
    "listed": listed,
    "decimals": "{:.2f}".format,
    "per_cent": lambda part: f"{100 * part:.0f} per cent",
    "whole": round,
    "share": lambda part: f"{100 * part:.0f} per cent" if part <= 1 else "",  # no mistake leads to more than all
    "points": lambda number: f"{number} points" if number >= 0 else "",
    "yes_or_no": lambda holds: "yes" if holds else "no",
}


class Kind(NamedTuple):
    """Hold a kind of question: name, level (1 easy to 3 hard), origin of its rows."""

    name: str
    level: int
    origin: str


def read_texts(content: str) -> tuple[Environment, dict[str, Kind]]:
    """Return the texts of questions.txt as templates by their names, and the kinds of question; the rest are parts.

    A traceback of Jinja names the text and the line in it.
    """
    texts, kinds = {}, {}
    _, *pieces = HEADING.split(content)
    for heading, text in zip(pieces[::2], pieces[1::2], strict=True):
        name, *level_and_origin = heading.split(", ")
        texts[name] = text.rstrip()
        if level_and_origin:
            level, origin = level_and_origin
            kinds[name] = Kind(name, int(level), origin)
    loader = FunctionLoader(lambda name: (texts[name], f"questions.txt, {name}", None))
    environment = Environment(loader=loader, undefined=StrictUndefined)
    environment.filters |= FILTERS
    return environment, kinds
