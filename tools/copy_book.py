"""Copies the files that a build needs to another folder, so that it can be built there."""

import shutil
from pathlib import Path

from paths import ROOT

BUILD_INPUTS = (
    *("CITATION.cff", "LICENSE", "LICENSE-CONTENT", "README.md", "_config.yml", "_ext", "_templates", "_toc.yml"),
    *("about", "chapters", "data", "index.md", "pyproject.toml", "reference", "requirements.txt", "src", "teach"),
    "tools",
)
IGNORED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.egg-info")


def copy_parts(book: Path, names: tuple[str, ...], folder: Path) -> None:
    """Copy files and folders by name from one book to a folder, without caches."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in (book / name for name in names):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=IGNORED)
        else:
            shutil.copy(source, folder)


def copy_build_inputs(folder: Path) -> Path:
    """Copy the files that a build needs to a new or empty folder and return it."""
    copy_parts(ROOT, BUILD_INPUTS, folder)
    return folder
