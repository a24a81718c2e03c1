"""The configuration of Binder: its version of Python, its pins and postBuild."""

import os
import re

from binder_pins import BINDER, PYTHON, copy_pins, requirements
from book_pages import PROJECT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from paths import ROOT
from running import run

KERNEL_PACKAGES = {"ipykernel", "jupyter-client", "nest-asyncio2", "tornado"}  # reason: see .binder/requirements.txt


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


def test_make_pins_also_writes_the_pins_of_binder(tmp_path):
    book = tmp_path / "requirements.txt"
    book.write_text("pandas==9.1 ; python_version < '3'\npandas==9.2 ; python_version > '3'\ntornado==9.3\n", "utf-8")
    text = "# Why pandas==3.1.1.\npandas==3.1.1\n\ntornado==6.6.1\n"
    assert copy_pins(text, requirements(book)) == "# Why pandas==3.1.1.\npandas==9.2\n\ntornado==9.3\n"
    assert "tools/binder_pins.py" in run("make", "--dry-run", "pins", cwd=ROOT)


def test_the_test_that_make_binder_names_exists():
    file, name = re.search(r'"(tests/\w+/\w+\.py)" .*"::(\w+)"', (ROOT / "noxfile.py").read_text("utf-8")).groups()
    assert f"\ndef {name}(" in (ROOT / file).read_text("utf-8")


def test_post_build_is_executable_and_stops_at_the_first_error():
    assert "set -euo pipefail" in (BINDER / "postBuild").read_text("utf-8")
    assert os.access(BINDER / "postBuild", os.X_OK)
