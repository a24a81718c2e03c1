"""Tests of the SVG conversion: accessibility, CSS variables, escaping, and reproducible output."""

import re
from xml.etree import ElementTree as ET

import matplotlib as mpl

from issfacts.kit import palette, svg

ARABIC = "\u0633\u0644\u0627\u0645"


def svg_of(*texts, prefix="p", title="A title", description="A description"):
    """Return the SVG of a chart with a hatch, markers, clips, texts, and a line outside the figure."""
    figure = svg.empty_figure(288, 144)
    with svg.house_style():
        axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
        axes.stairs([1, 3, 2], fill=True, facecolor=palette.LIGHT["nasa"], hatch="//", edgecolor="#ffffff", linewidth=0)
        axes.plot([0, 1, 2], [1, 2, 1], marker="o", color=palette.LIGHT["roscosmos"])
        axes.plot([0, 1], [0, 1], color="black")
        axes.plot([70, 80], [70, 80], clip_on=False)
        axes.text(1, 1, "in red", color="#123456", rotation=30)
        for row, text in enumerate(texts):
            axes.text(0, row, text, ha="center")
        axes.set(xlim=(0, 2), ylim=(0, 3))
    return svg.to_svg(figure, prefix=prefix, title=title, description=description)


def text_elements(text):
    return [element.text for element in ET.fromstring(text).iter() if element.tag.endswith("}text")]


def test_svg_has_title_and_description_and_neither_height_nor_styles():
    text = svg_of(title="</title><script>", description="a & b \x01")
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    found = {child.get("id"): child.text for child in root[:2]}
    assert [found[id] for id in root.get("aria-labelledby").split()] == ["</title><script>", "a & b "]
    assert root.get("viewBox") == "0 0 288 144"
    assert root.get("height") is None
    assert not re.search(r"\n|<style|style=|font-family|<metadata|<script|xlink|DOCTYPE", text)


def test_colours_become_css_variables_coordinates_are_rounded_and_only_turned_text_is_rotated():
    text = svg_of("black")  # matplotlib omits this fill, as black is the default of SVG
    assert ET.fromstring(text).get("fill") == palette.variable("ink")
    for attribute, name in (("stroke", "roscosmos"), ("fill", "nasa"), ("stroke", "ink")):
        assert f'{attribute}="{palette.variable(name)}"' in text
    for name, value in palette.LIGHT.items():
        assert len(re.findall(value, text)) == text.count(palette.variable(name)), name
    assert "#123456" in text
    assert "#000000" not in text
    assert re.findall(r' (?:x|y|d|points)="[^"]*\.\d\d[^"]*"', text) == []
    assert set(re.findall(r"rotate\(-?\d+", text)) == {"rotate(-30"}
    assert [path for path in re.findall(r"<path [^>]*>", text) if " d=" not in path] == []


def test_texts_are_escaped():
    hard = ["<script>alert(1)</script> & \"'", "$x^2$ and $y", "a < b", ARABIC, "\u4e2d\u6587", "x" * 10_000]
    assert set(hard) <= set(text_elements(svg_of(*hard)))
    assert {"one", "two"} <= set(text_elements(svg_of("one\ntwo")))
    assert "ab" in text_elements(svg_of("a\x00b"))  # characters that XML does not allow are removed


def test_output_does_not_depend_on_the_matplotlib_settings_of_the_session():
    expected = svg_of("text")
    with mpl.rc_context({"font.size": 40, "svg.fonttype": "path", "text.usetex": False, "savefig.bbox": "tight"}):
        assert svg_of("text") == expected
        assert mpl.rcParams["font.size"] == 40
