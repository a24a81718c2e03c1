"""What a reader works on every page: search, menu, contents, colours, copying; by mouse, by keyboard, on a phone."""

import pytest
from browser import GROUND, begun, laid_out

pytestmark = pytest.mark.browser

CHAPTER = "chapters/what-happened"
KINDS = {"title page": "index", "chapter": CHAPTER, "lesson": "teach/one-lesson", "reference": "reference/claims",
         "search": "search"}  # fmt: skip
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 800}
DEVICES = {"desktop": {"viewport": DESKTOP}, "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True}}
# Where the focus is: the first of these that holds it.
REGIONS = {
    "#pst-skip-link": "skip link",
    "#pst-primary-sidebar": "menu",
    ".bd-header-article": "tools",
    ".bd-search-container": "article",
    ".bd-article": "article",
    ".iss-cite": "citation",
    ".prev-next-area": "next page",
    "#pst-secondary-sidebar": "contents",
}
NAMED = {"button", "link", "radio", "checkbox", "combobox", "textbox", "searchbox", "DisclosureTriangle", "image"}


@pytest.fixture
def visit(browser):
    """Give a function that opens an address in a tab of its own; a fault in the console fails the test."""
    contexts, faults = [], []

    def open_page(address: str, viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda message: message.type == "error" and faults.append(message.text))
        tab.goto(address)
        begun(tab)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(params=["server", "disk"])
def base(request, site, served):
    """Give the address of the site, served and on a disk."""
    return served if request.param == "server" else site.as_uri()


@pytest.mark.parametrize("device", DEVICES)
def test_words_are_searched_from_any_page(visit, base, device):
    tab = visit(f"{base}/{CHAPTER}.html", **DEVICES[device])
    tab.keyboard.press("Control+k") if device == "desktop" else tab.locator(".search-button").tap()
    tab.locator("#pst-search-dialog input").fill("Kononenko")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search.html?q=Kononenko")
    hit = tab.locator("#search-results li a").first
    hit.wait_for()
    hit.click()
    tab.locator("span.highlighted").first.wait_for()


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("moved into the station as soon as they docked", CHAPTER),  # an answer of a question
        ("lifeboat undocked", "reference/claims"),  # a generated page
        ("latitude Volga", CHAPTER),  # cells of a table
        ("attributions invented elements", CHAPTER),  # the title of a pane, and prose
    ],
)
def test_search_finds_words_in_panes_tables_and_questions(visit, served, words, page):
    tab = visit(f"{served}/search.html?q={words.replace(' ', '+')}")
    tab.locator("#search-results li a").first.wait_for()
    tab.wait_for_function("document.querySelector('#search-results p.search-summary').textContent.match(/found|match/)")
    found = tab.eval_on_selector_all("#search-results li > a", "links => links.map(link => link.pathname)")
    assert f"/{page}.html" in found


def test_a_hit_shows_where_its_words_stand(visit, served):
    tab = visit(f"{served}/search.html?q=Kononenko")
    summary = tab.locator("#search-results li p.context").first
    summary.wait_for()
    assert len(summary.inner_text()) > 40


def test_there_is_one_search_field(visit, served):
    for name in KINDS.values():
        assert visit(f"{served}/{name}.html").locator("form.bd-search").count() == 1


@pytest.mark.parametrize("device", DEVICES)
def test_colours_follow_the_switch(visit, base, device):
    tab = visit(f"{base}/{CHAPTER}.html", color_scheme="light", **DEVICES[device])
    light = tab.evaluate(GROUND)
    button = tab.locator(".theme-switch-button")
    button.click()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    assert tab.evaluate(GROUND) != light
    button.click()
    button.click()
    assert tab.evaluate("document.documentElement.dataset.mode") == "auto"
    assert tab.evaluate(GROUND) == light


def test_colours_are_remembered(visit, served):  # of pages on a disk, Chromium may forget a choice
    tab = visit(f"{served}/{CHAPTER}.html", color_scheme="light")
    tab.locator(".theme-switch-button").click()
    dark = tab.evaluate(GROUND)
    tab.goto(f"{served}/index.html")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    assert tab.evaluate(GROUND) == dark


@pytest.mark.parametrize("device", DEVICES)
def test_the_ways_to_run_a_chapter_open_and_close(visit, base, device):
    tab = visit(f"{base}/{CHAPTER}.html", **DEVICES[device])
    way = tab.locator("details.iss-run").get_by_role("link", name="Download the notebook")
    assert not way.is_visible()
    tab.get_by_text("Run this chapter", exact=True).click()
    way.wait_for()
    tab.get_by_text("Run this chapter", exact=True).click()
    way.wait_for(state="hidden")


def test_the_menu_of_a_phone_opens_and_closes(visit, base):
    tab = visit(f"{base}/{CHAPTER}.html", viewport=PHONE)
    menu = tab.locator("#pst-primary-sidebar-modal")
    tab.locator(".primary-toggle").click()
    assert menu.get_by_role("link", name="Who is up there?", exact=True).is_visible()
    assert tab.locator("dialog[open]").count() == 1
    tab.keyboard.press("Escape")
    assert not menu.is_visible()
    tab.locator(".primary-toggle").click()
    menu.get_by_role("link", name="Who is up there?", exact=True).click()
    tab.wait_for_url("**/who-is-up-there.html")


