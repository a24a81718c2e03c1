"""Opens and runs a notebook in JupyterLab through its page: here, on Binder, in the browser's own Python."""

import re

from browser import TIMEOUT_SECONDS
from playwright.sync_api import expect

MILLISECONDS = 1000 * TIMEOUT_SECONDS


def open_notebook(tab, address: str, patience: int = MILLISECONDS) -> None:
    """Open a notebook and wait until its kernel waits for work: before, JupyterLab would ask which one to take."""
    tab.goto(address, wait_until="domcontentloaded")
    expect(tab.locator(".jp-NotebookPanel .jp-Cell").first).to_be_visible(timeout=patience)
    expect(tab.get_by_text(re.compile(r"\| Idle"))).to_be_visible(timeout=patience)


def run_all(tab) -> None:
    """Choose Run All Cells in the menu."""
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()
