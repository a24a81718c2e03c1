"""Accessibility and layout of all pages in Chromium, in light, dark and forced colours and at several widths."""

import os

import pytest
from book_pages import toc_pages
from chromium_tab import axe_violations
from playwright.sync_api import expect

WIDTHS = (1920, 1280, 640, 390, 360, 320)  # desktops, a desktop at 200 % zoom, phones, and the minimum of WCAG 1.4.10
APPEARANCES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
CHAPTERS = [page for page in toc_pages() if page.startswith("chapters/")]
OTHER_PAGES = [page for page in [*toc_pages(), "search"] if page not in CHAPTERS]


@pytest.mark.parametrize("appearance", APPEARANCES)
def test_pages_are_accessible_and_fit_the_window(visit, site_url, appearance):
    """Audits a third of the pages in each appearance, at one width; with AUDIT=all every page at every width."""
    offset, errors = list(APPEARANCES).index(appearance), {}
    tab = visit(f"{site_url}/index.html", **APPEARANCES[appearance])
    for i, name in enumerate(OTHER_PAGES):
        audit_widths = [WIDTHS[(i + offset) % len(WIDTHS)]] * (i % 3 == offset)
        if os.environ.get("AUDIT") == "all":
            audit_widths = WIDTHS
        if audit_widths:
            tab.goto(f"{site_url}/{name}.html")
            errors[name] = overflows(tab)
        for width in audit_widths:
            tab.set_viewport_size({"width": width, "height": 800})
            errors[name] += axe_violations(tab, appearance)
    assert {name: found for name, found in errors.items() if found} == {}


def overflows(tab, widths=WIDTHS) -> list[str]:
    """Return errors for the widths of the viewport at which a page is wider."""
    found = []
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 800})
        if tab.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)") > width:
            found.append(f"wider than {width} px")
    return found


# Opens all details except the panes of explorers, answers every question, moves every widget, plays the game to its end
# and opens the card of a fact.
USE_ALL_WIDGETS = """() => {
    const all = (selector, action) => document.querySelectorAll(selector).forEach(action), click = node => node.click();
    const set = (field, value) => {
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    all("details:not(.iss-pane)", details => { details.removeAttribute("name"); details.open = true; });
    all(":is(.iss-quiz, .iss-audit) input, .iss-quiz button", click);
    all(".iss-audit textarea", field => set(field, "Ten on 15 September 2023."));
    all(".iss-when input", field => set(field, "2023-09-15"));
    all(".iss-draw", root => {
        const [place, guess] = root.querySelectorAll("[type=range]");
        for (const at of [0, 9]) { set(place, at); set(guess, 5); }
    });
    all("[data-do=show], .iss-weights button", click);
    for (let year = 0; year < 8; year++) document.querySelector(".iss-ways > :not([hidden]) button")?.click();
    const facts = [...document.querySelectorAll("article > section a.iss-fact")];
    facts.find(link => link.getClientRects().length)?.click();
}"""
SHOWN_AFTER_USE = {  # by widget
    ".iss-quiz": ".iss-feedback p",
    ".iss-audit": ".iss-counts p",
    ".iss-draw": ".iss-record",
    ".iss-when": ".iss-when [role=status] li",
    ".iss-weights": "[aria-pressed=true]",
    ".iss-game": ".iss-debrief",
    "a.iss-fact": ".iss-card[role]",
}


# Returns the texts of charts with a contrast below 4.5 (WCAG 2.2, 1.4.3) or a font size below 12 px.
UNREADABLE_CHART_TEXT = """() => {
  const channel = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(value => channel(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  // The fill of the last area drawn before a text that contains its centre, or the colour of the page.
  const background = text => {
    const {left, right, top, bottom} = text.getBoundingClientRect();
    const centre = new DOMPoint((left + right) / 2, (top + bottom) / 2);
    const areas = [...text.closest("svg").querySelectorAll("path, rect")].filter(area =>
      area.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      && getComputedStyle(area).fill.startsWith("rgb(")
      && area.isPointInFill(centre.matrixTransform(area.getScreenCTM().inverse())));
    return areas.length ? getComputedStyle(areas.at(-1)).fill : page;
  };
  return [...document.querySelectorAll("figure.iss-chart svg text")].filter(text => text.getClientRects().length)
    .map(text => {
      const luminances = [getComputedStyle(text).fill, background(text)].map(luminance);
      return {text: text.textContent,
              contrast: (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05),
              size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a};
    }).filter(({contrast, size}) => contrast < 4.5 || size < 12);
}"""


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter_with_used_widgets_is_accessible_and_fits_and_charts_are_readable(visit, site_url, chapter):
    """Audits a chapter in each appearance, by turns on a phone and on a desktop."""
    tab = visit(f"{site_url}/{chapter}.html")
    assert overflows(tab) == [], "before the widgets are used"
    tab.evaluate(USE_ALL_WIDGETS)
    for widget, shown in SHOWN_AFTER_USE.items():
        if tab.locator(widget).count():
            expect(tab.locator(shown).first).to_be_visible()
    for turn, (appearance, media) in enumerate(APPEARANCES.items(), CHAPTERS.index(chapter)):
        tab.emulate_media(**media)
        for width in (1280, 320):
            assert overflows(tab, [width]) == [], appearance
            assert tab.evaluate(UNREADABLE_CHART_TEXT) == [], appearance
        tab.set_viewport_size({"width": (320, 1280)[turn % 2], "height": 800})
        assert axe_violations(tab, appearance) == [], appearance


# Returns the mean number of characters in the lines of paragraphs of four lines or more, whose last line is half full.
MEAN_LINE_LENGTH = """() => {
    let characters = 0, lines = 0;
    for (const p of document.querySelectorAll("article section > p")) {
        const count = p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight);
        if (count > 3.5) { characters += p.textContent.length; lines += count - 0.5; }
    }
    return characters / lines;
}"""


def test_desktop_lines_have_about_65_characters_and_gaps_between_columns_are_small(visit, site):
    tab = visit(f"{site.as_uri()}/chapters/what-happened.html")
    for width in (1280, 1440, 1920):
        tab.set_viewport_size({"width": width, "height": 900})
        assert 58 <= tab.evaluate(MEAN_LINE_LENGTH) <= 72
        columns = [tab.locator(column).bounding_box() for column in (".iss-side", ".iss-main", ".iss-margin")]
        edges = [0, *(edge for box in columns for edge in (box["x"], box["x"] + box["width"])), width]
        assert max(right - left for left, right in zip(edges[::2], edges[1::2], strict=True)) < width / 8


def test_no_animations_with_reduced_motion(visit, site):
    tab = visit("about:blank", reduced_motion="reduce")
    for name in ("index", "chapters/if-a-partner-leaves", "search"):
        tab.goto(f"{site.as_uri()}/{name}.html")
        moving = tab.evaluate("""() => [...document.querySelectorAll("*")].filter(node => {
            const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(node);
            return animationName !== "none" || parseFloat(transitionDuration) > 0 || scrollBehavior !== "auto";
        }).map(node => node.outerHTML.slice(0, 80))""")
        assert moving == [], name


def test_height_of_a_page_does_not_change_while_scrolling(visit, site_url):
    tab = visit(f"{site_url}/chapters/whose-story.html", viewport={"width": 390, "height": 844})
    before = tab.evaluate("document.documentElement.scrollHeight")
    tab.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert tab.evaluate("document.documentElement.scrollHeight") == before
