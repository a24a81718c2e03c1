"""Every page in a real browser: accessible, quiet, never wider than the window; light, dark and in forced colours."""

import os

import pytest
from browser import axe_violations
from playwright.sync_api import expect
from prose import toc_pages

WIDTHS = (1920, 1280, 640, 390, 360, 320)  # desktops, one at 200 % zoom, phones, and WCAG 1.4.10's narrowest
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
PAGES = [*toc_pages(), "search"]
CHAPTERS = [page for page in PAGES if page.startswith("chapters/")]


def visits(look: str) -> list[tuple[str, int]]:
    """Return the pages seen in a look, each with the width it is audited at; neighbours take turns. AUDIT=all: all.

    A chapter is seen in every look once it is in use, by the next test.
    """
    if os.environ.get("AUDIT") == "all":
        return [(name, width) for name in PAGES for width in WIDTHS]
    turn = list(LOOKS).index(look)
    return [(name, WIDTHS[(place + turn) % len(WIDTHS)]) for place, name in enumerate(PAGES) if place % 3 == turn]


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_quiet_narrow_and_accessible(visit, site_url, look):
    tab = visit(f"{site_url}/index.html", **LOOKS[look])
    failures = {}
    for name, audited in visits(look):
        tab.goto(f"{site_url}/{name}.html")
        wider = {width: over for width in WIDTHS if (over := reflow(tab, width)) > 0}
        reflow(tab, audited)
        if found := wider or axe_violations(tab, look):
            failures[name, audited] = found
    assert failures == {}


def reflow(tab, width: int) -> int:
    """Give the tab a width and return by how many pixels the page, or its text, is wider."""
    tab.set_viewport_size({"width": width, "height": 800})
    return tab.evaluate(f"Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - {width}")


# All but the panes of explorers is opened, every answer tried, every widget moved, the game played to its end, a number
# tapped.
USE = """() => {
    const all = (selector, act) => document.querySelectorAll(selector).forEach(act), click = one => one.click();
    const set = (field, value) => {
        field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    all("details:not(.iss-pane)", one => { one.removeAttribute("name"); one.open = true; });
    all(":is(.iss-quiz, .iss-audit) input, .iss-quiz button", click);
    all(".iss-audit textarea", field => set(field, "Ten on 15 September 2023."));
    all(".iss-when input", field => set(field, "2023-09-15"));
    all(".iss-draw", root => {
        const [place, guess] = root.querySelectorAll("[type=range]");
        for (const at of [0, 9]) { set(place, at); set(guess, 5); }
    });
    all("[data-do=show], .iss-weights button", click);
    for (let year = 0; year < 8; year++) document.querySelector(".iss-ways > :not([hidden]) button")?.click();
    const numbers = [...document.querySelectorAll("article > section a.iss-fact")];
    numbers.find(one => one.getClientRects().length)?.click();
}"""
SIGNS = {  # what each widget shows once it is in use
    ".iss-quiz": ".iss-feedback p",
    ".iss-audit": ".iss-counts p",
    ".iss-draw": ".iss-record",
    ".iss-when": ".iss-when [role=status] li",
    ".iss-weights": "[aria-pressed=true]",
    ".iss-game": ".iss-debrief",
    "a.iss-fact": ".iss-card[role]",
}


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("look", LOOKS)
def test_a_chapter_in_use_is_narrow_and_accessible(visit, site_url, look, chapter):
    width = (320, 1280)[(PAGES.index(chapter) + list(LOOKS).index(look)) % 2]
    tab = visit(f"{site_url}/{chapter}.html", viewport={"width": width, "height": 800}, **LOOKS[look])
    tab.evaluate(USE)
    for sign in (sign for root, sign in SIGNS.items() if tab.locator(root).count()):
        expect(tab.locator(sign).first).to_be_visible()
    assert reflow(tab, width) <= 0
    assert axe_violations(tab, look) == []


