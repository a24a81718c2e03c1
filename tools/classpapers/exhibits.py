"""Reads charts and results out of a chapter's executed cells."""

import ast
import re
from dataclasses import dataclass, replace
from html import unescape

from markupsafe import Markup, escape

from .prose import unlinked

CHART = re.compile(
    r'<div class="iss-finding">(?P<title>.*?)</div>\s*<p class="iss-source">(?P<source>.*?)</p>.*?'
    r'<div class="iss-wide">(?P<svg><svg.*?</svg>)</div>',
    re.S,
)
HOW_GOOD = re.compile(r"<a\b[^>]*>How good are our sources\?</a>\.?\s*")  # a page of the book
BOX = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
LABELS = re.compile(r'aria-labelledby="(.*?)"')
SAID = re.compile(r"<(?:title|desc) .*?>(.*?)</(?:title|desc)>", re.S)
LABEL = re.compile(r"<text\b[^>]*>(.*?)</text>")
VALUE = re.compile(r"\b(?:np\.)?[A-Za-z]\w*\(([^()]*)\)")  # such as np.int64(417), or a named tuple
FOOT = re.compile(r"\n(?:Name|Length|dtype)\b.*$")  # what pandas writes below a series
TALL = 0.75  # height by width from which a chart stands beside its title, not below it


@dataclass(frozen=True)
class Chart:
    """Hold a chart as a page showed it, in its wide drawing."""

    title: Markup
    source: Markup
    svg: Markup
    held: str = ""  # labels that a first look leaves out

    @property
    def quiet(self) -> "Chart":
        """Return the chart without the labels that are held back."""
        return replace(
            self, svg=Markup(LABEL.sub(lambda one: "" if one[0] in self.held else one[0], self.svg)), held=""
        )

    def held_back(self, words: str | None) -> "Chart":
        """Return the chart, which holds back its labels with some words (a pattern)."""
        labels = [one[0] for one in LABEL.finditer(self.svg) if words and re.search(words, one[1])]
        return replace(self, held=Markup("".join(labels)))

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the drawing."""
        box = BOX.search(self.svg)
        return float(box["width"]), float(box["height"])

    @property
    def tall(self) -> bool:
        """Say whether the drawing is too high to stand below its title."""
        width, height = self.size
        return height > TALL * width

    @property
    def labels(self) -> str:
        """Return the ids of the drawing's name and description."""
        return LABELS.search(self.svg)[1]

    @property
    def alt(self) -> str:
        """Return the drawing's name and description."""
        return alt(self.svg)

    def named(self, id: str) -> Markup:
        """Return the drawing with an id."""
        return Markup(str(self.svg).replace("<svg ", f'<svg id="{id}" ', 1))


def alt(svg: str) -> str:
    """Return name and description of a drawing."""
    return ". ".join(unescape(said) for said in SAID.findall(svg)[:2])


def charts(cell) -> list[Chart]:
    """Return the charts that a cell shows, those of an explorer one by one."""
    return [chart for page in pages(cell) for chart in drawn(page)]


def drawn(page: str) -> list[Chart]:
    """Return the charts of a page of HTML."""
    found = [match.groupdict() for match in CHART.finditer(page)]
    return [Chart(Markup(one["title"]), unlinked(HOW_GOOD.sub("", one["source"])), Markup(one["svg"])) for one in found]


def pages(cell) -> list[str]:
    """Return the HTML that a cell shows."""
    return [data["text/html"] for data in shown(cell) if "text/html" in data]


def shown(cell) -> list[dict]:
    """Return what a cell shows, by kind of content."""
    return [output.get("data") or {"text/plain": output["text"]} for output in cell.get("outputs", [])]


def result(cell) -> list[Markup | Chart]:
    """Return what a cell shows, as paper can show it: charts, tables, else its plain text."""
    found = []
    for data in shown(cell):
        page = data.get("text/html", "")
        plain = Markup('<pre class="result">{}</pre>').format(said(data["text/plain"]))
        found += charts(cell) or [unlinked(page) if "iss-table" in page else plain]
    return found


def said(text: str) -> str:
    """Return a value as a reader writes it, without the marks of Python.

    >>> said("np.float64(0.25)"), said("Share(mixed=16, flights=20)"), said("{'US-led': 0.1, 'Russian': 0.2}")
    ('0.25', 'mixed=16, flights=20', 'US-led: 0.1; Russian: 0.2')
    """
    text = VALUE.sub(r"\1", FOOT.sub("", text))
    try:
        return spoken(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        return text.strip()


def spoken(value) -> str:
    """Return a value of Python in words: its members one after the other."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {spoken(one)}" for key, one in value.items())
    return "; ".join(map(spoken, value)) if isinstance(value, list | tuple) else str(value)


def code(source: str) -> Markup:
    """Return lines of code."""
    return Markup("<pre><code>{}</code></pre>").format(escape(source))
