"""The recipe for Binder: its pins are the book's."""

import os
import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from prose import ROOT

BINDER = ROOT / ".binder"
KERNEL = {"ipykernel", "jupyter-client", "nest-asyncio2", "tornado"}  # why: see .binder/requirements.txt
PYTHON = (BINDER / "runtime.txt").read_text("utf-8").removeprefix("python-").rstrip("\n")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def requirements(path) -> dict[str, Requirement]:
    """Return what a requirements file asks for on Binder's Python, by normal name."""
    lines = [line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line]
    here = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0", "sys_platform": "linux"}
    return {canonicalize_name(each.name): each for each in found if not each.marker or each.marker.evaluate(here)}


def test_python_is_named_as_repo2docker_wants_it_and_allowed():
    assert re.fullmatch(r"3\.\d+", PYTHON)
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(PYTHON)


def test_pins_are_those_of_the_book_and_within_what_the_helper_allows():
    ours, book = requirements(BINDER / "requirements.txt"), requirements(ROOT / "requirements.txt")
    needed = {canonicalize_name(each.name): each for each in map(Requirement, PROJECT["dependencies"])}
    assert set(ours) == set(needed) | KERNEL, "run-time needs only"
    for name, requirement in ours.items():
        version = Version(str(requirement.specifier).removeprefix("=="))
        assert requirement.specifier == book[name].specifier, f"{name} is not the version of requirements.txt"
        assert name in KERNEL or version in needed[name].specifier
        assert name != "ipykernel" or version >= Version("7.4.0"), "it loses cells"


def test_post_build_stops_at_the_first_fault_and_may_run():
    assert "set -euo pipefail" in (BINDER / "postBuild").read_text("utf-8")
    assert os.access(BINDER / "postBuild", os.X_OK)
