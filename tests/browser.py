"""One real browser for all tests: Debian's Chromium, driven by Playwright. A test asks for the fixture `browser`."""

import os
import shutil
import time
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
TURN = "new Promise(done => setTimeout(done))"  # a page's scripts queue theirs before
GROUND = "getComputedStyle(document.body).backgroundColor"
PATIENCE = 90  # seconds for what a browser, a server or a kernel does in its own time
HOW = "no browser found: `apt install chromium`, or name one in the variable CHROMIUM"


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launch():
    """Give a running browser and close it afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


def wait_for(holds, what: str) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"waited {PATIENCE} s for {what}"
        time.sleep(0.3)


def lacking(what: str):
    """Skip a test for want of a program; with REQUIRE_BROWSER=1, as in the continuous integration, fail it."""
    (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(what)


@pytest.fixture(scope="session")
def browser():
    """Give the one browser of this run."""
    if not find_chromium():
        lacking(HOW)
    with launch() as running:
        yield running
