"""The Word and PowerPoint files open in programs that did not write them, and hold what the papers hold.

Slides are written by python-pptx and read by pandoc; sheets are written by pandoc and read by mammoth.
"""

import re
from functools import cache
from itertools import pairwise, product
from zipfile import ZipFile

import handouts
import mammoth
import pypandoc
import pytest
from bs4 import BeautifulSoup
from built import parsed
from classpapers import powerpoint
from classpapers.pack import PACK
from classpapers.sheets import KINDS, editable
from lxml import etree
from pptx import Presentation
from prose import notebooks
from rules import for_each

CHAPTERS = [path.stem for path in notebooks()]
SHEETS = [kind for kind in KINDS if kind not in ("slides", "worksheet-large")]  # which has the words of another
HEAVIEST = 600_000  # bytes that a school's mail carries without a thought


@cache
def letters(text: str) -> str:
    """Return a text without blanks and line breaks, which programs set as they like."""
    return re.sub(r"[\s\u200b]+|_{3,}", "", text)


def said(tree, *selectors: str) -> list[str]:
    """Return the text of the innermost blocks of a paper."""
    blocks = tree.select(", ".join(selectors))
    return [letters(one.get_text()) for one in blocks if not one.find(["p", "li", "td"]) and one.get_text().strip()]


@for_each(CHAPTERS)
def test_slides_open_elsewhere_with_titles_options_and_descriptions(chapter, papers):
    path = papers / editable(chapter, "slides")
    read = BeautifulSoup(pypandoc.convert_file(str(path), "html", format="pptx"), "html5lib")
    shown = parsed(papers / handouts.name(chapter, "slides"))
    titles = [letters(slide.select_one("h1, h2").get_text()) for slide in shown.select(".slide")]
    assert [letters(title.get_text()) for title in read.select("h2")] == titles
    whole = letters(read.get_text())
    yield from (text for text in said(shown, ".slide li", ".slide p:not(.book, .hint)") if text not in whole)
    charts = [
        [shown.find(id=id).get_text() for id in svg["aria-labelledby"].split()]
        for svg in shown.select(".look svg, .chart svg")
    ]
    described = [letters(picture["alt"]) for picture in read.select("img")]
    assert described == [letters(". ".join(words)) for words in charts]
    assert path.stat().st_size < HEAVIEST
    with ZipFile(path) as parts:
        notes = "".join(parts.read(name).decode() for name in parts.namelist() if "/notesSlides/notesSlide" in name)
    slots = re.findall(r"^\| (\d+–\d+) \|", handouts.plan_of(chapter).read_text("utf-8"), re.M)
    yield from (f"no note for {slot}" for slot in slots if f"{slot}: " not in notes)


@for_each([*CHAPTERS, "one-lesson"])
def test_all_checks_of_a_deck_have_letters_of_one_size(chapter, papers):
    made, sizes = Presentation(papers / editable(chapter, "slides")), set()
    for slide in made.slides:
        runs = [
            run
            for shape in slide.placeholders
            if shape.has_text_frame
            for one in shape.text_frame.paragraphs
            for run in one.runs
        ]
        if runs and runs[0].text.startswith("Check "):
            sizes |= {run.font.size.pt for run in runs[1:]}
    if len(sizes) > 1 or bool(sizes) != (chapter in CHAPTERS):
        yield f"sizes of letters: {sizes}"


@for_each(list(product(CHAPTERS, SHEETS)), "-".join)
def test_sheets_open_elsewhere_with_every_line_and_picture(paper, papers):
    page, path = papers / handouts.name(*paper), papers / editable(*paper)
    if not page.exists():
        return
    shown = parsed(page)
    with path.open("rb") as file:
        read = BeautifulSoup(mammoth.convert_to_html(file).value, "lxml")
    whole = letters(read.get_text())
    yield from (
        text
        for text in said(shown, "h1", "h2", "h3", "h4", "p:not(.name)", "li", "td", "th", "dt", "dd", "pre")
        if text not in whole
    )
    assert [letters(head.get_text()) for head in read.select("h2")] == said(shown, "h2")
    assert len(read.select("table")) >= len(shown.select("table"))
    pictures = [letters(f"{svg.title.get_text()}. {svg.desc.get_text()}") for svg in shown.select("svg")]
    assert [letters(picture["alt"]) for picture in read.select("img")] == pictures
    assert path.stat().st_size < HEAVIEST


