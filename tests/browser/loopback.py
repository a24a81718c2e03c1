"""Lays out Pyodide from npm and PyPI in the place of the one foreign host that the JupyterLite site asks.

Only two files differ from what is published: `lite/jupyter-lite.json` (where Python's core lies) and the lock file.
numpy, pandas and matplotlib can be had from that host alone, so the lock does not know them here, and our helper
does without.
"""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

from lite_site import DOWNLOAD
from packaging.utils import canonicalize_name
from pyodide import add_wheels, core_folder, official_lock
from running import run

CORE = ("package.json", "pyodide-lock.json", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
NEEDED = ("ipython", "micropip", "jedi", "jinja2", "lazy-loader")  # by the kernel and by our helper
ABSENT = {"pandas", "matplotlib"}
COMPILED = "markupsafe"  # its speed-up is in C, and does without
LOCK = "lite/static/pyodide-lock"


def stand_in(site: Path, folder: Path, probe: dict) -> Path:
    """Lay out what takes the foreign host's place, and a notebook of our own among the chapters."""
    (folder / "lite/static/pyodide").mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(core_folder() / name, folder / "lite/static/pyodide" / name)
    settings = json.loads((site / "lite/jupyter-lite.json").read_text("utf-8"))
    for told in settings["jupyter-config-data"]["litePluginSettings"].values():
        told["pyodideUrl"] = "./static/pyodide/pyodide.mjs"
    write(folder / "lite/jupyter-lite.json", settings)
    write(folder / LOCK / "pyodide-lock.json", lock(site, folder / LOCK))
    listing = json.loads((site / "lite/api/contents/chapters/all.json").read_text("utf-8"))
    listing["content"].append({**listing["content"][0], "name": "probe.ipynb", "path": "chapters/probe.ipynb"})
    write(folder / "lite/api/contents/chapters/all.json", listing)
    write(folder / "lite/files/chapters/probe.ipynb", probe)
    return folder


def lock(site: Path, folder: Path) -> dict:
    """Return the published lock file with wheels from PyPI for the pure packages, and without the compiled ones."""
    folder.mkdir(parents=True, exist_ok=True)
    official = official_lock()
    wanted = {name for needed in NEEDED for name in with_dependencies(official["packages"], needed)}
    pins = [f"{name}=={official['packages'][name]['version']}" for name in wanted]
    python = ["--python-version", official["info"]["python"].rpartition(".")[0]]
    run(*DOWNLOAD, *python, "--dest", folder, *pins)
    leave_speed_up_out(next(folder.glob(f"{COMPILED}-*")))
    offered = add_wheels({**official, "packages": {}}, "", [*folder.glob("*.whl"), *(site / LOCK).glob("*.whl")])
    for package in offered["packages"].values():
        needed, has = set(package["depends"]), offered["packages"].keys()
        package["depends"] = sorted(needed & has)
        ours = (site / LOCK / package["file_name"]).exists()
        assert not ours or needed - has <= ABSENT, f"{package['name']} needs more than stands in"
    return offered


def with_dependencies(packages: dict, name: str) -> set[str]:
    """Return a package of a lock file and all that it depends on, by their normal names."""
    name = canonicalize_name(name)
    return {name}.union(*(with_dependencies(packages, needed) for needed in packages[name]["depends"]))


def leave_speed_up_out(compiled: Path) -> None:
    """Turn a compiled wheel into a pure one."""
    name = "-".join([*compiled.name.split("-")[:2], "py3-none-any.whl"])
    with ZipFile(compiled) as old, ZipFile(compiled.with_name(name), "w") as new:
        for file in old.namelist():
            if not file.endswith((".so", ".c", "RECORD")):
                new.writestr(file, old.read(file))
    compiled.unlink()


def write(file: Path, content: dict) -> None:
    """Write JSON, with the folders it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), "utf-8")
