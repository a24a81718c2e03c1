"""Pyodide, the Python that runs in a browser: the version our JupyterLite kernel is made for, from npm.

It is never part of the site: a browser fetches it from `CDN`.
"""

import json
from pathlib import Path

from npm_package import fetch

VERSION = "314.0.6"
DIGEST = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
CDN = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"


class LiteError(Exception):
    """Says why the notebooks would not run in a browser."""


def core() -> Path:
    """Return the folder with Pyodide's core."""
    return fetch("pyodide", VERSION, DIGEST)


def official_lock() -> dict:
    """Return Pyodide's own lock file: which packages it offers, at which versions."""
    return json.loads((core() / "pyodide-lock.json").read_text("utf-8"))
