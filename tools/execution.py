"""Executes the book's notebooks in parallel, one per processor, and caches their outputs.

jupyter_cache has executors, too, but they name no cell that fails, and keep what cells write to stderr.
"""

import asyncio
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import nbformat
import yaml
from fingerprint import cache_folder
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from notebooks import notebook_paths
from paths import ROOT
from running import ToolError

ANSI_COLOUR = re.compile(r"\x1b\[[\d;]*m")
TIMEOUT = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["execute"]["timeout"]  # seconds a cell may take


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
    paths = notebook_paths()
    todo = [path for path in paths if not is_cached(cache, path)]
    if not todo:
        return
    print(f"Executing {len(todo)} of {len(paths)} notebooks ...", flush=True)
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


def executed_notebooks() -> dict:
    """Return the notebooks with their cached outputs, by name in reading order."""
    cache = get_cache(str(cache_folder()))
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in notebook_paths()}
    return {name: cache.merge_match_into_notebook(notebook)[1] for name, notebook in notebooks.items()}
