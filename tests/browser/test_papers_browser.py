"""The papers of a class in Chromium: on a screen, on a phone, on A4 and on Letter."""

import os
import re
from itertools import product

import handouts
import pytest
from browser import findings, foreign
from built import parsed
from classpapers.sheets import KINDS, KIT
from prose import notebooks
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_PATH

CHAPTERS = [path.stem for path in notebooks()]
LARGE = 24  # px: 18 pt
LETTERS = """[...document.querySelectorAll("body *")]
  .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
  .map(node => parseFloat(getComputedStyle(node).fontSize))"""


def audited(papers) -> list[tuple[str, int]]:
    """Return the papers and widths to audit: each kind at both widths, of one chapter after the other."""
    if os.environ.get("AUDIT") == "all":
        names = [path.name for path in sorted(papers.glob("*.html"))]
        return [(name, width) for name in names for width in (1280, 320)]
    kinds = [(kind, width) for kind in KINDS if kind != "cards" for width in (1280, 320)]
    chosen = [
        (handouts.name(CHAPTERS[place % len(CHAPTERS)], kind), width) for place, (kind, width) in enumerate(kinds)
    ]
    return [*chosen, *((name, width) for name in ("whose-story-cards.html", KIT) for width in (1280, 320))]


@pytest.fixture(scope="module")
def tab(browser):
    """Give a tab in dark mode that keeps a list of what went wrong in it."""
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.faults = []
    tab.on("console", lambda message: message.type == "error" and tab.faults.append(message.text))
    tab.on("request", lambda asked: tab.faults.extend(foreign(asked.url)))
    yield tab
    context.close()


def test_papers_are_quiet_narrow_and_accessible_from_disk(tab, papers):
    wrong = {}
    for name, width in audited(papers):
        tab.faults.clear()
        tab.set_viewport_size({"width": width, "height": 720})
        tab.goto((papers / name).as_uri())
        found = [*findings(tab, "dark"), *tab.faults]
        found += ["too wide"] if tab.evaluate("document.documentElement.scrollWidth") > width else []
        ground = tab.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        found += ["white in the dark"] if ground == "rgb(255, 255, 255)" else []
        wrong |= {(name, width): found} if found else {}
    assert wrong == {}


def test_every_slide_fills_the_screen_and_no_more(tab, papers):
    tab.set_viewport_size({"width": 1280, "height": 720})
    for chapter in CHAPTERS:
        tab.goto((papers / handouts.name(chapter, "slides")).as_uri())
        heights = "[...document.querySelectorAll('.slide')].map(slide => slide.getBoundingClientRect().height)"
        assert set(tab.evaluate(heights)) == {720}, chapter


def test_large_print_is_large_everywhere(tab, papers):
    tab.goto((papers / handouts.name(CHAPTERS[0], "worksheet-large")).as_uri())
    assert min(tab.evaluate(LETTERS)) >= LARGE


# How many pages a paper may take; large print is long, cards are few.
PAGES = {
    "worksheet": (3, 7),
    "worksheet-easy": (4, 7),
    "worksheet-extension": (4, 7),
    "worksheet-large": (7, 18),
    "cards": (1, 5),
    "key": (3, 8),
}
FEWEST = 12  # words, and lines to write on, of a page that is worth its paper
WORD = re.compile(r"[^\W\d_]{2,}")  # of letters alone: addresses and code may break at their marks
# What stands on a screen and not on the sheet.
POINTER = re.compile(
    r"\b(?:above|below the (?:chart|table|drawing|board)|the board|click|explorer|"
    r"open the (?:answer|data|table)|data table|scroll|slider|notebook|as a note|on screen)\b",
    re.I,
)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_sheet_stands_alone_on_paper(tab, papers, paper):
    wrong = []
    for chapter, kind in product(CHAPTERS, PAGES):
        path = papers / handouts.name(chapter, kind)
        if path.exists():
            tab.goto(path.as_uri())
            found = faults_on_paper(path, PdfDocument(tab.pdf(format=paper)), kind)
            wrong += [f"{path.name}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)


def faults_on_paper(path, printed, kind: str) -> list[str]:
    """Return what is wrong with a printed sheet: its pages, a page with next to nothing, a cut word, a pointer."""
    texts = [page.get_textpage().get_text_bounded() for page in printed]
    least, most = PAGES[kind]
    found = [] if least <= len(texts) <= most else [f"{len(texts)} pages, not {least} to {most}"]
    for place, (page, text) in enumerate(zip(printed, texts, strict=True), start=1):
        if len(text.split()) + drawn(page) < FEWEST:
            found.append(f"page {place} is all but empty: {text[:60]!r}")
    said = parsed(path).body.get_text(" ")
    cut = set(WORD.findall(" ".join(texts))) - set(WORD.findall(said))
    found += [f"cut: {word}" for word in sorted(cut) if not joined(word, said)]
    return found + ([] if kind == "key" else [f"points at {match[0]!r}" for match in POINTER.finditer(said)])


def drawn(page) -> int:
    """Return how many lines and boxes a page has to write on."""
    return sum(1 for thing in page.get_objects() if thing.type == FPDF_PAGEOBJ_PATH)


def joined(word: str, said: str) -> bool:
    """Say whether a word is two of the sheet's own: the text of a PDF has no blank between the cells of a table."""
    known = set(re.findall(r"[^\W\d_]+", said))
    return any({word[:place], word[place:]} <= known for place in range(1, len(word)))


def test_slides_print_one_a_page_and_across(tab, papers):
    tab.goto((papers / handouts.name(CHAPTERS[1], "slides")).as_uri())
    slides = PdfDocument(tab.pdf(format="A4"))
    assert len(slides) == len(parsed(papers / handouts.name(CHAPTERS[1], "slides")).select(".slide"))
    assert slides[0].get_width() > slides[0].get_height()


def test_a_printed_plan_shows_its_key_and_folds_its_citation(tab, site):
    tab.goto((site / "teach/plans/what-happened.html").as_uri())
    text = " ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(tab.pdf(format="A4")))
    tree = parsed(site / "teach/plans/what-happened.html")
    answers = [node.get_text().split()[-1] for node in tree.select("article details:not(.iss-cite) li")]
    assert len(answers) >= 3
    assert [answer for answer in answers if answer not in text] == []
    assert tree.select_one(".iss-cite pre").get_text().split()[0] not in text.rpartition("Cite this page")[2]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_kit_prints_each_part_on_its_own_page_and_cuts_no_card(tab, papers, paper):
    tab.goto((papers / KIT).as_uri())
    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(tab.pdf(format=paper))]
    starts = [title.get_text() for title in parsed(papers / KIT).select("h2")]
    assert [title for title in starts if not any(title in page[:200] for page in pages)] == []
    for card in parsed(papers / KIT).select(".card"):
        first, last = card.h3.get_text(" ").split()[0], card.select("p")[-1].get_text().split()[-1]
        assert any(first in page and last in page for page in pages), card.h3.get_text()
