"""Fixtures of the browser tests: tabs that collect errors, the addresses of the site, bare pages with widgets."""

import pytest
from chromium_tab import external_request
from paths import ROOT

from issfacts.kit import palette

DESKTOP = {"width": 1280, "height": 800}
SITE_FILES = ROOT / "_ext" / "site"
BARE_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self' data:">
<meta name="viewport" content="width=device-width, initial-scale=1">{links}</head>
<body data-theme="light"><main><h1>Bare</h1>{bodies}</main></body></html>"""
BARE_STYLE = "body { line-height: 1.6; background: var(--iss-ground); color: var(--iss-ink); }"


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


@pytest.fixture
def show(visit, tmp_path):
    """Return a function that opens a page of widgets, each once or twice, with the site's styles and scripts."""

    def open_page(*widgets, hash="", twice=False, **options):
        bodies = [widget.html(prefix) for widget in widgets for prefix in ("", "again-")[: 1 + twice]]
        (tmp_path / "bare.css").write_text(BARE_STYLE + palette.css(), "utf-8")
        sheets = [tmp_path / "bare.css", *sorted(SITE_FILES.glob("*.css"))]
        links = [f'<link rel="stylesheet" href="{path.as_uri()}">' for path in sheets]
        scripts = sorted(SITE_FILES.glob("*.js"), key=lambda path: path.stem != "docked")  # which the others use
        links += [f'<script defer src="{path.as_uri()}"></script>' for path in scripts]
        page = tmp_path / "page.html"
        page.write_text(BARE_PAGE.format(links="".join(links), bodies="".join(bodies)), "utf-8")
        return visit(page.as_uri() + hash, **options)

    return open_page
