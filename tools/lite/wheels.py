"""The wheels that Pyodide lacks, ours and those of ipywidgets, and the lock file that adds them."""

import re
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import PathDistribution
from pathlib import Path
from zipfile import Path as ZipPath
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from wheel_file import write_wheel

from .pyodide import LiteError

PINS = Path(__file__).with_name("requirements.txt")
WIDGETS = ("comm", "ipywidgets", "jupyterlab-widgets")  # pure Python; Pyodide has all else that they need
DOWNLOAD = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
STUB = "widgetsnbextension-4.0.999-*.whl"  # ipywidgets asks for it; the kernel carries an empty one
PACKAGES = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi"


def collect(folder: Path, environment: Path) -> list[Path]:
    """Put all wheels into a folder and return them; those of ipywidgets are checked by their hashes."""
    write_wheel(folder)
    pins = folder / "widgets.txt"
    pins.write_text("".join(pinned(PINS.read_text("utf-8"), name) for name in WIDGETS), "utf-8")
    run(*DOWNLOAD, "--require-hashes", "--dest", folder, "-r", pins)
    stub = next(environment.glob(f"{PACKAGES}/{STUB}"))
    (folder / stub.name).write_bytes(stub.read_bytes())
    return sorted(folder.glob("*.whl"))


def pinned(pins: str, name: str) -> str:
    """Return the lines of one package in a list of pins with hashes.

    >>> pinned("comm==1 \\\\\\n    --hash=sha256:ab\\nsix==2\\n", "comm")
    'comm==1 \\\\\\n    --hash=sha256:ab\\n'
    """
    found = re.search(rf"^{re.escape(name)}==.*\n(?: +.*\n)*", pins, re.M)
    if not found:
        raise LiteError(f"{name} has no pin in {PINS}")
    return found[0]


def run(*command, cwd: Path | None = None) -> str:
    """Run a program and return what it prints; LiteError with all its words if it fails."""
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)
    if done.returncode:
        raise LiteError(f"{command} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


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
