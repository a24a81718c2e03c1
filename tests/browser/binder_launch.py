"""What must hold where a chapter was opened through Binder's launch path. `make binder BROWSER=2` runs it."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import in_jupyterlab as notebook
import pytest
from browser import wait_for
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
    notebook.open_notebook(tab, f"{ADDRESS}lab/tree/chapters/{path.name}?token={TOKEN}&reset")
    notebook.run_all(tab)


@pytest.mark.parametrize("path", notebooks()[:COUNT], ids=by_name)
def test_chapter_runs_on_binder(tab, path):
    launch(tab, path)
    notebook.work(tab)
    saved = CHECKOUT / "chapters" / path.name
    notebook.save(tab)
    wait_for(lambda: notebook.complete(saved), "every cell to have run")
    assert notebook.faults(saved) == []
    shown = saved.read_text("utf-8")
    assert "<svg" in shown, "a picture"
    assert "<table" in shown, "a table"


def test_work_can_be_fetched_when_the_server_is_gone(tab):
    launch(tab, notebooks()[0])
    tab.context.set_offline(True)
    with tab.expect_download(timeout=30_000) as fetched:
        tab.locator(".jp-NotebookPanel-toolbar").get_by_text("Download", exact=True).click()
    work = json.loads(Path(fetched.value.path()).read_text("utf-8"))
    assert [cell["id"] for cell in work["cells"]] == [cell.id for cell in cells(notebooks()[0])]
