"""Builds the book: executes changed notebooks, then renders the pages; any warning fails and removes the site.

Notebooks run in parallel, one per processor. `--language de` takes translations from `locale/de`; untranslated text
stays English.
"""

import asyncio
import os
import re
import subprocess
import sys
import time
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from shutil import copy, rmtree

from clean_environment import clean_environment

clean_environment()  # before an import reads personal settings
# Importing jsonschema would take two seconds for a grammar of international addresses, which no notebook contains.
sys.modules["rfc3987_syntax"] = None

import nbformat
import yaml
from cartridge import write_cartridge
from chromium import find_chromium
from copy_book import BUILD_INPUTS
from fingerprint import cache_folder, fingerprint, installed_versions
from handouts import PDF_PACKS, write_handouts
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from notebooks import ROOT, pages
from package import write_package
from questions import write_questions
from running import ToolError, run_tool
from takeaway import BOOK_PDFS, write_takeaway
from wheel_file import write_wheel

OUTPUT = ROOT / "_build"
SITE = OUTPUT / "html"
BUILT_STATE = OUTPUT / ".built-state"  # the value of build_state() for the present site
JUPYTER_BOOK = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyter_book.cli.main import main; main()"
ANSI_COLOUR = re.compile(r"\x1b\[[\d;]*m")
TIMEOUT = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["execute"]["timeout"]  # seconds a cell may take


def notebook_paths() -> list[Path]:
    """Return the paths of the book's notebooks in reading order."""
    paths = [ROOT / f"{page}.ipynb" for page in pages()]
    return [path for path in paths if path.exists()]


def execute(path: Path):
    """Return the executed notebook and the seconds it took.

    ToolError: a cell fails or writes to stderr, which would otherwise appear on the page and stay in the cache.
    """
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=TIMEOUT, record_timing=False, resources=resources)
    client.extra_arguments = ["--log-level=ERROR"]  # else the kernel warns that it listens on TCP
    start = time.perf_counter()
    try:
        asyncio.run(client.async_execute())
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        raise ToolError(f"{path}, cell {failed_cell(notebook)!r}:\n{ANSI_COLOUR.sub('', str(error))}") from None
    if messages := stderr_messages(notebook):
        raise ToolError("\n".join(f"{path}, {message}" for message in messages))
    return notebook, time.perf_counter() - start


def failed_cell(notebook) -> str:
    """Return the id of the cell that raised, or of the last one that ran."""
    ran = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.execution_count]
    raised = [cell for cell in ran if any(output.output_type == "error" for output in cell.outputs)]
    return (raised or ran or notebook.cells)[-1].id


def stderr_messages(notebook) -> list[str]:
    """Return what the cells wrote to stderr, each with the cell's id."""
    outputs = ((cell.id, output) for cell in notebook.cells for output in cell.get("outputs", ()))
    return [f"cell {id!r} writes to stderr:\n{output.text}" for id, output in outputs if output.get("name") == "stderr"]


def is_cached(cache, path: Path) -> bool:
    """Return whether the cache has the outputs of this notebook."""
    try:
        cache.match_cache_notebook(nbformat.read(path, as_version=4))
    except KeyError:
        return False
    return True


def execute_changed() -> None:
    """Execute in parallel the notebooks whose outputs are not in the cache, and add them."""
    cache = get_cache(str(cache_folder()))
    todo = [path for path in notebook_paths() if not is_cached(cache, path)]
    if not todo:
        return
    print(f"Executing {len(todo)} of {len(notebook_paths())} notebooks ...", flush=True)
    # Fill matplotlib's font cache first; else it writes a message to the stderr of a chapter.
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {pool.submit(execute, path): path for path in todo}
        for count, run in enumerate(as_completed(runs), start=1):
            try:
                notebook, seconds = run.result()
            except ToolError:
                pool.shutdown(cancel_futures=True)
                raise
            path = runs[run]
            bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds})
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
            print(f"  {path.relative_to(ROOT)}  {seconds:.1f} s  ({len(todo) - count} left)", flush=True)


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


def executed_notebooks() -> dict:
    """Return the notebooks with their cached outputs, by name in reading order."""
    cache = get_cache(str(cache_folder()))
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in notebook_paths()}
    return {name: cache.merge_match_into_notebook(notebook)[1] for name, notebook in notebooks.items()}


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


def build_state(language: str) -> str:
    """Identify everything the site is built from: a hash of the book's files, the language, installed versions."""
    inputs = [ROOT / name for name in (*BUILD_INPUTS, "locale")]
    return "\n".join([fingerprint(inputs), language, *installed_versions()])


def is_up_to_date(state: str, plain: bool) -> bool:
    """Return whether the site was built from this state and has every page, and every PDF that can be printed."""
    is_same_state = BUILT_STATE.exists() and BUILT_STATE.read_text("utf-8") == state
    expected = [SITE / f"{page}.html" for page in pages()]
    if not plain and find_chromium():
        expected += pdf_paths()
    return is_same_state and all(path.exists() for path in expected)


def pdf_paths() -> list[Path]:
    """Return the paths of the site's PDFs: the whole book, and the packs whose pages the site has."""
    books = [SITE / "downloads" / name for name in BOOK_PDFS]
    packs = [SITE / "class" / f"{stem}.html" for stem in PDF_PACKS]
    return books + [page.with_suffix(".pdf") for page in packs if page.exists()]


def main() -> None:
    """Build the book and print its address."""
    options = ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--language", default="", help="the language of the pages (default: that of _config.yml)")
    options.add_argument("--plain", action="store_true", help="no PDF, Word and PowerPoint files, for quick work")
    chosen = options.parse_args()
    start = time.perf_counter()
    for_teachers = (ROOT / "teach").exists()  # the student edition has no such folder, and no files with answers
    plain = chosen.plain or not for_teachers
    state = build_state(chosen.language) + " plain" * plain
    if is_up_to_date(state, plain):
        print(f"The book is up to date, nothing has changed: {(SITE / 'index.html').as_uri()}")
        return
    try:
        BUILT_STATE.unlink(missing_ok=True)
        execute_changed()
        write_package()
        cartridge = write_cartridge()
        build_pages(chosen.language)
        write_wheel(SITE / "downloads")
        if for_teachers:
            write_questions(SITE / "downloads")
            copy(cartridge, SITE / "downloads")
            write_handouts(SITE / "class", executed_notebooks(), plain)
        write_takeaway(SITE, chosen.language, plain)
        BUILT_STATE.write_text(state, "utf-8")
    finally:
        if not BUILT_STATE.exists():  # failed: Sphinx would not repeat the warnings for pages that it has read
            for folder in (SITE, OUTPUT / ".doctrees"):
                rmtree(folder, ignore_errors=True)
    print(f"The book was built in {time.perf_counter() - start:.0f} s: {(SITE / 'index.html').as_uri()}")


if __name__ == "__main__":
    run_tool(main, "The book was not built.")
