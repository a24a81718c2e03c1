"""Builds the JupyterLite site into _build/html/lite: `make lite`, after the book.

The notebooks lie in it as in the repository and run unchanged: our own lock file knows the helper, with its data, and
ipywidgets. Python itself and its packages (Pyodide) come from their usual place, and only when somebody opens the site.
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from build import SITE, pages
from inbrowser.core import CDN, ROOT, VERSION, WORK, LiteError, official_lock
from inbrowser.lock import extended
from inbrowser.wheels import collect

ENVIRONMENT = WORK / "environment"
LITE = SITE / "lite"
LOCK = Path("static", "pyodide-lock")  # in the site: the lock file and our wheels
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
APPS = ("lab", "notebooks", "tree", "edit")


def settings() -> dict:
    """Return what the site's pages are told: their name, where the lock file lies, to ask no third host."""
    kernel = {"loadPyodideOptions": {"lockFileURL": f"./{LOCK}/pyodide-lock.json"}, "disablePyPIFallback": True}
    told = {"appName": "Docked", "litePluginSettings": {KERNEL: kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": told}


def overrides() -> dict:
    """Return JupyterLab's settings: those of every other home, and pages of text open to be read."""
    shared = json.loads((ROOT / ".binder" / "overrides.json").read_text("utf-8"))
    files = shared.setdefault("@jupyterlab/docmanager-extension:plugin", {})
    files["defaultViewers"] = {"markdown": "Markdown Preview"}
    return shared


def lay_out(work: Path) -> None:
    """Lay the book's sources out as in the repository, with the settings beside them."""
    shutil.rmtree(work, ignore_errors=True)
    for page in pages():
        for source in (path for end in (".ipynb", ".md") if (path := ROOT / f"{page}{end}").exists()):
            target = work / "contents" / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (work / "jupyter-lite.json").write_text(json.dumps(settings(), indent=1), "utf-8")
    (work / "overrides.json").write_text(json.dumps(overrides(), indent=1), "utf-8")


def build_site(work: Path) -> None:
    """Let JupyterLite build its pages, from nothing: it does not notice every change."""
    shutil.rmtree(LITE, ignore_errors=True)
    command = [ENVIRONMENT / "bin/jupyter", "lite", "build", "--force", "--no-sourcemaps", "--contents", "contents"]
    command += [f"--apps={app}" for app in APPS] + ["--output-dir", LITE]
    run = subprocess.run(command, cwd=work, check=False, capture_output=True, text=True)
    if run.returncode:
        raise LiteError(f"JupyterLite was not built:\n{run.stdout}{run.stderr}")


def add_packages(work: Path) -> None:
    """Put our wheels and the lock file into the site."""
    wheels = collect(work / "wheels", ENVIRONMENT)
    target = LITE / LOCK
    target.mkdir(parents=True)
    for wheel in wheels:
        shutil.copyfile(wheel, target / wheel.name)
    lock = extended(official_lock(), CDN, wheels)
    (target / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), "utf-8")


def same_pyodide() -> None:
    """Refuse to build for another Pyodide than the kernel's."""
    asks = "from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION as v; print(v)"
    kernels = subprocess.run([ENVIRONMENT / "bin/python", "-c", asks], check=True, capture_output=True, text=True)
    if kernels.stdout.strip() != VERSION:
        raise LiteError(f"the kernel wants Pyodide {kernels.stdout.strip()}: bring core.py there from {VERSION}")


def main() -> int:
    """Build the site and say what it holds."""
    start = time.perf_counter()
    work = WORK / "site"
    try:
        if not (SITE / "index.html").exists():
            raise LiteError("the book comes first: make book")
        same_pyodide()
        lay_out(work)
        build_site(work)
        add_packages(work)
    except LiteError as error:
        shutil.rmtree(LITE, ignore_errors=True)
        print(f"\nThe site for the browser was not built. {error}", file=sys.stderr)
        return 1
    files = [path for path in LITE.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"lite/ stands after {time.perf_counter() - start:.0f} s: {len(files)} files, {size:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
