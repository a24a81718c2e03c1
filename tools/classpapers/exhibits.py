"""Reads charts and results out of a chapter's executed cells, and turns drawings into pictures."""

import ast
import re
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import resvg_py
from markupsafe import Markup

CHART = re.compile(
    r'<div class="iss-finding">(?P<title>.*?)</div>\s*<p class="iss-source">(?P<source>.*?)</p>.*?'
    r'<div class="iss-wide">(?P<svg><svg.*?</svg>)</div>',
    re.S,
)
LINK = re.compile(r"</?a\b[^>]*>")
HOW_GOOD = re.compile(r"<a\b[^>]*>How good are our sources\?</a>\.?\s*")  # a page of the book
BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
LABELS = re.compile(r'aria-labelledby="(.*?)"')
SAID = re.compile(r"<(?:title|desc) .*?>(.*?)</(?:title|desc)>", re.S)
LABEL = re.compile(r"<text\b[^>]*>(.*?)</text>")
VALUE = re.compile(r"\b(?:np\.)?[A-Za-z]\w*\(([^()]*)\)")  # such as np.int64(417), or a named tuple
FOOT = re.compile(r"\n(?:Name|Length|dtype)\b.*$")  # what pandas writes below a series
COLOUR = re.compile(r"var\([^,()]*, (#\w+)\)")  # a colour of the page, with its light value
# Fonts that are the same on every machine: those that come with matplotlib, in which the charts are set.
FONTS, FONT = Path(find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf", "DejaVu Sans"
WIDTH = 1600  # pixels of a picture
TALL = 0.75  # height by width from which a chart stands beside its title, not below it


@dataclass(frozen=True)
class Chart:
    """Hold a chart as a page showed it, in its wide drawing; `held` are labels that a first look leaves out."""

    title: Markup
    source: Markup
    svg: Markup
    held: str = ""

    def without(self, words: str | None) -> "Chart":
        """Return the chart without the labels that have some words (a pattern); it holds them back."""
        labels = [one[0] for one in LABEL.finditer(self.svg) if words and re.search(words, one[1])]
        left = LABEL.sub(lambda one: "" if one[0] in labels else one[0], self.svg)
        return replace(self, svg=Markup(left), held=Markup("".join(labels)))

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the drawing."""
        return tuple(map(float, BOX.search(self.svg).groups()))

    @property
    def tall(self) -> bool:
        """Say whether the drawing is too high to stand below its title."""
        width, height = self.size
        return height > TALL * width

    @property
    def labels(self) -> str:
        """Return the ids of the drawing's name and description."""
        return LABELS.search(self.svg)[1]

    def named(self, id: str) -> Markup:
        """Return the drawing with an id."""
        return Markup(str(self.svg).replace("<svg ", f'<svg id="{id}" ', 1))


def alt(svg: str) -> str:
    """Return name and description of a drawing."""
    return ". ".join(unescape(said) for said in SAID.findall(svg)[:2])


@cache
def png(svg: str) -> bytes:
    """Return a drawing as a picture in the light colours, for files that cannot hold SVG."""
    fonts = {"skip_system_fonts": True, "font_dirs": [str(FONTS)], "font_family": FONT, "sans_serif_family": FONT}
    return bytes(resvg_py.svg_to_bytes(svg_string=COLOUR.sub(r"\1", svg), width=WIDTH, **fonts))


def drawn(page: str) -> list[Chart]:
    """Return the charts of a page of HTML, those of an explorer one by one."""
    found = [match.groupdict() for match in CHART.finditer(page)]
    return [Chart(Markup(one["title"]), unlinked(HOW_GOOD.sub("", one["source"])), Markup(one["svg"])) for one in found]


def unlinked(page: str) -> Markup:
    """Return HTML of an exhibit without its links."""
    return Markup(LINK.sub("", page))


def result(cell) -> list[Markup | Chart]:
    """Return what a cell shows, as paper can show it: charts, tables, else its plain text."""
    found = []
    for output in cell.get("outputs", []):
        data = output.get("data") or {"text/plain": output["text"]}
        page = data.get("text/html", "")
        plain = Markup('<pre class="result">{}</pre>').format(said(data.get("text/plain", "")))
        found += drawn(page) or [unlinked(page) if "iss-table" in page else plain]
    return found


def charts(cell) -> list[Chart]:
    """Return the charts that a cell shows."""
    return [one for one in result(cell) if isinstance(one, Chart)]


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
