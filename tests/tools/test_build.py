"""tools/build.py stops at the first error, reports where it is, and rebuilds only what changed."""

import json
import re
import subprocess
import sys

import pytest
from copy_book import copy_build_inputs

pytestmark = pytest.mark.editions

CHAPTER = "chapters/what-happened.ipynb"
TITLE_PAGE = "# A book\n\nFacts as of today.\n\n## Eleven chapters\n\n## Three doors\n"


@pytest.fixture
def small_book(tmp_path):
    """Return the folder, with a space and an umlaut in its path, of a book of one page and a chapter of two cells."""
    folder = copy_build_inputs(tmp_path / "mein Büchlein")
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n- file: {CHAPTER[:-6]}\n", "utf-8")
    (folder / "index.md").write_text(TITLE_PAGE, "utf-8")
    change_cells(folder, lambda cells: [cells[0], next(cell for cell in cells if cell["id"] == "import")])
    return folder


def build(folder) -> subprocess.CompletedProcess:
    """Run the build as `make book` does; its `stdout` has all output."""
    command = [sys.executable, "tools/build.py", "--plain"]
    return subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=300
    )


def change_cells(folder, change) -> None:
    """Replace the cells of the chapter by the result of `change`, a function of its list of cells."""
    notebook = json.loads((folder / CHAPTER).read_text("utf-8"))
    notebook["cells"] = change(notebook["cells"])
    (folder / CHAPTER).write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def failing_build_output(folder) -> str:
    """Run the build, check that it fails and leaves no site, and return its output."""
    run = build(folder)
    assert run.returncode == 1, run.stdout
    assert not (folder / "_build/html").exists()
    return run.stdout


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("1/0", "ZeroDivisionError"),
        ("import sys; print('fonts are missing', file=sys.stderr)", "writes to stderr:\nfonts are missing"),
    ],
)
def test_failing_cell_is_reported_each_time_and_no_site_is_left(small_book, source, message):
    cell = {"cell_type": "code", "id": "loud", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
    change_cells(small_book, lambda cells: [*cells, cell])
    for _ in range(2):  # neither errors nor stderr are cached
        output = failing_build_output(small_book)
        assert f"{CHAPTER}, cell 'loud'" in output
        assert message in output


def test_warning_fails_the_build_and_a_repaired_book_is_rebuilt_only_after_changes(small_book):
    index = small_book / "index.md"
    valid = index.read_text("utf-8")
    index.write_text(valid + f"\n[nowhere]({CHAPTER}#no-such-place)\n", "utf-8")
    assert "no-such-place" in failing_build_output(small_book)
    index.write_text(valid, "utf-8")
    run = build(small_book)
    assert run.returncode == 0, run.stdout
    assert "Executing" not in run.stdout, "cached outputs are used"
    page = small_book / "_build/html/index.html"
    html = page.read_bytes()
    assert '<details class="iss-run"' in (small_book / "_build/html" / CHAPTER).with_suffix(".html").read_text("utf-8")
    assert "nothing has changed" in build(small_book).stdout
    page.unlink()
    assert "nothing has changed" not in build(small_book).stdout
    assert page.read_bytes() == html
    index.write_text(f"{valid}\nOne more sentence.\n", "utf-8")
    build(small_book)
    assert "One more sentence." in page.read_text("utf-8")


def test_page_over_its_size_budget_fails_the_build(small_book):
    budgets = small_book / "_ext/budgets.toml"
    budgets.write_text(re.sub(r"(?m)= [\d_]+", "= 9", budgets.read_text("utf-8")), "utf-8")
    assert re.search(r"index\.html.* bytes gzipped, budget 9", failing_build_output(small_book))
