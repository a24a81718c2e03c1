"""Fetches the core of Pyodide, the Python that runs in a browser, from npm; it is never part of the site."""

import base64
import json
import shutil
import subprocess
from hashlib import sha512
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "_build" / ".lite"

# The one that our JupyterLite kernel is made for (tools/lite.py compares); sha512 as npm publishes it.
VERSION = "314.0.6"
INTEGRITY = "sha512-BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
CDN = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"


class LiteError(Exception):
    """Says why the notebooks would not run in a browser."""


def core() -> Path:
    """Return the folder with Pyodide's core, fetched where it is not at hand."""
    folder = WORK / f"pyodide-{VERSION}"
    if not folder.is_dir():
        archive = fetch()
        unpacked = WORK / "unpacking"
        shutil.rmtree(unpacked, ignore_errors=True)
        shutil.unpack_archive(archive, unpacked, "gztar")  # known by its hash
        (unpacked / "package").rename(folder)
        shutil.rmtree(unpacked)
    return folder


def fetch() -> Path:
    """Fetch the package by npm, and refuse any other than the one we know."""
    if not shutil.which("npm"):
        raise LiteError("npm is needed to fetch Pyodide's core. On Debian and Ubuntu: sudo apt install npm")
    WORK.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", "--silent", f"pyodide@{VERSION}"]
    run = subprocess.run(command, cwd=WORK, check=False, capture_output=True, text=True)
    if run.returncode:
        raise LiteError(f"npm could not fetch pyodide {VERSION}:\n{run.stderr}")
    archive = WORK / f"pyodide-{VERSION}.tgz"
    if integrity(archive) != INTEGRITY:
        archive.unlink()
        raise LiteError(f"the package pyodide {VERSION} is not the one whose hash stands in {Path(__file__).name}")
    return archive


def integrity(file: Path) -> str:
    """Return the hash of a file as npm writes it."""
    return "sha512-" + base64.b64encode(sha512(file.read_bytes()).digest()).decode()


def official_lock() -> dict:
    """Return Pyodide's own lock file: which packages it offers, at which versions."""
    return json.loads((core() / "pyodide-lock.json").read_text("utf-8"))


def versions(*names: str) -> dict[str, str]:
    """Return the versions of some packages in Pyodide."""
    packages = official_lock()["packages"]
    return {name: packages[name]["version"] for name in names}
