"""The papers of a class in Chromium: on a screen, on a phone, on A4 and on Letter."""

import os
import re
from collections.abc import Iterator
from itertools import product

import pytest
from browser import axe_violations, external_request
from built import parsed
from classpapers.kit import KIT
from classpapers.one_lesson import PACK
from classpapers.sheets import KINDS
from prose import notebooks
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

CHAPTERS = [path.stem for path in notebooks()]
LARGE = 24  # px: 18 pt
LETTERS = """[...document.querySelectorAll("body *")]
  .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
  .map(node => parseFloat(getComputedStyle(node).fontSize))"""


def audited(papers) -> list[tuple[str, int]]:
    """Return the papers and widths to audit: of each kind one, or with AUDIT=all each."""
    names = [f"{CHAPTERS[place]}-{kind}.html" for place, kind in enumerate(KINDS) if kind not in ("cards", "plan")]
    names += ["whose-story-cards.html", f"{PACK}.html", f"{KIT}.html"]
    if os.environ.get("AUDIT") == "all":
        names = [path.name for path in sorted(papers.glob("*.html"))]
    return list(product(names, (1280, 320)))


@pytest.fixture(scope="module")
def tab(browser):
    """Give a tab in dark mode that keeps a list of what went wrong in it."""
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.faults = []
    tab.on("console", lambda message: message.type == "error" and tab.faults.append(message.text))
    tab.on("request", lambda asked: tab.faults.extend(external_request(asked.url)))
    yield tab
    context.close()


def test_papers_are_quiet_narrow_and_accessible_from_disk(tab, papers):
    wrong = {}
    for name, width in audited(papers):
        tab.faults.clear()
        tab.set_viewport_size({"width": width, "height": 720})
        tab.goto((papers / name).as_uri())
        found = [*axe_violations(tab, "dark"), *tab.faults]
        found += ["too wide"] if tab.evaluate("document.documentElement.scrollWidth") > width else []
        ground = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        found += ["white in the dark"] if ground == "rgb(255, 255, 255)" else []
        wrong |= {(name, width): found} if found else {}
    assert wrong == {}


def test_every_slide_fills_the_screen_and_no_more(tab, papers):
    tab.set_viewport_size({"width": 1280, "height": 720})
    for chapter in [*CHAPTERS, "one-lesson"]:
        tab.goto((papers / f"{chapter}-slides.html").as_uri())
        heights = "[...document.querySelectorAll('.slide')].map(slide => slide.getBoundingClientRect().height)"
        assert set(tab.evaluate(heights)) == {720}, chapter