def test_the_contents_of_a_phone_lead_to_a_section(visit, base):
    tab = visit(f"{base}/{CHAPTER}.html", viewport=PHONE)
    tab.locator(".secondary-toggle").click()
    tab.locator("#pst-secondary-sidebar-modal").get_by_role("link", name="Key points").click()
    assert tab.evaluate("location.hash") == "#key-points"


def test_the_contents_of_a_desktop_say_where_one_is(visit, base):
    tab = visit(f"{base}/{CHAPTER}.html")
    tab.locator("#pst-secondary-sidebar").get_by_role("link", name="Key points").click()
    tab.wait_for_selector("#pst-secondary-sidebar a.active:has-text('Key points')")


def test_the_menu_of_a_desktop_folds(visit, base):
    tab = visit(f"{base}/{CHAPTER}.html")
    menu = tab.locator("#pst-primary-sidebar")
    assert menu.is_visible()
    tab.locator(".primary-toggle").click()
    menu.wait_for(state="hidden")


@pytest.mark.parametrize("device", DEVICES)
def test_code_is_shown_on_demand_and_copied(visit, served, device):
    tab = visit(f"{served}/{CHAPTER}.html", permissions=["clipboard-read", "clipboard-write"], **DEVICES[device])
    laid_out(tab)
    cell = tab.locator("details.hide").first
    assert cell.locator("summary").inner_text().strip() == "Show the code"
    cell.locator("summary").click()
    assert cell.locator("summary").inner_text().strip() == "Hide the code"
    button = cell.locator(".copybtn")
    if device == "desktop":
        cell.locator("pre").hover()
        button.click()
    else:
        assert button.evaluate("button => getComputedStyle(button).opacity") == "1", "a finger cannot hover"
        button.tap()
    assert tab.evaluate("navigator.clipboard.readText()").strip() == cell.locator("pre").inner_text().strip()


def test_the_citation_is_copied(visit, served):
    tab = visit(f"{served}/{CHAPTER}.html", permissions=["clipboard-read", "clipboard-write"])
    tab.locator(".iss-cite summary").click()
    tab.locator(".iss-cite pre").hover()
    tab.locator(".iss-cite .copybtn").click()
    words = tab.evaluate("navigator.clipboard.readText()")
    assert words.startswith("The Docked team (")
    assert f"{CHAPTER}.html" in words


@pytest.mark.parametrize("kind", KINDS)
def test_tab_goes_through_a_page_in_the_order_it_is_read(visit, site, kind):
    tab = visit(f"{site.as_uri()}/{KINDS[kind]}.html")
    regions = []
    for _ in range(600):
        tab.keyboard.press("Tab")
        region = tab.evaluate(
            """names => {
                const at = document.activeElement;
                if (at === document.body) return "";
                return Object.entries(names).find(([place]) => at.closest(place))?.[1] || at.outerHTML;
            }""",
            REGIONS,
        )
        if not region:
            break
        if regions[-1:] != [region]:
            regions.append(region)
    expected = ["skip link", "menu", "tools", "article", "citation", "next page", "contents"]
    left_out = {"search": {"citation", "next page", "contents"}, "title page": {"contents"}}.get(kind, set())
    assert regions == [region for region in expected if region not in left_out]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_control_has_a_name(visit, site, kind, viewport):
    tab = visit(f"{site.as_uri()}/{KINDS[kind]}.html", viewport=viewport)
    tree = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in tree if not node["ignored"] and node["role"]["value"] in NAMED]
    assert len(shown) >= 5
    assert [node["role"]["value"] for node in shown if not node.get("name", {}).get("value", "").strip()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_those_who_asked_for_stillness(visit, site, kind):
    tab = visit(f"{site.as_uri()}/{KINDS[kind]}.html", reduced_motion="reduce")
    moving = tab.evaluate("""() => [...document.querySelectorAll("*")].filter(node => {
        const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(node);
        return animationName !== "none" || parseFloat(transitionDuration) > 0 || scrollBehavior !== "auto";
    }).map(node => node.outerHTML.slice(0, 80))""")
    assert moving == []


def test_a_line_of_prose_holds_60_to_75_characters(visit, site):
    tab = visit((site / f"{CHAPTER}.html").as_uri())
    lines = tab.evaluate("""() => [...document.querySelectorAll(".bd-article section > p:not(.iss-run)")].flatMap(p => {
        const range = document.createRange(), rows = new Map();
        const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) for (let i = 0; i < walker.currentNode.length; i++) {
            range.setStart(walker.currentNode, i); range.setEnd(walker.currentNode, i + 1);
            const box = range.getBoundingClientRect(), row = Math.round(box.bottom / 12);
            if (box.width) rows.set(row, (rows.get(row) || 0) + 1);
        }
        return [...rows.values()].slice(0, -1);
    })""")
    full = sorted(lines)[len(lines) // 4 :]  # without those that a long word cuts short
    assert 60 <= sum(full) / len(full) <= 75
