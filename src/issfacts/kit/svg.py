"""Turn a matplotlib figure into a small, accessible SVG that follows the page's colours.

The figure is drawn in the light palette. One pass over the tree then makes it fit for a page: style declarations
become presentation attributes (a strict policy drops inline styles), palette colours become CSS variables, text stays
text in the reader's own font, ids carry a prefix, and whatever shows nothing is left out.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

try:
    import matplotlib as mpl
    from matplotlib.figure import Figure
except ModuleNotFoundError as error:
    raise ImportError("drawings need matplotlib (pip install matplotlib); the data of a chart does not") from error

from . import palette

STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "issfacts",
    "text.parse_math": False,
    "text.color": palette.LIGHT["ink"],
    "font.family": ["DejaVu Sans"],
    "font.size": 14,
    "figure.dpi": 72,
    "figure.facecolor": palette.LIGHT["ground"],
    "axes.facecolor": "none",
    "hatch.linewidth": 0.6,
    "lines.solid_capstyle": "butt",
}

_NAMES = {value: name for name, value in palette.LIGHT.items()} | {"#000000": "ink"}
_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0, section 2.2
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_ROUNDED = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points", "transform"}
_DEFAULTS = {("opacity", "1"), ("stroke-linejoin", "round"), ("stroke-linecap", "butt")}
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the book's style, whatever the session's own matplotlib settings are.

    >>> with house_style():
    ...     mpl.rcParams["svg.fonttype"]
    'none'
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield


def canvas(width: float, height: float) -> Figure:
    """Return an empty figure of `width` by `height` px, on which one point is one px.

    >>> canvas(720, 180).bbox.size.tolist()
    [720.0, 180.0]
    """
    with house_style():
        return Figure(figsize=(width / 72, height / 72), dpi=72)


def to_svg(figure: Figure, *, prefix: str, title: str, description: str) -> str:
    """Write a figure as inline SVG: `role="img"`, named by `title` and described by `description`.

    Every id starts with `prefix`, so that many drawings fit on one page; equal figures give equal text. The width
    stays as an attribute, which any style sheet overrides; the height follows from the viewBox. Raises
    ValueError for a prefix that is no id.

    >>> svg = to_svg(canvas(720, 90), prefix="day", title="A day", description="Nothing happened.")
    >>> svg[svg.index("<title"):svg.index("<desc")]
    '<title id="day-title">A day</title>'
    """
    if not re.fullmatch(r"[A-Za-z][\w-]*", prefix):
        raise ValueError(f"prefix {prefix!r} is no id: begin with a letter, go on with letters, digits and -")
    drawing = ET.fromstring(_drawn(figure))
    root = _Pass(drawing, prefix).root(drawing)
    for tag, text in (("desc", description), ("title", title)):
        element = ET.Element(tag, {"id": f"{prefix}-{tag}"})
        element.text = _INVALID.sub("", text)
        root.insert(0, element)
    return ET.tostring(root, encoding="unicode")


def _drawn(figure: Figure) -> str:
    buffer = io.StringIO()
    with house_style(), warnings.catch_warnings():
        # The text is set in the reader's font: what the font used for measuring lacks is no loss.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return _INVALID.sub("", buffer.getvalue())


class _Pass:
    """Copy matplotlib's tree into ours; ids are numbered in the order in which they are first met."""

    def __init__(self, drawing: ET.Element, prefix: str) -> None:
        self.prefix = prefix
        self.wanted = set(_references(drawing))
        self.ids: dict[str, str] = {}

    def root(self, drawing: ET.Element) -> ET.Element:
        box = drawing.get("viewBox", "")
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": box.split()[2],
            "viewBox": box,
            "role": "img",
            "aria-labelledby": f"{self.prefix}-title {self.prefix}-desc",
            "fill": palette.variable("ink"),
            "stroke-linejoin": "round",
        }
        root = ET.Element("svg", attributes)
        root.extend(self.children(drawing))
        return root

    def children(self, parent: ET.Element) -> Iterator[ET.Element]:
        for element in parent:
            if _local(element.tag) not in ("metadata", "style"):
                yield from self.copied(element)

    def copied(self, element: ET.Element) -> Iterator[ET.Element]:
        """Yield the copy; a group without attributes yields its children, what shows nothing yields nothing."""
        tag, attributes = _local(element.tag), self.attributes(element)
        children = list(self.children(element))
        if tag in ("g", "defs") and not children:
            return
        if tag == "g" and not attributes:
            yield from children
        elif not (tag in _SHAPES and "id" not in attributes and _invisible(attributes)):
            copy = ET.Element(tag, attributes)
            copy.extend(children)
            copy.text = element.text if tag == "text" else None
            yield copy

    def attributes(self, element: ET.Element) -> dict[str, str]:
        given = {_local(name): value for name, value in element.attrib.items()}
        given |= _declarations(given.pop("style", ""))
        if given.get("id") not in self.wanted:
            given.pop("id", None)
        mended = {name: self.value(name, value) for name, value in given.items()}
        return {name: value for name, value in mended.items() if value and (name, value) not in _DEFAULTS}

    def value(self, name: str, value: str) -> str:
        if name == "id":
            return self.renamed(value)
        if name == "href":
            return "#" + self.renamed(value.removeprefix("#"))
        if name in ("fill", "stroke"):
            value = _colour(value)
        elif name in _ROUNDED:
            value = _rounded(name, value)
        return _REFERENCE.sub(lambda match: f"url(#{self.renamed(match[1])})", value)

    def renamed(self, identity: str) -> str:
        return self.ids.setdefault(identity, f"{self.prefix}-{len(self.ids) + 1}")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _references(drawing: ET.Element) -> Iterator[str]:
    for element in drawing.iter():
        for name, value in element.attrib.items():
            yield from _REFERENCE.findall(value)
            if _local(name) == "href":
                yield value.removeprefix("#")


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.split(";") if declaration.strip())
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() != "font-family"}


def _colour(value: str) -> str:
    name = _NAMES.get(value)
    return palette.variable(name) if name else value


def _rounded(name: str, value: str) -> str:
    """Round to a tenth of a px and set without needless blanks; what scales keeps its digits."""
    if name == "transform" and ("scale" in value or "matrix" in value):
        return value
    value = _NUMBER.sub(lambda match: f"{round(float(match[0]), 1) + 0.0:g}", value)
    if name == "d":
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(value.split()))
    return re.sub(r"\s*rotate\(-?0(?: [^)]*)?\)", "", value) if name == "transform" else value


def _invisible(attributes: dict[str, str]) -> bool:
    return attributes.get("fill") == "none" and attributes.get("stroke", "none") == "none"
