"""Extracts charts and results from the outputs of a chapter's executed cells, and renders SVG drawings as PNG."""

import ast
import re
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import resvg_py
from markupsafe import Markup

from issfacts.kit.rendering import in_light

CHART = re.compile(
    r'<div class="iss-finding">(?P<title>.*?)</div>\s*<p class="iss-source">(?P<source>.*?)</p>.*?'
    r'<div class="iss-wide">(?P<svg><svg.*?</svg>)</div>'
    r'(?:\s*<div class="iss-narrow" hidden>(?P<narrow><svg.*?</svg>)</div>)?',
    re.S,
)
LINK_TAG = re.compile(r"</?a\b[^>]*>")
SOURCES_PAGE_LINK = re.compile(r"<a\b[^>]*>How good are our sources\?</a>\.?\s*")  # leads to a page of the book
VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
LABELLED_BY = re.compile(r'aria-labelledby="(.*?)"')
TITLE_OR_DESC = re.compile(r"<(?:title|desc) .*?>(.*?)</(?:title|desc)>", re.S)
TEXT_ELEMENT = re.compile(r"<text\b[^>]*>(.*?)</text>")
CONSTRUCTOR = re.compile(r"\b(?:np\.)?[A-Za-z]\w*\(([^()]*)\)")  # such as np.int64(417), or a named tuple
SERIES_FOOTER = re.compile(r"\n(?:Name|Length|dtype)\b.*$")  # printed by pandas below a series
# The fonts that come with matplotlib, so that pictures are the same on every machine.
FONT_FOLDER = Path(find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf"
FONT = "DejaVu Sans"
PNG_WIDTH = 1600  # pixels
TALL_RATIO = 0.75  # height by width above which a chart is placed beside its title, not below it


@dataclass(frozen=True)
class Chart:
    """Hold a chart in its wide drawing, and in its narrow one for a phone, which an altered chart lacks.

    `hidden` are the SVG labels that `without` removed.
    """

    title: Markup
    source: Markup
    svg: Markup
    hidden: str = ""
    narrow: "Chart | None" = None

    def without(self, pattern: str) -> "Chart":
        """Return the chart without the labels that match a pattern, if there is one; `hidden` keeps them."""
        removed = [found[0] for found in TEXT_ELEMENT.finditer(self.svg) if pattern and re.search(pattern, found[1])]
        svg = TEXT_ELEMENT.sub(lambda found: "" if found[0] in removed else found[0], self.svg)
        narrow = self.narrow and self.narrow.without(pattern)
        return replace(self, svg=Markup(svg), hidden=Markup("".join(removed)), narrow=narrow)

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height of the drawing."""
        return tuple(map(float, VIEW_BOX.search(self.svg).groups()))

    @property
    def is_tall(self) -> bool:
        """Return whether the drawing is too high to be placed below its title."""
        width, height = self.size
        return height > TALL_RATIO * width

    @property
    def label_ids(self) -> str:
        """Return the ids of the drawing's title and description."""
        return LABELLED_BY.search(self.svg)[1]

    @property
    def id(self) -> str:
        """Return the id that the drawing has where it is shown first, so that it can be used again."""
        return f"drawn-{self.label_ids.split()[0]}"

    @property
    def svg_with_id(self) -> Markup:
        """Return the drawing with its id."""
        return Markup(str(self.svg).replace("<svg ", f'<svg id="{self.id}" ', 1))


def alt_text(svg: str) -> str:
    """Return title and description of a drawing as plain text."""
    return ". ".join(unescape(text) for text in TITLE_OR_DESC.findall(svg)[:2])


@cache
def render_png(svg: str) -> bytes:
    """Return a drawing as PNG in the light colours, for file formats that cannot hold SVG."""
    fonts = {
        "skip_system_fonts": True,
        "font_dirs": [str(FONT_FOLDER)],
        "font_family": FONT,
        "sans_serif_family": FONT,
    }
    return bytes(resvg_py.svg_to_bytes(svg_string=in_light(svg), width=PNG_WIDTH, **fonts))


def parse_charts(html: str) -> list[Chart]:
    """Return the charts in HTML output, including each one of an explorer."""
    charts = []
    for found in CHART.finditer(html):
        title, source = Markup(found["title"]), strip_links(SOURCES_PAGE_LINK.sub("", found["source"]))
        narrow = Chart(title, source, Markup(found["narrow"])) if found["narrow"] else None
        charts.append(Chart(title, source, Markup(found["svg"]), narrow=narrow))
    return charts


def strip_links(html: str) -> Markup:
    """Return HTML without its link tags; their text stays."""
    return Markup(LINK_TAG.sub("", html))


def extract_outputs(cell) -> list[Markup | Chart]:
    """Return the outputs of a cell in printable form: its charts, its tables, otherwise its plain text."""
    results = []
    for output in cell.get("outputs", []):
        data = output.get("data") or {"text/plain": output["text"]}
        html = data.get("text/html", "")
        plain = Markup('<pre class="result">{}</pre>').format(format_repr(data.get("text/plain", "")))
        results += parse_charts(html) or [strip_links(html) if "iss-table" in html else plain]
    return results


def extract_charts(cell) -> list[Chart]:
    """Return the charts that a cell shows."""
    return [result for result in extract_outputs(cell) if isinstance(result, Chart)]


def format_repr(text: str) -> str:
    """Return the printed representation of a Python value without Python syntax.

    >>> format_repr("np.float64(0.25)"), format_repr("Share(mixed=16, flights=20)")
    ('0.25', 'mixed=16, flights=20')
    >>> format_repr("{'US-led': 0.1, 'Russian': 0.2}")
    'US-led: 0.1; Russian: 0.2'
    >>> format_repr("{'a': [1, 2], 'b': (3,)}")
    'a: 1; 2; b: 3'
    """
    try:
        return format_value(ast.literal_eval(CONSTRUCTOR.sub(r"\1", text)))
    except (SyntaxError, ValueError):
        return CONSTRUCTOR.sub(r"\1", SERIES_FOOTER.sub("", text)).strip()


def format_value(value: object) -> str:
    """Return a Python value as text, members of a collection separated by semicolons."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {format_value(member)}" for key, member in value.items())
    return "; ".join(map(format_value, value)) if isinstance(value, list | tuple) else str(value)
