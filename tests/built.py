"""The built site for all tests: built once a run, by the very command readers use."""

import subprocess
import sys
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from prose import ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory, testrun_uid) -> Path:
    """Build the book once a run, as `make book` does (seconds where nothing changed), and give its folder."""
    build_once("build", tmp_path_factory.getbasetemp().parent / f"built-{testrun_uid}")
    return ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def student_site(tmp_path_factory, testrun_uid) -> Path:
    """Build the student edition once a run, as `make student` does, and give its folder."""
    build_once("student", tmp_path_factory.getbasetemp().parent / f"student-{testrun_uid}")
    return ROOT / "_build" / "student" / "html"


def build_once(tool: str, done: Path) -> None:
    """Run a tool that builds: the first worker does, the others wait."""
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
    """Return a built page as a tree; all tests share it, so none may change it."""
    return BeautifulSoup(path.read_text("utf-8"), "html5lib")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def served(site):
    """Serve the built site on loopback and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
