"""The build keeps its promises: it stops at the first fault, says where, and leaves nothing behind."""

import json
import re
import subprocess
import sys

import pytest
from copy_book import copy_build_inputs

pytestmark = pytest.mark.editions

CHAPTER = "chapters/what-happened.ipynb"


@pytest.fixture
def book(tmp_path):
    """Give a small book, a title page and one chapter of two cells, in a folder with a blank and an umlaut."""
    folder = copy_build_inputs(tmp_path / "mein Büchlein")
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n- file: {CHAPTER[:-6]}\n", "utf-8")
    (folder / "index.md").write_text("# A book\n\nFacts as of today.\n", "utf-8")
    change_cells(folder, lambda cells: [cells[0], next(cell for cell in cells if cell["id"] == "import")])
    return folder


def build(folder):
    """Run the build as `make book` does; give its result with all it said as `said`."""
    command = [sys.executable, "tools/build.py", "--plain"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    run.said = run.stdout + run.stderr
    return run


def change_cells(folder, change) -> None:
    """Give the chapter other cells: what `change` returns for those it has."""
    notebook = json.loads((folder / CHAPTER).read_text("utf-8"))
    notebook["cells"] = change(notebook["cells"])
    (folder / CHAPTER).write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def refused(folder) -> str:
    """Return what a build says that fails, the second time as the first."""
    runs = [build(folder), build(folder)]
    assert [run.returncode for run in runs] == [1, 1], runs[-1].said
    assert not (folder / "_build/html").exists()
    return runs[-1].said


def test_a_failing_cell_leaves_no_site(book):
    bad = {"cell_type": "code", "id": "loud", "metadata": {}, "execution_count": None, "outputs": [], "source": "1 / 0"}
    change_cells(book, lambda cells: [*cells, bad])
    said = refused(book)
    assert f"{CHAPTER}, cell 'loud'" in said
    assert "ZeroDivisionError" in said


def test_a_warning_is_a_failure_and_a_mended_book_is_built_once(book):
    index = book / "index.md"
    sound = index.read_text("utf-8")
    index.write_text(sound + f"\n[nowhere]({CHAPTER}#no-such-place)\n", "utf-8")
    assert "no-such-place" in refused(book)
    index.write_text(sound, "utf-8")
    run = build(book)
    assert run.returncode == 0, run.said
    assert "Executing" not in run.said, "outputs at hand are used again"
    page = book / "_build/html/index.html"
    built = page.read_bytes()
    assert "nothing has changed" in build(book).said
    page.unlink()
    assert "nothing has changed" not in build(book).said
    assert page.read_bytes() == built
    index.write_text(f"{sound}\nOne more sentence.\n", "utf-8")
    build(book)
    assert "One more sentence." in page.read_text("utf-8")


def test_a_page_over_its_budget_is_refused(book):
    budgets = book / "_ext/budgets.toml"
    budgets.write_text(re.sub(r"(?m)= [\d_]+", "= 9", budgets.read_text("utf-8")), "utf-8")
    assert re.search(r"index\.html.* bytes gzipped, budget 9", refused(book))
