"""Tests that a notebook saved with its widgets and exported as HTML works offline: nbconvert#923, #961."""

import os
import subprocess
import sys

import nbformat
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from paths import ROOT

CODE = "import issfacts as iss\niss.quiz(iss.rows('questions')[0]['id'])"


def test_exported_notebook_contains_static_html_instead_of_the_widget_view(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    NotebookClient(notebook, store_widget_state=True).execute()
    assert "application/vnd.jupyter.widget-state+json" in notebook.metadata.widgets
    nbformat.write(notebook, tmp_path / "saved.ipynb")
    environment = {**os.environ, "JUPYTER_CONFIG_PATH": str(ROOT / ".binder")}  # installed by `make` and Binder
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "saved.ipynb"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    page = BeautifulSoup((tmp_path / "saved.html").read_text("utf-8"), "html5lib")
    assert page.select(".iss-quiz details.iss-option > summary")
    assert not page.select("script[type='application/vnd.jupyter.widget-view+json']")
