"""The class papers (worksheets, slides, keys, packs) in Chromium: on screen, on a phone, printed on A4 and Letter."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest
from built import parsed
from chromium_tab import axe_violations, printed
from classpapers.kit import KIT
from classpapers.one_lesson import PACK
from classpapers.sheets import KINDS
from notebooks import notebook_paths
from paths import ROOT
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

CHAPTERS = [path.stem for path in notebook_paths()]
LARGE_PRINT = 24  # px: 18 pt
SHEET_TO_PRINT = re.compile(r'^\| \w+ \| <a href="../class/([\w-]+\.html)">[^|]+ \| (\d+) \| \d+ \|', re.M)
FONT_SIZES = """[...document.querySelectorAll("body *")]
  .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
  .map(node => parseFloat(getComputedStyle(node).fontSize))"""


@pytest.fixture
def tab(visit):
    """Return a tab in dark mode."""
    return visit("about:blank", color_scheme="dark")


def test_papers_are_accessible_fit_the_window_and_are_dark_in_dark_mode(tab, papers):
    """Audits one paper of each kind, or with AUDIT=all every paper."""
    names = [f"{CHAPTERS[i]}-{kind}.html" for i, kind in enumerate(KINDS) if kind not in ("cards", "plan")]
    names += ["whose-story-cards.html", f"{PACK}.html", f"{KIT}.html"]
    if os.environ.get("AUDIT") == "all":
        names = [path.name for path in sorted(papers.glob("*.html"))]
    errors = {}
    for name in names:
        tab.goto((papers / name).as_uri())
        for width in (1280, 320):
            tab.set_viewport_size({"width": width, "height": 720})
            found = axe_violations(tab, "dark")
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                found.append("wider than the window")
            if tab.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)":
                found.append("white background in dark mode")
            if found:
                errors[name, width] = found
    assert errors == {}


def test_every_slide_is_as_high_as_the_screen(tab, papers):
    tab.set_viewport_size({"width": 1280, "height": 720})
    for chapter in [*CHAPTERS, "one-lesson"]:
        tab.goto((papers / f"{chapter}-slides.html").as_uri())
        heights = "[...document.querySelectorAll('.slide')].map(slide => slide.getBoundingClientRect().height)"
        assert set(tab.evaluate(heights)) == {720}, chapter


def test_keys_and_clicks_turn_the_slides(tab, papers):
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto((papers / f"{CHAPTERS[0]}-slides.html").as_uri())
    last = tab.locator(".slide").count()

    def wait_for_slide(number: int) -> None:
        at_top = f"Math.abs(document.querySelector('#s{number}').getBoundingClientRect().top) < 2"
        tab.wait_for_function(f"location.hash === '#s{number}' && {at_top}", timeout=5000)

    steps = ("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("ArrowLeft", 3), ("PageUp", 2), ("Shift+Space", 1)
    for key, slide in (*steps, ("End", last), ("ArrowRight", last), ("Home", 1)):
        tab.keyboard.press(key)
        wait_for_slide(slide)
    tab.mouse.click(640, 700)
    wait_for_slide(2)
    tab.locator("#s2 .turn a").last.click()
    wait_for_slide(3)


def test_large_print_worksheet_has_no_small_text(tab, papers):
    tab.goto((papers / f"{CHAPTERS[0]}-worksheet-large.html").as_uri())
    assert min(tab.evaluate(FONT_SIZES)) >= LARGE_PRINT


PAGE_LIMITS = {  # least and most printed pages of a kind of paper
    "worksheet": (3, 6),
    "worksheet-easy": (3, 6),
    "summary": (1, 2),
    "worksheet-extension": (4, 7),
    "worksheet-large": (6, 14),
    "cards": (1, 7),
    "key": (3, 8),
}
MIN_WORDS_AND_LINES = 12  # of a page: words and lines to write on
MIN_WORDS_OF_PACK_PAGE = 25
WORD = re.compile(r"[^\W\d_]{2,}")  # letters only: addresses and code may break at punctuation
SCREEN_REFERENCE = re.compile(  # words that refer to something on the screen that the printed sheet lacks
    r"\b(?:above(?! all\b)|below the (?:chart|table|drawing|board)|the board|click|explorer|"
    r"open the (?:answer|data|table)|data table|scroll|slider|notebook|as a note|on screen)\b",
    re.I,
)


CLIPPED_TEXTS = """[...document.querySelectorAll(".scroll, .iss-scroll, pre")]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.trim().slice(0, 60))"""


def test_printed_papers_fit_have_full_pages_whole_words_and_no_screen_references(tab, papers):
    kinds, errors = {f"{chapter}-{kind}": kind for chapter, kind in product(CHAPTERS, PAGE_LIMITS)}, []
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 680, "height": 900})  # 180 mm: A4, narrower than Letter, without its margins
    for path in sorted(papers.glob("*.html")):
        if "slides" not in path.name:
            tab.goto(path.as_uri())
            errors += [f"{path.name}: wider than the paper: {text}" for text in tab.evaluate(CLIPPED_TEXTS)]
        for size in ("A4", "Letter") if path.stem in kinds else ():
            found = printing_errors(path, tab.pdf(format=size), kinds[path.stem])
            errors += [f"{path.name}, {size}: {error}" for error in found]
    assert not errors, "\n".join(errors)


def printing_errors(path, pdf: bytes, kind: str) -> Iterator[str]:
    """Yield the errors of a printed sheet: number of pages, almost empty pages, clipped words, screen references."""
    texts, (least, most) = printed(pdf), PAGE_LIMITS[kind]
    if not least <= len(texts) <= most:
        yield f"{len(texts)} pages, not {least} to {most}"
    for page, text in zip(PdfDocument(pdf), texts, strict=True):
        lines_to_write_on = sum(1 for item in page.get_objects() if item.type == FPDF_PAGEOBJ_PATH)
        if len(text.split()) + lines_to_write_on < MIN_WORDS_AND_LINES:
            yield f"a page is almost empty: {text[:60]!r}"
    html_text = parsed(path).body.get_text(" ")
    html_words = set(re.findall(r"[^\W\d_]+", html_text))
    for word in sorted(set(WORD.findall(" ".join(texts))) - html_words):
        # The text of a PDF has no blank between the cells of a table, so this may be two words.
        if not any({word[:i], word[i:]} <= html_words for i in range(1, len(word))):
            yield f"clipped: {word}"
    if kind != "key":
        yield from (f"refers to the screen: {match[0]!r}" for match in SCREEN_REFERENCE.finditer(html_text))


def test_print_list_of_the_five_lessons_fits_the_pages_of_its_sheets(tab, papers):
    """Of worksheets it names the first pages and the last one, which has the exit ticket; of cards all pages."""
    pack = printed((papers / f"{PACK}.pdf").read_bytes())
    assert "The article retold" in pack[4]
    assert "Fact slip" in pack[12]
    listed = Counter()
    for file, pages in SHEET_TO_PRINT.findall((ROOT / "teach" / "five-lessons.md").read_text("utf-8")):
        listed[file] += int(pages)
    assert listed
    for file, pages in listed.items():
        tab.goto((papers / file).as_uri())
        texts = printed(tab.pdf(format="A4"))
        if "worksheet" in file:
            assert pages <= len(texts), file
            assert ["Exit ticket" in text for text in texts] == [False] * (len(texts) - 1) + [True], file
        else:
            assert pages == len(texts), file


def test_slides_print_one_per_page_in_landscape(tab, papers):
    tab.goto((papers / f"{CHAPTERS[1]}-slides.html").as_uri())
    slides = PdfDocument(tab.pdf(format="A4"))
    assert len(slides) == len(parsed(papers / f"{CHAPTERS[1]}-slides.html").select(".slide"))
    assert slides[0].get_width() > slides[0].get_height()


def test_printed_plan_shows_its_answer_key_and_no_citation(tab, site):
    tab.goto((site / "teach/plans/what-happened.html").as_uri())
    text = " ".join(printed(tab.pdf(format="A4")))
    tree = parsed(site / "teach/plans/what-happened.html")
    answers = [node.get_text().split()[-1] for node in tree.select("article details:not(.iss-cite) li")]
    assert len(answers) >= 3
    assert [answer for answer in answers if answer not in text] == []
    assert tree.select_one(".iss-cite pre").get_text().split()[0] not in text.rpartition("Cite this page")[2]


@pytest.mark.parametrize("pack", [PACK, KIT])
def test_each_sheet_of_a_pack_prints_on_its_own_page(tab, papers, pack):
    path = papers / f"{pack}.html"
    titles = [" ".join(sheet.h2.get_text().split()) for sheet in parsed(path).select(".page")]
    # Titles for screen readers only.
    hidden_titles = {"Exit slips", "Exit slips in easy English"} if pack == PACK else {"Memo slips"}
    tab.goto(path.as_uri())
    for pdf in (tab.pdf(format="A4"), tab.pdf(format="Letter"), path.with_suffix(".pdf").read_bytes()):
        pages = [" ".join(text.split()) for text in printed(pdf)]
        assert len(pages) == len(titles) + (pack == KIT)  # the eight event cards take two pages
        printed_titles = {title for title in titles if any(title in text[:120] for text in pages)}
        assert {*titles} - printed_titles == hidden_titles
        assert [text for text in pages if len(text.split()) < MIN_WORDS_OF_PACK_PAGE] == []


@pytest.mark.parametrize("pack", [PACK, KIT])
def test_pdf_of_a_pack_is_a4_and_its_text_fits_on_letter(papers, pack):
    letter_width, letter_height = 612, 792  # points
    for page in PdfDocument(papers / f"{pack}.pdf"):
        assert [round(side) for side in page.get_size()] == [595, 842]
        text, margin = page.get_textpage(), (page.get_height() - letter_height) / 2
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        assert min(bottom for _, bottom, _, _ in boxes) > margin
        assert max(top for *_, top in boxes) < page.get_height() - margin
        assert max(right for _, _, right, _ in boxes) < letter_width
