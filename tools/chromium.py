"""Finds a Chromium on this machine, and prints pages to PDF with it."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from running import ToolError, run

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    "--disable-background-networking",
)
NONE = "no Chromium here: `apt install chromium`, or name one in the variable CHROMIUM"
PATIENCE = 300  # seconds for one file


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def print_pdf(page: Path, target: Path, *flags: str) -> None:
    """Print an HTML file to a PDF file; the paper is what the page's own style names, else Letter.

    ToolError: there is no Chromium, or it printed nothing.
    """
    if not (chromium := find_chromium()):
        raise ToolError(NONE)
    with TemporaryDirectory(prefix="docked-chromium-", ignore_cleanup_errors=True) as profile:
        asked = ("--headless", *FLAGS, f"--user-data-dir={profile}", "--no-pdf-header-footer", *flags)
        run(chromium, *asked, f"--print-to-pdf={target}", page.resolve().as_uri(), timeout=PATIENCE)
    if not target.exists():
        raise ToolError(f"{page}: Chromium printed nothing")
