"""Tests of the SVG conversion: accessibility, CSS variables, ids, escaping, and reproducible output."""

import re
from xml.etree import ElementTree as ET

import matplotlib as mpl

from issfacts.kit import palette, svg

ARABIC = "\u0633\u0644\u0627\u0645"


def svg_of(*texts, prefix="p", title="A title", description="A description"):
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
    return svg.to_svg(figure, prefix=prefix, title=title, description=description)


def text_elements(text):
    return [element.text for element in ET.fromstring(text).iter() if element.tag.endswith("}text")]


def test_svg_has_title_and_description_and_no_height():
    root = ET.fromstring(svg_of(title="</title><script>", description="a & b \x01"))
    assert root.get("role") == "img"
    found = {child.get("id"): child.text for child in root[:2]}
    assert [found[id] for id in root.get("aria-labelledby").split()] == ["</title><script>", "a & b "]
    assert root.get("viewBox") == "0 0 288 144"
    assert root.get("height") is None


def test_svg_has_no_styles_fonts_scripts_or_pure_black():
    text = svg_of()
    assert not re.search(r"<style|style=|font-family|<metadata|<script|xlink|#000000|DOCTYPE", text)
    assert text.startswith("<svg ")
    assert "\n" not in text


def test_palette_colours_and_black_become_css_variables():
    text = svg_of("black")  # matplotlib omits this fill, as black is the default of SVG
    assert ET.fromstring(text).get("fill") == palette.variable("ink")
    for attribute, name in (("stroke", "roscosmos"), ("fill", "nasa"), ("stroke", "ink")):
        assert f'{attribute}="{palette.variable(name)}"' in text
    assert "#123456" in text
    for name, value in palette.LIGHT.items():
        assert len(re.findall(value, text)) == text.count(palette.variable(name)), name


def test_coordinates_are_rounded_to_one_decimal():
    for name, value in re.findall(r' (x|y|d|points)="([^"]+)"', svg_of()):
        assert not re.search(r"\.\d\d", value), name


def test_ids_start_with_the_prefix_and_every_reference_has_a_target():
    text = svg_of(prefix="one")
    ids = re.findall(r' id="([^"]+)"', text)
    assert all(id.startswith("one-") for id in ids)
    assert len(ids) == len(set(ids))
    references = {*re.findall(r"url\(#([^)]+)\)", text), *re.findall(r'href="#([^"]+)"', text)}
    assert references
    assert references <= set(ids)
    assert not set(re.findall(r' id="([^"]+)"', svg_of(prefix="two"))) & set(ids)


def test_texts_are_escaped():
    hard = ["<script>alert(1)</script> & \"'", "$x^2$ and $y", "a < b", ARABIC, "\u4e2d\u6587", "x" * 10_000]
    assert set(hard) <= set(text_elements(svg_of(*hard)))
    assert {"one", "two"} <= set(text_elements(svg_of("one\ntwo")))
    assert "ab" in text_elements(svg_of("a\x00b"))  # characters that XML does not allow are removed


def test_output_does_not_depend_on_the_matplotlib_settings_of_the_session():
    expected = svg_of("text")
    assert svg_of("text") == expected
    with mpl.rc_context({"font.size": 40, "svg.fonttype": "path", "text.usetex": False, "savefig.bbox": "tight"}):
        assert svg_of("text") == expected
        assert mpl.rcParams["font.size"] == 40


def test_only_rotated_text_has_a_rotation():
    assert set(re.findall(r"rotate\(-?\d+", svg_of("level"))) == {"rotate(-30"}


def test_line_outside_the_figure_leaves_no_path_without_coordinates():
    figure = svg.empty_figure(100, 100)
    with svg.house_style():
        axes = figure.add_axes((0, 0, 1, 1))
        axes.plot([0, 1], [0, 1])
        axes.plot([7, 8], [7, 8], clip_on=False)
        axes.set(xlim=(0, 1), ylim=(0, 1))
    paths = re.findall(r"<path [^>]*>", svg.to_svg(figure, prefix="p", title="A title", description=""))
    assert paths
    assert [path for path in paths if " d=" not in path] == []
