"""Writes papers as Word files: pandoc turns their HTML, in which room to write has become lines, boxes and cells."""

import os
import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from html import escape
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pypandoc
from exports.archive import write_zip
from lxml import etree, html
from lxml.html.builder import COL, COLGROUP, DIV, TABLE, TD, TR, P

from .exhibits import alt, png
from .sheets import render

POINTS, LARGE = 11, 18  # size of letters
STYLES, BODY = "word/styles.xml", "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"  # the names of ECMA-376
STYLE = re.compile(r'<w:style [^>]*w:styleId="(\w+)".*?</w:style>', re.S)
DRAWING = re.compile(r"<svg .*?</svg>", re.S)  # found before the page is parsed, for that would spoil its names
A4 = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000"/>'
ROOM = "\xa0"  # a blank that stays: pandoc leaves empty paragraphs out
NO_TIME = "315532800"  # 1980, in seconds: what files say in place of the time of writing
BOX = 6  # lines of a box to draw or write in
LEAST, MOST, TO_WRITE = 9, 50, 25  # characters by which columns share the page; an empty one is to write in
LINE, MARGIN = 900, 3  # points of letters that a line of the page holds, less a reserve; letters for a cell's edges
SIGNS = {  # what stands before a right answer, and before what is to be ticked
    ".//li[@class='right']/p[1]": "✓",
    ".//ul[@class='ticks']/li | .//*[@class='tick']": "☐",
}
HINTS = "source", "hint", "book", "question", "about"  # classes of what is said in passing


def belongs(one, following) -> bool:
    """Say whether a paragraph has its lines below it, or is an option before another or before a hint."""
    here, next_one = mark(one, "pStyle"), mark(following, "pStyle")
    if one.getparent() is not following.getparent():
        return False
    same_list = mark(one, "numId") == mark(following, "numId") != ""
    return next_one.startswith("Writing") or (here == "Compact" and (same_list or next_one == "Hint"))


def mark(paragraph, name: str) -> str:
    """Return what a property of a paragraph says."""
    return next((found.get(f"{W}val") for found in paragraph.iter(f"{W}{name}")), "")


