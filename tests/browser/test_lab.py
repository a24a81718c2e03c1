"""Chapters in JupyterLab's page: cells run, widgets respond, and work is saved and works after reopening."""

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
from book_pages import chapter_cells
from chromium_tab import external_request, wait_for
from in_jupyterlab import TIMEOUT_MS, open_notebook, run_all
from notebooks import notebook_paths
from paths import ROOT
from playwright.sync_api import expect

from issfacts import dependence, game
from issfacts.game.page import BUTTON_LABELS
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

# A harmless error of JupyterLab's table of contents: github.com/jupyterlab/jupyterlab/issues/15166
KNOWN_ERROR = "Cannot read properties of undefined (reading 'type')"
FIRST_CHAPTER = f"chapters/{notebook_paths()[0].name}"
BINDER_LAB = os.environ.get("DOCKED_LAB")  # the program that starts JupyterLab in the environment of `make binder`
EXPLORER = ".iss-live:has(.iss-face):not(:has(.iss-board))"
QUIZ = ".iss-live:has(.iss-stem):not(:has(.widget-radio-box-horizontal))"  # a single choice
# Returns the words of outputs that are broken across two lines.
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
    """Start JupyterLab on 127.0.0.1 as BinderHub does, but without a password; yield its address and its folder.

    Outside Binder's environment, the folder is a copy of the chapters, and JupyterLab renders all cells at once.
    """
    environment = dict(os.environ)
    if BINDER_LAB:
        folder, command = Path(BINDER_LAB).with_name("checkout"), [BINDER_LAB]
    else:
        folder = shutil.copytree(ROOT / "chapters", tmp_path_factory.mktemp("class") / "chapters").parent
        settings = json.loads((ROOT / ".binder/overrides.json").read_text("utf-8"))
        settings["@jupyterlab/notebook-extension:tracker"]["windowingMode"] = "none"
        (folder / "settings").mkdir()
        (folder / "settings/overrides.json").write_text(json.dumps(settings), "utf-8")
        command = [sys.executable, "-m", "jupyterlab", f"--LabApp.app_settings_dir={folder / 'settings'}"]
        environment |= {"JUPYTERLAB_WORKSPACES_DIR": f"{folder}/.workspaces", "JUPYTER_CONFIG_PATH": f"{ROOT}/.binder"}
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = {"base_url": "/user/docked/", "trust_xheaders": True, "allow_origin": "*", "root_dir": folder}
    command += ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    command += [f"--ServerApp.{name}={value}" for name, value in options.items()]
    address, log = f"http://127.0.0.1:{port}/user/docked", folder.parent / "lab.log"
    with log.open("w") as file:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=file)
    try:
        wait_for(lambda: server.poll() is not None or responds(f"{address}/api/status"), "JupyterLab")
        assert server.poll() is None, log.read_text("utf-8")
        yield address, folder
    finally:
        server.terminate()
        server.wait(30)


def responds(address: str) -> bool:
    """Return whether a GET request to an address has status 200."""
    try:
        return urlopen(address, timeout=5).status == 200
    except OSError:
        return False


