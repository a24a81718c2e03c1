"""Bad days: no network, nothing may be written, odd paths, no home, an old Python."""

import os
import shutil
import stat
import subprocess
import sys

import pytest
from copy_book import copy_build_inputs
from prose import ROOT, notebooks

POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]  # root without the right to ignore permissions
FONTS = ("mkdir -p failed for path /proc/no-home", "Matplotlib created a temporary cache directory")  # without home


def run(command: list, **variables: str) -> subprocess.CompletedProcess:
    """Run a command without a home, and without root's right to write anywhere."""
    if os.getuid() == 0 and not shutil.which(POWERLESS[0]):
        pytest.skip("root may write anywhere, and setpriv is not here")
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "TMPDIR"}}
    bare = {**kept, "HOME": "/proc/no-home", "PYTHONDONTWRITEBYTECODE": "1", **variables}
    powerless = POWERLESS if os.getuid() == 0 else []
    return subprocess.run([*powerless, *command], env=bare, capture_output=True, text=True, check=False)


def permit(folder, rights: int) -> None:
    """Set what the owner may do with everything in a folder."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(rights | (stat.S_IXUSR if path.is_dir() else 0))


@pytest.fixture
def closed(tmp_path):
    """Give a copy of the book that nobody can write, in a folder with blanks and letters that are not ASCII."""
    folder = copy_build_inputs(tmp_path / "Öffentliche Bücher · книга")
    permit(folder, stat.S_IRUSR)
    yield folder
    permit(folder, stat.S_IRUSR | stat.S_IWUSR)


@pytest.mark.nightly
def test_all_chapters_run_offline_read_only_at_an_odd_place_without_a_home(closed):
    command = [sys.executable, ROOT / "tests/book/run_chapters.py", closed]
    done = run(command, PYTHONPATH=str(closed / "src"), NO_NETWORK="1")
    assert done.returncode == 0, done.stderr
    assert {line.split()[0] for line in done.stdout.splitlines()} >= {path.stem for path in notebooks()}
    assert [line for line in done.stderr.splitlines() if not line.startswith(FONTS)] == []


def test_a_build_where_nothing_may_be_written_says_so_in_one_line(closed):
    done = run([sys.executable, closed / "tools/build.py"])
    assert done.returncode == 1
    assert done.stderr == f"The book was not built. Permission denied: {closed / '_build'}\n"


def test_make_with_an_old_python_says_what_is_needed(tmp_path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")  # as each of its checks ends there
    old.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    done = run(["make", "--directory", tmp_path, "--no-print-directory", f"PYTHON={old}", ".venv/bin/python"])
    assert done.returncode
    assert done.stdout == "Docked needs Python 3.11 or newer: make PYTHON=python3.12 ...\n"
    assert not (tmp_path / ".venv").exists()
