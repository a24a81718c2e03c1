"""The build keeps its promises: it stops at the first fault, says where, and leaves nothing behind."""

import json
import subprocess
import sys

import pytest
from copy_book import copy_of_the_book
from prose import ROOT

pytestmark = pytest.mark.editions


@pytest.fixture
def book(tmp_path):
    """Copy the book to a folder whose name has a blank and a letter that is not ASCII."""
    return copy_of_the_book(tmp_path / "mein Büchlein")


def build(folder):
    """Run the build as `make book` does."""
    command = [sys.executable, "tools/build.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)


def change_notebook(path, change):
    """Apply `change` to the list of cells of a notebook."""
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def keep_one_chapter(folder):
    """Make the book as small as it can be: a title page and one chapter of one cell."""
    (folder / "_toc.yml").write_text(
        "format: jb-book\nroot: index\nchapters:\n- file: chapters/what-happened\n", "utf-8"
    )
    (folder / "index.md").write_text("# A book\n\nFacts as of today.\n", "utf-8")

    def shorten(cells):
        cells[:] = [cell for cell in cells if cell["id"] in {"import", cells[0]["id"]}]

    change_notebook(folder / "chapters/what-happened.ipynb", shorten)


def test_a_failing_cell_names_chapter_cell_and_traceback_and_leaves_no_site(book):
    keep_one_chapter(book)
    bad = {"cell_type": "code", "id": "loud-cell", "metadata": {}, "execution_count": None, "outputs": []}
    change_notebook(book / "chapters/what-happened.ipynb", lambda cells: cells.append({**bad, "source": ["1 / 0"]}))
    for _ in range(2):  # the second run must not be greener than the first
        run = build(book)
        assert run.returncode == 1
        assert "chapters/what-happened.ipynb, cell 'loud-cell'" in run.stderr
        assert "ZeroDivisionError" in run.stderr
        assert not (book / "_build/html").exists()


def test_a_warning_is_a_failure_twice_and_a_mended_book_is_built_once(book):
    keep_one_chapter(book)
    index = book / "index.md"
    sound = index.read_text("utf-8")
    index.write_text(sound + "\n[nowhere](chapters/what-happened.ipynb#no-such-place)\n", "utf-8")
    for _ in range(2):
        run = build(book)
        assert run.returncode == 1, run.stdout + run.stderr
        assert "no-such-place" in run.stdout + run.stderr
        assert not (book / "_build/html").exists()
    index.write_text(sound, "utf-8")
    run = build(book)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Executing" not in run.stdout, "outputs at hand are used again"
    page = book / "_build/html/index.html"
    built = page.read_bytes()
    assert "nothing has changed" in build(book).stdout
    page.unlink()
    assert "nothing has changed" not in build(book).stdout
    assert page.read_bytes() == built
    index.write_text(f"{sound}\nOne more sentence.\n", "utf-8")
    build(book)
    assert "One more sentence." in page.read_text("utf-8")


def test_a_change_of_code_or_data_executes_again(book):
    sys.path.insert(0, str(ROOT / "_ext"))
    from fingerprint import fingerprint

    inputs = [book / "src", book / "data", book / "requirements.txt"]
    first = fingerprint(inputs)
    assert fingerprint(inputs) == first
    table = book / "data/events.csv"
    for change in (
        lambda: table.write_text(table.read_text("utf-8") + "\n", "utf-8"),
        lambda: (book / "src/issfacts/new.py").write_text("", "utf-8"),
        lambda: (book / "requirements.txt").write_text("", "utf-8"),
    ):
        change()
        assert fingerprint(inputs) != first
        first = fingerprint(inputs)


RICH = """# A book

Facts as of today.

::::{tab-set}
:::{tab-item} First
One
:::
:::{tab-item} Second
Two
:::
::::

:::{dropdown} More
Hidden at first
:::

:::{admonition} Fold
:class: dropdown
Folded words
:::

<div class="iss-game"><p>Play</p></div>
"""


@pytest.mark.browser
def test_tabs_folds_and_the_game_work_under_the_policy_and_budgets_hold(book, browser):
    keep_one_chapter(book)
    (book / "index.md").write_text(RICH, "utf-8")
    (book / "_ext/site/play.js").write_text('document.querySelector(".iss-game p").textContent = "Played";', "utf-8")
    (book / "_ext/site/game.css").write_text(".iss-game { padding: 1px }", "utf-8")
    run = build(book)
    assert run.returncode == 0, run.stdout + run.stderr
    tab, faults = browser.new_page(), []
    tab.on("console", lambda message: message.type == "error" and faults.append(message.text))
    tab.goto((book / "_build/html/index.html").as_uri())
    tab.get_by_text("Second").click()
    assert tab.get_by_text("Two").is_visible()
    assert not tab.get_by_text("One", exact=True).is_visible()
    for closed, inside in (("More", "Hidden at first"), ("Fold", "Folded words")):
        assert not tab.get_by_text(inside).is_visible()
        tab.get_by_text(closed).first.click()
        tab.get_by_text(inside).wait_for()
    assert tab.get_by_text("Played").is_visible()
    assert tab.evaluate("getComputedStyle(document.querySelector('.iss-game')).paddingTop") == "1px"
    assert "play.js" not in (book / "_build/html/chapters/what-happened.html").read_text("utf-8")
    tab.close()
    assert faults == []

    budgets = book / "_ext/budgets.toml"
    budgets.write_text(budgets.read_text("utf-8").replace("first_visit = 90_000", "first_visit = 9_000"), "utf-8")
    run = build(book)
    assert run.returncode == 1
    assert "index.html, first visit: " in run.stdout + run.stderr
    assert "bytes gzipped, budget 9,000" in run.stdout + run.stderr
    assert not (book / "_build/html").exists()
