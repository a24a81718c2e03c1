"""Writes the slides of a chapter as a PowerPoint file: text in placeholders, charts as pictures with their words."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from math import ceil

from lxml import html
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from issfacts.kit.palette import DARK, LIGHT
from issfacts.kit.wording import day

from .deck import Deck, Slide
from .exhibits import Chart, alt, png
from .sheets import as_of

WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.7  # inches
INSIDE = WIDTH - 2 * EDGE
INK = LIGHT["ink"]
COVER, TEXT, PICTURE = 0, 1, 8  # layouts of the library's template: title, title and text, picture with words
PLACES = {  # left, top, width and height of title and text
    COVER: ((EDGE, 1.6, INSIDE, 2.2), (EDGE, 4.0, INSIDE, 2.4)),
    TEXT: ((EDGE, 0.4, INSIDE, 1.9), (EDGE, 2.45, INSIDE, 4.6)),
    PICTURE: ((EDGE, 0.3, INSIDE, 1.1), (EDGE, 6.45, INSIDE, 0.85)),
}
BESIDE = ((EDGE, 0.5, 3.6, 3.4), (EDGE, 4.2, 3.6, 2.8))  # of a tall chart
SIZES = (54, 44, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12, 11, 10)  # points
LETTER = 0.57  # width of a usual letter by its size, in the widest of the usual fonts
BOLD = 0.88  # of that many letters
BULLETS = {
    "p": "<a:buNone {}/>",
    "ul": '<a:buChar {} char="•"/>',
    "ol": '<a:buAutoNum {} type="arabicPeriod"/>',
    "letters": '<a:buAutoNum {} type="alphaUcPeriod"/>',
}


def presentation(deck: Deck) -> bytes:
    """Return the slides as a file; the cover says where they are from."""
    made, checks = blank(), check_size(deck.slides)
    for slide in deck.slides:
        if slide.kind == "cover":
            add_cover(made, slide, deck.address)
        elif isinstance(slide.content, Chart):
            add_chart(made, slide)
        else:
            add(made, TEXT, slide, slide.content, largest=(checks, checks) if slide.kind == "check" else (32, 28))
    made.core_properties.title, made.core_properties.author = deck.slides[0].title, "The Docked team"
    for layout in list(made.slide_layouts):
        if not layout.used_by_slides:
            made.slide_layouts.remove(layout)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def blank():
    """Return a presentation without slides, 16 to 9, its layouts moved to their places."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for styled in (made.slide_master, made.slide_layouts[COVER]):
        for style in styled.element.iter(qn("a:lvl1pPr")):
            style.set("algn", "l")
    for layout, (title, text) in PLACES.items():
        holders = made.slide_layouts[layout].placeholders
        place(holders[0], title, "b")
        place(holders[2 if layout == PICTURE else 1], text, "t")
    return made


def place(shape, box: tuple[float, ...], anchor: str = "") -> None:
    """Move a shape; its text stands at the top or the bottom."""
    shape.left, shape.top, shape.width, shape.height = map(Inches, box)
    if anchor:
        shape.text_frame._txBody.bodyPr.set("anchor", anchor)


def heading(slide: Slide) -> list:
    """Return the paragraphs of a slide's title, its label above it."""
    label = [("p", [(slide.label, {"colour": LIGHT["accent"], "size": 18})])] if slide.label else []
    return [*label, ("p", [(html.fromstring(f"<p>{slide.title}</p>").text_content(), {"bold": True})])]


def add(made, layout: int, slide: Slide, content: str, boxes=None, colours=(INK, INK), largest=(32, 28)):
    """Add a slide with its title, text and note; colours and sizes are those of title and text."""
    title, text = boxes or PLACES[layout]
    added = made.slides.add_slide(made.slide_layouts[layout])
    *_, words = added.placeholders
    write(added.shapes.title, heading(slide), title[2] * BOLD, title[3], colours[0], largest[0])
    write(words, paragraphs(content), text[2], text[3], colours[1], largest[1])
    if slide.note:
        added.notes_slide.notes_text_frame.text = slide.note
    return added


