"""The built site for all tests: built once a run, by the very command readers use."""

import subprocess
import sys
from pathlib import Path

import pytest
from prose import ROOT


@pytest.fixture(scope="session")
def site() -> Path:
    """Build the book as `make book` does (seconds where nothing changed) and give its folder."""
    run = subprocess.run([sys.executable, "tools/build.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.fail(f"the book does not build:\n{run.stdout}{run.stderr}", pytrace=False)
    return ROOT / "_build" / "html"
