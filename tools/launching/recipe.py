"""Reads what repo2docker would build: its Dockerfile, and the frozen environment below it."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPO2DOCKER = "jupyter-repo2docker==2026.4.0"  # its frozen lock is the one mybinder.org builds with
PYTHON = (ROOT / ".binder/runtime.txt").read_text("utf-8").strip().removeprefix("python-")
OTHER_NAMES = {  # conda's name: PyPI's
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}
LOCKED = re.compile(r"/([^/]+)-([^-/]+)-py[^-/]*\.(?:conda|tar\.bz2)")  # only Python packages have such a build string
NOT_ON_PYPI = {"cpython", "python_abi"}


def dockerfile(tool: Path, checkout: Path) -> str:
    """Return the Dockerfile that repo2docker writes for a checkout."""
    command = [tool / "bin/repo2docker", "--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", "."]
    return subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout


def faults(recipe: str) -> list[str]:
    """Return what in a Dockerfile is not as this book wants it.

    >>> faults("FROM x")[0]
    'no layer: environment.lock of Python 3.12'
    """
    layers = {
        f"environment.lock of Python {PYTHON}": f"py-2d{PYTHON.replace('.', '-2e')}-2dlinux-2d64-2elock",
        "our pins": 'pip install --no-cache-dir -r ".binder/requirements.txt"',
        "the repository": "COPY --chown=1000:1000 src/ ${REPO_DIR}/",
        "postBuild": "RUN ./.binder/postBuild",
    }
    places = {name: recipe.find(text) for name, text in layers.items()}
    wrong = [f"no layer: {name}" for name, place in places.items() if place < 0]
    if not wrong and list(places.values()) != sorted(places.values()):
        wrong.append("our pins are installed after the repository: every commit would install them again")
    if len(installs := re.findall(r"pip install.*", recipe)) > 1:
        wrong.append(f"more is installed than our pins: {installs}")
    return wrong


def base_pins(lock: str) -> list[str]:
    """Return the Python packages of a conda lock as pip names them.

    >>> base_pins("https://conda.anaconda.org/conda-forge/noarch/nbconvert-core-7.16.6-pyh29332c3_0.conda#0")
    ['nbconvert==7.16.6']
    """
    found = [(name, version) for name, version in LOCKED.findall(lock) if name not in NOT_ON_PYPI]
    return sorted(f"{OTHER_NAMES.get(name, name)}=={version}" for name, version in found)


def frozen_lock(tool: Path) -> str:
    """Return the lock that repo2docker carries for our Python."""
    return next(tool.rglob(f"environment.py-{PYTHON}-linux-64.lock")).read_text("utf-8")
