"""Copies Pyodide from npm and PyPI into a folder, so that JupyterLite can be tested without Pyodide's own server.

Two files differ from the published site: `lite/jupyter-lite.json` (the address of Pyodide) and the lock file.
The lock file has no numpy, pandas and matplotlib, whose builds for Pyodide are only on that server; the tests use the
parts of `issfacts` that run without them.
"""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

from lite_site import DOWNLOAD
from packaging.utils import canonicalize_name
from pyodide import add_wheels, core_folder, official_lock
from running import run

PYODIDE_FILES = (
    *("package.json", "pyodide-lock.json", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip"),
)
PACKAGES = ("ipython", "micropip", "jedi", "jinja2", "lazy-loader")  # imported by the kernel and by issfacts
MISSING_PACKAGES = {"pandas", "matplotlib"}
COMPILED = "markupsafe"  # its C extension is optional
LOCK_FOLDER = "lite/static/pyodide-lock"


def copy_pyodide(site: Path, folder: Path, notebook: dict) -> Path:
    """Write the files that replace those of the site, and a notebook `chapters/probe.ipynb`, into a folder."""
    (folder / "lite/static/pyodide").mkdir(parents=True)
    for name in PYODIDE_FILES:
        shutil.copyfile(core_folder() / name, folder / "lite/static/pyodide" / name)
    settings = json.loads((site / "lite/jupyter-lite.json").read_text("utf-8"))
    for plugin in settings["jupyter-config-data"]["litePluginSettings"].values():
        plugin["pyodideUrl"] = "./static/pyodide/pyodide.mjs"
    write_json(folder / "lite/jupyter-lite.json", settings)
    write_json(folder / LOCK_FOLDER / "pyodide-lock.json", download_packages(site, folder / LOCK_FOLDER))
    listing = json.loads((site / "lite/api/contents/chapters/all.json").read_text("utf-8"))
    listing["content"].append({**listing["content"][0], "name": "probe.ipynb", "path": "chapters/probe.ipynb"})
    write_json(folder / "lite/api/contents/chapters/all.json", listing)
    write_json(folder / "lite/files/chapters/probe.ipynb", notebook)
    return folder


def download_packages(site: Path, folder: Path) -> dict:
    """Download wheels of PACKAGES from PyPI into a folder, and return a lock file of these and of the site's wheels."""
    folder.mkdir(parents=True, exist_ok=True)
    official = official_lock()
    names = {name for package in PACKAGES for name in with_dependencies(official["packages"], package)}
    pins = [f"{name}=={official['packages'][name]['version']}" for name in names]
    python = ["--python-version", official["info"]["python"].rpartition(".")[0]]
    run(*DOWNLOAD, *python, "--dest", folder, *pins)
    replace_by_pure_wheel(next(folder.glob(f"{COMPILED}-*")))
    lock = add_wheels({**official, "packages": {}}, "", [*folder.glob("*.whl"), *(site / LOCK_FOLDER).glob("*.whl")])
    for package in lock["packages"].values():
        needed, available = set(package["depends"]), lock["packages"].keys()
        package["depends"] = sorted(needed & available)
        if (site / LOCK_FOLDER / package["file_name"]).exists():
            assert needed - available <= MISSING_PACKAGES, f"add the dependencies of {package['name']} to PACKAGES"
    return lock


def with_dependencies(packages: dict, name: str) -> set[str]:
    """Return the canonical names of a package of a lock file and of all its direct and indirect dependencies."""
    name = canonicalize_name(name)
    return {name}.union(*(with_dependencies(packages, dependency) for dependency in packages[name]["depends"]))


def replace_by_pure_wheel(compiled: Path) -> None:
    """Replace a wheel with a C extension by one of its Python files alone."""
    name = "-".join([*compiled.name.split("-")[:2], "py3-none-any.whl"])
    with ZipFile(compiled) as old, ZipFile(compiled.with_name(name), "w") as new:
        for file in old.namelist():
            if not file.endswith((".so", ".c", "RECORD")):
                new.writestr(file, old.read(file))
    compiled.unlink()


def write_json(file: Path, content: dict) -> None:
    """Write a JSON file and create its parent folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), "utf-8")
