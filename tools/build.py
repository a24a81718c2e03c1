"""Builds the book strictly: executes what changed, then the pages; a failure leaves nothing behind.

Notebooks run side by side, one a processor. `--language de` takes the words from `locale/de`; what is not translated
there stays English.
"""

import asyncio
import re
import subprocess
import sys
import time
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor, as_completed
from os import cpu_count
from pathlib import Path
from shutil import copy, rmtree

from clean_environment import clean_environment

clean_environment()  # before anything reads personal settings
# Whoever imports jsonschema waits two seconds for the grammar of international addresses, which no notebook holds.
sys.modules["rfc3987_syntax"] = None

import nbformat  # noqa: E402
import yaml  # noqa: E402
from jupyter_cache import get_cache  # noqa: E402
from jupyter_cache.base import CacheBundleIn  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, DeadKernelError  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "_ext"))
from cartridge import write_cartridge  # noqa: E402  (teachers find its file under "Running the chapters")
from classpapers.prose import MissingSectionError  # noqa: E402
from copy_book import PARTS  # noqa: E402
from fingerprint import cache_folder, fingerprint, installed_versions  # noqa: E402  (the site's extension shares it)
from handouts import write_handouts  # noqa: E402  (the teachers' page offers what it writes)
from notebooks import pages  # noqa: E402
from package import write_package  # noqa: E402  (so does the reference)
from questions import write_questions  # noqa: E402
from takeaway import write_takeaway  # noqa: E402
from wheel_file import write_wheel  # noqa: E402

OUTPUT = ROOT / "_build"
SITE = OUTPUT / "html"
STANDS = OUTPUT / ".stands"  # what the site was built from
JUPYTER_BOOK = "import sys; sys.modules['rfc3987_syntax'] = None; from jupyter_book.cli.main import main; main()"
COLOUR = re.compile(r"\x1b\[[\d;]*m")  # of a traceback, for terminals
TIMEOUT = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["execute"]["timeout"]  # seconds a cell may take


class ChapterError(Exception):
    """Says which chapter and cell failed, with the traceback."""


def chapters() -> list[Path]:
    """Return the book's notebooks in reading order."""
    return [path for page in pages() if (path := ROOT / f"{page}.ipynb").exists()]


def execute(path: Path):
    """Return the executed notebook and the seconds it took, or raise ChapterError.

    What a cell writes to stderr is an error too: it would stand on the page, and in every later build.
    """
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=TIMEOUT, record_timing=False, resources=place)
    client.extra_arguments = ["--log-level=ERROR"]  # else the kernel remarks on TCP, on loopback
    start = time.perf_counter()
    try:
        asyncio.run(client.async_execute())
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        raise ChapterError(f"{path}, cell {failed_cell(notebook)!r}:\n{COLOUR.sub('', str(error))}") from None
    if said := complaints(notebook):
        raise ChapterError("\n".join(f"{path}, {complaint}" for complaint in said))
    return notebook, time.perf_counter() - start


def failed_cell(notebook) -> str:
    """Return the id of the cell that raised, or of the last one that ran."""
    ran = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.execution_count]
    raised = [cell for cell in ran if any(output.output_type == "error" for output in cell.outputs)]
    return (raised or ran or notebook.cells)[-1].id


def complaints(notebook) -> list[str]:
    """Return what the cells wrote to stderr, each with the cell's id."""
    said = ((cell.id, output) for cell in notebook.cells for output in cell.get("outputs", ()))
    return [f"cell {id!r} writes to stderr:\n{output.text}" for id, output in said if output.get("name") == "stderr"]


def cached(cache, path: Path) -> bool:
    """Say whether the outputs of this very notebook are at hand."""
    try:
        cache.match_cache_notebook(nbformat.read(path, as_version=4))
    except KeyError:
        return False
    return True


