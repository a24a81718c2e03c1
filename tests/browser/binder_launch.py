"""What must hold where a chapter was opened through Binder's launch path. `make binder BROWSER=2` runs it."""

import json
import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import test_lab as lab
from browser import PATIENCE, wait_for
from prose import cells, notebooks

ADDRESS, TOKEN = os.environ["DOCKED_LAUNCH"].rstrip("/"), os.environ["DOCKED_TOKEN"]
CHECKOUT, COUNT = Path(os.environ["DOCKED_CHECKOUT"]), int(os.environ["DOCKED_CHAPTERS"])

FIRST = 2  # the very first cell is there for Colab and does nothing elsewhere

# JupyterLab's own, in its outline, without effect: github.com/jupyterlab/jupyterlab/issues/15166
KNOWN = "Cannot read properties of undefined (reading 'type')"


@pytest.fixture
def tab(browser):
    """Give a fresh student's tab, which keeps a list of what went wrong in it."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    tab = context.new_page()
    tab.faults, tab.replies = [], []
    tab.on("request", lambda asked: urlsplit(asked.url).hostname in {"127.0.0.1", None} or tab.faults.append(asked.url))
    tab.on("pageerror", lambda error: str(error) == KNOWN or tab.faults.append(str(error)))
    tab.on("websocket", lambda socket: socket.on("framereceived", lambda frame: note_reply(tab, frame)))
    yield tab
    context.close()


def note_reply(tab, frame) -> None:
    """Note when the kernel says that it has run a cell: JupyterLab draws only the cells near the window."""
    if b"execute_reply" in (frame if isinstance(frame, bytes) else frame.encode()):
        tab.replies.append(time.monotonic())


def launch(tab, path) -> float:
    """Open a chapter by the link that Binder gives and run it; return the seconds until its first cell had run."""
    start = time.monotonic()
    tab.goto(f"{ADDRESS}/lab/tree/chapters/{path.name}?token={TOKEN}&reset", wait_until="domcontentloaded")
    tab.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=PATIENCE * 1000)
    wait_for(lambda: lab.kernel_is_idle(tab, ADDRESS, path), "the kernel")
    tab.get_by_role("menuitem", name=lab.RUN_ALL[0], exact=True).click()
    tab.get_by_text(lab.RUN_ALL[1], exact=True).click()
    wait_for(lambda: len(tab.replies) >= FIRST or tab.wait_for_timeout(20), "a first cell to have run")
    return tab.replies[FIRST - 1] - start


@pytest.mark.parametrize("path", notebooks()[:COUNT], ids=lambda path: path.stem)
def test_chapter_runs_on_binder(tab, path):
    seconds = launch(tab, path)
    lab.work(tab)
    saved = CHECKOUT / "chapters" / path.name
    wait_for(lambda: lab.complete(lab.save(tab, saved)), "every cell to have run")
    notebook = json.loads(saved.read_text("utf-8"))
    shown = "".join("".join(html(output)) for cell in notebook["cells"] for output in cell.get("outputs", ()))
    assert "<svg" in shown, "a picture"
    assert "<table" in shown, "a table"
    assert lab.faults(notebook) == []
    assert tab.faults == [], "no error, no request to another host"
    print(f"\r  {'browser':<11}{path.stem}: its first cell has run {seconds:.1f} s after the link was opened")


def test_work_can_be_fetched_when_the_server_is_gone(tab):
    launch(tab, notebooks()[0])
    tab.context.set_offline(True)
    with tab.expect_download(timeout=30_000) as fetched:
        tab.locator(".jp-NotebookPanel-toolbar").get_by_text("Download", exact=True).click()
    notebook = json.loads(Path(fetched.value.path()).read_text("utf-8"))
    assert fetched.value.suggested_filename.endswith(".ipynb")
    assert [cell["id"] for cell in notebook["cells"]] == [cell.id for cell in cells(notebooks()[0])]


def html(output: dict) -> list[str]:
    """Return the lines of HTML that an output holds."""
    return output.get("data", {}).get("text/html", [])
