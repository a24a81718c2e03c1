"""Builds the JupyterLite site into _build/html/lite: `make lite`, after the book.

The notebooks lie in it as in the repository and run unchanged: our own lock file knows the helper, with its data, and
ipywidgets. Python itself and its packages (Pyodide) come from their usual place, and only when somebody opens the site.
"""

import json
import shutil
import sys
from pathlib import Path

from build import OUTPUT, ROOT, SITE
from lite.pyodide import CDN, VERSION, LiteError, official_lock
from lite.wheels import collect, extended, run
from notebooks import pages
from npm_package import FetchError

WORK = OUTPUT / ".lite"
ENVIRONMENT = WORK / "environment"
LITE = SITE / "lite"
LOCK = Path("static", "pyodide-lock")  # in the site: the lock file and our wheels
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
KERNELS_VERSION = "from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION as v; print(v)"


def settings() -> dict:
    """Return what the site's pages are told: their name, where the lock file lies, to ask no third host."""
    kernel = {"loadPyodideOptions": {"lockFileURL": f"./{LOCK}/pyodide-lock.json"}, "disablePyPIFallback": True}
    told = {"appName": "Docked", "litePluginSettings": {KERNEL: kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": told}


def overrides() -> dict:
    """Return JupyterLab's settings: those of every other home, and pages of text open to be read."""
    shared = json.loads((ROOT / ".binder/overrides.json").read_text("utf-8"))
    shared["@jupyterlab/docmanager-extension:plugin"]["defaultViewers"] = {"markdown": "Markdown Preview"}
    return shared


def lay_out(work: Path) -> None:
    """Lay the book's sources out as in the repository, with the settings beside them."""
    for page in pages():
        for source in (path for end in (".ipynb", ".md") if (path := ROOT / f"{page}{end}").exists()):
            target = work / "contents" / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    (work / "jupyter-lite.json").write_text(json.dumps(settings(), indent=1), "utf-8")
    (work / "overrides.json").write_text(json.dumps(overrides(), indent=1), "utf-8")


def build_site(work: Path) -> None:
    """Let JupyterLite build its pages, from nothing: it does not notice every change."""
    if (wanted := run(ENVIRONMENT / "bin/python", "-c", KERNELS_VERSION)) != VERSION:
        raise LiteError(f"the kernel wants Pyodide {wanted}: bring tools/lite/pyodide.py there from {VERSION}")
    apps = [f"--apps={app}" for app in ("lab", "notebooks", "tree", "edit")]
    built = ["--force", "--no-sourcemaps", "--contents", "contents", "--output-dir", LITE]
    run(ENVIRONMENT / "bin/jupyter", "lite", "build", *built, *apps, cwd=work)


def add_packages(work: Path) -> None:
    """Put our wheels and the lock file into the site."""
    wheels = collect(work / "wheels", ENVIRONMENT)
    (LITE / LOCK).mkdir(parents=True)
    for wheel in wheels:
        shutil.copyfile(wheel, LITE / LOCK / wheel.name)
    lock = extended(official_lock(), CDN, wheels)
    (LITE / LOCK / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), "utf-8")


def main() -> int:
    """Build the site and say what it holds."""
    work = WORK / "site"
    for folder in (work, LITE):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        lay_out(work)
        build_site(work)
        add_packages(work)
    except (LiteError, FetchError) as error:
        shutil.rmtree(LITE, ignore_errors=True)
        print(f"\nThe site for the browser was not built. {error}", file=sys.stderr)
        return 1
    print(f"lite/ stands: {sum(path.is_file() for path in LITE.rglob('*'))} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
