"""The JupyterLite site in Chromium: Python starts, issfacts gives the same results as here, widgets respond.

`make lite-test` runs these tests after `make lite`. Pyodide is served locally: see local_pyodide.py.
"""

import json
import re
from hashlib import sha256

import pytest
from built import serve
from in_jupyterlab import open_notebook, run_all
from local_pyodide import LOCK_FOLDER, copy_site
from nbformat import write
from nbformat.v4 import new_code_cell, new_notebook
from notebooks import load, notebook_paths
from packaging.utils import canonicalize_name
from paths import SITE
from playwright.sync_api import expect
from pyodide import CDN, official_lock, requirements

import issfacts as iss

pytestmark = pytest.mark.lite

TIMEOUT = 180_000  # ms; Python starts slowly on a busy machine
CHAPTER = notebook_paths()[0]

SAME_RESULT = (  # expressions with the same result in the browser's Python as in this one
    "len(iss.rows('stays'))",
    "iss.fact('aboard-after-hatch')",
    "iss.source('gcat')",
    "iss.validate()",
    "iss.check('exit-year-2021', '1').message",
    "iss.game.play('Mirror', 'Presser', 3, 2)",
    "iss.game.round_robin(3, 2)",
)
QUESTION = next(row["id"] for row in iss.rows("questions") if row["kind"] == "single")
PROBE_CELLS = {  # code by cell id
    "same": f"import issfacts as iss\nfor expression in {SAME_RESULT}: print(repr(eval(expression)))",
    "platform": "import sys\nprint(sys.platform, sys.version.split()[0])",
    "missing": "try: iss.aboard('2023-09-15')\nexcept ImportError as error: print(error)",
    "slider": "from ipywidgets import interact\n@interact(n=(0, 9))\ndef square(n=1): print('squared:', n * n)",
    "quiz": f"iss.quiz({QUESTION!r})",
    "end": "print('the end')",
}


@pytest.fixture(scope="module")
def locked_packages():
    """Return the packages of the published lock file by name."""
    file = SITE / LOCK_FOLDER / "pyodide-lock.json"
    if not file.exists():
        pytest.fail("_build/html/lite is missing: run `make lite`", pytrace=False)
    return json.loads(file.read_text("utf-8"))["packages"]


@pytest.fixture(scope="module")
def probe_tab(locked_packages, browser, tmp_path_factory):
    """Open a notebook with the probes in JupyterLite, run all, and yield the tab; a request to another host fails."""
    cells = [new_code_cell(source, id=name) for name, source in PROBE_CELLS.items()]
    folder = tmp_path_factory.mktemp("host")
    copy_site(SITE, folder / "docked")  # on GitHub Pages, too, a project's site is below its name
    probe = new_notebook(cells=cells, metadata=load(CHAPTER)["metadata"])
    write(probe, folder / "docked/lite/files/chapters" / CHAPTER.name)
    context = browser.new_context(viewport={"width": 1200, "height": 3600})  # so high that every cell is rendered
    tab, requests = context.new_page(), []
    tab.on("request", lambda request: requests.append(request.url))
    with serve(folder) as server:
        open_notebook(tab, f"{server}/docked/lite/lab/index.html?path=chapters/{CHAPTER.name}", TIMEOUT)
        run_all(tab)
        error = tab.locator("[data-mime-type='application/vnd.jupyter.error']")
        expect(tab.get_by_text("the end", exact=True).or_(error).first).to_be_visible(timeout=TIMEOUT)
        assert not error.count(), error.first.inner_text()
        yield tab
        context.close()
    assert [url for url in requests if not url.startswith((server, "data:", "blob:"))] == []


def output(tab, cell_id: str):
    """Return the output area of a cell of the probe notebook."""
    cell = tab.locator(".jp-NotebookPanel .jp-Cell").nth(list(PROBE_CELLS).index(cell_id))
    return cell.locator(".jp-OutputArea").first


def printed_lines(tab, cell_id: str) -> list[str]:
    """Return the lines of text that a cell has printed."""
    return output(tab, cell_id).inner_text().strip().splitlines()


def test_python_runs_in_the_browser_and_issfacts_gives_the_same_results(probe_tab):
    assert printed_lines(probe_tab, "platform") == [f"emscripten {official_lock()['info']['python']}"]
    expected = [line for expression in SAME_RESULT for line in repr(eval(expression)).splitlines()]
    assert printed_lines(probe_tab, "same") == expected
    (message,) = printed_lines(probe_tab, "missing")
    assert message in {"No module named 'numpy'", "No module named 'pandas'"}  # local_pyodide has neither


def test_slider_calls_python(probe_tab):
    handle = output(probe_tab, "slider").locator(".noUi-handle")
    handle.focus()
    for _ in range(3):
        handle.press("ArrowRight")
    expect(output(probe_tab, "slider").get_by_text("squared: 16")).to_be_visible(timeout=TIMEOUT)


def test_quiz_shows_feedback(probe_tab):
    quiz = output(probe_tab, "quiz")
    assert "javascript error" not in quiz.inner_text()
    quiz.locator("input[type=radio]").first.check()
    expect(quiz.locator(".iss-feedback").first).to_have_text(re.compile(r"Right\.|Not this one\."), timeout=TIMEOUT)


def test_published_site_requests_only_pyodide_from_another_host(locked_packages, browser):
    context = browser.new_context()
    external = []

    def abort(route):
        external.append(route.request.url)
        route.abort()

    with serve(SITE) as server:
        context.route(lambda url: not url.startswith(server), abort)
        tab = context.new_page()
        with tab.expect_event("requestfailed", timeout=TIMEOUT):
            tab.goto(f"{server}/lite/lab/index.html?path=chapters/{CHAPTER.name}")
        tab.wait_for_load_state("networkidle")
    context.close()
    assert set(external) == {f"{CDN}pyodide.mjs"}


def test_lock_file_has_hashes_of_our_wheels_and_addresses_of_pyodides(locked_packages):
    official = official_lock()["packages"]
    for name, package in locked_packages.items():
        if name in official:
            assert package == {**official[name], "file_name": CDN + official[name]["file_name"]}
        else:
            assert sha256((SITE / LOCK_FOLDER / package["file_name"]).read_bytes()).hexdigest() == package["sha256"]
            assert set(package["depends"]) <= set(locked_packages)
    assert {"issfacts", "ipywidgets"} <= set(locked_packages) - set(official)


def test_requirements_of_our_wheels_allow_the_locked_versions(locked_packages):
    for wheel in (SITE / LOCK_FOLDER).glob("*.whl"):
        for requirement in requirements(wheel):
            version = locked_packages[canonicalize_name(requirement.name)]["version"]
            assert requirement.specifier.contains(version), f"{wheel.name} requires {requirement}, locked is {version}"
