"""The fixture `browser`, one Chromium for all tests of a run, and helpers for Playwright and axe-core."""

import os
import time
from urllib.parse import urlsplit

import pytest
from chromium import FLAGS, NOT_FOUND, find_chromium

PHONE = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}
STORAGE_SIZES = "[localStorage.length, sessionStorage.length, document.cookie.length]"
PAGE_BACKGROUND = "getComputedStyle(document.body).backgroundColor"
# With all rules except those of WCAG level AAA, and one that never reports a violation, only "needs review".
RUN_AXE = """async ignored => {
    const rules = axe._audit.rules.filter(rule => !rule.tags.includes("wcag2aaa")).map(rule => rule.id);
    const runOnly = rules.filter(id => !["hidden-content", ...ignored].includes(id));
    return (await axe.run({preload: false, resultTypes: ["violations"], runOnly})).violations;
}"""
MAX_TAB_PRESSES = 500  # more Tab presses than any page has stops
FOCUS_IS_VISIBLE = """() => {
    const element = document.activeElement, label = element.closest("label") || element;
    return [element, label].map(node => getComputedStyle(node))
        .some(style => style.outlineStyle !== "none" && style.outlineWidth !== "0px");
}"""
TIMEOUT_SECONDS = 90  # for a browser, a server or a kernel to respond


@pytest.fixture(scope="session")
def browser():
    """Start Chromium, yield the browser that all tests of a run share, and close it afterwards."""
    from playwright.sync_api import sync_playwright

    if not find_chromium():
        skip_or_fail(NOT_FOUND)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


def skip_or_fail(what: str):
    """Skip a test because a program is missing; with REQUIRE_BROWSER=1, as in the continuous integration, fail it."""
    (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(what)


def external_request(address: str) -> list[str]:
    """Return a list with the address if it is a request to another host, else an empty list."""
    parts = urlsplit(address)
    return [] if parts.scheme in {"data", "blob", "file"} or parts.hostname == "127.0.0.1" else [address]


def axe_violations(tab, look: str) -> list[str]:
    """Return the violations that axe-core finds on a page in light, dark or forced colours: rule, impact, elements."""
    from axe_playwright_python.sync_playwright import Axe

    if not tab.evaluate("'axe' in window"):
        tab.evaluate(Axe().axe_script)
    violations = tab.evaluate(RUN_AXE, ["color-contrast"] * (look == "forced"))  # where readers choose the colours
    return [f"{v['id']} ({v['impact']}): {[node['html'][:160] for node in v['nodes'][:3]]}" for v in violations]


def wait_for(condition, what: str) -> None:
    """Wait until a function returns true, or fail."""
    end = time.monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert time.monotonic() < end, f"waited {TIMEOUT_SECONDS} s for {what}"
        time.sleep(0.3)


def tab_to(tab, selector: str) -> None:
    """Hold down Tab until an element that matches a selector has the focus; check that the focus is visible."""
    for _ in range(MAX_TAB_PRESSES):
        tab.keyboard.down("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            tab.keyboard.up("Tab")
            assert tab.evaluate(FOCUS_IS_VISIBLE), f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


def printed(pdf) -> list[str]:
    """Return the text of each page of a PDF, given as bytes or as a path."""
    from pypdfium2 import PdfDocument

    return [page.get_textpage().get_text_bounded() for page in PdfDocument(pdf)]
