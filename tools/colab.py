"""Inserts into every chapter the cell that installs the helper package on Colab; --check only lists stale chapters.

`make data` runs it. The tag `remove-cell` keeps the cell off the page; the tag `colab` exempts it from the rule that
cells contain no address.
"""

import sys
from pathlib import Path

import notebooks
from generated import write_or_check
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


def install_cell() -> dict:
    """Return the cell in the notebook format."""
    source = SOURCE.format(wheel=site_config().wheel_url(version())).rstrip("\n")
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "colab",
        "metadata": {"tags": ["colab", "remove-cell"]},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def with_install_cell(notebook: dict) -> dict:
    """Return a notebook with this cell, once, as its first code cell."""
    cells = [cell for cell in notebook["cells"] if "colab" not in notebooks.tags(cell)]
    first = next((index for index, cell in enumerate(cells) if cell["cell_type"] == "code"), len(cells))
    return {**notebook, "cells": [*cells[:first], install_cell(), *cells[first:]]}


def expected_files() -> dict[Path, str]:
    """Return the expected text of every chapter by its path."""
    paths = sorted(ROOT.glob("chapters/*.ipynb"))
    return {path: notebooks.dumps(with_install_cell(notebooks.load(path))) for path in paths}


if __name__ == "__main__":
    sys.exit(write_or_check(expected_files()))
