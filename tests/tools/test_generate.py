"""Stale generated files are listed; links between chapters and the cell for Colab are renewed correctly."""

import subprocess
import sys

import chapter_files
import generate
import pytest
from book_pages import toc_pages
from notebooks import chapters
from paths import ROOT
from running import ToolError, run

NAMES = [chapter.name for chapter in chapters()]


def test_check_lists_stale_files_and_writes_nothing(monkeypatch, capsys):
    page = ROOT / "reference" / "facts.md"
    before = page.read_bytes()
    monkeypatch.setitem(generate.PARTS, "reference", lambda: {page: "new\n"})
    with pytest.raises(ToolError, match="make data"):
        generate.main(["--check", "reference"])
    assert capsys.readouterr().out == "stale reference/facts.md\n"
    assert page.read_bytes() == before


def test_short_routes_have_their_chapters():
    # One lesson is short forms of chapters 1 and 4; core is 1, 3, 4, the game (now 8), and the answer (10)
    routes = chapter_files.list_routes(chapter_files.routes_table(NAMES))
    numbers = {route: [NAMES.index(name) + 1 for name in stops] for route, stops in routes.items()}
    assert (numbers["One lesson"], numbers["Core"]) == ([1, 4], [1, 3, 4, 8, 10])
    assert [f"chapters/{name}" for name in routes["Full"]] == [page for page in toc_pages() if "chapters/" in page]


def test_colab_cell_does_nothing_outside_colab():
    cell = "".join(chapter_files.install_cell()["source"])
    code = f"import sys\nbefore = set(sys.modules)\n{cell}\nprint(set(sys.modules) - before, 'wheel' in globals())"
    assert run(sys.executable, "-S", "-c", code) == "set() False"


def test_colab_cell_installs_the_wheel_of_the_site(site, monkeypatch):
    calls = []
    monkeypatch.setitem(sys.modules, "google.colab", object())
    monkeypatch.setattr(subprocess, "run", lambda command, check: calls.append((command, check)))
    exec("".join(chapter_files.install_cell()["source"]), {})
    [(command, check)] = calls
    assert command[:-1] == [sys.executable, "-m", "pip", "install", "--quiet"]
    assert check, "a failed installation must raise"
    base = chapter_files.load_book().base
    assert command[-1].startswith(base)
    assert (site / command[-1].removeprefix(base)).is_file()


def test_order_of_the_chapters_decides_their_numbers_routes_and_last_cells():
    def chapter(*cells):
        return {"cells": [{"cell_type": "code", "id": id, "metadata": {"tags": tags}, "source": text}
                          for id, tags, text in cells]}  # fmt: skip

    old = [("head", ["header"], "**Time:** x\n\n**Routes:** old"), ("next", [], "old"), ("colab", ["colab"], "old")]
    notebook = chapter(*old, ("text", [], "see [chapter 9](b.ipynb)"))
    updated = chapter_files.update_notebook(notebook, "a", {"a": "A", "b": "B"}, {"Core": ["b"], "Full": ["a", "b"]})
    colab, *cells = ["".join(cell["source"]) for cell in updated["cells"]]
    assert colab == "".join(chapter_files.install_cell()["source"])
    routes = "**Time:** x\n\n**Routes:** Full, stop one of two"
    assert cells == [routes, "[Next: B](b.ipynb)", "see [chapter 2](b.ipynb)"]
    assert chapter_files.last_cell("b", {"a": "A", "b": "B"}) == chapter_files.END_OF_BOOK
