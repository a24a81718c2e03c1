"""Run the code of all chapters in this Python without Jupyter, rendering each cell's last expression.

Usage: python run_chapters.py FOLDER. The environment variable NO_NETWORK=1 makes every connection fail.
"""

import ast
import json
import os
import socket
import sys
from functools import partial
from pathlib import Path


def raise_no_network(*args, **kwargs):
    """Raise OSError, in place of a function that opens a connection."""
    raise OSError("no network")


def render(value) -> None:
    """Call the representation of a value that a notebook would display."""
    show = getattr(value, "_repr_mimebundle_", None) or getattr(value, "_repr_html_", None) or partial(repr, value)
    show()


def run_cell(source: str, filename: str, namespace: dict) -> None:
    """Run the code of a cell and render its last expression; `filename` names the cell in tracebacks."""
    tree = ast.parse(source, filename)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, filename, "exec"), namespace)
    if last:
        render(eval(compile(ast.Expression(last.value), filename, "eval"), namespace))


def run_chapter(path: Path) -> int:
    """Run every code cell of a notebook and return their number."""
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    namespace = {"__name__": "__main__"}
    for cell in cells:
        run_cell("".join(cell["source"]), f"{path.name}, cell {cell['id']}", namespace)
    return len(cells)


if __name__ == "__main__":
    if os.environ.get("NO_NETWORK"):
        socket.socket.connect = socket.getaddrinfo = raise_no_network
    for chapter in sorted(Path(sys.argv[1]).glob("chapters/*.ipynb")):
        print(chapter.stem, run_chapter(chapter))
