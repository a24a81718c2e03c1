"""Finds a Chromium on this machine, and prints pages to PDF with it."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
NONE = "no Chromium here: `apt install chromium`, or name one in the variable CHROMIUM"
PATIENCE = 300  # seconds for one file


class PrintError(Exception):
    """Says which page could not be printed, and what Chromium said."""


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def print_pdf(page: Path, target: Path, *flags: str) -> None:
    """Print an HTML file to a PDF file; the paper is what the page's own style names, else Letter."""
    chromium = find_chromium()
    if not chromium:
        raise PrintError(NONE)
    with TemporaryDirectory(prefix="docked-chromium-", ignore_cleanup_errors=True) as profile:
        command = [chromium, "--headless", *FLAGS, f"--user-data-dir={profile}", "--no-pdf-header-footer"]
        said = subprocess.run(
            [*command, *flags, f"--print-to-pdf={target}", page.resolve().as_uri()],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    if said.returncode or not target.exists():
        raise PrintError(f"{page}: Chromium printed nothing. It said:\n{said.stderr[-2000:]}")
