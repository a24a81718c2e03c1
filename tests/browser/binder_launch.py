"""What must hold where a chapter was opened through Binder's launch path. `make binder BROWSER=2` runs it."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import test_lab as lab
from browser import PATIENCE, wait_for
from prose import by_name, cells, notebooks

ADDRESS, TOKEN = os.environ["DOCKED_LAUNCH"], os.environ["DOCKED_TOKEN"]
CHECKOUT, COUNT = Path(os.environ["DOCKED_CHECKOUT"]), int(os.environ["DOCKED_CHAPTERS"])
# JupyterLab's own, in its outline, without effect: github.com/jupyterlab/jupyterlab/issues/15166
KNOWN = "Cannot read properties of undefined (reading 'type')"


@pytest.fixture
def tab(browser):
    """Give a fresh student's tab; an error or a request to another host fails the test."""
    context, faults = browser.new_context(viewport={"width": 1200, "height": 1000}), []
    tab = context.new_page()
    tab.on("request", lambda asked: urlsplit(asked.url).hostname in {"127.0.0.1", None} or faults.append(asked.url))
    tab.on("pageerror", lambda error: str(error) == KNOWN or faults.append(str(error)))
    yield tab
    context.close()
    assert faults == []


def launch(tab, path) -> None:
    """Open a chapter by the link that Binder gives and run all of it."""
    tab.goto(f"{ADDRESS}lab/tree/chapters/{path.name}?token={TOKEN}&reset", wait_until="domcontentloaded")
    tab.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=PATIENCE * 1000)
    wait_for(lambda: lab.kernel_is_idle(tab, ADDRESS.rstrip("/"), path), "the kernel")
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()


@pytest.mark.parametrize("path", notebooks()[:COUNT], ids=by_name)
def test_chapter_runs_on_binder(tab, path):
    launch(tab, path)
    lab.work(tab)
    saved = CHECKOUT / "chapters" / path.name
    wait_for(lambda: lab.complete(lab.save(tab, saved)), "every cell to have run")
    notebook = json.loads(saved.read_text("utf-8"))
    assert lab.faults(notebook) == []
    shown = json.dumps(notebook)
    assert "<svg" in shown, "a picture"
    assert "<table" in shown, "a table"


def test_work_can_be_fetched_when_the_server_is_gone(tab):
    launch(tab, notebooks()[0])
    tab.context.set_offline(True)
    with tab.expect_download(timeout=30_000) as fetched:
        tab.locator(".jp-NotebookPanel-toolbar").get_by_text("Download", exact=True).click()
    notebook = json.loads(Path(fetched.value.path()).read_text("utf-8"))
    assert [cell["id"] for cell in notebook["cells"]] == [cell.id for cell in cells(notebooks()[0])]
