"""The recipe for Binder: its pins are the book's, and what `make binder` asserts can fail."""

import os
import re
import tomllib

import binder
from lite.wheels import normal
from packaging.requirements import Requirement
from packaging.version import Version
from prose import ROOT

BINDER = ROOT / ".binder"
KERNEL = {"ipykernel", "jupyter-client", "nest-asyncio2", "tornado"}  # why: see .binder/requirements.txt
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
# The lines of a Dockerfile that repo2docker 2026.4.0 wrote for this book, in their order.
SOUND = """
COPY --chown=1000:1000 build_script_files/environment-2epy-2d3-2e12-2dlinux-2d64-2elock-e2d8c4 /tmp/env/environment.lock
RUN ${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir -r ".binder/requirements.txt"
COPY --chown=1000:1000 src/ ${REPO_DIR}/
RUN chmod +x .binder/postBuild
RUN ./.binder/postBuild
"""


def requirements(path) -> dict[str, Requirement]:
    """Return what a requirements file asks for on Binder's Python, by normal name."""
    lines = [line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line]
    here = {"python_version": binder.PYTHON, "python_full_version": f"{binder.PYTHON}.0", "sys_platform": "linux"}
    return {normal(each.name): each for each in found if not each.marker or each.marker.evaluate(here)}


def pin(requirement: Requirement) -> Version:
    """Return the one version that a requirement allows."""
    [only] = requirement.specifier
    assert only.operator == "=="
    return Version(only.version)


def test_python_is_named_as_repo2docker_wants_it_and_allowed():
    assert re.fullmatch(r"python-3\.\d+\n", (BINDER / "runtime.txt").read_text("utf-8"))
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(binder.PYTHON)


def test_pins_are_those_of_the_book_and_within_what_the_helper_allows():
    ours, book = requirements(BINDER / "requirements.txt"), requirements(ROOT / "requirements.txt")
    needed = {normal(each.name): each for each in map(Requirement, PROJECT["dependencies"])}
    assert set(ours) == set(needed) | KERNEL, "run-time needs only"
    for name, requirement in ours.items():
        assert pin(requirement) == pin(book[name]), f"{name} is not the version of requirements.txt"
        assert name in KERNEL or pin(requirement) in needed[name].specifier


def test_the_kernel_is_one_that_loses_no_cell():
    assert pin(requirements(BINDER / "requirements.txt")["ipykernel"]) >= Version("7.4.0")


def test_post_build_stops_at_the_first_fault_and_may_run():
    text = (BINDER / "postBuild").read_text("utf-8")
    assert "set -euo pipefail" in text
    assert os.access(BINDER / "postBuild", os.X_OK)


def test_only_a_sound_recipe_passes():
    assert binder.faults(SOUND) == []
    changes = {
        ("py-2d3-2e12", "py-2d3-2e14"): "no layer: environment.lock of Python 3.12",
        ("RUN ./.binder/postBuild", ""): "no layer: postBuild",
        ('-r ".binder/requirements.txt"', '-r "requirements.txt"'): "no layer: our pins",
        ("RUN chmod", "RUN pip install --no-cache-dir .\nRUN chmod"): "more is installed than our pins",
    }
    for change, fault in changes.items():
        assert binder.faults(SOUND.replace(*change))[0].startswith(fault)
    base, pins, copy, *rest = SOUND.strip().splitlines()
    late = "\n".join([base, copy, pins, *rest])
    assert binder.faults(late) == ["our pins are installed after the repository: every commit would install them again"]