def test_the_pack_opens_elsewhere_with_every_line_and_each_sheet_on_a_page_of_its_own(papers):
    shown, path = parsed(papers / PACK), papers / PACK.replace(".html", ".docx")
    with path.open("rb") as file:
        read = BeautifulSoup(mammoth.convert_to_html(file).value, "lxml")
    whole = letters(read.get_text())
    assert [text for text in said(shown, "h3", "p:not(.name)", "li", "td", "tbody th") if text not in whole] == []
    assert [letters(head.get_text()) for head in read.select("h2")] == said(shown, "h2:not(.unseen)")
    assert len(read.select("img")) == len(shown.select("svg"))
    assert whole.count("\N{BALLOT BOX}") == len(shown.select(".tick"))
    with ZipFile(path) as parts:
        breaks = parts.read("word/document.xml").count(b'w:val="NewPage"')
    slips = len(shown.select(".slip")) // 2 - 1  # two a page
    assert breaks == len(shown.select(".page")) - 1 + slips
    assert path.stat().st_size < HEAVIEST


@for_each(CHAPTERS)
def test_plans_open_elsewhere_with_their_keys(chapter, papers):
    with (papers / editable(chapter, "plan")).open("rb") as file:
        read = BeautifulSoup(mammoth.convert_to_html(file).value, "lxml")
    heads = re.findall(r"^## (.*)$", handouts.plan_of(chapter).read_text("utf-8"), re.M)
    assert [head.get_text() for head in read.select("h2")] == [head for head in heads if head != "On paper"]
    assert "Answer key" in read.get_text()


@for_each([(chapter, kind) for chapter in CHAPTERS for kind in ("worksheet", "worksheet-large")], "-".join)
def test_sheets_have_room_to_write_on_a4(paper, papers):
    shown = parsed(papers / handouts.name(*paper))
    with ZipFile(papers / editable(*paper)) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    styles = [style.get(f"{w}val") for style in body.iter(f"{w}pStyle")]
    assert styles.count("WritingLine") == len(shown.select(".lines div"))
    assert "WritingBox" in styles
    paragraphs = list(body.iter(f"{w}p"))
    marks = [next((mark.get(f"{w}val") for mark in one.iter(f"{w}pStyle")), "") for one in paragraphs]
    pairs = [(one, two) for one, two in pairwise(paragraphs) if one.getparent() is two.getparent()]  # no table between
    lined = {id(one) for one, mark in zip(paragraphs, marks, strict=True) if mark == "WritingLine"}
    before = [one for one, two in pairs if id(two) in lined]
    assert before
    assert [one for one in before if next(one.iter(f"{w}keepNext"), None) is None] == []
    size = next(body.iter(f"{w}pgSz"))
    assert (size.get(f"{w}w"), size.get(f"{w}h")) == ("11906", "16838")  # ISO 216 in twentieths of a point


def test_long_texts_get_smaller_letters_and_short_ones_do_not():
    assert powerpoint.fitting(["word " * 20], 10, 4, 28) == 28
    assert powerpoint.fitting(["word " * 400], 10, 4, 28) < 20


@pytest.mark.parametrize("html", ["<p>One <em>two</em> three</p>", "<ul><li>One <em>two</em> three</li></ul>"])
def test_words_keep_their_emphasis(html):
    (_, runs), *rest = powerpoint.paragraphs(html)
    assert rest == []
    assert runs == [("One ", {}), ("two", {"italic": True}), (" three", {})]
