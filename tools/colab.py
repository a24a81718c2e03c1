"""Writes into every chapter the one cell that Colab needs: `make data`. With --check it only says where it is missing.

The cell is tagged `remove-cell`, so it is not on the page, and `colab`, so the rules for cells let it name an address.
"""

import sys
from pathlib import Path

import notebooks
from generated import settle
from notebooks import ROOT

sys.path.insert(0, str(ROOT / "_ext"))
from launch import site_config
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
    source = SOURCE.format(wheel=site_config().wheel_url(version())).rstrip("\n")
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


def wanted() -> dict[Path, str]:
    """Return every chapter with the text it should have."""
    return {path: notebooks.dumps(with_cell(notebooks.load(path))) for path in sorted(ROOT.glob("chapters/*.ipynb"))}


if __name__ == "__main__":
    sys.exit(settle(wanted()))
