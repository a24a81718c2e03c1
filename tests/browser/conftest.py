"""Fixtures of the browser tests: tabs that collect errors, and the addresses of the site."""

import pytest
from browser import external_request

DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture
def visit(browser):
    """Yield a function that opens an address in a new tab; script, console and network errors fail the test."""
    contexts, errors = [], []

    def open_page(address: str, viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("console", lambda message: message.type == "error" and errors.append(message.text))
        tab.on("response", lambda response: response.status < 400 or errors.append(f"{response.status} {response.url}"))
        tab.on("request", lambda request: errors.extend(external_request(request.url)))
        tab.goto(address)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(params=["server", "disk"])
def base_url(request, site, site_url):
    """Return the address of the site: once over HTTP, once as file://."""
    return site_url if request.param == "server" else site.as_uri()
