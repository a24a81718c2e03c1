"""The chapters live in JupyterLab, through its real page: run, moved, answered, saved, reopened, moved again."""

import json
import os
import shutil
import socket
import subprocess
import sys
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from browser import PATIENCE, wait_for
from prose import ROOT, notebooks

from issfacts import game
from issfacts.game.page import MOVES
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

RUN_ALL = ("Run", "Run All Cells")
PAPER = ".jp-NotebookPanel .jp-WindowedPanel-outer"
# Gives nothing: not drawn yet. At the end it begins again, for what was not yet drawn when it passed.
SCROLL = """paper => {
    const atEnd = paper.scrollTop + paper.clientHeight >= paper.scrollHeight - 1;
    paper.scrollTo(0, atEnd ? 0 : paper.scrollTop + paper.clientHeight / 2);
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab on loopback over a copy of the chapters; give its address and the folder."""
    folder = shutil.copytree(ROOT / "chapters", tmp_path_factory.mktemp("class") / "chapters").parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ip=127.0.0.1", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    environment = {**os.environ, "JUPYTERLAB_WORKSPACES_DIR": str(folder / ".workspaces")}
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: answers(f"{address}/api/status"), "JupyterLab to answer")
        yield address, folder
    finally:
        server.terminate()
        server.wait(20)


def answers(address: str) -> bool:
    """Say whether a server answers there."""
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


@pytest.fixture
def tab(browser):
    """Give a tab wide enough for JupyterLab."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    yield context.new_page()
    context.close()


def open_notebook(tab, address: str, path) -> None:
    """Open a chapter as a student does, and wait until its cells stand there."""
    tab.goto(f"{address}/lab/tree/chapters/{path.name}?reset", wait_until="domcontentloaded")
    tab.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=PATIENCE * 1000)


def in_view(tab, live):
    """Scroll to a live widget: JupyterLab draws a cell only when it is near the window."""
    tab.locator(PAPER).evaluate("paper => { paper.scrollTop = 0; }")
    wait_for(lambda: live.count() or tab.locator(PAPER).evaluate(SCROLL), "a widget to be drawn")
    wait_for(
        lambda: live.evaluate("node => { node.scrollIntoView(); return node.innerText.trim() !== ''; }"), "a widget"
    )
    return live


def move(tab, live, position: int, holds) -> None:
    """Choose one option of a live widget and wait until a condition holds for what it says."""
    choice = in_view(tab, live).locator("input[type=radio]").nth(position)
    choice.check()
    wait_for(lambda: holds(live.inner_text()), f"a live widget to follow option {position}")
    assert choice.is_checked()


def shown_explorer(tab):
    """Return the first live widget that shows an exhibit."""
    return tab.locator(".iss-live:has(.iss-face)").first


def shown_quiz(tab):
    """Return the first live single-choice question."""
    return tab.locator(".iss-live:has(.iss-stem):not(:has(.widget-radio-box-horizontal))").first


def work(tab) -> tuple[str, str]:
    """Move the first explorer and answer the first question; return what they said, the one before, the other after."""
    first = in_view(tab, shown_explorer(tab)).inner_text()
    move(tab, shown_explorer(tab), 1, lambda told: told != first)
    move(tab, shown_quiz(tab), 0, lambda told: "Right." in told or "Not quite." in told)
    return first, shown_quiz(tab).inner_text()


def kernel_is_idle(tab, address: str, path) -> bool:
    """Say whether a chapter has a kernel that waits for work."""
    sessions = tab.request.get(f"{address}/api/sessions").json()
    states = [session["kernel"]["execution_state"] for session in sessions if path.name in session["path"]]
    return states == ["idle"]


def save(tab, path) -> dict:
    """Save the notebook by its key and return what the file then holds."""
    tab.keyboard.press("Escape")
    tab.keyboard.press("Control+s")
    tab.wait_for_timeout(1000)
    return json.loads(path.read_text("utf-8"))


def complete(notebook: dict) -> bool:
    """Say whether every code cell has run and the widgets' state is there."""
    ran = [cell["execution_count"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return all(ran) and "widgets" in notebook["metadata"]


def faults(notebook: dict) -> list[dict]:
    """Return the outputs that are errors or warnings."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    return [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]


@pytest.mark.parametrize("path", notebooks()[:1], ids=lambda path: path.stem)
def test_chapter_lives_is_saved_and_lives_again(lab, tab, path):
    address, folder = lab
    open_notebook(tab, address, path)
    wait_for(lambda: kernel_is_idle(tab, address, path), "the kernel")  # else JupyterLab asks which one to take
    tab.get_by_role("menuitem", name=RUN_ALL[0], exact=True).click()
    tab.get_by_text(RUN_ALL[1], exact=True).click()
    first, said = work(tab)

    saved = folder / "chapters" / path.name
    wait_for(lambda: complete(save(tab, saved)), "every cell to have run, and the state of the widgets to be saved")
    assert faults(save(tab, saved)) == []

    for session in tab.request.get(f"{address}/api/sessions").json():
        token = next(cookie["value"] for cookie in tab.context.cookies() if cookie["name"] == "_xsrf")
        headers = {"X-XSRFToken": token}
        assert tab.request.delete(f"{address}/api/sessions/{session['id']}", headers=headers).status == 204
    open_notebook(tab, address, path)
    assert in_view(tab, shown_quiz(tab)).inner_text() == said, "the answer given is still there"
    move(tab, shown_explorer(tab), 0, lambda told: told == first)


SHOWN = """live => ({
    numbers: ["margin", "mine", "theirs", "points"].map(part => +live.querySelector(`[data-part=${part}] b`).innerText),
    moves: [...live.querySelectorAll("button")].filter(one => one.offsetParent).map(one => one.innerText),
    log: live.querySelector("textarea").value,
    told: live.innerText,
})"""


def test_a_game_is_played_to_its_end_and_every_year_is_the_models(lab, tab):
    path = next(one for one in notebooks() if one.stem == "if-a-partner-leaves")
    address, _ = lab
    open_notebook(tab, address, path)
    wait_for(lambda: kernel_is_idle(tab, address, path), "the kernel")
    tab.get_by_role("menuitem", name=RUN_ALL[0], exact=True).click()
    tab.get_by_text(RUN_ALL[1], exact=True).click()
    live = in_view(tab, tab.locator(".iss-live:has(.iss-board)").first)
    live.get_by_label("Russia").check()
    live.locator("select").first.select_option("Patient")
    session, plan = Session("russia", game.named("Patient"), 3, 2), ["hedge", "press", "leave", "share"]

    def agree():
        """Wait until the widgets say what the model says; the log changes last."""
        wait_for(lambda: live.evaluate(SHOWN)["log"] == session.log(), f"the log {session.log()!r}")
        shown, state = live.evaluate(SHOWN), session.state
        assert shown["numbers"] == [state.margin, state.russia_v, state.us_v, session.points()]
        assert shown["moves"] == [MOVES[move or ""] for move in session.may] + ["Undo the last year", "Begin again"]
        return shown["told"]

    agree()
    while not session.over:
        move = plan.pop(0) if plan else None  # gone: the years go on without us
        live.get_by_role("button", name=MOVES[move or ""], exact=True).click()
        year = session.move(move)
        assert session.said(year) in agree()
    assert session.result() in agree()
    live.get_by_role("button", name="Undo the last year").click()
    session.undo()
    assert f"{year.before.year} is taken back." in agree()
