"""Links of numbers to facts open a card with the fact's entry: by mouse, touch, keyboard and without JavaScript."""

from chromium_tab import PHONE
from playwright.sync_api import expect

CHAPTER = "chapters/who-is-up-there"
PAGES = ("index", CHAPTER, "chapters/what-comes-after", "teach/plans/who-is-up-there")
VIEWPORTS = ((1700, 900), (1280, 800), (1000, 800), (390, 844), (320, 568))
CARD = ".iss-card[role=dialog]"
# Opens and closes the card of every visible link; returns the number of links, and the cards with an error.
OPEN_EVERY_CARD = """async () => {
    const links = [...document.querySelectorAll("a.iss-fact")].filter(link => link.checkVisibility()), errors = [];
    for (const link of links) {
        link.scrollIntoView({block: "nearest", behavior: "instant"});
        link.focus({preventScroll: true});  // as the mouse does
        link.click();
        const card = document.querySelector(".iss-card[role=dialog]"), box = card.getBoundingClientRect();
        const covers = part =>
            part.left < box.right && part.right > box.left && part.top < box.bottom && part.bottom > box.top;
        const found = {
            text: card.firstChild.textContent !== document.querySelector(link.hash).textContent,
            covered: [...link.getClientRects()].some(covers),
            outside: box.left < 0 || box.right > innerWidth || box.top < 0,
        };
        const closed = new Promise(done => card.addEventListener("toggle", done, {once: true}));
        card.hidePopover();
        await closed;
        found.focus = document.activeElement !== link;
        if (Object.values(found).some(Boolean)) errors.push([link.textContent, found]);
    }
    return [links.length, errors];
}"""


def test_card_shows_the_entry_inside_the_window_without_covering_its_link(visit, site):
    tab, errors = visit("about:blank"), {}
    for page in PAGES:
        tab.goto(f"{site.as_uri()}/{page}.html")
        for width, height in VIEWPORTS:
            tab.set_viewport_size({"width": width, "height": height})
            count, found = tab.evaluate(OPEN_EVERY_CARD)
            assert count > 2
            if found:
                errors[page, width] = found
    assert errors == {}


def test_on_a_phone_the_card_is_a_bottom_sheet_closed_by_a_tap_outside(visit, base_url):
    tab = visit(f"{base_url}/{CHAPTER}.html", **PHONE)
    link, card = tab.locator("article > section a.iss-fact:visible").first, tab.locator(CARD)
    link.tap()
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 360, 800)
    for outside_or_button in (tab.locator("h1"), card.get_by_role("button", name="Close")):
        outside_or_button.tap()
        expect(card).to_be_hidden()
        expect(link).to_be_focused()
        link.tap()
    card.get_by_role("link", name="Full row").tap()
    expect(tab.locator("section:target h3")).to_be_in_viewport()


def test_keyboard_opens_the_card_and_tab_leaves_it_for_the_next_link(visit, site):
    tab = visit(f"{site.as_uri()}/{CHAPTER}.html")
    second = tab.locator("a.iss-fact + a.iss-fact:visible").first
    first = second.locator("xpath=preceding-sibling::a[1]")
    second, first = second.element_handle(), first.element_handle()  # an open card comes between the two
    name = tab.locator(first.get_attribute("href")).locator("b").text_content()
    card = tab.get_by_role("dialog", name=name)
    first.focus()
    tab.keyboard.press("Enter")
    expect(card).to_be_focused()
    for _ in range(card.locator("a, button").count()):
        tab.keyboard.press("Tab")
        assert card.evaluate("card => card.contains(document.activeElement)")
    for leave in ("Tab", "Shift+Tab", "Escape"):
        tab.keyboard.press(leave)
        expect(tab.locator(CARD)).to_be_hidden()
        assert second.evaluate("link => document.activeElement === link")
        tab.keyboard.press("Enter")
        expect(tab.locator(CARD)).to_be_focused()
    first.click()
    expect(tab.locator(CARD)).to_have_count(1)
    expect(tab.locator(f"{CARD} b")).to_have_text(name)


def test_without_javascript_or_popover_a_link_scrolls_to_its_entry(visit, site):
    without_javascript, without_popover = visit("about:blank", java_script_enabled=False), visit("about:blank")
    without_popover.add_init_script("delete HTMLElement.prototype.showPopover")  # as in browsers before 2024
    for tab in (without_javascript, without_popover):
        tab.goto(f"{site.as_uri()}/{CHAPTER}.html")
        link = tab.locator("article > section a.iss-fact:visible").first
        link.click()
        expect(tab.locator(link.get_attribute("href"))).to_be_in_viewport()
