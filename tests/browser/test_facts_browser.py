"""Links of numbers to facts open a card with the fact's entry: by mouse, touch, keyboard and without JavaScript."""

from playwright.sync_api import expect
from pypdfium2 import PdfDocument

PAGES = ("index", "chapters/who-is-up-there", "chapters/what-comes-after", "teach/plans/who-is-up-there")
VIEWPORTS = ((1700, 900), (1280, 800), (1000, 800), (390, 844), (320, 568))
CARD = ".iss-card[role=dialog]"
# Whether the card overlaps the link that opened it, and whether it extends beyond the window.
OVERLAP_AND_OVERFLOW = """link => {
    const card = document.querySelector(".iss-card[role=dialog]").getBoundingClientRect();
    const overlaps = box =>
        box.left < card.right && box.right > card.left && box.top < card.bottom && box.bottom > card.top;
    return [[...link.getClientRects()].some(overlaps), card.left < 0 || card.right > innerWidth || card.top < 0];
}"""
HAS_FOCUS = "link => document.activeElement === link"


def test_card_shows_the_entry_inside_the_window_without_covering_its_link(visit, site):
    errors = []
    for width, height in VIEWPORTS:
        tab = visit(f"{site.as_uri()}/index.html", viewport={"width": width, "height": height})
        for page in PAGES:
            tab.goto(f"{site.as_uri()}/{page}.html")
            links = [link for link in tab.locator("a.iss-fact").all() if link.is_visible()]
            assert len(links) > 2
            for link in links:
                link.click()
                entry = tab.locator(link.get_attribute("href")).text_content()
                shown, misplaced = tab.locator(f"{CARD} > div").text_content(), link.evaluate(OVERLAP_AND_OVERFLOW)
                tab.keyboard.press("Escape")
                if shown != entry or any(misplaced) or not link.evaluate(HAS_FOCUS):
                    errors.append((page, width, link.text_content(), shown, misplaced))
        tab.context.close()
    assert errors == []


def test_on_a_phone_the_card_is_a_bottom_sheet_closed_by_a_tap_outside(visit, base_url):
    tab = visit(f"{base_url}/{PAGES[1]}.html", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    link, card = tab.locator("article > section a.iss-fact:visible").first, tab.locator(CARD)
    link.tap()
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    tab.locator("h1").tap()
    expect(card).to_be_hidden()
    expect(link).to_be_focused()
    link.tap()
    card.get_by_role("button", name="Close").tap()
    expect(card).to_be_hidden()
    expect(link).to_be_focused()
    link.tap()
    card.get_by_role("link", name="Full row").tap()
    expect(tab.locator("section:target h3")).to_be_in_viewport()


def test_keyboard_opens_the_card_and_tab_leaves_it_for_the_next_link(visit, site):
    tab = visit(f"{site.as_uri()}/{PAGES[1]}.html")
    second = next(link for link in tab.query_selector_all("a.iss-fact + a.iss-fact") if link.is_visible())
    first = second.query_selector("xpath=preceding-sibling::*[1]")
    name = tab.locator(first.get_attribute("href")).locator("b").text_content()
    card = tab.get_by_role("dialog", name=name)
    first.focus()
    tab.keyboard.press("Enter")
    expect(card).to_be_focused()
    for _ in range(card.locator("a, button").count()):
        tab.keyboard.press("Tab")
        assert card.evaluate("card => card.contains(document.activeElement)")
    tab.keyboard.press("Tab")
    expect(card).to_be_hidden()
    assert second.evaluate(HAS_FOCUS)
    tab.keyboard.press("Enter")
    expect(tab.locator(CARD)).to_be_focused()
    tab.keyboard.press("Shift+Tab")
    expect(tab.locator(CARD)).to_be_hidden()
    assert second.evaluate(HAS_FOCUS)
    tab.keyboard.press("Enter")
    first.click()
    expect(tab.locator(CARD)).to_have_count(1)
    expect(tab.locator(f"{CARD} b")).to_have_text(name)


def test_without_javascript_or_popover_a_link_scrolls_to_its_entry(visit, site):
    without_javascript = visit(f"{site.as_uri()}/{PAGES[1]}.html", java_script_enabled=False)
    without_popover = visit("about:blank")
    without_popover.add_init_script("delete HTMLElement.prototype.showPopover")  # as in browsers before 2024
    without_popover.goto(f"{site.as_uri()}/{PAGES[1]}.html")
    for tab in (without_javascript, without_popover):
        link = tab.locator("article > section a.iss-fact:visible").first
        link.click()
        expect(tab.locator(link.get_attribute("href"))).to_be_in_viewport()


def test_printed_page_has_all_entries_of_its_facts(visit, site):
    tab = visit(f"{site.as_uri()}/{PAGES[1]}.html")
    text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(tab.pdf(format="A4")))
    assert "".join(text.split()).count("Fullrow") == tab.locator("#facts-on-this-page li").count() > 0