def execute_changed() -> None:
    """Execute the notebooks without outputs at hand, some side by side, and keep what they gave."""
    cache = get_cache(str(cache_folder()))
    todo = [path for path in chapters() if not cached(cache, path)]
    if not todo:
        return
    print(f"Executing {len(todo)} of {len(chapters())} notebooks ...", flush=True)
    # Let matplotlib list this machine's fonts, so that no chapter has to and says so.
    subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True)
    with ThreadPoolExecutor(cpu_count()) as pool:
        runs = {pool.submit(execute, path): path for path in todo}
        for done, run in enumerate(as_completed(runs), start=1):
            try:
                notebook, seconds = run.result()
            except ChapterError:
                pool.shutdown(cancel_futures=True)
                raise
            bundle = CacheBundleIn(notebook, str(runs[run]), data={"execution_seconds": seconds})
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
            name = runs[run].relative_to(ROOT)
            print(f"  {name}  {seconds:.1f} s  ({len(todo) - done} left)", flush=True)


def settings_in(language: str) -> Path:
    """Write the site's settings for a language, or for their own, and return the file."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    sphinx = settings["sphinx"]
    sphinx["config"]["language"] = language or sphinx["config"]["language"]
    folders = sphinx["local_extensions"]  # else found from where the settings lie
    sphinx["local_extensions"] = {name: str(ROOT / folder) for name, folder in folders.items()}
    target = OUTPUT / ".config.yml"
    target.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return target


def executed() -> dict:
    """Return the chapters with their outputs, by name in reading order."""
    cache = get_cache(str(cache_folder()))
    return {path.stem: cache.merge_match_into_notebook(nbformat.read(path, as_version=4))[1] for path in chapters()}


def build_pages(language: str = "") -> None:
    """Run Jupyter Book so that the first warning is a failure."""
    print(f"Building {len(pages())} pages ...", flush=True)
    book = ["build", ".", "--config", str(settings_in(language)), "-W", "-n", "--keep-going", "-q"]
    command = [sys.executable, "-c", JUPYTER_BOOK, *book]
    run = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, encoding="utf-8")  # warnings pass
    if run.returncode:
        raise ChapterError(f"Jupyter Book found something wrong:\n{run.stdout}")


def sources(language: str) -> str:
    """Name the state of everything the site is built from: the book's files, the language, what is installed."""
    return "\n".join([fingerprint([ROOT / part for part in (*PARTS, "locale")]), language, *installed_versions()])


def stands(state: str) -> bool:
    """Say whether every page is there, and was built from this very state."""
    built = STANDS.exists() and STANDS.read_text("utf-8") == state
    return built and all((SITE / f"{page}.html").exists() for page in pages())


def main() -> int:
    """Build the book and say where it is."""
    options = ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--language", default="", help="the language of the pages (default: that of _config.yml)")
    options.add_argument("--plain", action="store_true", help="no PDF, Word and PowerPoint files, for quick work")
    chosen = options.parse_args()
    start = time.perf_counter()
    state = sources(chosen.language) + " plain" * chosen.plain
    if stands(state):
        print(f"The book stands, and nothing has changed: {(SITE / 'index.html').as_uri()}")
        return 0
    try:
        STANDS.unlink(missing_ok=True)
        execute_changed()
        write_package()
        cartridge = write_cartridge()
        build_pages(chosen.language)
        write_wheel(SITE / "downloads")
        teach = (ROOT / "teach").exists()  # else this is the student edition, without files that hold all answers
        if teach:
            write_questions(SITE / "downloads")
            copy(cartridge, SITE / "downloads")
            write_handouts(SITE / "class", executed(), chosen.plain)
        write_takeaway(SITE, chosen.language, plain=chosen.plain or not teach)
        STANDS.write_text(state, "utf-8")
    except (ChapterError, MissingSectionError) as error:
        print(f"\nThe book was not built. {error}", file=sys.stderr)
        return 1
    except OSError as error:  # mostly a folder that cannot be written
        print(f"The book was not built. {error.strerror}: {error.filename}", file=sys.stderr)
        return 1
    finally:
        if not STANDS.exists():  # else a later run takes what is left for sound: warnings come but once for a page
            for folder in (SITE, OUTPUT / ".doctrees"):
                rmtree(folder, ignore_errors=True)
    print(f"The book stands after {time.perf_counter() - start:.0f} s: {(SITE / 'index.html').as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
