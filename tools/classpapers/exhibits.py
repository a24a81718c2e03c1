"""Reads charts and results out of a chapter's executed cells."""

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup, escape

from .prose import unlinked

CHART = re.compile(
    r'<div class="iss-finding">(?P<title>.*?)</div>\s*<p class="iss-source">(?P<source>.*?)</p>.*?'
    r'<div class="iss-wide">(?P<svg><svg.*?</svg>)</div>',
    re.S,
)
BOX = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)"')
LABELS = re.compile(r'aria-labelledby="(.*?)"')
SAID = re.compile(r"<(?:title|desc) .*?>(.*?)</(?:title|desc)>", re.S)
TALL = 0.75  # height by width from which a chart stands beside its title, not below it


@dataclass(frozen=True)
class Chart:
    """Hold a chart as a page showed it, in its wide drawing."""

    title: Markup
    source: Markup
    svg: Markup

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
    found = [match.groupdict() for page in pages(cell) for match in CHART.finditer(page)]
    return [Chart(Markup(one["title"]), unlinked(one["source"]), Markup(one["svg"])) for one in found]


def pages(cell) -> list[str]:
    """Return the HTML that a cell shows."""
    return [data["text/html"] for data in shown(cell) if "text/html" in data]


def shown(cell) -> list[dict]:
    """Return what a cell shows, by kind of content."""
    return [output["data"] for output in cell.get("outputs", []) if "data" in output]


def result(cell) -> list[Markup | Chart]:
    """Return what a cell shows, as paper can show it: charts, tables, else its plain text."""
    found = []
    for data in shown(cell):
        page = data.get("text/html", "")
        plain = Markup('<pre class="result">{}</pre>').format(data["text/plain"])
        found += charts(cell) or [unlinked(page) if "iss-table" in page else plain]
    return found


def code(source: str) -> Markup:
    """Return lines of code."""
    return Markup("<pre><code>{}</code></pre>").format(escape(source))
