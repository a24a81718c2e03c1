"""Writes papers as Word files: pandoc converts their HTML, to which lines and boxes to write in are added."""

import os
import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pypandoc
from lxml import etree, html
from lxml.html.builder import COL, COLGROUP, DIV, TABLE, TD, TR, P
from running import run
from zip_file import zip_bytes

from .cell_outputs import alt_text, render_png
from .sheets import render

TEXT_SIZE, LARGE_TEXT_SIZE = 11, 18  # points
STYLES, BODY = "word/styles.xml", "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"  # namespace of ECMA-376
STYLE = re.compile(r'<w:style [^>]*w:styleId="(\w+)".*?</w:style>', re.S)
SVG = re.compile(r"<svg .*?</svg>", re.S)  # matched before the page is parsed, because lxml lowercases SVG names
A4 = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/>'
NBSP = "\xa0"  # pandoc omits empty paragraphs, but not those with a no-break space
FIXED_TIME = "315532800"  # 1980 as a Unix time: replaces the time of writing
BOX_LINES = 6  # of a box to draw or write in
MIN_CHARS, MAX_CHARS, EMPTY_CHARS = 9, 50, 25  # column weights in characters: limits, and that of an empty cell
LINE_POINTS = 900  # by font size: characters that fit on a line of the page, with a reserve
CELL_MARGIN = 3  # characters
HINT_CLASSES = "source", "hint", "book", "question", "about"
PAGE_STARTS = (
    ".//*[@class='page times']/h3[2] | .//section[contains(@class, 'page')][position() > 1] | "
    ".//section[@class='after' or @class='leave'] | self::*[contains(@class, 'handout')]//h2"
)


def keeps_with_next(paragraph, following) -> bool:
    """Return whether a paragraph precedes its writing lines, or is an option before another option or a hint."""
    style, next_style = get_property(paragraph, "pStyle"), get_property(following, "pStyle")
    if paragraph.getparent() is not following.getparent():
        return False
    same_list = get_property(paragraph, "numId") == get_property(following, "numId") != ""
    return next_style.startswith("Writing") or (style == "Compact" and (same_list or next_style == "Hint"))


def get_property(paragraph, name: str) -> str:
    """Return the value of a paragraph's property, such as `pStyle`, or an empty string."""
    return next((element.get(f"{W}val") for element in paragraph.iter(f"{W}{name}")), "")


def precedes_no_heading(_, following) -> bool:
    """Return whether the next paragraph is not a question's heading, so that each question of a test stays together."""
    return get_property(following, "pStyle") != "Heading2"


