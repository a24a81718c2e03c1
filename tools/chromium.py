"""Finds Chromium on this machine and prints HTML files to PDF with it."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from running import ToolError, run

PROGRAM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM_PATHS = (  # on Windows and macOS, where the program is not on the PATH
    "${PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "${PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "${LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    "--disable-background-networking",
)
NOT_FOUND = "Chromium was not found: `apt install chromium`, or set the variable CHROMIUM to its path"
TIMEOUT = 300  # seconds for one file


def find_chromium() -> str | None:
    """Return the path of Chromium or Chrome: of the variable CHROMIUM, or where it is installed; None if nowhere."""
    candidates = (*PROGRAM_NAMES, *map(os.path.expandvars, PROGRAM_PATHS))
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, candidates)), None)


def print_pdf(page: Path, target: Path, *flags: str) -> None:
    """Print an HTML file to a PDF file; the paper size is that of the page's CSS, by default Letter.

    ToolError: Chromium was not found, or wrote no file.
    """
    if not (chromium := find_chromium()):
        raise ToolError(NOT_FOUND)
    with TemporaryDirectory(prefix="docked-chromium-", ignore_cleanup_errors=True) as profile:
        options = ("--headless", *FLAGS, f"--user-data-dir={profile}", "--no-pdf-header-footer", *flags)
        run(chromium, *options, f"--print-to-pdf={target}", page.resolve().as_uri(), timeout=TIMEOUT)
    if not target.exists():
        raise ToolError(f"{page}: Chromium wrote no PDF")
