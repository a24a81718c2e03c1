"""Other homes: the container for VS Code and Codespaces, the matrix of versions, what runs when."""

import json
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.specifiers import SpecifierSet
from prose import ROOT

CONTAINER = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MATRIX = (ROOT / "noxfile.py").read_text("utf-8")


def test_the_container_calls_the_two_commands_of_the_readme():
    commands = [CONTAINER["onCreateCommand"], CONTAINER["postCreateCommand"]]
    assert commands == ["make book", "make test"]
    assert CONTAINER["waitFor"] == "onCreateCommand", "nobody waits for the tests"
    for command in commands:
        assert f"```sh\n{command}\n```" in (ROOT / "README.md").read_text("utf-8")


def test_the_container_has_an_allowed_python_and_opens_what_exists():
    version = re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:(3\.\d+)-\w+", CONTAINER["image"])[1]
    assert version in SpecifierSet(PROJECT["requires-python"])
    for name in CONTAINER["customizations"]["codespaces"]["openFiles"]:
        assert (ROOT / name).is_file()
    settings = CONTAINER["customizations"]["vscode"]["settings"]
    assert settings["python.defaultInterpreterPath"].endswith("/.venv/bin/python")
    assert "VENV := .venv\n" in (ROOT / "Makefile").read_text("utf-8")


def test_the_matrix_spans_what_the_book_promises():
    names = {}
    exec(re.search(r"^PYTHONS = .*?\nPANDAS = .*?$", MATRIX, re.M | re.S)[0], names)
    assert all(version in SpecifierSet(PROJECT["requires-python"]) for version in names["PYTHONS"])
    assert names["PYTHONS"][0] == PROJECT["requires-python"].removeprefix(">=")
    assert {*names["PANDAS"].values()} == {"pandas==2.3.*", "pandas<4"}
    assert "pandas>=2.3,<4" in PROJECT["dependencies"]


def test_the_matrix_finds_its_tests():
    block = re.search(r"^SUBJECTS = \[.*?^\]", MATRIX, re.M | re.S)[0]
    names = {}
    exec(block, names)
    for name in names["SUBJECTS"]:
        assert list(ROOT.glob(f"tests/test_{name}.py")), name


def test_the_matrix_and_binder_run_weekly_and_binder_at_every_change():
    jobs = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text("utf-8"))["jobs"]
    assert "ALL_PYTHONS=1 make matrix" in jobs["matrix"]["steps"][-1]["run"]
    assert set(jobs["matrix"]["steps"][1]["with"]["python-version"].split()) == {"3.11", "3.12", "3.13", "3.14"}
    assert "make binder BROWSER=2" in jobs["binder"]["steps"][-1]["run"]
    assert "\nmake binder BROWSER=1\n" in (ROOT / ".ci/run").read_text("utf-8")


@pytest.mark.parametrize("source", ["1 / 0", "def f(:"])
def test_a_failing_cell_ends_it_and_is_named(source, tmp_path):
    (tmp_path / "chapters").mkdir()
    notebook = {"cells": [{"cell_type": "code", "id": "loud", "source": [source]}]}
    (tmp_path / "chapters/bad.ipynb").write_text(json.dumps(notebook), "utf-8")
    command = [sys.executable, ROOT / "tests/run_chapters.py", tmp_path]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "bad.ipynb, cell loud" in run.stderr


def test_the_list_for_a_person_online_names_every_way():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    part = text.split("## What only a person online can test, in ten minutes")[1].split("\n## ")[0]
    for way in ("Binder", "Colab", "JupyterLite", "A hub", "Codespaces"):
        assert f"**{way}**" in part
    words = {"one": 1, "two": 2, "three": 3}
    assert sum(words[word] for word in re.findall(r"\((one|two|three) minute", part)) == 10