def build_document(page: str) -> bytes:
    """Return a paper as a Word file; the same page gives the same bytes."""
    body = html.document_fromstring(SVG.sub(replace_svg, page)).body
    points = LARGE_TEXT_SIZE if "worksheet-large" in body.get("class") else TEXT_SIZE
    is_test = "Question 1" in body.xpath(".//h2/text()")  # or the key of one
    keep_with_next = precedes_no_heading if is_test else keeps_with_next
    add_writing_space(body)
    set_column_widths(body, line_chars=LINE_POINTS // points)
    set_styles(body)
    title = body.find(".//h1")
    title.drop_tree()
    with TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(build_reference_document(points))
        options = [f"--reference-doc={reference}", "--metadata=lang:en-GB", f"--metadata=title:{title.text_content()}"]
        files = convert_with_pandoc(html.tostring(body, encoding="unicode"), options)
    return zip_bytes(files | {BODY: set_keep_with_next(files[BODY], keep_with_next)})


@cache
def build_reference_document(points: int) -> bytes:
    """Return pandoc's empty document on A4, with our styles in place of its own: the template for our papers."""
    files, our_styles = convert_with_pandoc("", []), render("word-styles.xml", size=2 * points)
    files[BODY] = re.sub(r"<w:sectPr[^>]*?/?>", A4, files[BODY].decode(), count=1).encode()
    replaced = set(STYLE.findall(our_styles))
    styles = STYLE.sub(lambda style: "" if style[1] in replaced else style[0], files[STYLES].decode())
    files[STYLES] = styles.replace("</w:styles>", f"{our_styles}</w:styles>").encode()
    return zip_bytes(files)


def convert_with_pandoc(page: str, options: list[str]) -> dict[str, bytes]:
    """Return the files inside the Word file that pandoc makes of a page, by name."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "paper.docx"
        command = [pypandoc.get_pandoc_path(), "--from=html", f"--output={target}", *options]
        run(*command, input=page, encoding="utf-8", env=os.environ | {"SOURCE_DATE_EPOCH": FIXED_TIME})
        with ZipFile(target) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def set_keep_with_next(content: bytes, keep_with_next: Callable) -> bytes:
    """Return the body of a Word file with `keepNext` set on the paragraphs for which `keep_with_next` is true."""
    body = etree.fromstring(content)
    for paragraph, following in pairwise(body.iter(f"{W}p")):
        if keep_with_next(paragraph, following):
            properties = paragraph.find(f"{W}pPr")
            if properties is None:
                properties = etree.Element(f"{W}pPr")
                paragraph.insert(0, properties)
            after_style = int(properties.find(f"{W}pStyle") is not None)
            properties.insert(after_style, etree.Element(f"{W}keepNext"))
    return etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_writing_space(body) -> None:
    """Replace what CSS draws on the page: add lines and boxes to write in, and page breaks."""
    for line in body.xpath(".//*[@class='lines']/*"):
        replace(line, empty_paragraph("Writing line"))
    for box in body.xpath(".//*[@class='box']"):
        replace(box, *(empty_paragraph("Writing box") for _ in range(BOX_LINES)))
    pair_slips(body)
    for start in body.xpath(PAGE_STARTS):
        start.addprevious(empty_paragraph("New page"))
    for node in body.xpath(".//*[@class='unseen']"):
        node.drop_tree()


def pair_slips(body) -> None:
    """Put the slips to cut into tables of two columns."""
    for slip in body.xpath(".//section[@class='slip'][position() mod 2 = 1]"):
        second = slip.getnext()
        table = TABLE(TR(TD(), TD()))
        slip.addprevious(table)
        table[0][0].append(slip)
        table[0][1].append(second)


def set_column_widths(body, line_chars: int) -> None:
    """Set the column widths of each table on a page that is some characters wide, and make empty cells higher."""
    for table in body.xpath(".//table"):
        rows = [row.xpath("./th | ./td") for row in table.iter("tr")]
        column_count = max(map(len, rows))
        texts = [[" ".join(cell.text_content().split()) for cell in row] for row in rows if len(row) == column_count]
        widths = compute_column_widths(list(zip(*texts, strict=True)), line_chars)
        box = table.getparent()
        following = box.getnext()
        if following is not None and following.get("class") == box.get("class") == "scroll":
            box.addnext(P(NBSP))  # else Word merges the two tables
        for cell in (cell for row in rows for cell in row if not cell.text_content().strip()):
            cell[:] = [P(NBSP)]
        for old in table.xpath("./colgroup"):
            old.drop_tree()
        caption = table.xpath("./caption")
        table.insert(len(caption), COLGROUP(*(COL(style=f"width:{width:.0f}%") for width in widths)))


def compute_column_widths(columns: list[tuple[str, ...]], line_chars: int) -> list[float]:
    """Return the width of each column in per cent: room for its longest word, the rest by the length of its texts."""
    longest_words = [max(map(len, " ".join(column).split()), default=0) for column in columns]
    minimums = [100 * (length + CELL_MARGIN) / line_chars for length in longest_words]
    minimums = [minimum * min(1, 100 / sum(minimums)) for minimum in minimums]
    # A cell weighs its characters, fewer above a maximum; an empty one is to write in.
    weights = [
        max(MIN_CHARS, *(min(len(text), MAX_CHARS) + len(text) // 5 or EMPTY_CHARS for text in column))
        for column in columns
    ]
    free = 100 - sum(minimums)
    return [minimum + free * weight / sum(weights) for minimum, weight in zip(minimums, weights, strict=True)]


def replace_svg(svg: re.Match) -> str:
    """Return an HTML image in place of an SVG drawing, with its title and description as alternative text."""
    source = f"data:image/png;base64,{b64encode(render_png(svg[0])).decode()}"
    return f'<img src="{source}" alt="{escape(alt_text(svg[0]))}" style="width:100%">'


def set_styles(body) -> None:
    """Mark options and hints with the styles that pandoc shall use, and replace elements that it omits or changes."""
    for node in body.xpath(".//ol[@class='letters']"):
        node.set("type", "A")
    for item in body.xpath(".//ul[@class='ticks']/li"):  # the tick box replaces the bullet
        item.tag, item.getparent().tag = "p", "div"
    for node in body.xpath(".//header | .//footer | .//main | .//figure | .//section"):
        node.tag = "div"
    for node in [node for node in body.iter("p") if node.get("class") in HINT_CLASSES]:
        box = DIV({"custom-style": "Hint"})
        node.addprevious(box)
        box.append(node)


def empty_paragraph(style: str):
    """Return an empty paragraph with a Word style."""
    return DIV(P(NBSP), {"custom-style": style})


def replace(node, *replacements) -> None:
    """Replace a node by others; the text after it stays."""
    for replacement in replacements:
        node.addprevious(replacement)
    node.drop_tree()
