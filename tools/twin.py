"""Runs every chapter's code with the versions of numpy, pandas and matplotlib that a browser has: `make twin`.

Those three can be had for a browser from one host only, which no test asks. So this is what can be known here: the same
versions, read from Pyodide's own lock file, on the nearest Python of this machine, with the helper as a wheel.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from build import OUTPUT, ROOT
from lite.pyodide import official_lock
from npm_package import FetchError
from pythons import find
from wheel_file import write_wheel

LIKE_THERE = ("numpy", "pandas", "matplotlib", "pillow", "jinja2", "python-dateutil")
OLDEST = 11  # Python 3.11, which the book needs at least


def make_twin(lock: dict) -> Path:
    """Make the environment, the helper in it as a wheel, and return its Python."""
    newest = int(lock["info"]["python"].split(".")[1])
    python = find(*(f"3.{minor}" for minor in range(newest, OLDEST - 1, -1))) or sys.executable
    pins = [f"{name}=={lock['packages'][name]['version']}" for name in LIKE_THERE]
    folder = OUTPUT / ".lite" / "twin"
    subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
    twin = folder / "bin/python"
    wheel = write_wheel(OUTPUT / ".lite" / "twin-wheel")
    subprocess.run([twin, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins, wheel], check=True)
    says = subprocess.run([twin, "-V"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"A browser has Python {lock['info']['python']}; here it is {says}. {', '.join(pins)}", flush=True)
    return twin


def main() -> int:
    """Run all chapters far from the checkout's code; a fault or a warning fails."""
    try:
        twin = make_twin(official_lock())
    except (FetchError, subprocess.CalledProcessError) as error:
        print(f"There is no twin. {error}", file=sys.stderr)
        return 1
    wheel_only = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with TemporaryDirectory() as empty:
        command = [twin, ROOT / "tests/book/run_chapters.py", ROOT]
        run = subprocess.run(command, cwd=empty, env=wheel_only, stderr=subprocess.PIPE, text=True, check=False)
    print(run.stderr, file=sys.stderr, end="")
    return int(bool(run.returncode or run.stderr))


if __name__ == "__main__":
    sys.exit(main())
