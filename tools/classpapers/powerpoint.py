"""Writes a deck as a PowerPoint file: text in placeholders, charts as pictures with alternative texts."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import NamedTuple

from lxml import html
from metadata import load_book
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from issfacts.kit.palette import DARK, LIGHT
from issfacts.kit.wording import day

from .cell_outputs import Chart, alt_text, render_png
from .deck import Deck, Slide
from .sheets import as_of

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.7  # inches
CONTENT_WIDTH = WIDTH - 2 * MARGIN


class Layout(NamedTuple):
    """Hold a layout by its number in python-pptx's template, and of its title and its text box, colour and size.

    A box is left, top, width and height in inches; a size is the largest that is tried, in points.
    """

    number: int
    title_box: tuple[float, ...]
    text_box: tuple[float, ...]
    title_colour: str = LIGHT["ink"]
    text_colour: str = LIGHT["ink"]
    title_size: int = 32
    text_size: int = 28


COVER = Layout(0, (MARGIN, 1.6, CONTENT_WIDTH, 2.2), (MARGIN, 4.0, CONTENT_WIDTH, 2.4), DARK["ink"], LIGHT["line"], 54)
TEXT = Layout(1, (MARGIN, 0.4, CONTENT_WIDTH, 1.9), (MARGIN, 2.45, CONTENT_WIDTH, 4.6))
CHART = Layout(
    8, (MARGIN, 0.3, CONTENT_WIDTH, 1.1), (MARGIN, 6.45, CONTENT_WIDTH, 0.85), text_colour=LIGHT["muted"], text_size=14
)
TALL_CHART = CHART._replace(title_box=(MARGIN, 0.5, 3.6, 3.4), text_box=(MARGIN, 4.2, 3.6, 2.8))
FONT_SIZES = (54, 44, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12, 11, 10)  # points
CHAR_WIDTH = 0.57  # mean width of a character by font size, in the widest of the usual fonts
BOLD_FACTOR = 0.88  # characters that fit on a line in bold, by those in regular weight
BULLETS = {
    "p": "<a:buNone {}/>",
    "ul": '<a:buChar {} char="•"/>',
    "ol": '<a:buAutoNum {} type="arabicPeriod"/>',
    "letters": '<a:buAutoNum {} type="alphaUcPeriod"/>',
}


def build_presentation(deck: Deck) -> bytes:
    """Return the slides as a PowerPoint file; the cover names the book and the address of its page."""
    presentation = create_presentation()
    check = TEXT._replace(title_size=28)
    fitted = [fit_texts(check, slide, slide.content) for slide in deck.slides if slide.kind == "check"]
    check_size = min((size for texts in fitted for _, size in texts), default=28)  # so that all checks look alike
    check = check._replace(title_size=check_size, text_size=check_size)
    for slide in deck.slides:
        if slide.kind == "cover":
            add_cover(presentation, slide, deck.address)
        elif isinstance(slide.content, Chart):
            add_chart(presentation, slide)
        else:
            add_slide(presentation, check if slide.kind == "check" else TEXT, slide, slide.content)
    properties = presentation.core_properties
    properties.title, properties.author = deck.slides[0].title, load_book().authors
    for layout in list(presentation.slide_layouts):
        if not layout.used_by_slides:
            presentation.slide_layouts.remove(layout)
    target = BytesIO()
    presentation.save(target)
    return target.getvalue()


def create_presentation():
    """Return a presentation without slides, 16 to 9, with left-aligned text and our boxes in its layouts."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for container in (presentation.slide_master, presentation.slide_layouts[COVER.number]):
        for style in container.element.iter(qn("a:lvl1pPr")):
            style.set("algn", "l")
    for layout in (COVER, TEXT, CHART):
        placeholders = presentation.slide_layouts[layout.number].placeholders
        set_position(placeholders[0], layout.title_box, "b")
        set_position(placeholders[2 if layout is CHART else 1], layout.text_box, "t")
    return presentation


def set_position(shape, box: tuple[float, ...], anchor: str = "") -> None:
    """Move a shape into a box; `anchor` aligns its text to the top ("t") or bottom ("b")."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)
    if anchor:
        shape.text_frame._txBody.bodyPr.set("anchor", anchor)


def fit_texts(layout: Layout, slide: Slide, content: str) -> list[tuple[list, int]]:
    """Return the paragraphs of a slide's title and text, each with the largest font size at which they fit."""
    title = [("p", [(slide.label, {"colour": LIGHT["accent"], "size": 18})])] if slide.label else []
    title.append(("p", [(html.fromstring(f"<p>{slide.title}</p>").text_content(), {"bold": True})]))
    (*_, width, height), text = layout.title_box, parse_paragraphs(content)
    return [
        (title, fit_font_size(title, width * BOLD_FACTOR, height, layout.title_size)),
        (text, fit_font_size(text, *layout.text_box[2:], layout.text_size)),
    ]


