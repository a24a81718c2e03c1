"""Collapse the output of solution cells in JupyterLab, which expands a hidden output when its cell is run.

An image stays as it is, because JupyterLab would show any HTML in its place.
"""

import sys
from html import escape

SUMMARY = "What the solution shows"


def fold_solutions(shell) -> None:
    """Wrap the HTML output of cells tagged `solution` in `<details>`; JupyterLab sends the tags with the code."""
    original_format = shell.display_formatter.format

    def format_folded(result, *args, **kwargs):
        data, metadata = original_format(result, *args, **kwargs)
        tags = shell.get_parent().get("metadata", {}).get("tags", ())
        if "solution" in tags and ("text/html" in data or list(data) == ["text/plain"]):
            html = data.get("text/html") or f"<pre>{escape(data['text/plain'])}</pre>"
            data["text/html"] = f"<details><summary>{SUMMARY}</summary>{html}</details>"
        return data, metadata

    shell.display_formatter.format = format_folded


def install_solution_folding() -> None:
    """Call `fold_solutions` if Python runs as a Jupyter kernel."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if hasattr(shell, "get_parent"):  # neither terminal IPython nor the browser kernel has it
        fold_solutions(shell)
