"""Controls of every page: search, menus, colour switch, copy buttons, anchors, tab order; on desktop and phone."""

import re

import pytest
from chromium_tab import PAGE_BACKGROUND, PHONE, STORAGE_SIZES
from for_each import for_each
from playwright.sync_api import expect

CHAPTER = "chapters/what-happened"
PAGES = ("index", CHAPTER, "teach/one-lesson", "reference/claims", "search")  # one of each kind
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
RESULTS = "#search li > a"
HREFS = "links => links.map(link => link.getAttribute('href'))"


@pytest.mark.smoke
def test_search_is_reached_from_a_page_on_desktop_and_phone(visit, base_url):
    tab = visit(f"{base_url}/{CHAPTER}.html")
    tab.get_by_role("searchbox", name="Search this book").fill("Kononenko")
    tab.keyboard.press("Enter")
    result = tab.locator("#search li a").first
    expect(result).to_be_visible()
    assert tab.url.endswith("/search.html#q=Kononenko")
    result.click()
    expect(tab.locator("h1")).to_be_visible()
    assert tab.locator(".highlighted").count() == 0
    assert tab.evaluate(STORAGE_SIZES) == [0, 0, 0]
    phone = visit(f"{base_url}/{CHAPTER}.html", **PHONE)
    phone.get_by_role("link", name="Search").tap()
    phone.locator("#search-field").fill("Kononenko")
    expect(phone.locator("#search li a").first).to_be_visible()


@pytest.fixture
def search(visit, site):
    """Return a function that enters a query on the search page and returns the tab once it says what it found."""
    tab = visit("about:blank")

    def enter(query):
        tab.goto(f"{site.as_uri()}/search.html")
        tab.locator("#search-field").fill(query)
        expect(tab.locator("#search [role=status]")).not_to_be_empty()
        return tab

    return enter


def test_search_result_shows_an_excerpt_with_the_query_highlighted(search, site):
    for query in ("Furukawa", "seat swap", "lifeboat"):
        tab = search(query)
        first = tab.locator("#search li").first
        highlighted = " ".join(first.locator("mark").all_text_contents()).lower()
        assert all(word in highlighted for word in query.lower().split()), (query, highlighted)
        link, excerpt = first.locator("a").get_attribute("href"), first.locator("p").text_content().strip("… ")
        assert link.startswith("chapters/"), link
        assert len(excerpt.split()) <= 41
        tab.goto(f"{site.as_uri()}/{link}")
        text = " ".join(tab.locator("article").text_content().split())
        assert " ".join(excerpt.split()) in text or excerpt.split(".")[0] in text, (link, excerpt)
        assert tab.locator("mark").count() == 0


EXPECTED_PAGES = {  # by query
    "moved into the station as soon as they docked": CHAPTER,  # an option of a question
    "lifeboat undocked": "reference/claims",
    "latitude Volga": CHAPTER,  # two cells of a table
    "MS-24": CHAPTER,
    "371": "chapters/who-is-up-there",
    "18:53": CHAPTER,
    "2023-09-15": "chapters/who-is-up-there",
    "o’hara": CHAPTER,
    "Diario de Noticias": "chapters/whose-story",  # with accents in the text
    "ships": "chapters/rare-or-routine",
}
UNUSUAL_QUERIES = (
    *("constructor", "__proto__", '"', "(", "[", "\\", ".", "*", "a" * 10_000, "Роскосмос", "日本", "%E0%A4%A", "🚀"),
)


@for_each(EXPECTED_PAGES)
def test_search_finds_numbers_names_and_phrases(query, search):
    found = search(query).eval_on_selector_all(RESULTS, HREFS)
    assert any(address.startswith(f"{EXPECTED_PAGES[query]}.html") for address in found), found[:5]