def test_keys_and_clicks_turn_the_slides(tab, papers):
    tab.faults.clear()
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto((papers / f"{CHAPTERS[0]}-slides.html").as_uri())
    last = tab.locator(".slide").count()

    def wait_for_slide(place: int) -> None:
        there = f"Math.abs(document.querySelector('#s{place}').getBoundingClientRect().top) < 2"
        tab.wait_for_function(f"location.hash === '#s{place}' && {there}", timeout=5000)

    steps = ("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("ArrowLeft", 3), ("PageUp", 2), ("Shift+Space", 1)
    for key, there in (*steps, ("End", last), ("ArrowRight", last), ("Home", 1)):
        tab.keyboard.press(key)
        wait_for_slide(there)
    tab.mouse.click(640, 700)
    wait_for_slide(2)
    tab.locator("#s2 .turn a").last.click()
    wait_for_slide(3)
    assert tab.faults == []


def test_large_print_is_large_everywhere(tab, papers):
    tab.goto((papers / f"{CHAPTERS[0]}-worksheet-large.html").as_uri())
    assert min(tab.evaluate(LETTERS)) >= LARGE


# How many pages a paper may take; large print is long, cards are few.
PAGES = {
    "worksheet": (3, 6),
    "worksheet-easy": (3, 6),
    "summary": (1, 2),
    "worksheet-extension": (4, 7),
    "worksheet-large": (6, 14),
    "cards": (1, 3),
    "key": (3, 8),
}
FEWEST, FEWEST_WORDS = 12, 25  # words, and lines to write on, of a page that is worth its paper; words of a pack
WORD = re.compile(r"[^\W\d_]{2,}")  # of letters alone: addresses and code may break at their marks
# What stands on a screen and not on the sheet.
POINTER = re.compile(
    r"\b(?:above|below the (?:chart|table|drawing|board)|the board|click|explorer|"
    r"open the (?:answer|data|table)|data table|scroll|slider|notebook|as a note|on screen)\b",
    re.I,
)


def printed(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF."""
    return [page.get_textpage().get_text_bounded() for page in PdfDocument(pdf)]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_sheet_stands_alone_on_paper(tab, papers, paper):
    wrong = []
    for chapter, kind in product(CHAPTERS, PAGES):
        path = papers / f"{chapter}-{kind}.html"
        if path.exists():
            tab.goto(path.as_uri())
            wrong += [f"{path.name}: {fault}" for fault in faults_on_paper(path, tab.pdf(format=paper), kind)]
    assert not wrong, "\n".join(wrong)


def faults_on_paper(path, pdf: bytes, kind: str) -> Iterator[str]:
    """Yield what is wrong with a printed sheet: its pages, a page with next to nothing, a cut word, a pointer."""
    texts, (least, most) = printed(pdf), PAGES[kind]
    if not least <= len(texts) <= most:
        yield f"{len(texts)} pages, not {least} to {most}"
    for page, text in zip(PdfDocument(pdf), texts, strict=True):
        to_write_on = sum(1 for thing in page.get_objects() if thing.type == FPDF_PAGEOBJ_PATH)
        if len(text.split()) + to_write_on < FEWEST:
            yield f"a page is all but empty: {text[:60]!r}"
    said = parsed(path).body.get_text(" ")
    known = set(re.findall(r"[^\W\d_]+", said))
    for word in sorted(set(WORD.findall(" ".join(texts))) - known):
        # The text of a PDF has no blank between the cells of a table.
        if not any({word[:place], word[place:]} <= known for place in range(1, len(word))):
            yield f"cut: {word}"
    if kind != "key":
        yield from (f"points at {match[0]!r}" for match in POINTER.finditer(said))


CLIPPED = """[...document.querySelectorAll(".scroll, .iss-scroll, pre")]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.trim().slice(0, 60))"""


def test_no_table_is_wider_than_its_paper(tab, papers):
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 680, "height": 900})  # 180 mm: A4 without its margins, the narrower of the two
    clipped = {}
    for path in sorted(papers.glob("*.html")):
        tab.goto(path.as_uri())
        found = [] if "slides" in path.name else tab.evaluate(CLIPPED)
        clipped |= {path.name: found} if found else {}
    tab.emulate_media(media="null")
    assert clipped == {}


def test_slides_print_one_a_page_and_across(tab, papers):
    tab.goto((papers / f"{CHAPTERS[1]}-slides.html").as_uri())
    slides = PdfDocument(tab.pdf(format="A4"))
    assert len(slides) == len(parsed(papers / f"{CHAPTERS[1]}-slides.html").select(".slide"))
    assert slides[0].get_width() > slides[0].get_height()


def test_a_printed_plan_shows_its_key_and_folds_its_citation(tab, site):
    tab.goto((site / "teach/plans/what-happened.html").as_uri())
    text = " ".join(printed(tab.pdf(format="A4")))
    tree = parsed(site / "teach/plans/what-happened.html")
    answers = [node.get_text().split()[-1] for node in tree.select("article details:not(.iss-cite) li")]
    assert len(answers) >= 3
    assert [answer for answer in answers if answer not in text] == []
    assert tree.select_one(".iss-cite pre").get_text().split()[0] not in text.rpartition("Cite this page")[2]


@pytest.mark.parametrize("pack", [PACK, KIT])
def test_each_sheet_of_a_pack_prints_on_a_page_of_its_own(tab, papers, pack):
    page = papers / f"{pack}.html"
    titles = [" ".join(sheet.h2.get_text().split()) for sheet in parsed(page).select(".page")]
    tab.goto(page.as_uri())
    for pdf in (tab.pdf(format="A4"), tab.pdf(format="Letter"), page.with_suffix(".pdf").read_bytes()):
        pages = [" ".join(text.split()) for text in printed(pdf)]
        assert len(pages) == len(titles) + (pack == KIT)  # eight event cards, four a page
        seen = [title for title in titles if any(title in text[:120] for text in pages)]
        unseen = {"Exit slips", "Exit slips in easy English"} if pack == PACK else {"Memo slips"}  # read out alone
        assert {*titles} - {*seen} == unseen
        assert [text for text in pages if len(text.split()) < FEWEST_WORDS] == []


@pytest.mark.parametrize("pack", [PACK, KIT])
def test_the_printed_pack_is_a4_and_fits_letter(papers, pack):
    height, width = 792, 612  # points of a Letter page
    for page in PdfDocument(papers / f"{pack}.pdf"):
        assert [round(side) for side in page.get_size()] == [595, 842]
        text, cut = page.get_textpage(), (page.get_height() - height) / 2
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        assert min(bottom for _, bottom, _, _ in boxes) > cut
        assert max(top for *_, top in boxes) < page.get_height() - cut
        assert max(right for _, _, right, _ in boxes) < width
