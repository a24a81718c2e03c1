"""Pyodide, the Python that runs in a browser: the version our JupyterLite kernel is made for, and its lock file.

It is never part of the site: a browser fetches it from `CDN`.
"""

import json
import re
from hashlib import sha256
from importlib.metadata import PathDistribution
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

from npm_package import fetch
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

VERSION = "314.0.6"
DIGEST = "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
CDN = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"


def core() -> Path:
    """Return the folder with Pyodide's core, fetched from npm."""
    return fetch("pyodide", VERSION, DIGEST)


def official_lock() -> dict:
    """Return Pyodide's own lock file: which packages it offers, at which versions."""
    return json.loads((core() / "pyodide-lock.json").read_text("utf-8"))


def extended(official: dict, address: str, wheels: list[Path]) -> dict:
    """Return a lock file with Pyodide's own packages, fetched from `address`, and our wheels beside it."""
    theirs = {name: {**one, "file_name": address + one["file_name"]} for name, one in official["packages"].items()}
    ours = [entry(wheel) for wheel in wheels]
    return {**official, "packages": theirs | {one["name"]: one for one in ours}}


def entry(wheel: Path) -> dict:
    """Describe a wheel as a lock file does."""
    name, version = wheel.name.split("-")[:2]
    with ZipFile(wheel) as archive:
        modules = [file.split("/")[0] for file in archive.namelist() if re.fullmatch(r"[^/]+/__init__\.py", file)]
    return {
        "depends": sorted({canonicalize_name(needed.name) for needed in requirements(wheel)}),
        "file_name": wheel.name,
        "imports": sorted(modules),
        "install_dir": "site",
        "name": canonicalize_name(name),
        "package_type": "package",
        "sha256": sha256(wheel.read_bytes()).hexdigest(),
        "unvendored_tests": False,
        "version": version,
    }


def requirements(wheel: Path) -> list[Requirement]:
    """Return what a wheel says it needs, without what it offers as an extra."""
    metadata = ZipPath(wheel, f"{'-'.join(wheel.name.split('-')[:2])}.dist-info/")
    needed = map(Requirement, PathDistribution(metadata).requires or ())
    return [one for one in needed if "extra ==" not in str(one.marker)]