def test_search_ignores_endings_but_leaves_four_letters(search):
    for query, stem in {"wings": "wing", "thing": "thing", "press": "press", "docking": "dock"}.items():
        tab = search(query)
        expect(tab.locator("#search mark").first).to_be_visible()
        marked = tab.locator("#search mark").all_text_contents()
        assert [word for word in marked if stem not in word.lower()] == []


def test_search_says_how_many_places_it_found_and_shows_all_on_request(search, visit, site):
    tab = search("station")
    results, status = tab.locator("#search li"), tab.locator("#search [role=status]")
    many = int(re.match(r"\d+", status.text_content())[0])
    expect(results).to_have_count(40)
    tab.get_by_role("button", name="Show all").click()
    expect(results).to_have_count(many)
    expect(status).to_have_text(f"{many} places.")
    expect(results.nth(40).locator("a")).to_be_focused()
    expect(tab.get_by_role("button", name="Show all")).to_be_hidden()
    asked = visit(f"{site.as_uri()}/search.html?q=Kononenko")
    expect(asked.locator("#search li").first).to_contain_text("Kononenko")


def test_search_lists_a_page_of_that_title_first_then_chapters(search):
    expect(search("glossary").locator("#search li a").first).to_have_attribute(
        "href", re.compile("^reference/glossary.html")
    )
    tab = search("memorandum")
    expect(tab.locator("#search li p mark").first).to_be_visible()
    folders = [address.split("/")[0] for address in tab.eval_on_selector_all(RESULTS, HREFS)]
    assert {"chapters", "reference"} <= set(folders)
    assert folders == sorted(folders, key=["chapters", "index.html", "teach", "about", "reference"].index)
    assert tab.locator("#search li p mark").first.inner_text().lower().startswith("memorand")


def test_unusual_queries_cause_no_error(visit, site_url):
    tab = visit(f"{site_url}/search.html#q=%E0%A4%A")
    for query in UNUSUAL_QUERIES:
        tab.locator("#search-field").fill(query)
        expect(tab.locator("#search [role=status]")).not_to_be_empty()
    tab.locator("#search-field").fill("")
    expect(tab.locator("#search [role=status]")).to_be_empty()
    assert tab.evaluate(STORAGE_SIZES) == [0, 0, 0]


def test_colour_switch_cycles_and_is_stored(visit, site_url):
    tab = visit(f"{site_url}/{CHAPTER}.html", color_scheme="light")
    light, button = tab.evaluate(PAGE_BACKGROUND), tab.locator(".theme-toggle")
    expect(button).to_have_attribute("aria-label", "Colours: as the system has them")
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: dark")
    dark = tab.evaluate(PAGE_BACKGROUND)
    assert dark != light
    tab.goto(f"{site_url}/index.html")
    assert tab.evaluate(PAGE_BACKGROUND) == dark
    assert tab.evaluate("({...localStorage})") == {"theme": "dark"}  # as about/privacy.md says
    button.click()
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: as the system has them")
    assert tab.evaluate(PAGE_BACKGROUND) == light


def test_without_storage_or_javascript_the_system_chooses_the_colours(browser, visit, site_url):
    tab = visit(f"{site_url}/about/privacy.html", color_scheme="dark")
    tab.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})")
    tab.reload()
    dark = tab.evaluate(PAGE_BACKGROUND)
    tab.locator(".theme-toggle").click()
    expect(tab.locator(".theme-toggle")).to_have_attribute("aria-label", "Colours: light")
    with browser.new_context(java_script_enabled=False, color_scheme="dark") as context:
        without_javascript = context.new_page()
        without_javascript.goto(f"{site_url}/about/privacy.html")
        assert without_javascript.evaluate(PAGE_BACKGROUND) == dark
        expect(without_javascript.locator(".theme-toggle")).to_be_hidden()


