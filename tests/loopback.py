"""Serves the JupyterLite site on loopback with Pyodide from npm and PyPI in the place of the one foreign host.

Only two files differ from what is published: `lite/jupyter-lite.json` (where Python's core lies) and the lock file.
numpy, pandas and matplotlib can be had from that host alone, so the lock does not know them here, and our helper
does without.
"""

import json
import shutil
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zipfile import ZipFile

from prose import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from inbrowser.core import core, official_lock
from inbrowser.lock import entry, extended, normal
from inbrowser.wheels import pip

BASE = "/docked"  # a project's pages lie below its name
CORE = ("package.json", "pyodide-lock.json", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
KERNEL_NEEDS = ("ipython", "micropip", "jedi", "jinja2")
ABSENT = {"pandas", "matplotlib"}
COMPILED = "markupsafe"  # its speed-up is in C, and does without


class Handler(SimpleHTTPRequestHandler):
    """Answers from the first of several folders that has a file, and counts."""

    def __init__(self, *arguments, folders, log):
        self.folders, self.log = folders, log
        super().__init__(*arguments)

    def translate_path(self, path):
        inner = path.split("?")[0].split("#")[0].removeprefix(BASE).lstrip("/")
        found = next((folder / inner for folder in self.folders if (folder / inner).exists()), self.folders[-1] / inner)
        if found.is_file():
            self.log.append((inner, found.stat().st_size))
        return str(found)

    def log_message(self, *words):
        """Say nothing."""


@contextmanager
def served(*folders):
    """Serve folders, the first that has a file; give the address and the list of what was sent."""
    log = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, folders=folders, log=log))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}", log
    server.shutdown()
    server.server_close()


def stand_in(site: Path, folder: Path, probe: dict) -> Path:
    """Lay out what takes the foreign host's place, and a notebook of our own among the chapters."""
    (folder / "lite/static/pyodide").mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(core() / name, folder / "lite/static/pyodide" / name)
    settings = json.loads((site / "lite/jupyter-lite.json").read_text("utf-8"))
    for told in settings["jupyter-config-data"]["litePluginSettings"].values():
        told["pyodideUrl"] = "./static/pyodide/pyodide.mjs"
    write(folder / "lite/jupyter-lite.json", settings)
    write(folder / "lite/static/pyodide-lock/pyodide-lock.json", lock(site, folder / "lite/static/pyodide-lock"))
    add(site, folder, probe)
    return folder


def lock(site: Path, folder: Path) -> dict:
    """Return the published lock file with wheels from PyPI for the pure packages, and without the compiled ones."""
    folder.mkdir(parents=True, exist_ok=True)
    official = official_lock()
    wanted = closure(official["packages"], KERNEL_NEEDS)
    pins = [f"{name}=={official['packages'][name]['version']}" for name in wanted]
    python = ["--python-version", official["info"]["python"].rpartition(".")[0]]
    pip("download", "--no-deps", "--only-binary=:all:", *python, "--dest", folder, *pins)
    pure(folder)
    ours = sorted((site / "lite/static/pyodide-lock").glob("*.whl"))
    offered = extended({**official, "packages": {}}, "", [*folder.glob("*.whl"), *ours])
    for package in offered["packages"].values():
        package["depends"] = [name for name in package["depends"] if name in offered["packages"]]
    for wheel in ours:
        theirs = entry(wheel)["depends"]
        assert set(theirs) - set(offered["packages"]) <= ABSENT, f"{wheel.name} needs more than stands in"
    return offered


def closure(packages: dict, names) -> set[str]:
    """Return some packages of a lock file and all that they depend on."""
    found, todo = set(), list(names)
    while todo:
        if (name := normal(todo.pop())) not in found:
            found.add(name)
            todo += packages[name]["depends"]
    return found


def pure(folder: Path) -> None:
    """Turn the one compiled wheel into a pure one: leave the speed-up out."""
    compiled = next(folder.glob(f"{COMPILED}-*"))
    name = "-".join([*compiled.name.split("-")[:2], "py3-none-any.whl"])
    with ZipFile(compiled) as old, ZipFile(folder / name, "w") as new:
        for file in old.namelist():
            if not file.endswith((".so", ".c", "RECORD")):
                new.writestr(file, old.read(file))
    compiled.unlink()


def add(site: Path, folder: Path, probe: dict) -> None:
    """Put a notebook beside the chapters."""
    listing = json.loads((site / "lite/api/contents/chapters/all.json").read_text("utf-8"))
    listing["content"].append({**listing["content"][0], "name": "probe.ipynb", "path": "chapters/probe.ipynb"})
    write(folder / "lite/api/contents/chapters/all.json", listing)
    write(folder / "lite/files/chapters/probe.ipynb", probe)


def write(file: Path, content: dict) -> None:
    """Write JSON, with the folders it needs."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), "utf-8")
