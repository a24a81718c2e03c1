"""The chapters live in JupyterLab, through its real page: run, moved, answered, saved, reopened, moved again."""

import json
import os
import shutil
import sys
from pathlib import Path

import in_jupyterlab as notebook
import pytest
from binder import launched
from browser import foreign, wait_for
from playwright.sync_api import expect
from prose import ROOT, cells, notebooks

from issfacts import dependence, game
from issfacts.game.page import MOVES
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

# JupyterLab's own, in its outline, without effect: github.com/jupyterlab/jupyterlab/issues/15166
KNOWN = "Cannot read properties of undefined (reading 'type')"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab on loopback over a copy of the chapters, all cells drawn; give its address and the folder.

    `make binder BROWSER=1` names a server that stands already.
    """
    if address := os.environ.get("DOCKED_LAUNCH"):
        yield address, Path(os.environ["DOCKED_CHECKOUT"])
        return
    folder = shutil.copytree(ROOT / "chapters", tmp_path_factory.mktemp("class") / "chapters").parent
    settings = json.loads((ROOT / ".binder/overrides.json").read_text("utf-8"))
    settings["@jupyterlab/notebook-extension:tracker"]["windowingMode"] = "none"
    (folder / "settings").mkdir()
    (folder / "settings/overrides.json").write_text(json.dumps(settings), "utf-8")
    command = [sys.executable, "-m", "jupyterlab", f"--LabApp.app_settings_dir={folder / 'settings'}"]
    variables = {"JUPYTERLAB_WORKSPACES_DIR": str(folder / ".workspaces"), "JUPYTER_CONFIG_PATH": str(ROOT / ".binder")}
    with launched(command, folder, {**os.environ, **variables}, folder / "lab.log") as address:
        yield address, folder


@pytest.fixture
def tab(browser):
    """Give a tab wide enough for JupyterLab; an error or a request to another host fails the test."""
    context, faults = browser.new_context(viewport={"width": 1200, "height": 1000}), []
    tab = context.new_page()
    tab.on("request", lambda asked: faults.extend(foreign(asked.url)))
    tab.on("pageerror", lambda error: str(error) == KNOWN or faults.append(str(error)))
    yield tab
    context.close()
    assert faults == []


def test_chapter_lives_is_saved_and_lives_again(lab, tab):
    address, folder = lab
    path = folder / "chapters" / notebooks()[0].name
    chapter = f"{address}/lab/tree/chapters/{path.name}?reset"
    notebook.open_notebook(tab, chapter)
    notebook.run_all(tab)
    first, said = notebook.work(tab)
    notebook.save(tab)
    wait_for(lambda: notebook.complete(path), "every cell to have run, and the state of the widgets to be saved")
    assert notebook.faults(path) == []
    saved = path.read_text("utf-8")
    assert "<svg" in saved, "a picture"
    assert "<table" in saved, "a table"
    export = f"{address}/nbconvert/html/chapters/{path.name}"  # what Save and Export Notebook As, HTML asks for
    exported = tab.request.get(export, headers={"Referer": tab.url}).text()
    assert 'class="iss-quiz"' in exported
    assert '<script type="application/vnd.jupyter.widget-view+json">' not in exported

    token = next(cookie["value"] for cookie in tab.context.cookies() if cookie["name"] == "_xsrf")
    for session in tab.request.get(f"{address}/api/sessions").json():
        closed = tab.request.delete(f"{address}/api/sessions/{session['id']}", headers={"X-XSRFToken": token})
        assert closed.status == 204
    notebook.open_notebook(tab, chapter)
    expect(notebook.feedback(tab)).to_have_text(said, use_inner_text=True)  # the answer given is still there
    notebook.explore(tab, 0)
    expect(notebook.finding(tab)).to_have_text(first, use_inner_text=True)


@pytest.mark.skipif("DOCKED_LAUNCH" not in os.environ, reason="only Binder's environment has the button")
def test_work_can_be_fetched_when_the_server_is_gone(lab, tab):
    notebook.open_notebook(tab, f"{lab[0]}/lab/tree/chapters/{notebooks()[0].name}?reset")
    tab.context.set_offline(True)
    with tab.expect_download(timeout=30_000) as fetched:
        tab.locator(".jp-NotebookPanel-toolbar").get_by_text("Download", exact=True).click()
    work = json.loads(Path(fetched.value.path()).read_text("utf-8"))
    assert [cell["id"] for cell in work["cells"]] == [cell.id for cell in cells(notebooks()[0])]


def test_words_stay_whole_and_solutions_folded(lab, tab):
    found = {}
    for name in ("who-is-up-there", "rare-or-routine", "who-depends-on-whom", "if-a-partner-leaves", "better-brief"):
        notebook.open_notebook(tab, f"{lab[0]}/lab/tree/chapters/{name}.ipynb?reset")
        notebook.run_all(tab)
        expect(tab.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=notebook.MILLISECONDS)
        solved = [cell for cell in cells(ROOT / f"chapters/{name}.ipynb") if {"solution", "hide-cell"} <= cell.tags]
        folds = tab.locator(".jp-OutputArea details:not([open]) > summary", has_text="What the solution shows")
        expect(folds).to_have_count(len(solved))
        for width in (1366, 1024):
            tab.set_viewport_size({"width": width, "height": 768})
            found[name, width] = notebook.broken_words(tab)
    assert {page: words for page, words in found.items() if words} == {}


def test_the_game_is_played_and_a_year_taken_back(lab, tab):
    notebook.open_notebook(tab, f"{lab[0]}/lab/tree/chapters/if-a-partner-leaves.ipynb?reset")
    notebook.run_all(tab)
    live = tab.locator(".iss-live:has(.iss-board)").first
    live.get_by_label("Russia").check(timeout=notebook.MILLISECONDS)
    live.locator("select").first.select_option("Patient")
    session = Session("russia", game.named("Patient"), *dependence.game_start())
    log = live.locator("textarea")
    expect(log).to_have_value(session.log(), timeout=notebook.MILLISECONDS)
    for move in ("hedge", "press"):
        live.get_by_role("button", name=MOVES[move], exact=True).click()
        session.move(move)
        expect(log).to_have_value(session.log(), timeout=notebook.MILLISECONDS)
    year = session.years[-1].before.year
    live.get_by_role("button", name="Undo the last year").click()
    expect(live.locator("[role=alert]")).to_have_text(f"{year} is taken back.", timeout=notebook.MILLISECONDS)