SVG_TEXT = """() => {
  const channel = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(value => channel(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const page = getComputedStyle(document.body).backgroundColor;
  // What lies under a word: the last area drawn before it that holds its middle, or the page.
  const under = text => {
    const {left, right, top, bottom} = text.getBoundingClientRect();
    const middle = new DOMPoint((left + right) / 2, (top + bottom) / 2);
    const areas = [...text.closest("svg").querySelectorAll("path, rect")].filter(area =>
      area.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
      && getComputedStyle(area).fill.startsWith("rgb(")
      && area.isPointInFill(middle.matrixTransform(area.getScreenCTM().inverse())));
    return areas.length ? getComputedStyle(areas.at(-1)).fill : page;
  };
  return [...document.querySelectorAll("figure.iss-chart svg text")].filter(text => text.getClientRects().length)
    .map(text => {
      const tones = [getComputedStyle(text).fill, under(text)].map(luminance);
      return {text: text.textContent, contrast: (Math.max(...tones) + 0.05) / (Math.min(...tones) + 0.05),
              size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a};
    }).filter(({contrast, size}) => contrast < 4.5 || size < 12);
}"""  # WCAG 2.2, 1.4.3; and no word smaller than 12 px


@pytest.mark.parametrize("look", LOOKS)
def test_words_in_charts_can_be_read(visit, site_url, look):
    tab = visit(f"{site_url}/index.html", **LOOKS[look])
    pale = {}
    for name in CHAPTERS:
        tab.goto(f"{site_url}/{name}.html")
        for width in (1280, 320):
            reflow(tab, width)
            if found := tab.evaluate(SVG_TEXT):
                pale[name, width] = found
    assert pale == {}


LINES = """() => [...document.querySelectorAll("article section > p")].flatMap(p => {
    const range = document.createRange(), rows = new Map();
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) for (let i = 0; i < walker.currentNode.length; i++) {
        range.setStart(walker.currentNode, i); range.setEnd(walker.currentNode, i + 1);
        const box = range.getBoundingClientRect(), row = Math.round(box.bottom / 12);
        if (box.width) rows.set(row, (rows.get(row) || 0) + 1);
    }
    return [...rows.values()].slice(0, -1);
})"""


def test_a_line_holds_about_65_characters_and_no_third_of_the_screen_is_empty(visit, site):
    for width in (1280, 1440, 1920):
        tab = visit(f"{site.as_uri()}/chapters/what-happened.html", viewport={"width": width, "height": 900})
        full = sorted(lines := tab.evaluate(LINES))[len(lines) // 4 :]  # without those that a long word cuts short
        assert 58 <= sum(full) / len(full) <= 72
        edges = [tab.locator(place).bounding_box() for place in (".iss-side", ".iss-main", ".iss-margin")]
        spans = [(box["x"], box["x"] + box["width"]) for box in edges]
        gaps = [spans[0][0], spans[1][0] - spans[0][1], spans[2][0] - spans[1][1], width - spans[2][1]]
        assert max(gaps) < width / 8


def test_the_height_of_a_page_is_true_from_the_first(visit, site_url):
    tab = visit(f"{site_url}/chapters/whose-story.html", viewport={"width": 390, "height": 844})
    before = tab.evaluate("document.documentElement.scrollHeight")
    tab.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert tab.evaluate("document.documentElement.scrollHeight") == before


def test_nothing_moves_for_those_who_asked_for_stillness(visit, site):
    tab = visit(f"{site.as_uri()}/index.html", reduced_motion="reduce")
    for name in ("index", "chapters/if-a-partner-leaves", "search"):
        tab.goto(f"{site.as_uri()}/{name}.html")
        moving = tab.evaluate("""() => [...document.querySelectorAll("*")].filter(node => {
            const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(node);
            return animationName !== "none" || parseFloat(transitionDuration) > 0 || scrollBehavior !== "auto";
        }).map(node => node.outerHTML.slice(0, 80))""")
        assert moving == [], name
