"""Builds the JupyterLite site into _build/html/lite: `make lite`, after the book.

The notebooks lie in it as in the repository and run unchanged: our own lock file knows the helper, with its data, and
ipywidgets. Python itself and its packages (Pyodide) come from their usual place, and only when somebody opens the site.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from build import OUTPUT, ROOT, SITE
from copy_book import UNWANTED
from pyodide import CDN, VERSION, extended, official_lock
from running import ToolError, run
from wheel_file import write_wheel

WORK = OUTPUT / ".lite" / "site"
ENVIRONMENT = OUTPUT / ".lite" / "environment"
PINS = ROOT / "tools" / "lite" / "requirements.txt"
LITE = SITE / "lite"
LOCK = Path("static", "pyodide-lock")  # in the site: the lock file and our wheels
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
KERNELS_VERSION = "from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION as v; print(v)"
WIDGETS = ("comm", "ipywidgets", "jupyterlab-widgets")  # pure Python; Pyodide has all else that they need
DOWNLOAD = (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:")
# ipywidgets asks for widgetsnbextension; the kernel carries an empty one.
STUB = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi/widgetsnbextension-4.0.999-*.whl"


def lay_out() -> None:
    """Lay the book's sources out as in the repository, with the settings beside them."""
    for folder in ("about", "chapters", "reference", "teach"):
        shutil.copytree(ROOT / folder, WORK / "contents" / folder, ignore=UNWANTED)
    shutil.copy(ROOT / "index.md", WORK / "contents")
    kernel = {"loadPyodideOptions": {"lockFileURL": f"./{LOCK}/pyodide-lock.json"}, "disablePyPIFallback": True}
    told = {"appName": "Docked", "litePluginSettings": {KERNEL: kernel}}
    site = {"jupyter-lite-schema-version": 0, "jupyter-config-data": told}
    lab = json.loads((ROOT / ".binder/overrides.json").read_text("utf-8"))
    lab["@jupyterlab/docmanager-extension:plugin"]["defaultViewers"] = {"markdown": "Markdown Preview"}
    for name, settings in {"jupyter-lite": site, "overrides": lab}.items():
        (WORK / f"{name}.json").write_text(json.dumps(settings, indent=1), "utf-8")


def build_site() -> None:
    """Let JupyterLite build its pages, from nothing: it does not notice every change."""
    if (wanted := run(ENVIRONMENT / "bin/python", "-c", KERNELS_VERSION)) != VERSION:
        raise ToolError(f"the kernel wants Pyodide {wanted}: bring tools/pyodide.py there from {VERSION}")
    apps = [f"--apps={app}" for app in ("lab", "notebooks", "tree", "edit")]
    built = ["--force", "--no-sourcemaps", "--contents", "contents", "--output-dir", LITE]
    run(ENVIRONMENT / "bin/jupyter", "lite", "build", *built, *apps, cwd=WORK)


def add_packages() -> None:
    """Put the wheels that Pyodide lacks and the lock file into the site; those of ipywidgets by their hashes."""
    folder = LITE / LOCK
    write_wheel(folder)
    pins = WORK / "widgets.txt"
    pinned = re.findall(rf"^(?:{'|'.join(WIDGETS)})==.*\n(?: +.*\n)*", PINS.read_text("utf-8"), re.M)
    if len(pinned) < len(WIDGETS):
        raise ToolError(f"{PINS} should pin each of {', '.join(WIDGETS)}")
    pins.write_text("".join(pinned), "utf-8")
    run(*DOWNLOAD, "--quiet", "--require-hashes", "--dest", folder, "-r", pins)
    shutil.copy(next(ENVIRONMENT.glob(STUB)), folder)
    lock = extended(official_lock(), CDN, sorted(folder.glob("*.whl")))
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), "utf-8")


def main() -> int:
    """Build the site and say what it holds."""
    for folder in (WORK, LITE):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        lay_out()
        build_site()
        add_packages()
    except ToolError as error:
        shutil.rmtree(LITE, ignore_errors=True)
        print(f"\nThe site for the browser was not built. {error}", file=sys.stderr)
        return 1
    print(f"lite/ stands: {sum(path.is_file() for path in LITE.rglob('*'))} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
