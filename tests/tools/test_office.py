"""Tests of the Word and PowerPoint files: other programs can read them, and they have the content of the papers.

Slides are written by python-pptx and read by pandoc; sheets are written by pandoc and read by mammoth.
"""

import re
from itertools import pairwise, product
from zipfile import ZipFile

import mammoth
import pypandoc
from book_pages import lesson_plan
from bs4 import BeautifulSoup
from built import parsed, strip_spaces
from classpapers import prose
from classpapers.one_lesson import PACK
from classpapers.sheets import KINDS
from classpapers.word import BODY, W, get_property
from for_each import for_each
from lxml import etree
from notebooks import notebook_paths
from paths import FIVE_LESSONS_GUIDE, ONE_LESSON_GUIDE
from pptx import Presentation

CHAPTERS = [path.stem for path in notebook_paths()]
FIVE_LESSONS = FIVE_LESSONS_GUIDE.read_text("utf-8")
# Large print has the text of the worksheet.
SHEETS = [kind for kind in KINDS if kind not in ("slides", "worksheet-large", "plan")]
MAX_FILE_SIZE = 600_000  # bytes, small enough for e-mail
BLOCKS = "h1, h2, h3, h4, p:not(.name), li, td, th, dt, dd, pre"


def innermost_texts(tree, selector: str) -> list[str]:
    """Return the texts of the selected elements that contain no other block."""
    innermost = [node for node in tree.select(selector) if not node.find(["p", "li", "td"])]
    return [strip_spaces(node.get_text()) for node in innermost if node.get_text().strip()]


def read_with_mammoth(path) -> BeautifulSoup:
    """Return a Word file as HTML, converted by mammoth."""
    assert path.stat().st_size < MAX_FILE_SIZE
    with path.open("rb") as file:
        return BeautifulSoup(mammoth.convert_to_html(file).value, "lxml")


def parse_body(path) -> etree.Element:
    """Return the main XML document of a Word file."""
    with ZipFile(path) as parts:
        return etree.fromstring(parts.read(BODY))


@for_each([*CHAPTERS, "one-lesson"])
def test_slides_have_texts_descriptions_time_slots_as_notes_and_equal_font_sizes_of_checks(chapter, papers):
    path = papers / f"{chapter}-slides.pptx"
    read = BeautifulSoup(pypandoc.convert_file(str(path), "html", format="pptx"), "html5lib")
    page = parsed(papers / f"{chapter}-slides.html")
    titles = [strip_spaces(slide.select_one("h1, h2").get_text()) for slide in page.select(".slide")]
    assert [strip_spaces(title.get_text()) for title in read.select("h2")] == titles
    all_text = strip_spaces(read.get_text())
    texts = innermost_texts(page, ".slide li, .slide p:not(.book, .hint)")
    yield from (text for text in texts if text not in all_text)
    alt_texts = [strip_spaces(picture["alt"]) for picture in read.select("img")]
    charts = page.select(".look .wide svg, .chart .wide svg")  # the narrow ones are for phones
    names = [[page.find(id=id).get_text() for id in svg["aria-labelledby"].split()] for svg in charts]
    assert alt_texts == [strip_spaces(". ".join(texts)) for texts in names]
    assert path.stat().st_size < MAX_FILE_SIZE

    slides = Presentation(path).slides
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)
    guide = lesson_plan(chapter) if chapter in CHAPTERS else ONE_LESSON_GUIDE.read_text("utf-8")
    heading = "Minute by minute" if chapter in CHAPTERS else "Sixty minutes"
    slots = re.findall(r"^\| (\d+–\d+) \|", prose.get_section(guide, heading), re.M)
    yield from (f"no note for {slot}" for slot in slots if f"{slot}: " not in notes)
    named = re.findall(rf"^\| (\d+–\d+) \|.*/{chapter}-slides\.html#s", FIVE_LESSONS, re.M)
    yield from (f"no note for {slot} of the five lessons" for slot in named if f"five lessons, {slot}: " not in notes)
    sizes, italic = set(), []
    for slide in slides:
        frames = [shape.text_frame for shape in slide.placeholders if shape.has_text_frame]
        runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
        italic += [strip_spaces(run.text) for run in runs if run.font.italic]
        if runs and runs[0].text.startswith("Check "):
            sizes |= {run.font.size.pt for run in runs[1:]}
    assert len(sizes) == (chapter in CHAPTERS)
    assert italic == [strip_spaces(node.get_text()) for node in page.select(".slide em")]


@for_each([*map("-".join, product(CHAPTERS, SHEETS)), PACK])
def test_mammoth_reads_every_line_and_picture_of_sheets(paper, papers):
    chapter, is_cards, _ = paper.partition("-cards")
    if is_cards and "\n### Cards\n" not in lesson_plan(chapter):
        return
    tree, read = parsed(papers / f"{paper}.html"), read_with_mammoth(papers / f"{paper}.docx")
    unseen = {strip_spaces(node.get_text()) for node in tree.select(".unseen")}
    all_text = strip_spaces(read.get_text())
    yield from (text for text in innermost_texts(tree, BLOCKS) if text not in all_text and text not in unseen)
    assert [strip_spaces(head.get_text()) for head in read.select("h2")] == innermost_texts(tree, "h2:not(.unseen)")
    assert len(read.select("table")) >= len(tree.select("table"))
    pictures = [strip_spaces(f"{svg.title.get_text()}. {svg.desc.get_text()}") for svg in tree.select("svg")]
    assert [strip_spaces(picture["alt"]) for picture in read.select("img")] == pictures
    assert all_text.count("\N{BALLOT BOX}") == len(tree.select(".tick, .ticks li"))


def test_each_sheet_of_the_pack_begins_on_a_new_page(papers):
    paragraphs = parse_body(papers / f"{PACK}.docx").iter(f"{W}p")
    breaks = [paragraph for paragraph in paragraphs if get_property(paragraph, "pStyle") == "NewPage"]
    sheets = parsed(papers / f"{PACK}.html").select(".page")
    assert len(breaks) == len(sheets)  # none before the first page, two on the timetable's


@for_each(CHAPTERS)
def test_mammoth_reads_headings_and_answer_key_of_plans(chapter, papers):
    read = read_with_mammoth(papers / f"{chapter}-plan.docx")
    heads = re.findall(r"^## (.*)$", lesson_plan(chapter), re.M)
    assert [head.get_text() for head in read.select("h2")] == [head for head in heads if head != "On paper"]
    assert "Answer key" in read.get_text()


@for_each([f"{chapter}-{kind}" for chapter in CHAPTERS for kind in ("worksheet", "worksheet-large")])
def test_sheets_have_room_to_write_on_a4(paper, papers):
    body = parse_body(papers / f"{paper}.docx")
    paragraphs = list(body.iter(f"{W}p"))
    styles = [get_property(paragraph, "pStyle") for paragraph in paragraphs]
    assert styles.count("WritingLine") == len(parsed(papers / f"{paper}.html").select(".lines div"))
    assert "WritingBox" in styles
    for before, line in pairwise(paragraphs):
        if get_property(line, "pStyle") == "WritingLine" and before.getparent() is line.getparent():
            assert before.find(f".//{W}keepNext") is not None, "a question on another page than its lines"
    size = next(body.iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")  # ISO 216 in twentieths of a point
