"""Writes into every chapter the one cell that Colab needs: `make data`. With --check it only says where it is missing.

The cell is tagged `remove-cell`, so it is not on the page, and `colab`, so the rules for cells let it name an address.
"""

import sys
from pathlib import Path

import notebooks
from notebooks import ROOT

sys.path.insert(0, str(ROOT / "_ext"))
from launch import places
from wheel_file import version

SOURCE = """\
# After a restart, or where it says "name 'iss' is not defined": choose Run, then Run All Cells.
# Google Colab lacks the book's helper package and fetches it here. Anywhere else this cell does nothing.
import sys

if "google.colab" in sys.modules:
    import subprocess

    wheel = "{wheel}"
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", wheel], check=True)
"""


def cell() -> dict:
    """Return the cell as a notebook holds it."""
    source = SOURCE.format(wheel=places().wheel(version())).rstrip("\n")
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "colab",
        "metadata": {"tags": ["colab", "remove-cell"]},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def with_cell(notebook: dict) -> dict:
    """Return a notebook whose first code cell is this one, and which has it once."""
    cells = [each for each in notebook["cells"] if "colab" not in notebooks.tags(each)]
    first = next((place for place, each in enumerate(cells) if each["cell_type"] == "code"), len(cells))
    return {**notebook, "cells": [*cells[:first], cell(), *cells[first:]]}


def stale() -> dict[Path, str]:
    """Return the chapters that lack the cell or hold another, with the text they should have."""
    found = {}
    for path in sorted(ROOT.glob("chapters/*.ipynb")):
        text = path.read_text("utf-8")
        wanted = notebooks.dumps(with_cell(notebooks.load(path)))
        if text != wanted:
            found[path] = wanted
    return found


def main() -> int:
    """Write the cell, or with --check say where `make data` is due."""
    found = stale()
    for path, text in found.items():
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)}: {'run make data' if '--check' in sys.argv else 'cell for Colab written'}")
    return int(bool(found) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
