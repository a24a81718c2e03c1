"""The site for the browser, in a real browser: Python starts, the helper reads, the game is played, widgets answer.

`make lite-test` runs these after `make lite`. What stands in for the foreign host: see local_pyodide.py.
"""

import json
import re
from hashlib import sha256

import pytest
from built import serve_folders
from in_jupyterlab import open_notebook, run_all
from local_pyodide import LOCK, stand_in
from nbformat.v4 import new_code_cell, new_notebook
from notebooks import load
from packaging.utils import canonicalize_name
from playwright.sync_api import expect
from prose import ROOT, notebooks
from pyodide import CDN, official_lock, requirements

import issfacts as iss

pytestmark = pytest.mark.lite

SITE = ROOT / "_build" / "html"
BASE = "/docked"  # a project's pages lie below its name
TIMEOUT = 180_000  # ms for Python to start on a busy machine
CHAPTER = notebooks()[0]

# What must be the same in a browser as here.
SAME = (
    "len(iss.rows('stays'))",
    "iss.fact('aboard-after-hatch')",
    "iss.source('gcat')",
    "iss.validate()",
    "iss.check('exit-year-2021', '1').message",
    "iss.game.play('Mirror', 'Presser', 3, 2)",
    "iss.game.round_robin(3, 2)",
)
QUESTION = next(row["id"] for row in iss.rows("questions") if row["kind"] == "single")
PROBE = {
    "same": f"import issfacts as iss\nfor asked in {SAME}: print(repr(eval(asked)))",
    "where": "import sys\nprint(sys.platform, sys.version.split()[0])",
    "absent": "try: iss.aboard('2023-09-15')\nexcept ImportError as error: print(error)",
    "slider": "from ipywidgets import interact\n@interact(n=(0, 9))\ndef square(n=1): print('squared:', n * n)",
    "quiz": f"iss.quiz({QUESTION!r})",
    "end": "print('the end')",
}


@pytest.fixture(scope="module")
def lock():
    """Give the packages of the published lock file."""
    file = SITE / LOCK / "pyodide-lock.json"
    if not file.exists():
        pytest.fail("_build/html/lite is not there: make lite", pytrace=False)
    return json.loads(file.read_text("utf-8"))["packages"]


@pytest.fixture(scope="module")
def run(lock, browser, tmp_path_factory):
    """Open the probe as a student opens a chapter, run all of it, and give the tab; nothing else may be asked."""
    cells = [new_code_cell(source, id=name) for name, source in PROBE.items()]
    probe = new_notebook(cells=cells, metadata=load(CHAPTER)["metadata"])
    folder = stand_in(SITE, tmp_path_factory.mktemp("host"), probe)
    context = browser.new_context(viewport={"width": 1200, "height": 3600})  # so high that every cell is drawn
    tab, asked = context.new_page(), []
    tab.on("request", lambda request: asked.append(request.url))
    with serve_folders(folder, SITE, below=BASE) as address:
        open_notebook(tab, f"{address}/lite/lab/index.html?path=chapters/probe.ipynb", TIMEOUT)
        run_all(tab)
        fault = tab.locator("[data-mime-type='application/vnd.jupyter.error']")
        expect(tab.get_by_text("the end", exact=True).or_(fault).first).to_be_visible(timeout=TIMEOUT)
        assert not fault.count(), fault.first.inner_text()
        yield tab
        context.close()
    server = address.rpartition("/")[0]
    assert [url for url in asked if not url.startswith((server, "data:", "blob:"))] == []


def output(tab, name):
    """Return what a cell of the probe shows."""
    return tab.locator(".jp-NotebookPanel .jp-Cell").nth(list(PROBE).index(name)).locator(".jp-OutputArea").first


def lines(tab, name) -> list[str]:
    """Return the lines a cell has printed."""
    return output(tab, name).inner_text().strip().splitlines()


def test_python_is_the_browsers_and_the_helper_answers_as_everywhere(run):
    assert lines(run, "where") == [f"emscripten {official_lock()['info']['python']}"]
    assert lines(run, "same") == [line for asked in SAME for line in repr(eval(asked)).splitlines()]
    (said,) = lines(run, "absent")
    assert said in {"No module named 'numpy'", "No module named 'pandas'"}  # the stand-in has neither


def test_a_slider_moves_python(run):
    handle = output(run, "slider").locator(".noUi-handle")
    handle.focus()
    for _ in range(3):
        handle.press("ArrowRight")
    expect(output(run, "slider").get_by_text("squared: 16")).to_be_visible(timeout=TIMEOUT)


def test_a_quiz_answers(run):
    quiz = output(run, "quiz")
    assert "javascript error" not in quiz.inner_text()
    quiz.locator("input[type=radio]").first.check()
    expect(quiz.locator(".iss-feedback").first).to_have_text(re.compile(r"Right\.|Not this one\."), timeout=TIMEOUT)


def test_the_published_site_asks_one_foreign_host_and_only_that(lock, browser):
    context = browser.new_context()
    foreign = []

    def refuse(route):
        foreign.append(route.request.url)
        route.abort()

    with serve_folders(SITE, below=BASE) as address:
        server = address.rpartition("/")[0]
        context.route(lambda url: not url.startswith(server), refuse)
        tab = context.new_page()
        with tab.expect_event("requestfailed", timeout=TIMEOUT):
            tab.goto(f"{address}/lite/lab/index.html?path=chapters/{CHAPTER.name}")
        tab.wait_for_load_state("networkidle")
    context.close()
    assert set(foreign) == {f"{CDN}pyodide.mjs"}


def test_the_lock_file_knows_our_wheels_by_their_hashes_and_theirs_by_their_place(lock):
    official = official_lock()["packages"]
    for name, package in lock.items():
        if name in official:
            assert package == {**official[name], "file_name": CDN + official[name]["file_name"]}
        else:
            assert sha256((SITE / LOCK / package["file_name"]).read_bytes()).hexdigest() == package["sha256"]
            assert set(package["depends"]) <= set(lock)
    assert {"issfacts", "ipywidgets"} <= set(lock) - set(official)


def test_our_wheels_allow_the_versions_they_meet_there(lock):
    for wheel in (SITE / LOCK).glob("*.whl"):
        for wanted in requirements(wheel):
            found = lock[canonicalize_name(wanted.name)]["version"]
            assert wanted.specifier.contains(found), f"{wheel.name} wants {wanted}, and would meet {found}"
