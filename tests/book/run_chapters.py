"""Runs the code of all chapters in one plain Python, each cell's last value shown as a notebook shows it.

For days and places without JupyterLab: python run_chapters.py FOLDER. NO_NETWORK=1 lets no address be asked.
"""

import ast
import json
import os
import socket
import sys
from pathlib import Path


def refuse(*args, **kwargs):
    """Stand for a network that is not there."""
    raise OSError("no network")


def show(value) -> None:
    """Make of a value what a notebook asks of it."""
    for name in ("_repr_mimebundle_", "_repr_html_"):
        if hasattr(value, name):
            getattr(value, name)()
            return
    repr(value)


def run_cell(source: str, place: str, names: dict) -> None:
    """Run a cell as a notebook does: its last expression is shown."""
    tree = ast.parse(source, place)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, place, "exec"), names)
    if last:
        show(eval(compile(ast.Expression(last.value), place, "eval"), names))


def run_chapter(path: Path) -> int:
    """Run every code cell of a notebook and return their number."""
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    names = {"__name__": "__main__"}
    for cell in cells:
        run_cell("".join(cell["source"]), f"{path.name}, cell {cell['id']}", names)
    return len(cells)


if __name__ == "__main__":
    if os.environ.get("NO_NETWORK"):
        socket.socket.connect = socket.getaddrinfo = refuse
    for chapter in sorted(Path(sys.argv[1]).glob("chapters/*.ipynb")):
        print(chapter.stem, run_chapter(chapter))
