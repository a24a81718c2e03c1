"""What a reader works on every page: search, menus, colours, copying; by mouse, by keyboard, on a phone."""

import re

from browser import PAGE_BACKGROUND
from playwright.sync_api import expect

CHAPTER = "chapters/what-happened"
KINDS = ("index", CHAPTER, "teach/one-lesson", "reference/claims", "search")
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}
COPYING = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_words_are_searched_from_any_page(visit, base_url):
    tab = visit(f"{base_url}/{CHAPTER}.html", **DESKTOP)
    tab.get_by_role("searchbox", name="Search this book").fill("Kononenko")
    tab.keyboard.press("Enter")
    hit = tab.locator("#search li a").first
    expect(hit).to_be_visible()
    assert tab.url.endswith("/search.html#q=Kononenko")
    hit.click()
    expect(tab.locator("h1")).to_be_visible()
    assert tab.locator(".highlighted").count() == 0
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    phone = visit(f"{base_url}/{CHAPTER}.html", **PHONE)
    phone.get_by_role("link", name="Search").tap()
    phone.locator("#search-field").fill("Kononenko")
    expect(phone.locator("#search li a").first).to_be_visible()


def test_a_result_shows_the_sentence_in_which_the_words_stand(visit, site):
    tab = visit(f"{site.as_uri()}/search.html")
    for words in ("Furukawa", "seat swap", "lifeboat"):
        tab.goto(f"{site.as_uri()}/search.html")
        tab.locator("#search-field").fill(words)
        first = tab.locator("#search li").first
        marked = " ".join(first.locator("mark").all_text_contents()).lower()
        assert all(word in marked for word in words.lower().split()), (words, marked)
        link, said = first.locator("a").get_attribute("href"), first.locator("p").text_content().strip("… ")
        assert link.startswith("chapters/"), link
        assert len(said.split()) <= 41
        tab.goto(f"{site.as_uri()}/{link}")
        text = " ".join(tab.locator("article").text_content().split())
        assert " ".join(said.split()) in text or said.split(".")[0] in text, (link, said)
        assert tab.locator("mark").count() == 0


FOUND = {  # words, and a page on which they stand
    "moved into the station as soon as they docked": CHAPTER,  # an answer of a question
    "lifeboat undocked": "reference/claims",
    "latitude Volga": CHAPTER,  # cells of a table
    "MS-24": CHAPTER,
    "371": "chapters/who-is-up-there",
    "18:53": CHAPTER,
    "2023-09-15": "chapters/who-is-up-there",
    "o’hara": CHAPTER,
    "Diario de Noticias": "chapters/whose-story",  # written there with its accents
    "ships": "chapters/rare-or-routine",
}
ODD = ("constructor", "__proto__", '"', "(", "[", "\\", ".", "*", "a" * 10_000, "Роскосмос", "日本", "%E0%A4%A", "🚀")


def test_search_finds_numbers_names_and_words_and_chapters_first(visit, site):
    tab = visit(f"{site.as_uri()}/search.html")
    missed = {}
    for words, page in FOUND.items():
        tab.locator("#search-field").fill(words)
        expect(tab.locator("#search [role=status]")).not_to_be_empty()
        found = tab.eval_on_selector_all("#search li > a", "links => links.map(link => link.getAttribute('href'))")
        if not any(address.startswith(f"{page}.html") for address in found):
            missed[words] = found[:5]
    assert missed == {}
    tab.locator("#search-field").fill("glossary")
    expect(tab.locator("#search li a").first).to_have_attribute("href", re.compile("^reference/glossary.html"))
    tab.locator("#search-field").fill("memorandum")
    places = tab.eval_on_selector_all("#search li > a", "links => links.map(link => link.getAttribute('href'))")
    kinds = [place.split("/")[0] for place in places]
    assert {"chapters", "reference"} <= set(kinds)
    assert kinds == sorted(kinds, key=["chapters", "index.html", "teach", "about", "reference"].index)
    assert tab.locator("#search li p mark").first.inner_text().lower().startswith("memorand")


def test_no_query_ends_in_an_error(visit, site_url):
    tab = visit(f"{site_url}/search.html#q=%E0%A4%A")
    for words in ODD:
        tab.locator("#search-field").fill(words)
        expect(tab.locator("#search [role=status]")).not_to_be_empty()
    tab.locator("#search-field").fill("")
    expect(tab.locator("#search [role=status]")).to_be_empty()
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_colours_follow_the_switch_and_are_remembered(visit, site_url):
    tab = visit(f"{site_url}/{CHAPTER}.html", color_scheme="light")
    light, button = tab.evaluate(PAGE_BACKGROUND), tab.locator(".theme-toggle")
    expect(button).to_have_attribute("aria-label", "Colours: as the system has them")
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: dark")
    dark = tab.evaluate(PAGE_BACKGROUND)
    assert dark != light
    tab.goto(f"{site_url}/index.html")
    assert tab.evaluate(PAGE_BACKGROUND) == dark
    assert tab.evaluate("({...localStorage})") == {"theme": "dark"}  # what about/privacy.md says, and nothing else
    button.click()
    button.click()
    expect(button).to_have_attribute("aria-label", "Colours: as the system has them")
    assert tab.evaluate(PAGE_BACKGROUND) == light


