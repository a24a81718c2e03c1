"""Builds the book: executes changed notebooks, then renders the pages; any warning fails and removes the site.

`--language de` takes translations from `locale/de`; untranslated text stays English.
"""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from shutil import copy, rmtree

from clean_environment import clean_environment

if __name__ == "__main__":
    clean_environment()  # before an import reads personal settings

import yaml
from cartridge import write_cartridge
from chromium import find_chromium
from copy_book import BUILD_INPUTS
from data_package import write_package
from execution import execute_changed, executed_notebooks
from fingerprint import fingerprint, installed_versions
from handouts import PDF_PACKS, write_papers
from notebooks import pages
from paths import OUTPUT, ROOT, SITE, TEACH
from questions import write_questions
from running import ToolError, run_tool
from takeaway import BOOK_PDFS, write_takeaway
from wheel_file import write_wheel

BUILT_STATE = OUTPUT / ".built-state"  # the value of build_state() for the present site
JUPYTER_BOOK = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyter_book.cli.main import main; main()"


def write_config(language: str) -> Path:
    """Write _config.yml with another language, unless this is empty, and return the new file."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    sphinx = config["sphinx"]
    sphinx["config"]["language"] = language or sphinx["config"]["language"]
    folders = sphinx["local_extensions"]  # paths relative to the file, which is now in another folder
    sphinx["local_extensions"] = {name: str(ROOT / folder) for name, folder in folders.items()}
    target = OUTPUT / ".config.yml"
    target.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return target


def build_pages(language: str = "") -> None:
    """Run Jupyter Book on all pages. ToolError: it fails or gives a warning."""
    print(f"Building {len(pages())} pages ...", flush=True)
    options = ["--config", str(write_config(language)), "-W", "-n", "--keep-going", "-q"]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tools")])}  # for _ext
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", ".", *options]
    # Warnings go to stderr, which is not captured.
    run = subprocess.run(command, cwd=ROOT, env=variables, check=False, stdout=subprocess.PIPE, encoding="utf-8")
    if run.returncode:
        raise ToolError(f"Jupyter Book reported errors or warnings:\n{run.stdout}")


def build_state(language: str, plain: bool) -> str:
    """Identify everything the site is built from: a hash of the book's files, the options, installed versions."""
    inputs = [ROOT / name for name in (*BUILD_INPUTS, "locale")]
    return "\n".join([fingerprint(inputs), language, f"{plain=}", *installed_versions()])


def is_up_to_date(state: str, plain: bool) -> bool:
    """Return whether the site was built from this state and has every page, and every PDF that can be printed."""
    is_same_state = BUILT_STATE.exists() and BUILT_STATE.read_text("utf-8") == state
    expected = [SITE / f"{page}.html" for page in pages()]
    if not plain and find_chromium():
        packs = [SITE / "class" / f"{stem}.html" for stem in PDF_PACKS]
        expected += [SITE / "downloads" / name for name in BOOK_PDFS]
        expected += [page.with_suffix(".pdf") for page in packs if page.exists()]
    return is_same_state and all(path.exists() for path in expected)


def main() -> None:
    """Build the book and print its address."""
    options = ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--language", default="", help="the language of the pages (default: that of _config.yml)")
    options.add_argument("--plain", action="store_true", help="no PDF, Word and PowerPoint files, for quick work")
    options.add_argument("--papers", action="store_true", help="only the papers for class, with all their files")
    chosen = options.parse_args()
    start = time.perf_counter()
    if chosen.papers:
        execute_changed()
        write_papers(SITE / "class", executed_notebooks())
        print(f"The papers: {(SITE / 'class' / 'index.html').as_uri()}")
        return
    for_teachers = TEACH.exists()  # the student edition has no such folder, and no files with answers
    plain = chosen.plain or not for_teachers
    state = build_state(chosen.language, plain)
    if is_up_to_date(state, plain):
        print(f"The book is up to date, nothing has changed: {(SITE / 'index.html').as_uri()}")
        return
    BUILT_STATE.unlink(missing_ok=True)
    try:
        execute_changed()
        write_package()
        cartridge = write_cartridge()
        build_pages(chosen.language)
        write_wheel(SITE / "downloads")
        if for_teachers:
            write_questions(SITE / "downloads")
            copy(cartridge, SITE / "downloads")
            write_papers(SITE / "class", executed_notebooks(), plain)
        write_takeaway(SITE, chosen.language, plain)
    except BaseException:  # no site, and no parsed pages: Sphinx would not repeat their warnings
        for folder in (SITE, OUTPUT / ".doctrees"):
            rmtree(folder, ignore_errors=True)
        raise
    BUILT_STATE.write_text(state, "utf-8")
    print(f"The book was built in {time.perf_counter() - start:.0f} s: {(SITE / 'index.html').as_uri()}")


if __name__ == "__main__":
    run_tool(main, "The book was not built.")
