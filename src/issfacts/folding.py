"""Folds what a cell tagged `solution` shows in JupyterLab, which opens a hidden output whenever its cell runs."""

import sys
from html import escape


def fold_solutions(shell) -> None:
    """Let a kernel show the results of solutions folded; JupyterLab sends a cell's tags along with its code."""
    formatted = shell.display_formatter.format

    def folded(shown, *args, **kwargs):
        data, about = formatted(shown, *args, **kwargs)
        if data and "solution" in shell.get_parent().get("metadata", {}).get("tags", ()):
            result = data.get("text/html") or f"<pre>{escape(data['text/plain'])}</pre>"
            data["text/html"] = f"<details><summary>What the solution shows</summary>{result}</details>"
        return data, about

    shell.display_formatter.format = folded


def fold_in_notebooks() -> None:
    """Fold solutions where this Python is a notebook's."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if hasattr(shell, "get_parent"):  # a terminal has none, nor has the browser's own Python
        fold_solutions(shell)
