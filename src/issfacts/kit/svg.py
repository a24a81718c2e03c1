"""Convert a matplotlib figure to a small, accessible inline SVG that uses the page's colours.

The figure is drawn in the light palette and the SVG tree is then converted: style declarations become presentation
attributes (a strict content security policy drops inline styles), palette colours become CSS variables, text stays
text in the reader's font, ids get a prefix, and invisible elements are left out.
"""

import io
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
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

_VARIABLES = {value: palette.variable(name) for name, value in palette.LIGHT.items()}
_VARIABLES["#000000"] = palette.variable("ink")
_INVALID_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_ROUNDED_ATTRIBUTES = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "d", "points", "transform"}
_DEFAULT_ATTRIBUTES = {("opacity", "1"), ("stroke-linejoin", "round"), ("stroke-linecap", "butt")}
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}


@contextmanager
def house_style() -> Iterator[None]:
    """Set matplotlib to the book's style within a `with` block, ignoring the session's own settings.

    >>> with house_style():
    ...     mpl.rcParams["svg.fonttype"]
    'none'
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield


def empty_figure(width: float, height: float) -> Figure:
    """Return an empty figure of `width` by `height` px, with 1 px per point.

    >>> empty_figure(720, 180).bbox.size.tolist()
    [720.0, 180.0]
    """
    with house_style():
        return Figure(figsize=(width / 72, height / 72), dpi=72)


def to_svg(figure: Figure, *, prefix: str, title: str, description: str) -> str:
    """Render a figure as inline SVG with `role="img"`, a `<title>` and a `<desc>`.

    Every id starts with `prefix`, so that a page can hold many drawings; equal figures give equal SVG. The width is an
    attribute, which CSS can override; the height follows from the viewBox. ValueError: `prefix` is not a valid id.

    >>> svg = to_svg(empty_figure(720, 90), prefix="day", title="A day", description="Nothing happened.")
    >>> svg[svg.index("<title"):svg.index("<desc")]
    '<title id="day-title">A day</title>'
    """
    if not re.fullmatch(r"[A-Za-z][\w-]*", prefix):
        raise ValueError(f"prefix {prefix!r} is not an id: begin with a letter, go on with letters, digits and -")
    matplotlib_svg = ET.fromstring(_matplotlib_svg(figure))
    root = _SvgConverter(matplotlib_svg, prefix).convert_root(matplotlib_svg)
    for tag, text in (("desc", description), ("title", title)):
        element = ET.Element(tag, {"id": f"{prefix}-{tag}"})
        element.text = _INVALID_XML.sub("", text)
        root.insert(0, element)
    return ET.tostring(root, encoding="unicode")


def _matplotlib_svg(figure: Figure) -> str:
    buffer = io.StringIO()
    with house_style(), warnings.catch_warnings():
        # DejaVu Sans is used only to measure text; the reader's font draws it, so missing glyphs do not matter.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return _INVALID_XML.sub("", buffer.getvalue())


class _SvgConverter:
    """Convert matplotlib's SVG tree; ids are numbered in the order of their first occurrence."""

    def __init__(self, root: ET.Element, prefix: str) -> None:
        self.prefix = prefix
        self.referenced_ids = set(_references(root))
        self.new_ids: dict[str, str] = {}

    def convert_root(self, matplotlib_root: ET.Element) -> ET.Element:
        box = matplotlib_root.get("viewBox", "")
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
        root.extend(self.convert_children(matplotlib_root))
        return root

    def convert_children(self, parent: ET.Element) -> Iterator[ET.Element]:
        elements = (element for element in parent if _local_name(element.tag) not in ("metadata", "style"))
        yield from _join_lines(converted for element in elements for converted in self.convert_element(element))

    def convert_element(self, element: ET.Element) -> Iterator[ET.Element]:
        """Yield the converted element; only its children if it is a group without attributes; nothing if invisible."""
        tag, attributes = _local_name(element.tag), self.convert_attributes(element)
        children = list(self.convert_children(element))
        if (tag in ("g", "defs") and not children) or (tag == "path" and "d" not in attributes):
            return  # a line outside the figure has no `d`
        if tag == "g" and not attributes:
            yield from children
            return
        unpainted = attributes.get("fill") == "none" and attributes.get("stroke", "none") == "none"
        if not (tag in _SHAPES and "id" not in attributes and unpainted):
            copy = ET.Element(tag, attributes)
            copy.extend(children)
            copy.text = element.text if tag == "text" else None
            yield copy

    def convert_attributes(self, element: ET.Element) -> dict[str, str]:
        attributes = {_local_name(name): value for name, value in element.attrib.items()}
        attributes |= _parse_style(attributes.pop("style", ""))
        if attributes.get("id") not in self.referenced_ids:
            attributes.pop("id", None)
        converted = {name: self.convert_value(name, value) for name, value in attributes.items()}
        return {name: value for name, value in converted.items() if value and (name, value) not in _DEFAULT_ATTRIBUTES}

    def convert_value(self, name: str, value: str) -> str:
        if name == "id":
            return self.new_id(value)
        if name == "href":
            return "#" + self.new_id(value.removeprefix("#"))
        if name in ("fill", "stroke"):
            value = _VARIABLES.get(value, value)
        elif name in _ROUNDED_ATTRIBUTES:
            value = _round_numbers(name, value)
        return _REFERENCE.sub(lambda match: f"url(#{self.new_id(match[1])})", value)

    def new_id(self, old_id: str) -> str:
        return self.new_ids.setdefault(old_id, f"{self.prefix}-{len(self.new_ids) + 1}")


def _join_lines(elements: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """Yield the elements; opaque unfilled paths that follow one another and look the same become one path."""
    for look, group in groupby(elements, lambda element: (element.tag, element.attrib | {"d": ""})):
        first, *others = group
        if look[0] == "path" and look[1].get("fill") == "none" and not {"opacity", "stroke-opacity"} & look[1].keys():
            first.set("d", first.get("d") + "".join(element.get("d") for element in others))
            others = []
        yield from (first, *others)


def _local_name(name: str) -> str:
    return name.rpartition("}")[2]


def _references(root: ET.Element) -> Iterator[str]:
    """Yield the ids that the attributes of a tree refer to."""
    for element in root.iter():
        for name, value in element.attrib.items():
            yield from _REFERENCE.findall(value)
            if _local_name(name) == "href":
                yield value.removeprefix("#")


def _parse_style(style: str) -> dict[str, str]:
    """Return the declarations of a style attribute by property, without the font family."""
    pairs = (declaration.partition(":") for declaration in style.split(";") if declaration.strip())
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() != "font-family"}


def _round_numbers(name: str, value: str) -> str:
    """Round coordinates to 0.1 px and drop spaces and zero rotations; scaling transforms stay unchanged."""
    if name == "transform" and ("scale" in value or "matrix" in value):
        return value
    value = _NUMBER.sub(lambda match: f"{round(float(match[0]), 1) + 0.0:g}", value)
    if name == "d":
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(value.split()))
    return re.sub(r"\s*rotate\(-?0(?: [^)]*)?\)", "", value) if name == "transform" else value
