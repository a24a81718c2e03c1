"""The helper and the code of all chapters on each Python and pandas that the book allows: `make matrix`.

Runs what needs no book: the package's own tests, its examples, every chapter's cells. Interpreters that this
machine lacks are named and skipped, or with ALL_PYTHONS=1 an error.
"""

import os
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "tools"))
from pythons import find  # noqa: E402

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PANDAS = {"2.3": "pandas==2.3.*", "newest": "pandas<4"}
SUBJECTS = ("data", "record", "exhibits", "kit", "widgets", "game")  # tests that need neither Sphinx nor a browser
TOOLS = [
    *["beautifulsoup4", "filelock", "hatchling", "html5lib", "hypothesis"],
    *["pytest", "pytest-xdist", "sphinx-external-toc"],
]
FOUND = {version: path for version in PYTHONS if (path := find(version))}
MISSING = [version for version in PYTHONS if version not in FOUND]
nox.options.default_venv_backend = "venv"

if MISSING:
    print(f"*** Not on this machine, so not tried: Python {', '.join(MISSING)}. ***", file=sys.stderr)
    if os.environ.get("ALL_PYTHONS"):
        raise SystemExit(1)


@nox.session
@nox.parametrize("pandas", [nox.param(pin, id=f"pandas {name}") for name, pin in PANDAS.items()])
@nox.parametrize("python", [nox.param(str(path), id=version) for version, path in FOUND.items()])
def helper(session, pandas):
    """Install the helper with one pandas and run its tests, examples and all chapters."""
    session.install("--quiet", "--editable", ".", pandas, *TOOLS)
    session.run("python", "-c", "import pandas, platform; print(platform.python_version(), pandas.__version__)")
    tests = [f"tests/{subject}" for subject in SUBJECTS]
    session.run("pytest", "-q", "-p", "no:cacheprovider", "src", *tests, *session.posargs)
    session.run("python", "tests/book/run_chapters.py", ".", silent=True)
