"""The published page in a real browser: every page, every width, light, dark and forced colours.

An audit takes seconds, so a page is seen in one of the three looks, and in a second by `make long`; in each it is
audited at one width, and its neighbours at others. AUDIT=all runs all of them.
"""

import os
from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import FRAME, GROUND, PART, begun, laid_out, wait_for
from prose import toc_pages

pytestmark = pytest.mark.browser

SETTLE = 400  # ms in which a page that still moves would have moved on
WIDTHS = (1280, 640, 360, 320)  # a desktop, the same at 200 % zoom, a phone, and WCAG 1.4.10's narrowest
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# Every rule axe-core has, those included which it leaves off or calls experimental, but WCAG's level AAA and the rule
# that never finds, only asks to look. Forced colours are the reader's own, so their contrast is not ours to judge.
ALL_RULES = "axe._audit.rules.filter(rule => !rule.tags.includes('wcag2aaa')).map(rule => rule.id)"
NOT_JUDGED = {"light": {"hidden-content"}, "dark": {"hidden-content"}, "forced": {"hidden-content", "color-contrast"}}
AUDIT = "rules => axe.run({preload: false, resultTypes: ['violations'], rules}).then(found => found.violations)"
PAGES = [*toc_pages(), "search"]
EVERYTHING = os.environ.get("AUDIT") == "all"


def looks(name: str) -> list[str]:
    """Return the looks a page is seen in: first `make test`'s, then `make long`'s; neighbours take turns in all three.

    The reference's long tables are first seen in forced colours, where the contrast of their cells is not weighed.
    """
    if EVERYTHING:
        return list(LOOKS)
    place = PAGES.index(name)
    if name.startswith("reference/"):
        return ["forced", ("light", "dark")[place % 2]]
    return [[*LOOKS][place % 3], [*LOOKS][(place + 1) % 3]]


def visits(second: bool) -> list[tuple[str, str]]:
    """Return each page with the look it is first seen in, or with the others."""
    return sorted((look, name) for name in PAGES for look in (looks(name)[1:] if second else looks(name)[:1]))


SECOND = [pytest.param(*visit, marks=[] if EVERYTHING else pytest.mark.long) for visit in visits(second=True)]


@pytest.fixture(scope="session")
def tab(request, browser):
    """Give a tab in each look that keeps a list of what went wrong in it."""
    context = browser.new_context(**LOOKS[request.param])
    tab = context.new_page()
    tab.look, tab.faults = request.param, []
    tab.on("console", lambda message: message.type == "error" and tab.faults.append(message.text))
    tab.on("response", lambda answer: answer.status < 400 or tab.faults.append(f"{answer.status} {answer.url}"))
    tab.on("pageerror", lambda error: tab.faults.append(str(error)))
    tab.on("request", lambda asked: tab.faults.extend(foreign(asked.url)))
    yield tab
    context.close()


def foreign(address: str) -> list[str]:
    """Return the address if it asks anything of another host."""
    parts = urlsplit(address)
    return [] if parts.scheme in {"data", "blob", "file"} or parts.hostname == "127.0.0.1" else [address]


def reflow(tab, width: int) -> int:
    """Give the tab a width and return by how many pixels the page is wider."""
    tab.set_viewport_size({"width": width, "height": 800})
    return tab.evaluate("document.documentElement.scrollWidth") - width


@pytest.mark.parametrize(("tab", "name"), visits(second=False) + SECOND, indirect=["tab"])
def test_page_is_quiet_narrow_and_accessible(tab, served, name):
    tab.faults.clear()
    tab.set_viewport_size({"width": WIDTHS[0], "height": 800})
    tab.goto(f"{served}/{name}.html")
    laid_out(tab)
    for width in WIDTHS:
        assert reflow(tab, width) <= 0, f"sideways scroll at {width} px"
        if width in audited(tab.look, name):
            tab.evaluate(FRAME)  # code that overflows at this width can now be reached by keyboard
            assert findings(tab) == [], f"at {width} px"
    assert tab.faults == []


def audited(look: str, name: str) -> list[int]:
    """Return the widths at which a page is audited in a look."""
    if EVERYTHING:
        return list(WIDTHS)
    return [WIDTHS[(PAGES.index(name) + list(LOOKS).index(look)) % len(WIDTHS)]]


def test_every_width_is_audited_in_every_look():
    first, second = visits(second=False), visits(second=True)
    for together in [first + second] if EVERYTHING else [first, second]:
        assert {(look, width) for look, name in together for width in audited(look, name)} == set(
            product(LOOKS, WIDTHS)
        )
        assert {name for _, name in together} == set(PAGES)


def findings(tab) -> list[str]:
    """Return what axe-core finds: rule, impact and the first places."""
    tab.evaluate(Axe().axe_script)
    rules = set(tab.evaluate(ALL_RULES))
    violations = tab.evaluate(AUDIT, {rule: {"enabled": rule not in NOT_JUDGED[tab.look]} for rule in rules})
    return [f"{v['id']} ({v['impact']}): {[node['html'][:160] for node in v['nodes'][:3]]}" for v in violations]


