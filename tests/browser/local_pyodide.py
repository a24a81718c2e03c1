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

PYODIDE_FILES = ("package.json", "pyodide-lock.json", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs",
          "python_stdlib.zip")  # fmt: skip
PACKAGES = ("ipython", "micropip", "jedi", "jinja2", "lazy-loader")  # imported by the kernel and by issfacts
MISSING_PACKAGES = {"pandas", "matplotlib"}
COMPILED = "markupsafe"  # its C extension is optional
LOCK_FOLDER = "lite/static/pyodide-lock"


def copy_site(site: Path, folder: Path) -> None:
    """Copy the JupyterLite site into a folder, with Pyodide and the packages of PACKAGES beside it."""
    shutil.copytree(site / "lite", folder / "lite")
    (folder / "lite/static/pyodide").mkdir()
    for name in PYODIDE_FILES:
        shutil.copyfile(core_folder() / name, folder / "lite/static/pyodide" / name)
    settings = folder / "lite/jupyter-lite.json"
    content = json.loads(settings.read_text("utf-8"))
    for plugin in content["jupyter-config-data"]["litePluginSettings"].values():
        plugin["pyodideUrl"] = "./static/pyodide/pyodide.mjs"
    settings.write_text(json.dumps(content), "utf-8")
    lock = download_packages(folder / LOCK_FOLDER)
    (folder / LOCK_FOLDER / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")


def download_packages(folder: Path) -> dict:
    """Download wheels of PACKAGES from PyPI into a folder of the site's wheels, and return a lock file of all."""
    ours = {wheel.name for wheel in folder.glob("*.whl")}
    official = official_lock()
    names = {name for package in PACKAGES for name in with_dependencies(official["packages"], package)}
    pins = [f"{name}=={official['packages'][name]['version']}" for name in names]
    python = ["--python-version", official["info"]["python"].rpartition(".")[0]]
    run(*DOWNLOAD, *python, "--dest", folder, *pins)
    replace_by_pure_wheel(next(folder.glob(f"{COMPILED}-*")))
    lock = add_wheels({**official, "packages": {}}, "", [*folder.glob("*.whl")])
    for package in lock["packages"].values():
        needed, available = set(package["depends"]), lock["packages"].keys()
        package["depends"] = sorted(needed & available)
        if package["file_name"] in ours:
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
