"""The version and the lock file of Pyodide, the Python in the browser that our JupyterLite kernel needs.

Pyodide is not part of the site: the browser loads it from `CDN`.
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


def core_folder() -> Path:
    """Return the folder with Pyodide's core, downloaded from npm."""
    return fetch("pyodide", VERSION, DIGEST)


def official_lock() -> dict:
    """Return Pyodide's own lock file, which lists its packages and their versions."""
    return json.loads((core_folder() / "pyodide-lock.json").read_text("utf-8"))


def add_wheels(official: dict, base_url: str, wheels: list[Path]) -> dict:
    """Return a lock file of Pyodide's packages, loaded from `base_url`, and our wheels, which lie next to the file."""
    packages = {
        name: {**package, "file_name": base_url + package["file_name"]}
        for name, package in official["packages"].items()
    }
    entries = [lock_entry(wheel) for wheel in wheels]
    return {**official, "packages": packages | {entry["name"]: entry for entry in entries}}


def lock_entry(wheel: Path) -> dict:
    """Return the entry of a wheel in the lock file."""
    name, version = wheel.name.split("-")[:2]
    with ZipFile(wheel) as archive:
        modules = [file.split("/")[0] for file in archive.namelist() if re.fullmatch(r"[^/]+/__init__\.py", file)]
    return {
        "depends": sorted({canonicalize_name(requirement.name) for requirement in requirements(wheel)}),
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
    """Return the requirements of a wheel, without those of its extras."""
    metadata = ZipPath(wheel, f"{'-'.join(wheel.name.split('-')[:2])}.dist-info/")
    found = map(Requirement, PathDistribution(metadata).requires or ())
    return [requirement for requirement in found if "extra ==" not in str(requirement.marker)]
