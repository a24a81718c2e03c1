"""What answers a question stays folded in JupyterLab; everything else is shown as it is."""

from types import SimpleNamespace

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from issfacts.folding import SUMMARY, fold_answers


@pytest.mark.parametrize(("shown", "kept"), [("<b>", "&lt;b&gt;&#x27;</pre>"), (pd.DataFrame([1]), "<table")])
def test_only_answers_are_folded(shown, kept):
    message = {}
    shell = SimpleNamespace(display_formatter=DisplayFormatter(), get_parent=lambda: message)
    before = shell.display_formatter.format(shown)
    fold_answers(shell)
    assert shell.display_formatter.format(shown) == before, "a message without metadata"
    message["metadata"] = {"tags": ["exercise"]}
    assert shell.display_formatter.format(shown) == before
    message["metadata"] = {"tags": ["hide-cell", "solution"]}
    folded = shell.display_formatter.format(shown)[0]["text/html"]
    assert folded.startswith(f"<details><summary>{SUMMARY}</summary>")
    assert kept in folded
