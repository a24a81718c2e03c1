"""Copies the versions in requirements.txt into .binder/requirements.txt, whose packages and comments stay."""

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from paths import ROOT

BINDER = ROOT / ".binder"
PYTHON = (BINDER / "runtime.txt").read_text("utf-8").removeprefix("python-").rstrip("\n")
PINNED_NAME = re.compile(r"^([\w.-]+)==\S+", re.M)


def requirements(path: Path) -> dict[str, Requirement]:
    """Return the requirements in a file that apply to Binder's Python, by canonical name."""
    lines = [line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line]
    environment = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0", "sys_platform": "linux"}
    return {
        canonicalize_name(each.name): each for each in found if not each.marker or each.marker.evaluate(environment)
    }


def copy_pins(text: str, book: dict[str, Requirement]) -> str:
    """Return the text of a requirements file with the versions of the book. KeyError: the book lacks a package."""
    return PINNED_NAME.sub(lambda found: f"{found[1]}{book[canonicalize_name(found[1])].specifier}", text)


if __name__ == "__main__":
    path = BINDER / "requirements.txt"
    path.write_text(copy_pins(path.read_text("utf-8"), requirements(ROOT / "requirements.txt")), "utf-8")
