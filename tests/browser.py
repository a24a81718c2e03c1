"""One real browser for all tests: Debian's Chromium, driven by Playwright. A test asks for the fixture `browser`."""

import os
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from chromium import FLAGS, NONE, find_chromium

GROUND = "getComputedStyle(document.body).backgroundColor"
# Every rule axe-core has, but WCAG's level AAA and the rule that never finds, only asks to look. Forced colours are the
# reader's own, so their contrast is not ours to judge.
RULES = "axe._audit.rules.filter(rule => !rule.tags.includes('wcag2aaa')).map(rule => rule.id)"
NOT_JUDGED = {"light": {"hidden-content"}, "dark": {"hidden-content"}, "forced": {"hidden-content", "color-contrast"}}
AUDIT = "rules => axe.run({preload: false, resultTypes: ['violations'], rules}).then(found => found.violations)"
MOST_KEYS = 500  # more Tab presses than any page has stops
FOCUS = """() => {
    const box = document.activeElement, around = getComputedStyle(box.closest("label") || box);
    return [getComputedStyle(box), around].some(style => style.outlineStyle !== "none" && style.outlineWidth !== "0px");
}"""
PATIENCE = 90  # seconds for what a browser, a server or a kernel does in its own time


@contextmanager
def launch():
    """Give a running browser and close it afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


def foreign(address: str) -> list[str]:
    """Return the address if it asks anything of another host."""
    parts = urlsplit(address)
    return [] if parts.scheme in {"data", "blob", "file"} or parts.hostname == "127.0.0.1" else [address]


def findings(tab, look: str) -> list[str]:
    """Return what axe-core finds on a page in light, dark or forced colours: rule, impact and the first places."""
    from axe_playwright_python.sync_playwright import Axe

    tab.evaluate(Axe().axe_script)
    violations = tab.evaluate(AUDIT, {rule: {"enabled": rule not in NOT_JUDGED[look]} for rule in tab.evaluate(RULES)})
    return [f"{v['id']} ({v['impact']}): {[node['html'][:160] for node in v['nodes'][:3]]}" for v in violations]


def wait_for(holds, what: str) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"waited {PATIENCE} s for {what}"
        time.sleep(0.3)


def tab_to(tab, selector: str) -> None:
    """Press Tab until the focus is on such an element, and see that it shows."""
    for _ in range(MOST_KEYS):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert tab.evaluate(FOCUS), f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


def lacking(what: str):
    """Skip a test for want of a program; with REQUIRE_BROWSER=1, as in the continuous integration, fail it."""
    (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(what)


@pytest.fixture(scope="session")
def browser():
    """Give the one browser of this run."""
    if not find_chromium():
        lacking(NONE)
    with launch() as running:
        yield running
