"""A number one can tap: its entry as a card, by mouse, touch and keyboard, and without any script."""

from playwright.sync_api import expect
from pypdfium2 import PdfDocument

PAGES = ("index", "chapters/who-is-up-there", "chapters/what-comes-after", "teach/plans/who-is-up-there")
WINDOWS = ((1700, 900), (1280, 800), (1000, 800), (390, 844), (320, 568))
CARD = ".iss-card[role=dialog]"
# How the card lies to the word that opened it: whether it covers the word, and whether it leaves the window.
LIES = """word => {
    const card = document.querySelector(".iss-card[role=dialog]").getBoundingClientRect();
    const meets = at => at.left < card.right && at.right > card.left && at.top < card.bottom && at.bottom > card.top;
    return [[...word.getClientRects()].some(meets), card.left < 0 || card.right > innerWidth || card.top < 0];
}"""
HAS_FOCUS = "word => document.activeElement === word"


def test_a_card_shows_the_entry_and_never_covers_its_word(visit, site):
    faults = []
    for width, height in WINDOWS:
        tab = visit(f"{site.as_uri()}/index.html", viewport={"width": width, "height": height})
        for page in PAGES:
            tab.goto(f"{site.as_uri()}/{page}.html")
            words = [word for word in tab.locator("a.iss-fact").all() if word.is_visible()]
            assert len(words) > 2
            for word in words:
                word.click()
                entry = tab.locator(word.get_attribute("href")).text_content()
                shown, lies = tab.locator(f"{CARD} > div").text_content(), word.evaluate(LIES)
                tab.keyboard.press("Escape")
                if shown != entry or True in lies or not word.evaluate(HAS_FOCUS):
                    faults.append((page, width, word.text_content(), shown, lies))
        tab.context.close()
    assert faults == []


def test_on_a_phone_the_card_is_a_sheet_that_a_tap_outside_closes(visit, base_url):
    tab = visit(f"{base_url}/{PAGES[1]}.html", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    word, card = tab.locator("article > section a.iss-fact:visible").first, tab.locator(CARD)
    word.tap()
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    tab.locator("h1").tap()
    expect(card).to_be_hidden()
    expect(word).to_be_focused()
    word.tap()
    card.get_by_role("button", name="Close").tap()
    expect(card).to_be_hidden()
    expect(word).to_be_focused()
    word.tap()
    card.get_by_role("link", name="Full row").tap()
    expect(tab.locator("section:target h3")).to_be_in_viewport()


def test_by_keyboard_the_card_stands_behind_its_word(visit, site):
    tab = visit(f"{site.as_uri()}/{PAGES[1]}.html")
    second = next(word for word in tab.query_selector_all("a.iss-fact + a.iss-fact") if word.is_visible())
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


def test_without_script_or_popover_a_number_leads_to_its_entry_and_on_paper_all_stand(visit, site):
    still = visit(f"{site.as_uri()}/{PAGES[1]}.html", java_script_enabled=False)
    tab = visit("about:blank")
    tab.add_init_script("delete HTMLElement.prototype.showPopover")  # as in browsers before 2024
    tab.goto(f"{site.as_uri()}/{PAGES[1]}.html")
    for page in (still, tab):
        word = page.locator("article > section a.iss-fact:visible").first
        word.click()
        expect(page.locator(word.get_attribute("href"))).to_be_in_viewport()
    text = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(tab.pdf(format="A4")))
    assert "".join(text.split()).count("Fullrow") == tab.locator("#facts-on-this-page li").count() > 0