def test_phone_menus_open_close_and_navigate(visit, base_url):
    tab = visit(f"{base_url}/{CHAPTER}.html", **PHONE)
    menu, contents = tab.locator("#book-contents"), tab.locator("#page-contents")
    tab.get_by_role("button", name="Contents of the book").tap()
    expect(menu.get_by_role("link", name="Who is up there?")).to_be_visible()
    tab.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    tab.get_by_role("button", name="Contents of this page").tap()
    contents.get_by_role("link", name="Key points").tap()
    expect(contents).to_be_hidden()
    expect(tab.get_by_role("heading", name="Key points")).to_be_in_viewport()
    tab.get_by_role("button", name="Contents of the book").tap()
    menu.get_by_role("link", name="Who is up there?").tap()
    expect(tab.locator("h1")).to_contain_text("Who is up there?")


def test_desktop_contents_mark_the_current_section_and_unfold(visit, base_url):
    tab = visit(f"{base_url}/{CHAPTER}.html")
    link = tab.locator("#page-contents").get_by_role("link", name="Key points")
    link.click()
    expect(tab.get_by_role("heading", name="Key points")).to_be_in_viewport()
    expect(link).to_have_attribute("aria-current", "")
    teachers = tab.locator("#book-contents").get_by_role("link", name="One lesson")
    expect(teachers).to_be_hidden()
    tab.locator("#book-contents summary", has_text="For teachers").click()
    expect(teachers).to_be_visible()


def test_copy_buttons_of_code_and_citation(visit, site_url):
    for device in ({}, PHONE):
        tab = visit(f"{site_url}/{CHAPTER}.html", **CLIPBOARD, **device)
        cell = tab.locator("details.hide").first
        expect(cell.locator("summary")).to_have_text("Show the codeHide the code")
        cell.locator("summary").click()
        cell.get_by_role("button", name="Copy").click()
        expect(cell.get_by_role("button", name="Copied")).to_be_visible()
        assert tab.evaluate("navigator.clipboard.readText()").strip() == cell.locator("pre").inner_text().strip()
        tab.locator(".iss-cite summary").click()
        tab.locator(".iss-cite").get_by_role("button", name="Copy").click()
        expect(tab.locator(".iss-cite").get_by_role("button", name="Copied")).to_be_visible()
        citation = tab.evaluate("navigator.clipboard.readText()")
        assert citation.startswith("The Docked team (")
        assert f"{CHAPTER}.html" in citation


REGION_SELECTORS = {  # the first that matches is the region
    "skip link": ".skip-to-content",
    "toolbar": ".iss-bar",
    "book contents": "#book-contents",
    "citation": ".iss-cite",
    "facts": "#facts-on-this-page",
    "article": "article",
    "previous and next": ".iss-prev-next",
    "footer": "footer",
    "page contents": "#page-contents",
}
# Records the regions that get the focus, and "" when no element has it.
RECORD_REGIONS = """selectors => {
    const region = node => Object.keys(selectors).find(name => node.closest(selectors[name])) || node.outerHTML;
    const record = name => { if (regions.at(-1) !== name) regions.push(name); };
    window.regions = [];
    addEventListener("focusin", ({target}) => record(region(target)));
    addEventListener("focusout", ({relatedTarget}) => relatedTarget || record(""));
}"""


@pytest.mark.smoke
def test_tab_moves_through_the_regions_of_a_page_in_reading_order(visit, site):
    for name in PAGES:
        tab = visit(f"{site.as_uri()}/{name}.html")
        tab.evaluate("document.activeElement.blur()")
        tab.evaluate(RECORD_REGIONS, REGION_SELECTORS)
        for _ in range(45):
            for _ in range(20):
                tab.keyboard.down("Tab")
            if "" in (regions := tab.evaluate("regions")):
                break
        assert "" in regions, f"{name}: the focus does not leave the page"
        order = ["skip link", "toolbar", "book contents", "article", "citation", "facts", "previous and next"]
        order += ["footer", "page contents"]
        if name == "search":  # the focus starts in the search field
            order = ["footer"]
        elif name == "index":
            order.remove("page contents")
        elif name.startswith("reference/"):
            order.remove("facts")
        assert regions[: regions.index("")] == order, name
