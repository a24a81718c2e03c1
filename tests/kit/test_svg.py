"""The SVG pass: small, accessible, safe for any page, and the same every time."""

import re
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest

from issfacts.kit import palette, svg

ARABIC = "\u0633\u0644\u0627\u0645"


def drawn(*texts, prefix="p", title="A title", description="A description"):
    """A little chart with all that the pass has to deal with: hatches, markers, clips, texts."""
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


def tree(text):
    return ET.fromstring(text)


def texts(text):
    return [element.text for element in tree(text).iter() if element.tag.endswith("}text")]


def test_named_and_described_and_its_size_left_to_the_page():
    root = tree(drawn(title="</title><script>", description="a & b \x01"))
    assert root.get("role") == "img"
    found = {child.get("id"): child.text for child in root[:2]}
    assert [found[id] for id in root.get("aria-labelledby").split()] == ["</title><script>", "a & b "]
    assert root.get("viewBox") == "0 0 288 144"
    assert root.get("height") is None


def test_nothing_that_a_strict_policy_or_a_dark_page_would_break():
    text = drawn()
    assert not re.search(r"<style|style=|font-family|<metadata|<script|xlink|#000000|DOCTYPE", text)
    assert text.startswith("<svg ")
    assert "\n" not in text


def test_palette_colours_become_variables_black_becomes_ink_and_others_stay():
    text = drawn("black")  # matplotlib leaves this fill out: it is SVG's own default
    assert tree(text).get("fill") == palette.variable("ink")
    for attribute, name in (("stroke", "roscosmos"), ("fill", "nasa"), ("stroke", "ink")):
        assert f'{attribute}="{palette.variable(name)}"' in text
    assert "#123456" in text
    for name, value in palette.LIGHT.items():
        assert len(re.findall(value, text)) == text.count(palette.variable(name)), name


def test_coordinates_to_a_tenth():
    for name, value in re.findall(r' (x|y|d|points)="([^"]+)"', drawn()):
        assert not re.search(r"\.\d\d", value), name


def test_ids_carry_the_prefix_and_every_reference_is_met():
    text = drawn(prefix="one")
    ids = re.findall(r' id="([^"]+)"', text)
    assert all(id.startswith("one-") for id in ids)
    assert len(ids) == len(set(ids))
    references = {*re.findall(r"url\(#([^)]+)\)", text), *re.findall(r'href="#([^"]+)"', text)}
    assert references
    assert references <= set(ids)
    assert not set(re.findall(r' id="([^"]+)"', drawn(prefix="two"))) & set(ids)


def test_text_arrives_as_text():
    hard = ["<script>alert(1)</script> & \"'", "$x^2$ and $y", "a < b", ARABIC, "\u4e2d\u6587", "x" * 10_000]
    assert set(hard) <= set(texts(drawn(*hard)))
    assert {"one", "two"} <= set(texts(drawn("one\ntwo")))  # lines stay lines
    assert "ab" in texts(drawn("a\x00b"))  # what XML cannot hold is left out


def test_the_session_does_not_matter():
    usual = drawn("text")
    assert drawn("text") == usual
    with mpl.rc_context({"font.size": 40, "svg.fonttype": "path", "text.usetex": False, "savefig.bbox": "tight"}):
        assert drawn("text") == usual
        assert mpl.rcParams["font.size"] == 40


def test_turned_text_keeps_its_turn_and_level_text_needs_none():
    assert set(re.findall(r"rotate\(-?\d+", drawn("level"))) == {"rotate(-30"}


def test_a_prefix_must_be_an_id():
    for prefix in ("", "1 x"):
        with pytest.raises(ValueError, match="is no id"):
            drawn(prefix=prefix)
