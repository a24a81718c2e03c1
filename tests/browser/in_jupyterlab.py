"""Helpers that open and run a notebook in JupyterLab's page: local, as on Binder, or JupyterLite."""

import re

from chromium_tab import TIMEOUT_SECONDS
from playwright.sync_api import expect

TIMEOUT_MS = 1000 * TIMEOUT_SECONDS


def open_notebook(tab, address: str, timeout: int = TIMEOUT_MS) -> None:
    """Open a notebook and wait until its kernel is idle; run earlier, JupyterLab would ask which kernel to start."""
    tab.goto(address, wait_until="domcontentloaded")
    expect(tab.locator(".jp-NotebookPanel .jp-Cell").first).to_be_visible(timeout=timeout)
    expect(tab.get_by_text(re.compile(r"\| Idle"))).to_be_visible(timeout=timeout)


def run_all(tab) -> None:
    """Click Run All Cells in the menu."""
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()
