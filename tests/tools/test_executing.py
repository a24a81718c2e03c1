"""The build: errors of notebooks, the cache of outputs, independence of personal settings, what is built again."""

import json
import os
import subprocess
import sys

import build
import fingerprint
import nbformat
import pytest
from jupyter_cache import get_cache
from prose import ROOT

PRINT_SETTINGS = """
import json, os, sys, matplotlib, pandas
print(matplotlib.rcParams["savefig.bbox"], matplotlib.get_backend(), pandas.get_option("display.max_rows"))
print(sys.flags.optimize, sys.warnoptions, sorted(name for name in os.environ if name.startswith(("MPL", "PYTHON"))))
"""
EXECUTE = "import build, pathlib, sys; print(build.execute(pathlib.Path(sys.argv[1]))[0].cells[0].outputs[0].text)"


@pytest.fixture
def notebook(tmp_path):
    """Return a function that writes a notebook of code cells and returns its path."""

    def write(*sources: str):
        cells = [
            nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources, start=1)
        ]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "small.ipynb")
        return tmp_path / "small.ipynb"

    return write


def test_output_to_stderr_is_an_error_and_is_not_cached(notebook, tmp_path, monkeypatch):
    path = notebook("print('fine')", "import sys; print('fonts are missing', file=sys.stderr)")
    monkeypatch.setattr(build, "notebook_paths", lambda: [path])
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "cache_folder", lambda: tmp_path / "cache")
    with pytest.raises(build.ChapterError, match=r"cell 'cell-2' writes to stderr:\nfonts are missing"):
        build.execute_changed()
    assert get_cache(str(tmp_path / "cache")).list_cache_records() == []


def test_site_is_built_again_if_a_pdf_is_missing_that_can_be_printed(tmp_path, monkeypatch):
    files = [tmp_path / name for name in ("index.html", "downloads/docked-a4.pdf", "downloads/docked-letter.pdf")]
    for path in files:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    monkeypatch.setattr(build, "SITE", tmp_path)
    monkeypatch.setattr(build, "BUILT_STATE", tmp_path / "state")
    monkeypatch.setattr(build, "pages", lambda: ["index"])
    monkeypatch.setattr(build, "find_chromium", lambda: "chromium")
    build.BUILT_STATE.write_text("same", "utf-8")
    assert build.is_up_to_date("same", plain=False)
    files[-1].unlink()
    assert not build.is_up_to_date("same", plain=False)
    assert build.is_up_to_date("same", plain=True)
    monkeypatch.setattr(build, "find_chromium", lambda: None)
    assert build.is_up_to_date("same", plain=False)


def test_personal_settings_do_not_change_outputs(notebook, tmp_path):
    plain = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {"HOME": str(tmp_path)}
    files = {
        "ipython/profile_default/startup/mine.py": "import pandas; pandas.set_option('display.max_rows', 3)",
        "config/matplotlib/matplotlibrc": "savefig.bbox: tight",
        "python/sitecustomize.py": "import sys; print('mine', file=sys.stderr)",
        "jupyter/kernels/python3/kernel.json": json.dumps({"argv": ["false"], "display_name": "Mine"}),
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
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
    command = [sys.executable, "-c", EXECUTE, notebook(PRINT_SETTINGS)]
    runs = [
        subprocess.run(command, cwd=ROOT / "tools", env=variables, capture_output=True, text=True, check=False)
        for variables in (plain, personal)
    ]
    assert [run.returncode for run in runs] == [0, 0], runs[1].stderr
    assert runs[0].stdout == runs[1].stdout


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


def test_make_removes_personal_settings():
    personal = {"PATH": os.environ["PATH"], "PYTHONPATH": "/mine", "PYTHONSTARTUP": "/mine", "PIP_TARGET": "/mine"}
    command = ["make", "--eval=print-env: ; @env", "print-env"]
    run = subprocess.run(command, cwd=ROOT, env=personal, capture_output=True, text=True, check=True)
    assert "PIP_USER=no" in run.stdout.splitlines()
    assert "/mine" not in run.stdout
    command = ["make", "--dry-run", "--always-make", "binder"]
    run = subprocess.run(command, cwd=ROOT, env={**personal, "BROWSER": "1"}, capture_output=True, text=True)
    assert "--session binder" in run.stdout
    assert "-- browser" not in run.stdout
