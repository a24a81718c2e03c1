"""Builds the JupyterLite site into _build/html/lite: `make lite`, after the book.

The notebooks run there unchanged: our lock file adds issfacts, with its data, and ipywidgets. Python and its other
packages (Pyodide) are loaded from their CDN when somebody opens the site.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from clean_environment import clean_environment
from copy_book import IGNORED
from paths import OUTPUT, ROOT, SITE
from pyodide import CDN, VERSION, add_wheels, official_lock
from running import ToolError, run, run_tool
from wheel_file import write_wheel

WORK = OUTPUT / ".lite" / "site"
ENVIRONMENT = OUTPUT / ".lite" / "environment"
PINS = ROOT / "tools" / "lite" / "requirements.txt"
LITE = SITE / "lite"
LOCK = Path("static", "pyodide-lock")  # the site's folder for the lock file and our wheels
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
PRINT_KERNEL_VERSION = "from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION as v; print(v)"
WIDGETS = ("comm", "ipywidgets", "jupyterlab-widgets")  # pure Python; Pyodide has their other requirements
DOWNLOAD = (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:")
# ipywidgets requires widgetsnbextension; the kernel extension has an empty wheel of it.
STUB = "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static/pypi/widgetsnbextension-4.0.999-*.whl"


def prepare_contents() -> None:
    """Copy the book's pages and notebooks into the work folder and write the settings next to them."""
    for folder in ("about", "chapters", "reference", "teach"):
        shutil.copytree(ROOT / folder, WORK / "contents" / folder, ignore=IGNORED)
    shutil.copy(ROOT / "index.md", WORK / "contents")
    kernel = {"loadPyodideOptions": {"lockFileURL": f"./{LOCK}/pyodide-lock.json"}, "disablePyPIFallback": True}
    config = {"appName": "Docked", "litePluginSettings": {KERNEL: kernel}}
    site = {"jupyter-lite-schema-version": 0, "jupyter-config-data": config}
    lab = json.loads((ROOT / ".binder/overrides.json").read_text("utf-8"))
    lab["@jupyterlab/docmanager-extension:plugin"]["defaultViewers"] = {"markdown": "Markdown Preview"}
    for name, settings in {"jupyter-lite": site, "overrides": lab}.items():
        (WORK / f"{name}.json").write_text(json.dumps(settings, indent=1), "utf-8")


def build_site() -> None:
    """Build all pages of JupyterLite anew, because it does not notice every change."""
    if (needed := run(ENVIRONMENT / "bin/python", "-c", PRINT_KERNEL_VERSION)) != VERSION:
        raise ToolError(f"the kernel needs Pyodide {needed}: change VERSION in tools/pyodide.py, now {VERSION}")
    apps = [f"--apps={app}" for app in ("lab", "notebooks", "tree", "edit")]
    built = ["--force", "--no-sourcemaps", "--contents", "contents", "--output-dir", LITE]
    run(ENVIRONMENT / "bin/jupyter-lite", "build", *built, *apps, cwd=WORK)


def add_packages() -> None:
    """Add the lock file and the wheels that Pyodide lacks to the site; those of ipywidgets are verified by hash."""
    folder = LITE / LOCK
    write_wheel(folder)
    pins = WORK / "widgets.txt"
    pinned = re.findall(rf"^(?:{'|'.join(WIDGETS)})==.*\n(?: +.*\n)*", PINS.read_text("utf-8"), re.M)
    if len(pinned) < len(WIDGETS):
        raise ToolError(f"{PINS} should pin each of {', '.join(WIDGETS)}")
    pins.write_text("".join(pinned), "utf-8")
    run(*DOWNLOAD, "--quiet", "--require-hashes", "--dest", folder, "-r", pins)
    shutil.copy(next(ENVIRONMENT.glob(STUB)), folder)
    lock = add_wheels(official_lock(), CDN, sorted(folder.glob("*.whl")))
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1), "utf-8")


def main() -> None:
    """Build the site and print the number of its files; if that fails, there is no site."""
    clean_environment()
    for folder in (WORK, LITE):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        prepare_contents()
        build_site()
        add_packages()
    except ToolError:
        shutil.rmtree(LITE, ignore_errors=True)
        raise
    print(f"lite/ was built: {sum(path.is_file() for path in LITE.rglob('*'))} files")


if __name__ == "__main__":
    run_tool(main, "The site for the browser was not built.")
