"""Builds do not depend on personal settings, and reuse only what no change of code, data or packages affects."""

import json
import os
import sys
from datetime import date

import build
import fingerprint
import handouts
import nbformat
import pytest
from file_cache import cached_files
from paths import ROOT
from running import run

PRINT_SETTINGS = """
import json, os, sys, matplotlib, pandas
print(matplotlib.rcParams["savefig.bbox"], matplotlib.get_backend(), pandas.get_option("display.max_rows"))
print(sys.flags.optimize, sys.warnoptions, sorted(name for name in os.environ if name.startswith(("MPL", "PYTHON"))))
"""
EXECUTE = """
import clean_environment, pathlib, sys
clean_environment.clean_environment()
import execution
print(execution.execute(pathlib.Path(sys.argv[1]))[0].cells[0].outputs[0].text)
"""


def test_personal_settings_do_not_change_outputs(tmp_path):
    cell = nbformat.v4.new_code_cell(PRINT_SETTINGS)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "small.ipynb")
    files = {
        "ipython/profile_default/startup/mine.py": "import pandas; pandas.set_option('display.max_rows', 3)",
        "config/matplotlib/matplotlibrc": "savefig.bbox: tight",
        "python/sitecustomize.py": "import sys; print('mine', file=sys.stderr)",
        "jupyter/kernels/python3/kernel.json": json.dumps({"argv": ["false"], "display_name": "Mine"}),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
    plain = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {"HOME": str(tmp_path)}
    personal = plain | {
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JUPYTER_PATH": str(tmp_path / "jupyter"),
        "JUPYTER_PREFER_ENV_PATH": "0",
        "MATPLOTLIBRC": str(tmp_path / "config/matplotlib"),
        "MPLBACKEND": "svg",
        "MPLCONFIGDIR": "/proc/no-such-folder",
        "PYTHONPATH": str(tmp_path / "python"),
        "PYTHONSTARTUP": str(tmp_path / "ipython/profile_default/startup/mine.py"),
        "PYTHONWARNINGS": "default",
    }
    command = [sys.executable, "-c", EXECUTE, tmp_path / "small.ipynb"]
    first, second = (run(*command, cwd=ROOT / "tools", env=variables) for variables in (plain, personal))
    assert first == second


def test_make_removes_personal_settings():
    personal = {"PATH": os.environ["PATH"], "PYTHONPATH": "/mine", "PYTHONSTARTUP": "/mine", "PIP_TARGET": "/mine"}
    output = run("make", "--eval=print-env: ; @env", "print-env", cwd=ROOT, env=personal)
    assert "PIP_USER=no" in output.splitlines()
    assert "/mine" not in output
    output = run("make", "--dry-run", "--always-make", "binder", cwd=ROOT, env={**personal, "BROWSER": "1"})
    assert "--session binder" in output
    assert "-- browser" not in output


def test_cache_folder_depends_on_pandas_code_and_tables(tmp_path, monkeypatch):
    folders = [fingerprint.cache_folder()]
    assert fingerprint.cache_folder() == folders[0]
    newer_pandas = tmp_path / "pandas-9.9.9.dist-info"
    newer_pandas.mkdir()
    (newer_pandas / "METADATA").write_text("Metadata-Version: 2.1\nName: pandas\nVersion: 9.9.9\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert "pandas==9.9.9" in fingerprint.installed_versions()
    folders.append(fingerprint.cache_folder())
    for name in ("src.py", "data.csv"):
        (tmp_path / name).write_text("", "utf-8")
        monkeypatch.setattr(fingerprint, "INPUTS", (*fingerprint.INPUTS, tmp_path / name))
        folders.append(fingerprint.cache_folder())
    assert len(set(folders)) == 4


def test_site_is_built_again_if_a_pdf_is_missing_that_can_be_printed(tmp_path, monkeypatch):
    for name in ("state", "index.html", "downloads/docked-a4.pdf", "downloads/docked-letter.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("same", "utf-8")
    monkeypatch.setattr(build, "SITE", tmp_path)
    monkeypatch.setattr(build, "BUILT_STATE", tmp_path / "state")
    monkeypatch.setattr(build, "pages", lambda: ["index"])
    monkeypatch.setattr(build, "find_chromium", lambda: "chromium")
    assert build.is_up_to_date("same", plain=False)
    (tmp_path / "downloads/docked-a4.pdf").unlink()
    assert not build.is_up_to_date("same", plain=False)
    assert build.is_up_to_date("same", plain=True)
    monkeypatch.setattr(build, "find_chromium", lambda: None)
    assert build.is_up_to_date("same", plain=False)


def test_cached_files_are_reused_until_function_arguments_or_code_change_and_unused_ones_removed(tmp_path):
    jobs = {"a.txt": (str.encode, "c0"), "b.txt": (bytes.fromhex, "c0")}
    assert cached_files(tmp_path, jobs, "first") == {"a.txt": b"c0", "b.txt": b"\xc0"}
    for path in tmp_path.iterdir():
        path.write_bytes(b"cached")
    changed = jobs | {"b.txt": (bytes.fromhex, "c1")}
    assert cached_files(tmp_path, changed, "first") == {"a.txt": b"cached", "b.txt": b"\xc1"}
    (tmp_path / "half.draft").write_bytes(b"interrupted")
    assert cached_files(tmp_path, jobs, "second") == {"a.txt": b"c0", "b.txt": b"\xc0"}
    assert len(list(tmp_path.iterdir())) == 2, "files that no job refers to are removed"
    with pytest.raises(LookupError):
        cached_files(tmp_path, {"a.txt": (str.encode, "a", "no-such-code")}, "")
    assert list(tmp_path.iterdir()) == [], "a failed job leaves no file"


def test_cache_of_office_files_depends_on_the_date_of_the_data(monkeypatch):
    monkeypatch.setattr(handouts, "cached_files", lambda folder, jobs, state: repr(state))
    states = set()
    for day in (date(2026, 11, 22), date(2026, 11, 23)):
        monkeypatch.setattr(handouts, "as_of", lambda day=day: day)
        states.add(handouts.build_office_files({}))
    assert len(states) == 2
