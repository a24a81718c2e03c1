"""Tests of the SVG conversion: no styles, CSS variables, escaping, and reproducible output."""

import re
from xml.etree import ElementTree as ET

import matplotlib as mpl

from issfacts.kit import palette, svg

ARABIC = "\u0633\u0644\u0627\u0645"


def svg_of(*texts):
    """Return the SVG of a chart with hatches, markers, clips and texts."""
    figure = svg.empty_figure(288, 144)
    with svg.house_style():
        axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
        axes.stairs([1, 3, 2], fill=True, facecolor=palette.LIGHT["nasa"], hatch="//", edgecolor="#ffffff", linewidth=0)
        axes.plot([0, 1, 2], [1, 2, 1], marker="o", color=palette.LIGHT["roscosmos"])
        axes.plot([0, 1], [0, 1], color="black")
        axes.text(1, 1, "in red", color="#123456", rotation=30)
        for row, text in enumerate(texts):
            axes.text(0, row, text, ha="center")
    return svg.to_svg(figure, prefix="p", title="A title", description="A description")


def text_elements(text):
    return [element.text for element in ET.fromstring(text).iter() if element.tag.endswith("}text")]


def test_svg_has_no_styles_fonts_scripts_pure_black_or_long_numbers():
    text = svg_of()
    assert not re.search(r"<style|style=|font-family|<metadata|<script|xlink|#000000|DOCTYPE", text)
    assert not re.search(r' (x|y|d|points)="[^"]*\.\d\d', text), "more than one decimal"


def test_palette_colours_and_black_become_css_variables():
    text = svg_of("black")  # matplotlib omits this fill, as black is the default of SVG
    assert ET.fromstring(text).get("fill") == palette.variable("ink")
    for attribute, name in (("stroke", "roscosmos"), ("fill", "nasa"), ("stroke", "ink")):
        assert f'{attribute}="{palette.variable(name)}"' in text
    assert "#123456" in text
    for name, value in palette.LIGHT.items():
        assert len(re.findall(value, text)) == text.count(palette.variable(name)), name


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
