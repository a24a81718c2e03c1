"""What a solution shows stays folded in JupyterLab; everything else is shown as it is."""

from types import SimpleNamespace

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from issfacts.folding import fold_solutions


@pytest.mark.parametrize(("shown", "kept"), [("<b>", "&lt;b&gt;&#x27;</pre>"), (pd.DataFrame([1]), "<table")])
def test_only_a_solution_is_folded(shown, kept):
    message = {}
    shell = SimpleNamespace(display_formatter=DisplayFormatter(), get_parent=lambda: message)
    before = shell.display_formatter.format(shown)
    fold_solutions(shell)
    assert shell.display_formatter.format(shown) == before, "a message without metadata"
    message["metadata"] = {"tags": ["exercise"]}
    assert shell.display_formatter.format(shown) == before
    message["metadata"] = {"tags": ["solution"]}
    folded = shell.display_formatter.format(shown)[0]["text/html"]
    assert folded.startswith("<details><summary>")
    assert kept in folded