def add_cover(made, slide: Slide, address: str) -> None:
    """Add the first slide, dark as in the browser; its label stands in the credit."""
    about = f"Docked, {slide.label.lower()}. Facts as of {day(as_of())}. CC BY 4.0. {address}"
    content = f"<p>{slide.content}</p><p>{about}</p>"
    added = add(made, COVER, replace(slide, label=""), content, None, (DARK["ink"], LIGHT["line"]), (54, 28))
    added.background.fill.solid()
    added.background.fill.fore_color.rgb = RGBColor.from_string(DARK["ground"][1:])


def check_size(slides: list[Slide]) -> int:
    """Return the size of letters in which every check of a deck fits: all of them look alike."""
    checks = [slide for slide in slides if slide.kind == "check"]
    questions = (fitting(heading(one), INSIDE * BOLD, PLACES[TEXT][0][3], 28) for one in checks)
    answers = (fitting(paragraphs(one.content), INSIDE, PLACES[TEXT][1][3], 28) for one in checks)
    return min([*questions, *answers], default=28)


def add_chart(made, slide: Slide) -> None:
    """Add a slide with a chart, as large as it goes, and its source."""
    chart, tall = slide.content, slide.content.tall
    title, source = boxes = BESIDE if tall else PLACES[PICTURE]
    added = add(made, PICTURE, slide, f"<p>{chart.source}</p>", boxes, (INK, LIGHT["muted"]), (32, 14))
    if tall:
        place(added.shapes.title, title, "t")
        place(added.placeholders[2], source, "b")
    picture = added.placeholders[1].insert_picture(BytesIO(png(str(chart.svg))))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    picture._element.nvPicPr.cNvPr.set("descr", alt(str(chart.svg)))
    left, top, height = (title[0] + title[2] + 0.3, 0.4, 6.7) if tall else (EDGE, 1.5, 4.85)
    width = WIDTH - EDGE - left
    across, down = chart.size
    scale = min(width / across, height / down)
    place(picture, (left + (width - across * scale) / 2, top, across * scale, down * scale))


def write(shape, content: list, width: float, height: float, colour: str, largest: int) -> None:
    """Write paragraphs into a placeholder, in the largest letters that fit."""
    size = fitting(content, width, height, largest)
    frame = shape.text_frame
    for number, (kind, runs) in enumerate(content):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.4)
        properties = paragraph._p.get_or_add_pPr()
        indent = 0 if kind == "p" else Pt(size * 1.4)
        properties.set("marL", str(indent))
        properties.set("indent", str(-indent))
        properties.append(parse_xml(BULLETS[kind].format(nsdecls("a"))))
        for text, look in runs:
            run = paragraph.add_run()
            run.text, run.font.size = text, Pt(look.get("size", size))
            run.font.bold, run.font.italic = look.get("bold"), look.get("italic")
            run.font.color.rgb = RGBColor.from_string(look.get("colour", colour)[1:])


def fitting(content: list, width: float, height: float, largest: int) -> int:
    """Return the largest size of letters at which paragraphs fit into a box, whatever their font."""
    texts = ["".join(text for text, _ in runs) for _, runs in content]
    for size in (size for size in SIZES if size <= largest):
        across = width * 72 / (LETTER * size)
        if sum(ceil(len(text) / across) + 0.4 for text in texts) * size * 1.2 <= height * 72:
            return size
    return SIZES[-1]


def paragraphs(page: str) -> list[tuple[str, list]]:
    """Return the paragraphs of HTML, each with its kind and its runs of letters that look alike."""
    found = []
    for node in html.fragment_fromstring(str(page), create_parent=True).xpath(".//p | .//li[not(p)]"):
        item = node if node.tag == "li" else next(node.iterancestors("li"), None)
        kind = "p" if item is None else item.getparent().get("class", item.getparent().tag)
        alike = groupby(runs(node, {}), key=lambda run: run[1])
        joined = [("".join(text for text, _ in group).replace("\n", " "), look) for look, group in alike]
        found.append((kind, [(text, look) for text, look in joined if text.strip()]))
    return found


def runs(node, look: dict) -> Iterator[tuple[str, dict]]:
    """Yield the text of a node, piece by piece, with its look."""
    look = look | {"em": {"italic": True}, "strong": {"bold": True}}.get(node.tag, {})
    look = look | ({"colour": LIGHT["muted"]} if node.get("class") == "hint" else {})
    yield node.text or "", look
    for child in node:
        yield from runs(child, look)
        yield child.tail or "", look
