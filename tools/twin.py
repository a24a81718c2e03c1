"""Executes every chapter with the versions of numpy, pandas and matplotlib that a browser has: `make twin`.

Those three can be had for a browser from one host only, which no test asks. So this is what can be known here: the same
versions, read from Pyodide's own lock file, on the nearest Python of this machine, with the helper as a wheel.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from build import TIMEOUT, chapters
from inbrowser.core import ROOT, WORK, LiteError, official_lock, versions
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from pythons import find
from wheel_file import write_wheel

LIKE_THERE = ("numpy", "pandas", "matplotlib", "pillow", "jinja2", "python-dateutil")
LIKE_HERE = ("ipykernel", "ipywidgets")
KERNEL = "docked-twin"
OLDEST = (3, 11)


def interpreter(wanted: str) -> Path:
    """Return the Python nearest to a version such as "3.14", not above it."""
    major, minor = map(int, wanted.split("."))
    nearest = (find(f"{major}.{below}") for below in range(minor, OLDEST[1] - 1, -1))
    return next(filter(None, nearest), Path(sys.executable))


def pins() -> list[str]:
    """Return what the twin holds: packages at the versions of the browser, the kernel at ours."""
    there = [f"{name}=={version}" for name, version in versions(*LIKE_THERE).items()]
    ours = (ROOT / "requirements.txt").read_text("utf-8")
    here = [re.search(rf"^{name}==\S+", ours, re.M)[0] for name in LIKE_HERE]
    return there + here


def make_twin(python: Path) -> Path:
    """Make the environment, the helper in it as a wheel, and return its Python."""
    folder = WORK / "twin"
    subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
    pip = [folder / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *pins(), write_wheel(WORK / "twin-wheel")], check=True, stderr=subprocess.DEVNULL)
    return folder / "bin/python"


def announce(python: Path, place: Path) -> None:
    """Let Jupyter know the twin as a kernel."""
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"]
    spec = place / "kernels" / KERNEL / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": argv, "display_name": "Twin", "language": "python"}), "utf-8")
    os.environ["JUPYTER_PATH"] = str(place)
    os.environ.pop("PYTHONPATH", None)  # the wheel, not the checkout


def faults(path: Path) -> list[str]:
    """Execute a chapter far from the repository and return its errors and warnings."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as empty:
        place = {"metadata": {"path": empty}}
        try:
            NotebookClient(notebook, kernel_name=KERNEL, timeout=TIMEOUT, resources=place).execute()
        except (CellExecutionError, DeadKernelError, TimeoutError) as error:
            return [f"{path.name}: {error}"]
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [f"{path.name}: {output.text}" for output in outputs if output.get("name") == "stderr"]


def main() -> int:
    """Execute all chapters and say with what, and how long it took."""
    start = time.perf_counter()
    try:
        wanted = official_lock()["info"]["python"].rpartition(".")[0]
        found = interpreter(wanted)
        twin = make_twin(found)
    except (LiteError, subprocess.CalledProcessError) as error:
        print(f"There is no twin. {error}", file=sys.stderr)
        return 1
    says = subprocess.run([twin, "-V"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"A browser has Python {wanted}; here it is {says}. {', '.join(pins())}")
    built = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(os.cpu_count()) as pool:
        announce(twin, Path(place))
        wrong = [fault for found in pool.map(faults, chapters()) for fault in found]
    print("\n".join(wrong), file=sys.stderr, end="\n" * bool(wrong))
    ran = time.perf_counter() - start - built
    print(f"{len(chapters())} chapters, {len(wrong)} faults; environment {built:.0f} s, execution {ran:.0f} s")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
