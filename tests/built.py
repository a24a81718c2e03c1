"""The built site for all tests: built once a run, by the very command readers use."""

import shutil
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock
from prose import ROOT

# What a build needs of the repository.
PARTS = ("CITATION.cff", "LICENSE", "LICENSE-CONTENT", "README.md", "_config.yml", "_ext", "_templates", "_toc.yml",
         "about", "chapters", "data", "index.md", "pyproject.toml", "reference", "requirements.txt", "src", "teach",
         "tools")  # fmt: skip


def copy_of_the_book(folder: Path) -> Path:
    """Copy what a build needs, without anything that was built, to a new folder and return it."""
    folder.mkdir(parents=True)
    for name in PARTS:
        source, ignore = ROOT / name, shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(source, folder / name, ignore=ignore) if source.is_dir() else shutil.copy(source, folder)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory, testrun_uid) -> Path:
    """Build the book once a run and give its folder: the first worker builds, the others wait."""
    done = tmp_path_factory.getbasetemp().parent / f"built-{testrun_uid}"
    with FileLock(done.with_suffix(".lock")):
        if not done.exists():
            build()
            done.touch()
    return ROOT / "_build" / "html"


def build() -> None:
    """Build the book as `make book` does (seconds where nothing changed)."""
    run = subprocess.run([sys.executable, "tools/build.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.fail(f"the book does not build:\n{run.stdout}{run.stderr}", pytrace=False)


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
