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
_IDS = {"id": re.compile(".+"), "href": re.compile("(?<=^#).+")}  # attribute -> the part of its value that is an id
_IDS_IN_URLS = re.compile(r"(?<=url\(#)[^)]+")  # of the other attributes
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
    attribute, which CSS can override; the height follows from the viewBox.

    >>> svg = to_svg(empty_figure(720, 90), prefix="day", title="A day", description="Nothing happened.")
    >>> svg[svg.index("<title"):svg.index("<desc")]
    '<title id="day-title">A day</title>'
    """
    source = ET.fromstring(_matplotlib_svg(figure))
    _convert_attributes(source, prefix)
    box = source.get("viewBox")
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": box.split()[2],
        "viewBox": box,
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
        "fill": palette.variable("ink"),
        "stroke-linejoin": "round",
    }
    root = ET.Element("svg", attributes)
    for tag, text in (("title", title), ("desc", description)):
        ET.SubElement(root, tag, id=f"{prefix}-{tag}").text = _INVALID_XML.sub("", text)
    root.extend(_visible_children(source))
    return ET.tostring(root, encoding="unicode")


def _matplotlib_svg(figure: Figure) -> str:
    buffer = io.StringIO()
    with house_style(), warnings.catch_warnings():
        # DejaVu Sans is used only to measure text; the reader's font draws it, so missing glyphs do not matter.
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return _INVALID_XML.sub("", buffer.getvalue())


def _convert_attributes(root: ET.Element, prefix: str) -> None:
    """Convert tags and attributes of a tree in place; ids are numbered in the order of their first occurrence."""
    for element in root.iter():
        element.tag = _local_name(element.tag)
        declarations = (text.partition(":") for text in element.attrib.pop("style", "").split(";"))
        attributes = {_local_name(name): value for name, value in element.attrib.items()}
        element.attrib = attributes | {name.strip(): value.strip() for name, _, value in declarations}
    everything = [(name, value) for element in root.iter() for name, value in element.attrib.items() if name != "id"]
    referenced = {id for name, value in everything for id in _IDS.get(name, _IDS_IN_URLS).findall(value)}
    new_ids: dict[str, str] = {}

    def new_id(found: re.Match) -> str:
        return new_ids.setdefault(found[0], f"{prefix}-{len(new_ids) + 1}")

    for element in root.iter():
        if element.get("id") not in referenced:
            element.attrib.pop("id", None)
        converted = {}
        for name, value in element.attrib.items():
            if name in ("fill", "stroke"):
                value = _VARIABLES.get(value, value)
            elif name in _ROUNDED_ATTRIBUTES:
                value = _round_numbers(name, value)
            value = _IDS.get(name, _IDS_IN_URLS).sub(new_id, value)
            if value and name != "font-family" and (name, value) not in _DEFAULT_ATTRIBUTES:
                converted[name] = value
        element.attrib = converted


def _visible_children(parent: ET.Element) -> Iterator[ET.Element]:
    """Yield copies of the visible children; a group without attributes is replaced by its members."""
    return _join_lines(copy for element in parent for copy in _visible(element))


def _visible(element: ET.Element) -> Iterator[ET.Element]:
    tag, attributes, children = element.tag, element.attrib, list(_visible_children(element))
    unpainted = attributes.get("fill") == "none" and attributes.get("stroke", "none") == "none"
    if tag == "g" and not attributes:
        yield from children
    elif not (
        tag in ("metadata", "style")
        or (tag in ("g", "defs") and not children)
        or (tag == "path" and "d" not in attributes)  # a line outside the figure
        or (tag in _SHAPES and "id" not in attributes and unpainted)
    ):
        copy = ET.Element(tag, attributes)
        copy.extend(children)
        copy.text = element.text if tag == "text" else None
        yield copy


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


def _round_numbers(name: str, value: str) -> str:
    """Round coordinates to 0.1 px and drop spaces and zero rotations; scaling transforms stay unchanged."""
    if name == "transform" and ("scale" in value or "matrix" in value):
        return value
    value = _NUMBER.sub(lambda match: f"{round(float(match[0]), 1) + 0.0:g}", value)
    if name == "d":
        return re.sub(r"\s*([A-Za-z])\s*", r"\1", " ".join(value.split()))
    return re.sub(r"\s*rotate\(-?0(?: [^)]*)?\)", "", value) if name == "transform" else value
