"""Bad days: no network, nothing may be written, odd paths, no home, a killed kernel, old versions."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from email.parser import Parser
from zipfile import ZipFile

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from prose import ROOT, notebooks
from test_build import book, keep_one_chapter  # noqa: F401  (a fixture)

sys.path.insert(0, str(ROOT / "tools"))
from wheel_file import write_wheel

POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]  # root without the right to ignore permissions
FONTS = (
    "mkdir -p failed for path /proc/no-home",
    "Matplotlib created a temporary cache directory",
)


def bare(**more: str) -> dict[str, str]:
    """Return an environment without a home."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "TMPDIR"}}
    return {**kept, "HOME": "/proc/no-home", "PYTHONDONTWRITEBYTECODE": "1", **more}


def complaints(run) -> list[str]:
    """Return the lines of complaint of a command, without matplotlib's about a home that is not there."""
    return [line for line in run.stderr.splitlines() if not line.startswith(FONTS)]


def as_ordinary(command: list) -> list:
    """Return a command that cannot write where it may not, also when root runs it."""
    if os.getuid() != 0:
        return command
    if not shutil.which(POWERLESS[0]):
        pytest.skip("root may write anywhere, and setpriv is not here")
    return [*POWERLESS, *command]


@pytest.fixture
def closed(tmp_path):
    """Give a checkout that nobody can write, in a folder whose name has blanks and letters that are not ASCII."""
    folder = tmp_path / "Öffentliche Bücher · книга"
    for name in ("chapters", "data", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    permit(folder, stat.S_IRUSR)
    yield folder
    permit(folder, stat.S_IRUSR | stat.S_IWUSR)


def permit(folder, rights: int) -> None:
    """Set what the owner may do with everything in a folder."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(rights | (stat.S_IXUSR if path.is_dir() else 0))


@pytest.mark.long
def test_all_chapters_run_offline_read_only_at_an_odd_place_without_a_home(closed):
    command = as_ordinary([sys.executable, ROOT / "tests/run_chapters.py", closed])
    run = subprocess.run(
        command, env=bare(PYTHONPATH=str(closed / "src"), NO_NETWORK="1"), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert {line.split()[0] for line in run.stdout.splitlines()} >= {path.stem for path in notebooks()}
    assert complaints(run) == [], "nothing but matplotlib's clear lines"


def test_the_bad_day_is_one(closed):
    write = [sys.executable, "-c", f"open({str(closed / 'data/x')!r}, 'w')"]
    assert "PermissionError" in subprocess.run(as_ordinary(write), capture_output=True, text=True, check=False).stderr
    ask = "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')"
    chapter = {"cells": [{"cell_type": "code", "id": "ask", "source": ask}]}
    permit(closed, stat.S_IRUSR | stat.S_IWUSR)
    (closed / "chapters/aa.ipynb").write_text(json.dumps(chapter), "utf-8")
    command = [sys.executable, ROOT / "tests/run_chapters.py", closed]
    run = subprocess.run(command, env=bare(NO_NETWORK="1"), capture_output=True, text=True, check=False)
    assert "no network" in run.stderr


def test_a_build_where_nothing_may_be_written_says_so_in_one_line(book):  # noqa: F811
    keep_one_chapter(book)
    permit(book, stat.S_IRUSR)
    command = as_ordinary([sys.executable, "tools/build.py"])
    run = subprocess.run(
        command, cwd=book, env=bare(PYTHONPATH=str(book / "src")), capture_output=True, text=True, check=False
    )
    permit(book, stat.S_IRUSR | stat.S_IWUSR)
    assert run.returncode == 1
    assert complaints(run) == [f"The book was not built. Permission denied: {book / '_build'}"]


@pytest.mark.long
def test_after_a_killed_kernel_running_all_again_is_enough():
    path = notebooks()[0]
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"][:5]
    manager, client = start_new_kernel()
    try:
        run(client, cells)
        manager.signal_kernel(signal.SIGKILL)
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=60)
        with pytest.raises(AssertionError, match="NameError: name 'iss' is not defined"):
            run(client, cells[2:])
        run(client, cells)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    advice = next(cell.source for cell in cells if cell.id == "colab")
    assert "name 'iss' is not defined" in advice
    assert "Run All Cells" in advice
    assert "name 'iss' is not defined" in (ROOT / "about/running.md").read_text("utf-8")


def run(client, cells) -> None:
    """Run cells in a kernel; the first error is raised."""
    for cell in cells:
        reply = client.execute_interactive(cell.source, timeout=60, output_hook=lambda message: None)["content"]
        assert reply["status"] == "ok", f"{reply['ename']}: {reply['evalue']}"


OLD = """
import sys, types
{change}
import issfacts as iss
try:
    {ask}
except ImportError as error:
    print(error)
"""


def say_what_is_needed(change: str, ask: str) -> str:
    """Return what the package says in a Python that was made older."""
    code = OLD.format(change=change, ask=ask)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "ask", ["iss.load('stays')", "iss.aboard('2023-09-15')", "iss.tables()", "iss.charts.crew_by_agency()"]
)
def test_an_old_pandas_is_named_in_one_line(ask):
    said = say_what_is_needed("import pandas; pandas.__version__ = '2.2.3'", ask)
    assert (
        said
        == "issfacts needs pandas 2.3 or newer, and this is 2.2.3: pip install 'pandas>=2.3', then restart the kernel"
    )


@pytest.mark.parametrize("version", ["2.3.0", "3.1.1", "3.2.0rc1", "10.0.0.dev0+5.gabc"])
def test_a_recent_pandas_is_taken(version):
    assert (
        say_what_is_needed(f"import pandas; pandas.__version__ = {version!r}", "print(len(iss.load('claims')))") == "41"
    )


def test_an_old_python_is_named_in_one_line():
    said = say_what_is_needed("sys.version_info = (3, 10, 13, 'final', 0)", "pass")
    assert said == "ImportError: issfacts needs Python 3.11 or newer, and this is 3.10"


def test_make_with_an_old_python_says_what_is_needed(tmp_path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")  # as each of its checks ends there
    old.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    run = subprocess.run(
        ["make", f"PYTHON={old}", ".venv/bin/python"],
        cwd=tmp_path,
        env=bare(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode
    assert run.stdout == "Docked needs Python 3.11 or newer: make PYTHON=python3.12 ...\n"
    assert "Traceback" not in run.stderr
    assert not (tmp_path / ".venv").exists()


def test_pip_is_told_what_the_helper_needs(tmp_path):
    with ZipFile(write_wheel(tmp_path)) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
        told = Parser().parsestr(wheel.read(name).decode())
    assert told["Requires-Python"] == ">=3.11"
    assert "pandas<4,>=2.3" in told.get_all("Requires-Dist")
