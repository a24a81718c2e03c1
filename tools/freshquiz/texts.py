"""Reads the texts of the questions, and fills them with values of the same names."""

import re
from typing import Any, NamedTuple

from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.nodes import Name

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


class TextError(Exception):
    """Raised when a text has a name without a value, or no use for a value."""


class Kind(NamedTuple):
    """Hold a kind of question: name, level (1 easy to 3 hard), origin of its rows."""

    name: str
    level: int
    origin: str


class Texts:
    """Hold the texts of questions.txt, or of a file like it: kinds of question, and parts that these include."""

    def __init__(self, content: str):
        """Read the content of a file."""
        headings = list(HEADING.finditer(content))
        ends = [heading.start() for heading in headings[1:]] + [None]
        self.texts, self.kinds, self.first_lines = {}, {}, {}
        for heading, end in zip(headings, ends, strict=True):
            name, *level_and_origin = heading[1].split(", ")
            self.texts[name] = content[heading.end() : end].rstrip()
            self.first_lines[name] = content.count("\n", 0, heading.end()) + 1
            if level_and_origin:
                level, origin = level_and_origin
                self.kinds[name] = Kind(name, int(level), origin)
        self.environment = Environment(loader=DictLoader(self.texts), undefined=StrictUndefined)
        self.environment.filters |= FILTERS
        self.names = {name: self.find_names(name) for name in self.kinds}

    def find_names(self, name: str) -> dict[str, int]:
        """Return the names for which a text and the parts in it need values, each with its first line in the file."""
        tree = self.environment.parse(self.texts[name])
        uses, found = list(tree.find_all(Name)), {}
        for part in filter(None, find_referenced_templates(tree)):  # None stands for a part that a value names
            found |= self.find_names(part)
        for use in uses:
            if use.ctx == "store":  # the text itself gives its parts a value
                found.pop(use.name, None)
        undeclared = find_undeclared_variables(tree)
        for use in uses:
            if use.name in undeclared:
                found.setdefault(use.name, self.first_lines[name] + use.lineno - 1)
        return found

    def fill(self, kind: str, values: dict[str, Any]) -> str:
        """Return the text of a kind with values. TextError: it has a name without a value, or no use for a value."""
        names, first_line = self.names[kind], self.first_lines[kind]
        errors = [
            f"line {names[name]}: {kind!r} names {name!r}, a value that its function does not draw"
            for name in sorted(names.keys() - values)
        ]
        errors += [
            f"line {first_line}: {kind!r} does not name {name!r}, a value that its function draws"
            for name in sorted(values.keys() - names)
        ]
        if errors:
            raise TextError("\n".join(["questions.txt and samplers.py differ:", *errors]))
        return self.environment.get_template(kind).render(values)
