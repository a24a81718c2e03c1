"""Tests that only the output of solution cells is collapsed in JupyterLab."""

from types import SimpleNamespace

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure

from issfacts.folding import SUMMARY, fold_solutions


@pytest.mark.parametrize(("result", "html"), [("<b>", "&lt;b&gt;&#x27;</pre>"), (pd.DataFrame([1]), "<table")])
def test_only_output_of_solution_cells_is_folded(result, html):
    message = {}
    shell = SimpleNamespace(display_formatter=DisplayFormatter(), get_parent=lambda: message)
    unfolded = shell.display_formatter.format(result)
    fold_solutions(shell)
    assert shell.display_formatter.format(result) == unfolded, "a message without metadata"
    message["metadata"] = {"tags": ["exercise"]}
    assert shell.display_formatter.format(result) == unfolded
    message["metadata"] = {"tags": ["hide-cell", "solution"]}
    folded = shell.display_formatter.format(result)[0]["text/html"]
    assert folded.startswith(f"<details><summary>{SUMMARY}</summary>")
    assert html in folded


def test_plot_of_a_solution_cell_stays_an_image():
    formatter = DisplayFormatter()
    formatter.formatters["image/png"].for_type(Figure, lambda figure: b"drawn")
    message = {"metadata": {"tags": ["solution"]}}
    fold_solutions(SimpleNamespace(display_formatter=formatter, get_parent=lambda: message))
    assert sorted(formatter.format(Figure())[0]) == ["image/png", "text/plain"]