SVG_TEXT = """() => {
  const channel = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(value => channel(value / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll("figure.iss-chart svg text")].filter(text => text.getClientRects().length)
    .map(text => {
      const ink = luminance(getComputedStyle(text).fill), [high, low] = ink > ground ? [ink, ground] : [ground, ink];
      return {text: text.textContent, contrast: (high + 0.05) / (low + 0.05),
              size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a};
    });
}"""


FACES = """() => {
  const seen = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim() && walker.currentNode.parentElement;
    if (!text || text.closest("svg") || !text.getClientRects().length) continue;
    const style = getComputedStyle(text);
    seen.add([style.fontFamily, style.fontSize, style.fontWeight, style.fontStyle].join(" "));
  }
  return [...seen].sort();
}"""


@pytest.fixture(scope="module", params=[page for page in PAGES if page.startswith("chapters/")])
def chapter(request, browser, served):
    """Give a tab for each chapter in turn, all of it laid out, on a phone."""
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        tab = context.new_page()
        tab.goto(f"{served}/{request.param}.html")
        laid_out(tab)
        yield tab


def test_a_chapter_needs_few_sizes_of_few_faces(chapter):
    assert len(chapter.evaluate(FACES)) <= 17, chapter.evaluate(FACES)  # each is asked for, and waited for


@pytest.mark.parametrize("look", LOOKS)
def test_words_in_charts_can_be_read(chapter, look):
    chapter.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **LOOKS[look]})
    chapter.evaluate(FRAME)
    ground = chapter.evaluate(GROUND)
    assert (ground == "rgb(255, 255, 255)") is (look == "light")
    for width in (1280, 320):
        reflow(chapter, width)
        words = chapter.evaluate(SVG_TEXT)
        assert words, "no chart shows itself"
        assert [word for word in words if word["contrast"] < 4.5] == []  # WCAG 2.2, 1.4.3
        assert [word for word in words if word["size"] < 12] == []  # DESIGN: at least 12 px at 320 px width


def test_a_page_lays_itself_out_one_part_in_an_idle_moment(browser, served):
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        tab = context.new_page()
        tab.add_init_script("window.idle = []; window.requestIdleCallback = (work) => idle.push(work)")
        tab.goto(f"{served}/chapters/whose-story.html")
        begun(tab)
        waiting = tab.locator(f"{PART}:not(.laid-out)")
        for left in range(waiting.count() - 1, -1, -1):
            tab.evaluate("idle.splice(0).forEach((work) => work())")
            assert waiting.count() == left
        assert tab.evaluate("idle.length") == 0
        assert tab.locator(PART).count() > 1


HEIGHT = "node => node.getBoundingClientRect().y"  # from the top of the window


def comes_to_rest(tab, place, holds) -> float:
    """Wait until an element stands at a height where it should, and return that height once it no longer moves."""
    heights = []

    def rests():
        heights.append(place.evaluate(HEIGHT))
        return holds(heights[-1]) and heights[-1:] == heights[-2:-1]

    wait_for(rests, f"{place} to come to rest")
    tab.wait_for_timeout(SETTLE)
    assert place.evaluate(HEIGHT) == heights[-1]
    return heights[-1]


def in_window(height: float) -> bool:
    """Say whether what stands at a height can be seen."""
    return 0 <= height < 800


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("name", ["chapters/whose-story", "reference/glossary"])
def test_an_address_in_the_last_part_leads_there(browser, served, name, script):
    with browser.new_context(java_script_enabled=script, viewport={"width": 360, "height": 800}) as context:
        tab = context.new_page()
        tab.goto(f"{served}/{name}.html")
        last = tab.locator(".bd-article > section > section").last.get_attribute("id")
        tab.goto(f"{served}/index.html")
        tab.goto(f"{served}/{name}.html#{last}")
        comes_to_rest(tab, tab.locator(f"#{last} > :is(h2, h3)"), in_window)


def test_a_jump_within_a_page_arrives_and_a_reload_stays_there(browser, served):
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        tab = context.new_page()
        tab.goto(f"{served}/chapters/whose-story.html")
        link = tab.locator(".bd-sidebar-secondary nav a").last
        heading = tab.locator(f"{link.get_attribute('href')} > :is(h2, h3)")
        link.click()
        there = comes_to_rest(tab, heading, in_window)
        # From here on the address says nothing.
        tab.evaluate("scrollBy(0, -1000); history.replaceState(null, '', location.pathname)")
        comes_to_rest(tab, heading, lambda height: height > there)
        tab.reload()
        comes_to_rest(tab, heading, lambda height: height == pytest.approx(there + 1000, abs=2))