def add_slide(presentation, layout: Layout, slide: Slide, content: str):
    """Add a slide with title, text and note."""
    added = presentation.slides.add_slide(presentation.slide_layouts[layout.number])
    title, *_, text = added.placeholders
    shapes, colours = (title, text), (layout.title_colour, layout.text_colour)
    for shape, colour, (paragraphs, size) in zip(shapes, colours, fit_texts(layout, slide, content), strict=True):
        write_paragraphs(shape, paragraphs, size, colour)
    if slide.note:
        added.notes_slide.notes_text_frame.text = slide.note
    return added


def add_cover(presentation, slide: Slide, address: str) -> None:
    """Add the first slide, in dark colours as in the browser; its label is part of the credit line."""
    credit = f"Docked, {slide.label.lower()}. Facts as of {day(as_of())}. CC BY 4.0. {address}"
    added = add_slide(presentation, COVER, replace(slide, label=""), f"<p>{slide.content}</p><p>{credit}</p>")
    added.background.fill.solid()
    added.background.fill.fore_color.rgb = RGBColor.from_string(DARK["ground"][1:])


def add_chart(presentation, slide: Slide) -> None:
    """Add a slide with a chart as large as the space allows, and its source."""
    chart, is_tall = slide.content, slide.content.is_tall
    layout = TALL_CHART if is_tall else CHART
    added = add_slide(presentation, layout, slide, f"<p>{chart.source}</p>")
    if is_tall:
        set_position(added.shapes.title, layout.title_box, "t")
        set_position(added.placeholders[2], layout.text_box, "b")
    picture = added.placeholders[1].insert_picture(BytesIO(render_png(str(chart.svg))))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    picture._element.nvPicPr.cNvPr.set("descr", alt_text(str(chart.svg)))
    left, top, height = (MARGIN + layout.title_box[2] + 0.3, 0.4, 6.7) if is_tall else (MARGIN, 1.5, 4.85)
    width = WIDTH - MARGIN - left
    chart_width, chart_height = chart.size
    scale = min(width / chart_width, height / chart_height)
    centred = left + (width - chart_width * scale) / 2
    set_position(picture, (centred, top, chart_width * scale, chart_height * scale))


def write_paragraphs(shape, content: list, size: int, colour: str) -> None:
    """Write paragraphs into a placeholder."""
    frame = shape.text_frame
    for index, (kind, runs) in enumerate(content):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.4)
        properties = paragraph._p.get_or_add_pPr()
        indent = 0 if kind == "p" else Pt(size * 1.4)
        properties.set("marL", str(indent))
        properties.set("indent", str(-indent))
        properties.append(parse_xml(BULLETS[kind].format(nsdecls("a"))))
        for text, style in runs:
            run = paragraph.add_run()
            run.text, run.font.size = text, Pt(style.get("size", size))
            run.font.bold, run.font.italic = style.get("bold"), style.get("italic")
            run.font.color.rgb = RGBColor.from_string(style.get("colour", colour)[1:])


def fit_font_size(content: list, width: float, height: float, largest: int) -> int:
    """Return the largest font size at which paragraphs fit into a box of some inches, estimated for any usual font.

    >>> [fit_font_size([("p", [("word " * count, {})])], 10, 4, 28) for count in (20, 400)]
    [28, 12]
    """
    texts = ["".join(text for text, _ in runs) for _, runs in content]
    for size in (size for size in FONT_SIZES if size <= largest):
        chars_per_line = width * 72 / (CHAR_WIDTH * size)
        lines = sum(ceil(len(text) / chars_per_line) + 0.4 for text in texts)
        if lines * size * 1.2 <= height * 72:
            return size
    return FONT_SIZES[-1]


def parse_paragraphs(page: str) -> list[tuple[str, list]]:
    """Return the paragraphs of HTML: each with its kind (a key of BULLETS) and its runs of text and style."""
    paragraphs = []
    for node in html.fragment_fromstring(str(page), create_parent=True).xpath(".//p | .//li[not(p)]"):
        item = node if node.tag == "li" else next(node.iterancestors("li"), None)
        kind = "p" if item is None else item.getparent().get("class", item.getparent().tag)
        same_style = groupby(iter_runs(node, {}), key=lambda run: run[1])
        runs = [("".join(text for text, _ in group).replace("\n", " "), style) for style, group in same_style]
        paragraphs.append((kind, [(text, style) for text, style in runs if text.strip()]))
    return paragraphs


def iter_runs(node, style: dict) -> Iterator[tuple[str, dict]]:
    """Yield the text of a node in pieces, each with its style."""
    style = style | {"em": {"italic": True}, "strong": {"bold": True}}.get(node.tag, {})
    style = style | ({"colour": LIGHT["muted"]} if node.get("class") == "hint" else {})
    yield node.text or "", style
    for child in node:
        yield from iter_runs(child, style)
        yield child.tail or "", style
