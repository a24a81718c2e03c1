"""The chapters and the build without a network, write permission, a home directory or a recent Python."""

import os
import shutil
import subprocess
import sys

import pytest
from copy_book import copy_build_inputs
from notebooks import notebook_paths
from paths import ROOT

DROP_CAPABILITIES = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]  # so that root, too, obeys file permissions
FONT_CACHE_WARNINGS = (  # of matplotlib, without a home directory
    "mkdir -p failed for path /proc/no-home",
    "Matplotlib created a temporary cache directory",
)


def run(command: list, **variables: str) -> subprocess.CompletedProcess:
    """Run a command without a home directory and without root's right to ignore file permissions."""
    is_root = os.getuid() == 0
    if is_root and not shutil.which(DROP_CAPABILITIES[0]):
        pytest.skip("root ignores file permissions, and setpriv is missing")
    inherited = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "TMPDIR"}}
    environment = {**inherited, "HOME": "/proc/no-home", "PYTHONDONTWRITEBYTECODE": "1", **variables}
    prefix = DROP_CAPABILITIES if is_root else []
    return subprocess.run([*prefix, *command], env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def read_only_book(tmp_path):
    """Yield a read-only copy of the book whose path has spaces and letters that are not ASCII."""
    folder = copy_build_inputs(tmp_path / "Öffentliche Bücher · книга")
    subprocess.run(["chmod", "-R", "a-w", folder], check=True)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", folder], check=True)


@pytest.mark.nightly
def test_all_chapters_run_offline_in_a_read_only_folder_without_a_home(read_only_book):
    command = [sys.executable, ROOT / "tests/book/run_chapters.py", read_only_book]
    result = run(command, PYTHONPATH=str(read_only_book / "src"), NO_NETWORK="1")
    assert result.returncode == 0, result.stderr
    assert {line.split()[0] for line in result.stdout.splitlines()} >= {path.stem for path in notebook_paths()}
    assert [line for line in result.stderr.splitlines() if not line.startswith(FONT_CACHE_WARNINGS)] == []


def test_build_in_a_read_only_folder_reports_permission_denied(read_only_book):
    result = run([sys.executable, read_only_book / "tools/build.py"])
    assert result.returncode == 1
    assert result.stderr == f"The book was not built. [Errno 13] Permission denied: '{read_only_book / '_build'}'\n"


def test_make_with_an_old_python_reports_the_required_version(tmp_path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")  # the Makefile's version check exits with 1, too
    old.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    result = run(["make", "--directory", tmp_path, "--no-print-directory", f"PYTHON={old}", ".venv/bin/python"])
    assert result.returncode
    assert result.stdout == "Docked needs Python 3.11 or newer: make PYTHON=python3.12 ...\n"
    assert not (tmp_path / ".venv").exists()
