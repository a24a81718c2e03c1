"""Collects the wheels that Pyodide lacks: ours, built here, and those of ipywidgets, checked by their hashes."""

import re
import subprocess
import sys
from pathlib import Path

from wheel_file import write_wheel

from .core import ROOT, LiteError

PINS = ROOT / "requirements-lite.txt"
WIDGETS = ("comm", "ipywidgets", "jupyterlab-widgets")  # pure Python; Pyodide has all else that they need
STUB = "widgetsnbextension-4.0.999-*.whl"  # ipywidgets asks for it; the kernel carries an empty one


def collect(folder: Path, environment: Path) -> list[Path]:
    """Put all wheels into an empty folder and return them."""
    write_wheel(folder)
    chosen = folder / "widgets.txt"
    chosen.write_text("".join(pinned(PINS.read_text("utf-8"), name) for name in WIDGETS), "utf-8")
    pip("download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", folder, "-r", chosen)
    chosen.unlink()
    stub = next(
        environment.glob(f"share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi/{STUB}")
    )
    (folder / stub.name).write_bytes(stub.read_bytes())
    return sorted(folder.glob("*.whl"))


def pinned(pins: str, name: str) -> str:
    """Return the lines of one package in a list of pins with hashes.

    >>> pinned("comm==1 \\\\\\n    --hash=sha256:ab\\nsix==2\\n", "comm")
    'comm==1 \\\\\\n    --hash=sha256:ab\\n'
    """
    found = re.search(rf"^{re.escape(name)}==.*\n(?: +.*\n)*", pins, re.M)
    if not found:
        raise LiteError(f"{name} has no pin in {PINS.name}")
    return found[0]


def pip(*arguments) -> None:
    """Run pip and show its words only if it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    if run.returncode:
        raise LiteError(f"pip {arguments[0]} failed:\n{run.stdout}{run.stderr}")
