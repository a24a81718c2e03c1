"""Fixtures for the built site (built once a run), and helpers that read its pages and serve it."""

import re
import subprocess
import sys
import unicodedata
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from chromium import find_chromium
from filelock import FileLock
from metadata import load_book
from paths import ROOT, SITE, STUDENT_SITE
from website.typography import typeset

BASE = load_book().base
STRAIGHT_QUOTES = str.maketrans("‘’“”", "''\"\"")


def fixture_of_build(tool: str, folder: Path):
    """Return a fixture that runs a build tool in the first pytest worker that asks, and gives the folder of the site.

    The other workers wait for the lock and find the file `done`.
    """

    @pytest.fixture(scope="session")
    def built(tmp_path_factory, testrun_uid) -> Path:
        done = tmp_path_factory.getbasetemp().parent / f"{tool}-{testrun_uid}"
        with FileLock(f"{done}.lock"):
            if not done.exists():
                command = [sys.executable, f"tools/{tool}.py"]
                run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
                if run.returncode:
                    pytest.fail(f"tools/{tool}.py fails:\n{run.stdout}{run.stderr}", pytrace=False)
                done.touch()
        return folder

    return built


site = fixture_of_build("build", SITE)
student_site = fixture_of_build("student", STUDENT_SITE)


@pytest.fixture(scope="session")
def papers(site) -> Path:
    """Return the folder of the printable class papers."""
    return site / "class"


def plain(text) -> str:
    """Return a text, or that of a part of a page, with straight quotation marks and single spaces between words."""
    text = text if isinstance(text, str) else text.get_text(" ")
    return re.sub(r"\s+([.,:;?!)])", r"\1", " ".join(text.translate(STRAIGHT_QUOTES).split()))


def as_shown(text: str) -> str:
    """Return a text of a table with the quotation marks that pages show; spaces are plain."""
    return " ".join(typeset(text).split())


def strip_spaces(text: str) -> str:
    """Return a text without what programs and line breaks change: white space, hyphens, ligatures, writing lines."""
    return re.sub(r"[\s\x00-\x1f\u200b\ufffe\xad-]|_{3,}", "", unicodedata.normalize("NFKC", text))


@cache
def parsed(path: Path) -> BeautifulSoup:
    """Parse a built page; the tree is cached for all tests, so do not modify it."""
    return BeautifulSoup(path.read_text("utf-8"), "html5lib")


@cache
def ids(path: Path) -> frozenset:
    """Return the ids of all elements of a page."""
    return frozenset(node["id"] for node in parsed(path).find_all(id=True))


def broken_links(page: Path, site: Path) -> list[str]:
    """Return the links of a page, relative or with the site's address, whose target or anchor is not in the folder."""
    broken = []
    for link in parsed(page).find_all("a", href=True):
        parts = urlsplit(link["href"].replace(BASE, f"{site.as_uri()}/"))
        if parts.scheme not in ("", "file") or parts.netloc or link["href"] == "#":
            continue
        if link["href"].startswith(f"{BASE}lite/"):
            continue  # only there after `make lite`
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
        if target.suffix == ".pdf" and not find_chromium():
            continue  # PDFs are only written where Chromium is installed
        missing_anchor = parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in ids(target)
        if not target.is_relative_to(site.resolve()) or not target.exists() or missing_anchor:
            broken.append(link["href"])
    return broken


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without logging."""

    def log_message(self, *words):
        pass


@contextmanager
def serve(folder: Path):
    """Serve a folder on 127.0.0.1, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_url(site):
    """Serve the built site on 127.0.0.1 and yield its base URL."""
    with serve(site) as address:
        yield address
