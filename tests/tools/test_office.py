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
from bs4 import BeautifulSoup
from built import parsed
from classpapers import powerpoint, prose
from classpapers.one_lesson import PACK
from classpapers.sheets import KINDS
from classpapers.word import BODY, W, get_property
from lxml import etree
from pptx import Presentation
from prose import notebooks
from rules import for_each

CHAPTERS = [path.stem for path in notebooks()]
SHEETS = [kind for kind in KINDS if kind not in ("slides", "worksheet-large", "plan")]  # large has the words of another
HEAVIEST = 600_000  # bytes that a school's mail carries without a thought
BLOCKS = "h1, h2, h3, h4, p:not(.name), li, td, th, dt, dd, pre"


@cache
def letters(text: str) -> str:
    """Return a text without blanks and line breaks, which programs set as they like."""
    return re.sub(r"[\s\u200b]+|_{3,}", "", text)


def said(tree, blocks: str) -> list[str]:
    """Return the text of the innermost blocks of a paper."""
    found = tree.select(blocks)
    return [letters(one.get_text()) for one in found if not one.find(["p", "li", "td"]) and one.get_text().strip()]


def opened(path) -> BeautifulSoup:
    """Return a Word file as mammoth reads it."""
    assert path.stat().st_size < HEAVIEST
    with path.open("rb") as file:
        return BeautifulSoup(mammoth.convert_to_html(file).value, "lxml")


def body(path) -> etree.Element:
    """Return the body of a Word file."""
    with ZipFile(path) as parts:
        return etree.fromstring(parts.read(BODY))


@for_each([*CHAPTERS, "one-lesson"])
def test_slides_open_elsewhere_with_titles_options_and_descriptions(chapter, papers):
    path = papers / f"{chapter}-slides.pptx"
    read = BeautifulSoup(pypandoc.convert_file(str(path), "html", format="pptx"), "html5lib")
    shown = parsed(papers / f"{chapter}-slides.html")
    titles = [letters(slide.select_one("h1, h2").get_text()) for slide in shown.select(".slide")]
    assert [letters(title.get_text()) for title in read.select("h2")] == titles
    whole = letters(read.get_text())
    yield from (text for text in said(shown, ".slide li, .slide p:not(.book, .hint)") if text not in whole)
    charts = [
        [shown.find(id=id).get_text() for id in svg["aria-labelledby"].split()]
        for svg in shown.select(".look svg, .chart svg")
    ]
    described = [letters(picture["alt"]) for picture in read.select("img")]
    assert described == [letters(". ".join(words)) for words in charts]
    assert path.stat().st_size < HEAVIEST


@for_each([*CHAPTERS, "one-lesson"])
def test_slides_have_the_plans_minutes_as_notes_checks_of_one_size_and_emphasis(chapter, papers):
    slides = Presentation(papers / f"{chapter}-slides.pptx").slides
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)
    guide = handouts.plan_path(chapter) if chapter in CHAPTERS else handouts.TEACH / f"{chapter}.md"
    minutes = prose.get_section(
        guide.read_text("utf-8"), "Minute by minute" if chapter in CHAPTERS else "Sixty minutes"
    )
    slots = re.findall(r"^\| (\d+–\d+) \|", minutes, re.M)
    yield from (f"no note for {slot}" for slot in slots if f"{slot}: " not in notes)
    sizes, leaning = set(), []
    for slide in slides:
        frames = [shape.text_frame for shape in slide.placeholders if shape.has_text_frame]
        runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
        leaning += [letters(run.text) for run in runs if run.font.italic]
        if runs and runs[0].text.startswith("Check "):
            sizes |= {run.font.size.pt for run in runs[1:]}
    assert len(sizes) == (chapter in CHAPTERS)
    emphasised = parsed(papers / f"{chapter}-slides.html").select(".slide em")
    assert leaning == [letters(node.get_text()) for node in emphasised]


@for_each([*map("-".join, product(CHAPTERS, SHEETS)), PACK])
def test_sheets_open_elsewhere_with_every_line_and_picture(paper, papers):
    page = papers / f"{paper}.html"
    if not page.exists():
        return
    shown, read = parsed(page), opened(papers / f"{paper}.docx")
    unseen = {letters(node.get_text()) for node in shown.select(".unseen")}
    whole = letters(read.get_text())
    yield from (text for text in said(shown, BLOCKS) if text not in whole and text not in unseen)
    assert [letters(head.get_text()) for head in read.select("h2")] == said(shown, "h2:not(.unseen)")
    assert len(read.select("table")) >= len(shown.select("table"))
    pictures = [letters(f"{svg.title.get_text()}. {svg.desc.get_text()}") for svg in shown.select("svg")]
    assert [letters(picture["alt"]) for picture in read.select("img")] == pictures
    assert whole.count("\N{BALLOT BOX}") == len(shown.select(".tick, .ticks li"))


def test_each_sheet_of_the_pack_has_a_page_of_its_own(papers):
    breaks = [one for one in body(papers / f"{PACK}.docx").iter(f"{W}p") if get_property(one, "pStyle") == "NewPage"]
    assert len(breaks) == len(parsed(papers / f"{PACK}.html").select(".page"))  # the minutes take two


@for_each(CHAPTERS)
def test_plans_open_elsewhere_with_their_keys(chapter, papers):
    read = opened(papers / f"{chapter}-plan.docx")
    heads = re.findall(r"^## (.*)$", handouts.plan_path(chapter).read_text("utf-8"), re.M)
    assert [head.get_text() for head in read.select("h2")] == [head for head in heads if head != "On paper"]
    assert "Answer key" in read.get_text()


@for_each([f"{chapter}-{kind}" for chapter in CHAPTERS for kind in ("worksheet", "worksheet-large")])
def test_sheets_have_room_to_write_on_a4(paper, papers):
    read = body(papers / f"{paper}.docx")
    paragraphs = list(read.iter(f"{W}p"))
    styles = [get_property(one, "pStyle") for one in paragraphs]
    assert styles.count("WritingLine") == len(parsed(papers / f"{paper}.html").select(".lines div"))
    assert "WritingBox" in styles
    pairs = zip(pairwise(paragraphs), styles[1:], strict=True)
    before = [one for (one, two), style in pairs if style == "WritingLine" and one.getparent() is two.getparent()]
    assert [one for one in before if next(one.iter(f"{W}keepNext"), None) is None] == []
    size = next(read.iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")  # ISO 216 in twentieths of a point


def test_long_texts_get_smaller_letters_and_short_ones_do_not():
    sizes = [powerpoint.fit_font_size([("p", [("word " * count, {})])], 10, 4, 28) for count in (20, 400)]
    assert sizes[0] == 28
    assert sizes[1] < 20
