"""The recipe for Binder: its pins are the book's, and what `make binder` asserts can fail."""

import os
import re
import tomllib

import binder
import pytest
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


def test_nothing_local_moves_the_pins_behind_the_copy():
    text = (BINDER / "requirements.txt").read_text("utf-8")
    assert not re.search(r"^\s*(-|\.|file:|[\w-]+\s*@)", text, re.M)


def test_post_build_stops_at_the_first_fault_and_may_run():
    text = (BINDER / "postBuild").read_text("utf-8")
    assert "set -euo pipefail" in text
    assert os.access(BINDER / "postBuild", os.X_OK)


# What `make binder` asserts


def test_a_sound_recipe_passes():
    assert binder.faults(SOUND) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("py-2d3-2e12", "py-2d3-2e14"), "no layer: environment.lock of Python 3.12"),
        (("RUN ./.binder/postBuild", ""), "no layer: postBuild"),
        (('-r ".binder/requirements.txt"', '-r "requirements.txt"'), "no layer: our pins"),
        (("RUN chmod", "RUN pip install --no-cache-dir .\nRUN chmod"), "more is installed than our pins"),
    ],
)
def test_a_recipe_with_a_fault_is_refused(change, fault):
    assert binder.faults(SOUND.replace(*change))[0].startswith(fault)


def test_pins_behind_the_copy_are_refused():
    lines = SOUND.strip().splitlines()
    lines[1], lines[2] = lines[2], lines[1]
    assert binder.faults("\n".join(lines)) == [
        "our pins are installed after the repository: every commit would install them again"
    ]


def test_the_base_is_the_python_packages_of_the_lock():
    lock = """
https://conda.anaconda.org/conda-forge/linux-64/python-3.12.12-hfe2f287_0_cpython.conda#5c
https://conda.anaconda.org/conda-forge/noarch/python_abi-3.12-8_cp312.conda#c3
https://conda.anaconda.org/conda-forge/noarch/cpython-3.12.12-py312hd8ed1ab_1.conda#0
https://conda.anaconda.org/conda-forge/linux-64/zeromq-4.3.5-h387f397_9.conda#8
https://conda.anaconda.org/conda-forge/linux-64/brotli-python-1.1.0-py312h1289d80_4.conda#fd
https://conda.anaconda.org/conda-forge/noarch/ipywidgets-8.1.7-pyhd8ed1ab_0.conda#7c
https://conda.anaconda.org/conda-forge/noarch/jupyterhub-base-5.4.0-pyh31011fe_0.conda#7c
https://conda.anaconda.org/conda-forge/noarch/jupyterhub-singleuser-5.4.0-h81cc5be_0.conda#7c
"""
    assert binder.base_pins(lock) == ["brotli==1.1.0", "ipywidgets==8.1.7", "jupyterhub==5.4.0"]