def document(page: str, points: int = POINTS, together: Callable = belongs) -> bytes:
    """Return a paper as a Word file whose letters have a size in points; the same page gives the same bytes.

    `together` says of a paragraph and the next one whether both stay on one page.
    """
    body = html.document_fromstring(DRAWING.sub(picture, page)).body
    draw_room(body)
    set_tables(body, letters=LINE // points)
    set_styles(body)
    title = body.find(".//h1")
    title.drop_tree()
    with TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.docx"
        reference.write_bytes(blank(points))
        options = [f"--reference-doc={reference}", "--metadata=lang:en-GB", f"--metadata=title:{title.text_content()}"]
        files = converted(html.tostring(body, encoding="unicode"), options)
    return packed(files | {BODY: kept_together(files[BODY], together)})


@cache
def blank(points: int) -> bytes:
    """Return pandoc's own empty document on A4, with our styles in place of its own."""
    files, ours = converted("", []), render("word-styles.xml", size=2 * points)
    files[BODY] = re.sub(r"<w:sectPr[^>]*?/?>", A4, files[BODY].decode(), count=1).encode()
    replaced = set(STYLE.findall(ours))
    theirs = STYLE.sub(lambda one: "" if one[1] in replaced else one[0], files[STYLES].decode())
    files[STYLES] = theirs.replace("</w:styles>", f"{ours}</w:styles>").encode()
    return packed(files)


def converted(page: str, options: list[str]) -> dict[str, bytes]:
    """Return the parts of the Word file that pandoc makes of a page, by their names."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "paper.docx"
        command = [pypandoc.get_pandoc_path(), "--from=html", f"--output={target}", *options]
        run(command, input=page.encode(), env=os.environ | {"SOURCE_DATE_EPOCH": NO_TIME}, check=True)
        with ZipFile(target) as parts:
            return {name: parts.read(name) for name in parts.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """Return a Word file of its parts."""
    write_zip(target := BytesIO(), files)
    return target.getvalue()


def kept_together(content: bytes, together: Callable) -> bytes:
    """Return the body of a Word file whose paragraphs stay on the page of the next one where both belong together."""
    body = etree.fromstring(content)
    for one, following in pairwise(body.iter(f"{W}p")):
        if together(one, following):
            if (about := one.find(f"{W}pPr")) is None:
                one.insert(0, about := etree.Element(f"{W}pPr"))
            about.insert(int(about.find(f"{W}pStyle") is not None), etree.Element(f"{W}keepNext"))  # after its style
    return etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)


def draw_room(body) -> None:
    """Put paragraphs with borders where the paper has lines and boxes to write in, and boxes to tick; begin pages."""
    for path, sign in SIGNS.items():
        for node in body.xpath(path):
            node.text = f"{sign} {node.text or ''}"
    for line in body.xpath(".//*[@class='lines']/*"):
        replace(line, styled("Writing line"))
    for box in body.xpath(".//*[@class='box']"):
        replace(box, *(styled("Writing box") for _ in range(BOX)))
    for one in body.xpath(".//section[@class='slip'][position() mod 2 = 1]"):
        other = one.getnext()
        one.addprevious(grid := TABLE(TR(TD(), TD())))
        grid[0][0].append(one)
        grid[0][1].append(other)
    for start in body.xpath(".//*[@class='page times']/h3[2] | .//section[contains(@class, 'page')][position() > 1]"):
        start.addprevious(styled("New page"))
    for line in body.xpath(".//p[@class='name']"):
        for field in line:
            field.text += ": " + "_" * (30 if field is line[0] else 12)
    for part in body.xpath(".//div[@class='vote']/*"):
        part.tail = " " + "_" * 30 if part.get("class") == "why" else ROOM * 3
    for words in body.xpath(".//dl"):
        rows = [(pair.findtext("dt"), pair.findtext("dd"), "") for pair in words]
        replace(words, TABLE(*(TR(*map(TD, row)) for row in rows)))
    for node in body.xpath(".//*[@class='unseen']"):
        node.drop_tree()


def set_tables(body, letters: int) -> None:
    """Give each column its share of a page that is some letters wide, and each empty cell a line more."""
    for table in body.xpath(".//table"):
        rows = [row.xpath("./th | ./td") for row in table.iter("tr")]
        across = max(map(len, rows))
        said = [[" ".join(cell.text_content().split()) for cell in row] for row in rows if len(row) == across]
        shares = (f"width:{share:.0f}%" for share in shared(list(zip(*said, strict=True)), letters))
        box = table.getparent()
        if (follower := box.getnext()) is not None and follower.get("class") == box.get("class") == "scroll":
            box.addnext(P(ROOM))  # else Word makes one table of two
        for cell in (cell for row in rows for cell in row if not cell.text_content().strip()):
            cell[:] = [P(ROOM)]
        for old in table.xpath("./colgroup"):
            old.drop_tree()
        head = table.xpath("./caption")
        table.insert(len(head), COLGROUP(*(COL(style=share) for share in shares)))


def shared(columns: list[tuple[str, ...]], letters: int) -> list[float]:
    """Return the share of each column in per cent: room for its longest word, the rest by how much it has to say."""
    least = [100 * (max(map(len, " ".join(column).split()), default=0) + MARGIN) / letters for column in columns]
    least = [one * min(1, 100 / sum(least)) for one in least]
    lengths = [list(map(len, column)) for column in columns]
    asked = [max(LEAST, *(min(one, MOST) + one // 5 or TO_WRITE for one in column)) for column in lengths]
    return [one + (100 - sum(least)) * more / sum(asked) for one, more in zip(least, asked, strict=True)]


def picture(svg: re.Match) -> str:
    """Return a picture in place of a drawing, with the same words."""
    source = f"data:image/png;base64,{b64encode(png(svg[0])).decode()}"
    return f'<img src="{source}" alt="{escape(alt(svg[0]))}" style="width:100%">'


def set_styles(body) -> None:
    """Name the styles of options and hints; pandoc leaves out a header, and sets a figure in a table."""
    for node in body.xpath(".//ol[@class='letters']"):
        node.set("type", "A")
    for item in body.xpath(".//ul[@class='ticks']/li"):  # whose box is its mark
        item.tag, item.getparent().tag = "p", "div"
    for node in body.xpath(".//header | .//footer | .//main | .//figure | .//section"):
        node.tag = "div"
    for node in [node for node in body.iter("p") if node.get("class") in HINTS]:
        box = DIV({"custom-style": "Hint"})
        node.addprevious(box)
        box.append(node)


def styled(style: str):
    """Return an empty paragraph of a style."""
    return DIV(P(ROOM), {"custom-style": style})


def replace(node, *others) -> None:
    """Put others in place of a node; what follows it stays."""
    for other in others:
        node.addprevious(other)
    node.drop_tree()