def test_without_storage_or_script_colours_are_the_systems(browser, visit, site_url):
    tab = visit(f"{site_url}/about/privacy.html", color_scheme="dark")
    tab.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})")
    tab.reload()
    dark = tab.evaluate(PAGE_BACKGROUND)
    tab.locator(".theme-toggle").click()
    expect(tab.locator(".theme-toggle")).to_have_attribute("aria-label", "Colours: light")
    with browser.new_context(java_script_enabled=False, color_scheme="dark") as context:
        still = context.new_page()
        still.goto(f"{site_url}/about/privacy.html")
        assert still.evaluate(PAGE_BACKGROUND) == dark
        expect(still.locator(".theme-toggle")).to_be_hidden()


def test_the_menus_of_a_phone(visit, base_url):
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


def test_the_contents_of_a_desktop_say_where_one_is(visit, base_url):
    tab = visit(f"{base_url}/{CHAPTER}.html")
    link = tab.locator("#page-contents").get_by_role("link", name="Key points")
    link.click()
    expect(tab.get_by_role("heading", name="Key points")).to_be_in_viewport()
    expect(link).to_have_attribute("aria-current", "")
    teachers = tab.locator("#book-contents").get_by_role("link", name="One lesson")
    expect(teachers).to_be_hidden()
    tab.locator("#book-contents summary", has_text="For teachers").click()
    expect(teachers).to_be_visible()


def test_code_and_citation_are_copied(visit, site_url):
    for device in (DESKTOP, PHONE):
        tab = visit(f"{site_url}/{CHAPTER}.html", **COPYING, **device)
        cell = tab.locator("details.hide").first
        expect(cell.locator("summary")).to_have_text("Show the codeHide the code")
        cell.locator("summary").click()
        cell.get_by_role("button", name="Copy").click()
        expect(cell.get_by_role("button", name="Copied")).to_be_visible()
        assert tab.evaluate("navigator.clipboard.readText()").strip() == cell.locator("pre").inner_text().strip()
        tab.locator(".iss-cite summary").click()
        tab.locator(".iss-cite").get_by_role("button", name="Copy").click()
        expect(tab.locator(".iss-cite").get_by_role("button", name="Copied")).to_be_visible()
        words = tab.evaluate("navigator.clipboard.readText()")
        assert words.startswith("The Docked team (")
        assert f"{CHAPTER}.html" in words


def test_an_address_leads_to_its_section(visit, browser, site_url):
    for name in ("chapters/whose-story", "reference/glossary"):
        tab = visit(f"{site_url}/{name}.html", viewport={"width": 360, "height": 800})
        last = tab.locator("article > section section[id]").last.get_attribute("id")
        tab.goto(f"{site_url}/index.html")
        tab.goto(f"{site_url}/{name}.html#{last}")
        expect(tab.locator(f"#{last} > :is(h2, h3, h4)").first).to_be_in_viewport()


# Where the focus is: the first of these that holds it.
REGIONS = {".skip-to-content": "skip link", ".iss-bar": "tools", "#book-contents": "menu", ".iss-cite": "citation",
           "#facts-on-this-page": "facts",
           "article": "article", ".iss-way": "way on", "footer": "footer", "#page-contents": "contents"}  # fmt: skip
REGION = """names => {
    const at = document.activeElement;
    if (at === document.body) return "";
    return Object.entries(names).find(([place]) => at.closest(place))?.[1] || at.outerHTML;
}"""


def test_tab_goes_through_a_page_in_the_order_it_is_read(visit, site):
    for name in KINDS:
        tab, regions = visit(f"{site.as_uri()}/{name}.html"), []
        tab.evaluate("document.activeElement.blur()")
        for _ in range(900):
            tab.keyboard.press("Tab")
            region = tab.evaluate(REGION, REGIONS)
            if not region:
                break
            if regions[-1:] != [region]:
                regions.append(region)
        order = ["skip link", "tools", "menu", "article", "citation", "facts", "way on", "footer", "contents"]
        if name == "search":  # it begins in its field
            order = ["footer"]
        elif name == "index":
            order.remove("contents")
        elif name.startswith("reference/"):
            order.remove("facts")
        assert regions == order, (name, regions)
