"""The site for the browser, in a real browser: Python starts, the helper reads, the game is played, widgets answer.

`make lite-test` runs these after `make lite`. What stands in for the foreign host: see loopback.py.
"""

import json
import re
import sys
import time
from hashlib import sha256
from types import SimpleNamespace

import pytest
from loopback import CORE, served, stand_in
from packaging.requirements import Requirement
from prose import ROOT, notebooks, source_of, toc_pages

import issfacts as iss

sys.path.insert(0, str(ROOT / "tools"))
from inbrowser.core import CDN, core, official_lock
from inbrowser.lock import requirements

pytestmark = pytest.mark.lite

SITE = ROOT / "_build" / "html"
LOCK = SITE / "lite" / "static" / "pyodide-lock"
PATIENCE = 180  # seconds for Python to start on a busy machine
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
    "iss.game.CARDS",
)
# What needs pandas or matplotlib, which are not at hand: one clear line each.
NEEDS_PANDAS = ("aboard('2023-09-15')", "load('stays')", "charts", "tables", "Chart")
QUESTION = next(row["id"] for row in iss.rows("questions") if row["kind"] == "single")
PROBE = {
    "same": f"import issfacts as iss\nfor asked in {SAME}: print(repr(eval(asked)))",
    "where": "import sys\nprint(sys.platform, sys.version.split()[0])",
    "absent": f"for asked in {NEEDS_PANDAS}:\n  try: eval('iss.' + asked)\n  except Exception as error: print(error)",
    "slider": "from ipywidgets import interact\n@interact(n=(0, 9))\ndef square(n=1): print('squared:', n * n)",
    "quiz": f"iss.quiz({QUESTION!r})",
    "end": "print('the end')",
}


@pytest.fixture(scope="module", autouse=True)
def _built():
    """Refuse to run without the site."""
    if not (LOCK / "pyodide-lock.json").exists():
        pytest.fail("_build/html/lite is not there: make lite", pytrace=False)


@pytest.fixture(scope="module")
def tab(browser):
    """Give a tab so high that JupyterLab draws every cell."""
    context = browser.new_context(viewport={"width": 1200, "height": 3600})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def run(tab, tmp_path_factory):
    """Open the probe as a student opens a chapter, run all of it, and give what came of it."""
    layout = {"metadata": json.loads(CHAPTER.read_text("utf-8"))["metadata"], "nbformat": 4, "nbformat_minor": 5}
    cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    probe = {**layout, "cells": [{**cell, "id": name, "source": source} for name, source in PROBE.items()]}
    folder = stand_in(SITE, tmp_path_factory.mktemp("host"), probe)
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    with served(folder, SITE) as (address, log):
        start = time.perf_counter()
        tab.goto(f"{address}/lite/lab/index.html?path=chapters/probe.ipynb")
        wait_idle(tab)
        idle, weight = time.perf_counter() - start, sum(size for _, size in log) / 1e6
        print(f"\nPython waits for work after {idle:.0f} s: {len(log)} files, {weight:.1f} MB")
        run_all(tab)
        fault = tab.locator("[data-mime-type='application/vnd.jupyter.error']")
        tab.get_by_text("the end", exact=True).or_(fault).first.wait_for(timeout=PATIENCE * 1000)
        assert not fault.count(), fault.first.inner_text()
        print(f"the notebook has run after {time.perf_counter() - start:.0f} s")
        yield SimpleNamespace(tab=tab, address=address, asked=asked, log=log)


def wait_idle(tab) -> None:
    """Wait until the kernel waits for work."""
    tab.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=PATIENCE * 1000)
    tab.get_by_text(re.compile(r"\| Idle")).wait_for(timeout=PATIENCE * 1000)


def run_all(tab) -> None:
    """Choose Run All as a student does."""
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()


def output(tab, name):
    """Return what a cell of the probe shows."""
    return tab.locator(".jp-NotebookPanel .jp-Cell").nth(list(PROBE).index(name)).locator(".jp-OutputArea").first


def lines(tab, name) -> list[str]:
    """Return the lines a cell has printed."""
    return output(tab, name).inner_text().strip().splitlines()


