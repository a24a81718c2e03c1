"""The configuration of Binder: its version of Python, its pins and postBuild."""

import os
import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from prose import ROOT

BINDER = ROOT / ".binder"
KERNEL_PACKAGES = {"ipykernel", "jupyter-client", "nest-asyncio2", "tornado"}  # reason: see .binder/requirements.txt
PYTHON = (BINDER / "runtime.txt").read_text("utf-8").removeprefix("python-").rstrip("\n")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def requirements(path) -> dict[str, Requirement]:
    """Return the requirements in a file that apply to Binder's Python, by canonical name."""
    lines = [line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line]
    environment = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0", "sys_platform": "linux"}
    return {
        canonicalize_name(each.name): each for each in found if not each.marker or each.marker.evaluate(environment)
    }


def test_python_version_has_repo2dockers_format_and_is_supported():
    assert re.fullmatch(r"3\.\d+", PYTHON)
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(PYTHON)


def test_pins_equal_those_of_the_book_and_satisfy_the_package():
    binder, book = requirements(BINDER / "requirements.txt"), requirements(ROOT / "requirements.txt")
    needed = {canonicalize_name(each.name): each for each in map(Requirement, PROJECT["dependencies"])}
    assert set(binder) == set(needed) | KERNEL_PACKAGES, "only run-time dependencies"
    for name, requirement in binder.items():
        version = Version(str(requirement.specifier).removeprefix("=="))
        assert requirement.specifier == book[name].specifier, f"{name} is not the version of requirements.txt"
        assert name in KERNEL_PACKAGES or version in needed[name].specifier
        assert name != "ipykernel" or version >= Version("7.4.0"), "older versions lose cells"


def test_post_build_is_executable_and_stops_at_the_first_error():
    assert "set -euo pipefail" in (BINDER / "postBuild").read_text("utf-8")
    assert os.access(BINDER / "postBuild", os.X_OK)
