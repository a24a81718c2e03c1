"""Fixtures for the built site (built once a run) and helpers to parse its pages, check links and serve folders."""

import re
import subprocess
import sys
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
from paths import ROOT, SITE, STUDENT_SITE
from website.typography import typeset


@pytest.fixture(scope="session")
def site(tmp_path_factory, testrun_uid) -> Path:
    """Build the book once a run, as `make book` does, and return the folder of the site."""
    build_once("build", tmp_path_factory.getbasetemp().parent / f"built-{testrun_uid}")
    return SITE


@pytest.fixture(scope="session")
def papers(site) -> Path:
    """Return the folder of the printable class papers."""
    return site / "class"


@pytest.fixture(scope="session")
def student_site(tmp_path_factory, testrun_uid) -> Path:
    """Build the student edition once a run, as `make student` does, and return its folder."""
    build_once("student", tmp_path_factory.getbasetemp().parent / f"student-{testrun_uid}")
    return STUDENT_SITE


def strip_spaces(text: str) -> str:
    """Return a text without what programs and line breaks change: white space, hyphens, control characters, lines."""
    return re.sub(r"[\s\x00-\x1f\u200b\ufffe\xad-]|_{3,}", "", text)


def as_shown(text: str) -> str:
    """Return a text of a table with the quotation marks that pages show; spaces are plain."""
    return " ".join(typeset(text).split())


def build_once(tool: str, done: Path) -> None:
    """Run a build tool in the first pytest worker that asks; the others wait for the lock and find the file `done`."""
    with FileLock(done.with_suffix(".lock")):
        if done.exists():
            return
        run = subprocess.run(
            [sys.executable, f"tools/{tool}.py"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if run.returncode:
            pytest.fail(f"tools/{tool}.py fails:\n{run.stdout}{run.stderr}", pytrace=False)
        done.touch()


@cache
def parsed(path: Path) -> BeautifulSoup:
    """Parse a built page; the tree is cached for all tests, so do not modify it."""
    return BeautifulSoup(path.read_text("utf-8"), "html5lib")


@cache
def ids(path: Path) -> frozenset:
    """Return the ids of all elements of a page."""
    return frozenset(node["id"] for node in parsed(path).find_all(id=True))


def broken_links(page: Path, site: Path) -> list[str]:
    """Return the relative links of a page whose target file or anchor is missing in the site."""
    broken = []
    for link in parsed(page).find_all("a", href=True):
        parts = urlsplit(link["href"])
        if parts.scheme or parts.netloc or link["href"] == "#":
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
        if target.suffix == ".pdf" and not find_chromium():
            continue  # PDFs are only written where Chromium is installed
        missing_anchor = parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in ids(target)
        if not target.is_relative_to(site.resolve()) or not target.exists() or missing_anchor:
            broken.append(link["href"])
    return broken


class FolderHandler(SimpleHTTPRequestHandler):
    """Request handler that serves a file from the first of several folders that has it, without logging."""

    def __init__(self, *arguments, folders, below):
        self.folders, self.below = folders, below
        super().__init__(*arguments)

    def translate_path(self, path):
        inner = unquote(urlsplit(path).path).removeprefix(self.below).lstrip("/")
        places = [folder / inner for folder in self.folders]
        return str(next((place for place in places if place.exists()), places[-1]))

    def log_message(self, *words):
        pass


@contextmanager
def serve_folders(*folders: Path, below: str = ""):
    """Serve folders on 127.0.0.1 below a path such as "/docked", and yield the base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(FolderHandler, folders=folders, below=below))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{below}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_url(site):
    """Serve the built site on 127.0.0.1 and yield its base URL."""
    with serve_folders(site) as address:
        yield address