@pytest.fixture
def tab(browser):
    """Yield a tab wide enough for JupyterLab; a script error or a request to another host fails the test."""
    context, errors = browser.new_context(viewport={"width": 1200, "height": 1000}), []
    tab = context.new_page()
    tab.on("request", lambda request: errors.extend(external_request(request.url)))
    tab.on("pageerror", lambda error: str(error) == KNOWN_ERROR or errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []


def wait_for_all_cells(tab) -> None:
    """Wait until no cell is running or queued."""
    expect(tab.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=TIMEOUT_MS)


def test_server_serves_the_page_of_a_chapter(lab):
    """`make binder` runs it alone where there is no browser."""
    assert responds(f"{lab[0]}/lab/tree/{FIRST_CHAPTER}")


def test_widgets_respond_and_their_state_survives_saving_and_reopening(lab, tab):
    address, folder = lab
    chapter = f"{address}/lab/tree/{FIRST_CHAPTER}?reset"
    explorer, quiz = tab.locator(EXPLORER).first, tab.locator(QUIZ).first
    finding, feedback = explorer.locator(".iss-face:visible"), quiz.locator(".iss-feedback:visible")
    open_notebook(tab, chapter)
    run_all(tab)
    expect(finding).to_be_visible(timeout=TIMEOUT_MS)
    first_finding = finding.inner_text()
    explorer.locator("input[type=radio]").nth(1).check(timeout=TIMEOUT_MS)
    expect(finding).not_to_have_text(first_finding, use_inner_text=True, timeout=TIMEOUT_MS)
    quiz.locator("input[type=radio]").first.check(timeout=TIMEOUT_MS)
    expect(feedback).to_have_text(re.compile(r"Right\.|Not this one\."), timeout=TIMEOUT_MS)
    given_feedback = feedback.inner_text()
    wait_for_all_cells(tab)
    tab.keyboard.press("Escape")
    tab.keyboard.press("Control+s")

    def saved_notebook() -> dict:
        return json.loads((folder / FIRST_CHAPTER).read_text("utf-8"))

    wait_for(lambda: "widgets" in saved_notebook()["metadata"], "the state of the widgets to be saved")
    code_cells = [cell for cell in saved_notebook()["cells"] if cell["cell_type"] == "code"]
    assert all(cell["execution_count"] for cell in code_cells)
    outputs = [output for cell in code_cells for output in cell["outputs"]]
    errors = [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]
    assert errors == []
    assert "<svg" in str(outputs), "no chart"
    assert "<table" in str(outputs), "no table"
    # The address of Save and Export Notebook As, HTML; the export must work offline: jupyter/nbconvert#923, #961.
    export = f"{address}/nbconvert/html/{FIRST_CHAPTER}"
    exported = tab.request.get(export, headers={"Referer": tab.url}).text()
    assert 'class="iss-quiz"' in exported
    assert '<script type="application/vnd.jupyter.widget-view+json">' not in exported

    token = next(cookie["value"] for cookie in tab.context.cookies() if cookie["name"] == "_xsrf")
    for session in tab.request.get(f"{address}/api/sessions").json():
        closed = tab.request.delete(f"{address}/api/sessions/{session['id']}", headers={"X-XSRFToken": token})
        assert closed.status == 204
    open_notebook(tab, chapter)
    expect(feedback).to_have_text(given_feedback, use_inner_text=True)
    explorer.locator("input[type=radio]").first.check(timeout=TIMEOUT_MS)
    expect(finding).to_have_text(first_finding, use_inner_text=True)


@pytest.mark.skipif(not BINDER_LAB, reason="only Binder's environment has the button")
def test_notebook_can_be_downloaded_while_the_server_is_unreachable(lab, tab):
    open_notebook(tab, f"{lab[0]}/lab/tree/{FIRST_CHAPTER}?reset")
    tab.context.set_offline(True)
    with tab.expect_download(timeout=30_000) as download:
        tab.locator(".jp-NotebookPanel-toolbar").get_by_text("Download", exact=True).click()
    notebook = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert [cell["id"] for cell in notebook["cells"]] == list(chapter_cells(notebook_paths()[0].stem))


def test_outputs_break_no_words_and_solutions_are_folded(lab, tab):
    broken = {}
    for name in ("who-is-up-there", "rare-or-routine", "who-depends-on-whom", "if-a-partner-leaves", "better-brief"):
        open_notebook(tab, f"{lab[0]}/lab/tree/chapters/{name}.ipynb?reset")
        run_all(tab)
        wait_for_all_cells(tab)
        solutions = [cell for cell in chapter_cells(name).values() if {"solution", "hide-cell"} <= cell.tags]
        folds = tab.locator(".jp-OutputArea details:not([open]) > summary", has_text="What the solution shows")
        expect(folds).to_have_count(len(solutions))
        for width in (1366, 1024):
            tab.set_viewport_size({"width": width, "height": 768})
            tab.locator(".jp-OutputArea details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
            if words := tab.evaluate(BROKEN_WORDS):
                broken[name, width] = words
    assert broken == {}


def test_game_shows_the_log_of_the_model_and_undoes_a_year(lab, tab):
    open_notebook(tab, f"{lab[0]}/lab/tree/chapters/if-a-partner-leaves.ipynb?reset")
    run_all(tab)
    widget = tab.locator(".iss-live:has(.iss-board)").first
    widget.get_by_label("Russia").check(timeout=TIMEOUT_MS)
    widget.locator("select").first.select_option("Patient")
    session = Session("russia", game.named("Patient"), *dependence.game_start())
    log = widget.locator("textarea")
    expect(log).to_have_value(session.log(), timeout=TIMEOUT_MS)
    for move in ("hedge", "press"):
        widget.get_by_role("button", name=BUTTON_LABELS[move], exact=True).click()
        session.move(move)
        expect(log).to_have_value(session.log(), timeout=TIMEOUT_MS)
    year = session.years[-1].before.year
    widget.get_by_role("button", name="Undo the last year").click()
    expect(widget.locator("[role=alert]")).to_have_text(f"{year} is taken back.", timeout=TIMEOUT_MS)