def test_python_is_the_one_of_the_browser(run):
    assert lines(run.tab, "where") == [f"emscripten {official_lock()['info']['python']}"]


def test_the_helper_reads_and_the_game_is_played_as_everywhere(run):
    assert lines(run.tab, "same") == [line for asked in SAME for line in repr(eval(asked)).splitlines()]


def test_what_needs_pandas_says_so_in_one_line(run):
    said = lines(run.tab, "absent")
    assert len(said) == len(NEEDS_PANDAS)
    assert all(re.search(r"needs? pandas \(pip install pandas\); .* works? without it$", line) for line in said)


def test_a_slider_moves_python(run):
    handle = output(run.tab, "slider").locator(".noUi-handle")
    handle.focus()
    for _ in range(3):
        handle.press("ArrowRight")
    output(run.tab, "slider").get_by_text("squared: 16").wait_for(timeout=PATIENCE * 1000)


def test_a_quiz_answers(run):
    quiz = output(run.tab, "quiz")
    assert "javascript error" not in quiz.inner_text()
    assert not quiz.locator(".iss-feedback").count()
    quiz.locator("input[type=radio]").first.check()
    quiz.locator(".iss-feedback").wait_for()
    assert re.search(r"Right\.|Not quite\.", quiz.inner_text())


def test_nothing_else_was_asked(run):
    server = run.address.rpartition("/")[0]
    assert [url for url in run.asked if not url.startswith((server, "data:", "blob:"))] == []


def test_a_chapter_finds_its_kernel_by_itself(run, browser):
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    tab = context.new_page()
    tab.goto(f"{run.address}/lite/lab/index.html?path=chapters/{CHAPTER.name}")
    tab.get_by_text(re.compile(r"Python \(Pyodide\) \|")).wait_for(timeout=PATIENCE * 1000)
    assert not tab.locator(".jp-Dialog").count()
    context.close()


def test_the_published_site_asks_one_foreign_host_and_only_that(browser):
    context = browser.new_context()
    foreign = []

    def refuse(route):
        foreign.append(route.request.url)
        route.abort()

    with served(SITE) as (address, _):
        server = address.rpartition("/")[0]
        context.route(lambda url: not url.startswith(server), refuse)
        tab = context.new_page()
        tab.goto(f"{address}/lite/lab/index.html?path=chapters/{CHAPTER.name}")
        tab.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=PATIENCE * 1000)
        end = time.monotonic() + PATIENCE
        while not foreign and time.monotonic() < end:
            tab.wait_for_timeout(200)
        tab.wait_for_timeout(3000)
    context.close()
    assert set(foreign) == {f"{CDN}pyodide.mjs"}
    assert all((core() / name).is_file() for name in CORE)


def test_contents_lie_as_in_the_repository():
    for page in toc_pages():
        source = source_of(page)
        copy = SITE / "lite" / "files" / source.relative_to(ROOT)
        assert copy.read_bytes() == source.read_bytes()


def test_the_lock_file_knows_our_wheels_by_their_hashes_and_theirs_by_their_place():
    packages = json.loads((LOCK / "pyodide-lock.json").read_text("utf-8"))["packages"]
    official = official_lock()["packages"]
    for name, package in packages.items():
        if name in official:
            assert package == {**official[name], "file_name": CDN + official[name]["file_name"]}
        else:
            assert sha256((LOCK / package["file_name"]).read_bytes()).hexdigest() == package["sha256"]
            assert set(package["depends"]) <= set(packages)
    assert {"issfacts", "ipywidgets"} <= set(packages) - set(official)


def test_the_helper_allows_the_versions_it_meets_there():
    packages = json.loads((LOCK / "pyodide-lock.json").read_text("utf-8"))["packages"]
    for wheel in LOCK.glob("*.whl"):
        for wanted in map(Requirement, requirements(wheel)):
            found = packages[wanted.name.lower().replace("_", "-")]["version"]
            assert wanted.specifier.contains(found), f"{wheel.name} wants {wanted}, and would meet {found}"
