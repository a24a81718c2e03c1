"""The papers of a class in Chromium: on a screen, on a phone, on A4 and on Letter."""

import os

import handouts
import pytest
from browser import findings, foreign
from built import parsed
from classpapers.sheets import KINDS, KIT
from prose import notebooks
from pypdfium2 import PdfDocument

CHAPTERS = [path.stem for path in notebooks()]
LARGE = 24  # px: 18 pt
LETTERS = """[...document.querySelectorAll("body *")]
  .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
  .map(node => parseFloat(getComputedStyle(node).fontSize))"""


def audited() -> list[tuple[str, int]]:
    """Return the papers and widths to audit: each kind at both widths, of one chapter after the other."""
    if os.environ.get("AUDIT") == "all":
        names = [handouts.name(chapter, kind) for chapter in CHAPTERS for kind in KINDS]
        return [(name, width) for name in [*names, KIT, "index.html"] for width in (1280, 320)]
    kinds = [(kind, width) for kind in KINDS for width in (1280, 320)]
    chosen = [
        (handouts.name(CHAPTERS[place % len(CHAPTERS)], kind), width) for place, (kind, width) in enumerate(kinds)
    ]
    return [*chosen, (KIT, 1280), (KIT, 320)]


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
    for name, width in audited():
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


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_papers_print_on_both_papers(tab, papers, paper):
    def printed(kind):
        tab.goto((papers / handouts.name(CHAPTERS[1], kind)).as_uri())
        return list(PdfDocument(tab.pdf(format=paper)))

    slides = printed("slides")
    assert len(slides) == len(parsed(papers / handouts.name(CHAPTERS[1], "slides")).select(".slide"))
    assert slides[0].get_width() > slides[0].get_height()
    sheets = printed("worksheet")
    assert 3 <= len(sheets) <= 6
    assert sheets[0].get_width() < sheets[0].get_height()
    assert "Name" in sheets[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_kit_prints_each_part_on_its_own_page_and_cuts_no_card(tab, papers, paper):
    tab.goto((papers / KIT).as_uri())
    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(tab.pdf(format=paper))]
    starts = [title.get_text() for title in parsed(papers / KIT).select("h2")]
    assert [title for title in starts if not any(title in page[:200] for page in pages)] == []
    for card in parsed(papers / KIT).select(".card"):
        first, last = card.h3.get_text(" ").split()[0], card.select("p")[-1].get_text().split()[-1]
        assert any(first in page and last in page for page in pages), card.h3.get_text()
