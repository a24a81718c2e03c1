"""Copies what a build needs of the repository, for builds that must not touch it."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("CITATION.cff", "LICENSE", "LICENSE-CONTENT", "README.md", "_config.yml", "_ext", "_templates", "_toc.yml",
         "about", "chapters", "data", "index.md", "pyproject.toml", "reference", "requirements.txt", "src", "teach",
         "tools")  # fmt: skip
UNWANTED = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.egg-info")


def copy_parts(book: Path, names: tuple[str, ...], folder: Path) -> None:
    """Copy some files and folders of a book to a folder, without what was made beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in (book / name for name in names):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=UNWANTED)
        else:
            shutil.copy(source, folder)


def copy_of_the_book(folder: Path) -> Path:
    """Copy what a build needs, without anything that was built, to a new or empty folder and return it."""
    copy_parts(ROOT, PARTS, folder)
    return folder
