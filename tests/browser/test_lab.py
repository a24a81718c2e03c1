"""The chapters live in JupyterLab, through its real page: run, moved, answered, saved, reopened, moved again."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from socket import create_server
from urllib.request import urlopen

import pytest
from browser import external_request, wait_for
from in_jupyterlab import MILLISECONDS, open_notebook, run_all
from playwright.sync_api import expect
from prose import ROOT, cells, notebooks

from issfacts import dependence, game
from issfacts.game.page import BUTTON_LABELS
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

# JupyterLab's own, in its outline, without effect: github.com/jupyterlab/jupyterlab/issues/15166
KNOWN = "Cannot read properties of undefined (reading 'type')"
FIRST = f"chapters/{notebooks()[0].name}"
BINDER = os.environ.get("DOCKED_LAB")  # the program by which `make binder` starts JupyterLab, beside its checkout
EXPLORER = ".iss-live:has(.iss-face):not(:has(.iss-board))"
QUIZ = ".iss-live:has(.iss-stem):not(:has(.widget-radio-box-horizontal))"  # a single choice
BROKEN_WORDS = """() => {
  const broken = [], range = document.createRange();
  for (const output of document.querySelectorAll(".jp-OutputArea-output:not(.jp-RenderedText)")) {
    const texts = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest("svg, pre") || !text.parentElement.checkVisibility()) continue;
      for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = [...range.getClientRects()].map(part => Math.round(part.top));
        if (new Set(lines).size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab on loopback as BinderHub does, but without a password; give its address and its folder.

    Here it stands over a copy of the chapters, with all cells drawn.
    """
    variables = dict(os.environ)
    if BINDER:
        folder, command = Path(BINDER).with_name("checkout"), [BINDER]
    else:
        folder = shutil.copytree(ROOT / "chapters", tmp_path_factory.mktemp("class") / "chapters").parent
        settings = json.loads((ROOT / ".binder/overrides.json").read_text("utf-8"))
        settings["@jupyterlab/notebook-extension:tracker"]["windowingMode"] = "none"
        (folder / "settings").mkdir()
        (folder / "settings/overrides.json").write_text(json.dumps(settings), "utf-8")
        command = [sys.executable, "-m", "jupyterlab", f"--LabApp.app_settings_dir={folder / 'settings'}"]
        variables |= {"JUPYTERLAB_WORKSPACES_DIR": f"{folder}/.workspaces", "JUPYTER_CONFIG_PATH": f"{ROOT}/.binder"}
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = {"base_url": "/user/docked/", "trust_xheaders": True, "allow_origin": "*", "root_dir": folder}
    command += ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    command += [f"--ServerApp.{name}={value}" for name, value in told.items()]
    address, log = f"http://127.0.0.1:{port}/user/docked", folder.parent / "lab.log"
    with log.open("w") as words:
        server = subprocess.Popen(command, cwd=folder, env=variables, stdout=words, stderr=words)
    try:
        wait_for(lambda: server.poll() is not None or answers(f"{address}/api/status"), "JupyterLab")
        assert server.poll() is None, log.read_text("utf-8")
        yield address, folder
    finally:
        server.terminate()
        server.wait(30)


def answers(address: str) -> bool:
    """Say whether a server answers at an address."""
    try:
        return urlopen(address, timeout=5).status == 200
    except OSError:
        return False


@pytest.fixture
def tab(browser):
    """Give a tab wide enough for JupyterLab; an error or a request to another host fails the test."""
    context, faults = browser.new_context(viewport={"width": 1200, "height": 1000}), []
    tab = context.new_page()
    tab.on("request", lambda asked: faults.extend(external_request(asked.url)))
    tab.on("pageerror", lambda error: str(error) == KNOWN or faults.append(str(error)))
    yield tab
    context.close()
    assert faults == []


def every_cell_has_run(tab) -> None:
    """Wait until no cell is at work or waits for its turn."""
    expect(tab.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=MILLISECONDS)


def test_the_server_answers(lab):
    assert answers(f"{lab[0]}/lab/tree/{FIRST}")


def test_chapter_lives_is_saved_and_lives_again(lab, tab):
    address, folder = lab
    chapter = f"{address}/lab/tree/{FIRST}?reset"
    explorer, quiz = tab.locator(EXPLORER).first, tab.locator(QUIZ).first
    finding, feedback = explorer.locator(".iss-face:visible"), quiz.locator(".iss-feedback:visible")
    open_notebook(tab, chapter)
    run_all(tab)
    expect(finding).to_be_visible(timeout=MILLISECONDS)
    first = finding.inner_text()
    explorer.locator("input[type=radio]").nth(1).check(timeout=MILLISECONDS)
    expect(finding).not_to_have_text(first, use_inner_text=True, timeout=MILLISECONDS)
    quiz.locator("input[type=radio]").first.check(timeout=MILLISECONDS)
    expect(feedback).to_have_text(re.compile(r"Right\.|Not this one\."), timeout=MILLISECONDS)
    said = feedback.inner_text()
    every_cell_has_run(tab)
    tab.keyboard.press("Escape")
    tab.keyboard.press("Control+s")

    def saved() -> dict:
        return json.loads((folder / FIRST).read_text("utf-8"))

    def code() -> list[dict]:
        return [cell for cell in saved()["cells"] if cell["cell_type"] == "code"]

    wait_for(lambda: "widgets" in saved()["metadata"], "the state of the widgets to be saved")
    assert all(cell["execution_count"] for cell in code())
    outputs = [output for cell in code() for output in cell["outputs"]]
    assert [one for one in outputs if one["output_type"] == "error" or one.get("name") == "stderr"] == []
    assert "<svg" in str(outputs), "a picture"
    assert "<table" in str(outputs), "a table"
    export = f"{address}/nbconvert/html/{FIRST}"  # what Save and Export Notebook As, HTML asks for
    exported = tab.request.get(export, headers={"Referer": tab.url}).text()
    assert 'class="iss-quiz"' in exported
    assert '<script type="application/vnd.jupyter.widget-view+json">' not in exported

    token = next(cookie["value"] for cookie in tab.context.cookies() if cookie["name"] == "_xsrf")
    for session in tab.request.get(f"{address}/api/sessions").json():
        closed = tab.request.delete(f"{address}/api/sessions/{session['id']}", headers={"X-XSRFToken": token})
        assert closed.status == 204
    open_notebook(tab, chapter)
    expect(feedback).to_have_text(said, use_inner_text=True)  # the answer given is still there
    explorer.locator("input[type=radio]").first.check(timeout=MILLISECONDS)
    expect(finding).to_have_text(first, use_inner_text=True)


@pytest.mark.skipif(not BINDER, reason="only Binder's environment has the button")
def test_work_can_be_fetched_when_the_server_is_gone(lab, tab):
    open_notebook(tab, f"{lab[0]}/lab/tree/{FIRST}?reset")
    tab.context.set_offline(True)
    with tab.expect_download(timeout=30_000) as fetched:
        tab.locator(".jp-NotebookPanel-toolbar").get_by_text("Download", exact=True).click()
    work = json.loads(Path(fetched.value.path()).read_text("utf-8"))
    assert [cell["id"] for cell in work["cells"]] == [cell.id for cell in cells(notebooks()[0])]


def test_words_stay_whole_and_solutions_folded(lab, tab):
    found = {}
    for name in ("who-is-up-there", "rare-or-routine", "who-depends-on-whom", "if-a-partner-leaves", "better-brief"):
        open_notebook(tab, f"{lab[0]}/lab/tree/chapters/{name}.ipynb?reset")
        run_all(tab)
        every_cell_has_run(tab)
        solved = [cell for cell in cells(ROOT / f"chapters/{name}.ipynb") if {"solution", "hide-cell"} <= cell.tags]
        folds = tab.locator(".jp-OutputArea details:not([open]) > summary", has_text="What the solution shows")
        expect(folds).to_have_count(len(solved))
        for width in (1366, 1024):
            tab.set_viewport_size({"width": width, "height": 768})
            tab.locator(".jp-OutputArea details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
            found[name, width] = tab.evaluate(BROKEN_WORDS)
    assert {page: words for page, words in found.items() if words} == {}


def test_the_game_is_played_and_a_year_taken_back(lab, tab):
    open_notebook(tab, f"{lab[0]}/lab/tree/chapters/if-a-partner-leaves.ipynb?reset")
    run_all(tab)
    live = tab.locator(".iss-live:has(.iss-board)").first
    live.get_by_label("Russia").check(timeout=MILLISECONDS)
    live.locator("select").first.select_option("Patient")
    session = Session("russia", game.named("Patient"), *dependence.game_start())
    log = live.locator("textarea")
    expect(log).to_have_value(session.log(), timeout=MILLISECONDS)
    for move in ("hedge", "press"):
        live.get_by_role("button", name=BUTTON_LABELS[move], exact=True).click()
        session.move(move)
        expect(log).to_have_value(session.log(), timeout=MILLISECONDS)
    year = session.years[-1].before.year
    live.get_by_role("button", name="Undo the last year").click()
    expect(live.locator("[role=alert]")).to_have_text(f"{year} is taken back.", timeout=MILLISECONDS)
