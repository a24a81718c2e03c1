"""What the browser tests of the site share: tabs that count their own faults."""

import pytest
from browser import external_request

DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture
def visit(browser):
    """Give a function that opens an address in a tab of its own; a fault of page or network fails the test."""
    contexts, faults = [], []

    def open_page(address: str, viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda message: message.type == "error" and faults.append(message.text))
        tab.on("response", lambda answer: answer.status < 400 or faults.append(f"{answer.status} {answer.url}"))
        tab.on("request", lambda asked: faults.extend(external_request(asked.url)))
        tab.goto(address)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(params=["server", "disk"])
def base_url(request, site, site_url):
    """Give the address of the site, site_url and on a disk."""
    return site_url if request.param == "server" else site.as_uri()
