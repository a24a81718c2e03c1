"""Builds and runs what Binder would, without Docker: `make binder`, or `make binder BROWSER=2` to drive two chapters.

1. The recipe that repo2docker prints is read: right Python, our pins in a layer of their own, nothing installed twice.
2. Its frozen base environment is installed into a fresh environment; on Binder this layer is there already.
3. Only what is committed is cloned; then our pins and `.binder/postBuild`, and `pip check`.
4. An ordinary user with an empty home executes every chapter, and starts the server as BinderHub starts it.
5. With BROWSER=n, n chapters are opened through the launch path in Chromium, run, moved, answered.

Not covered: conda's own builds of the base packages, Ubuntu's, the time to fetch an image, how busy mybinder.org is.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from launching.errors import BinderError
from launching.person import Person
from launching.recipe import PYTHON, REPO2DOCKER, base_pins, dockerfile, faults, frozen_lock
from launching.server import TOKEN, launched
from pythons import find

ROOT = Path(__file__).resolve().parent.parent
STAND_INS = ("3.13", "3.11")  # where Binder's own Python is not at hand
FIRST_CELL = "import issfacts as iss; print(len(iss.load('stays')))"


def interpreter() -> Path:
    """Return Binder's Python, or say loudly which other one stands in for it."""
    if found := find(PYTHON):
        return found
    stand_in = next(filter(None, map(find, STAND_INS)), None)
    if not stand_in:
        raise BinderError(f"neither Python {PYTHON} nor {' nor '.join(STAND_INS)} is on this machine")
    print(f"*** There is no Python {PYTHON} here, which Binder has: {stand_in.name} stands in for it. ***", flush=True)
    return stand_in


def fetch(work: Path, python: Path) -> list[str]:
    """Clone what is committed, read repo2docker's recipe for it, and return the pins of the base it names."""
    tool, checkout = work / "tool", work / "checkout"
    if changed := subprocess.check_output(["git", "status", "--porcelain"], cwd=ROOT, text=True).splitlines():
        say("note", f"{len(changed)} changed files are not committed, so not tried")
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), checkout], check=True)
    subprocess.run([python, "-m", "venv", tool], check=True)
    subprocess.run([tool / "bin/pip", "install", "--quiet", "--quiet", REPO2DOCKER], check=True)
    if wrong := faults(dockerfile(tool, checkout)):
        raise BinderError("; ".join(wrong))
    say("recipe", f"as it should be ({REPO2DOCKER}), checkout {size(checkout)} MB")
    return base_pins(frozen_lock(tool))


def install(person: Person, python: Path, pins: list[str]) -> None:
    """Make the environment of an image: the base, our pins, then postBuild."""
    work, checkout = person.work, person.work / "checkout"
    base = work / "base.txt"
    base.write_text("\n".join(pins), "utf-8")
    python = person.python(python)
    person.own(work)
    pip = [person.prefix / "bin/pip", "install", "--no-cache-dir"]
    seconds = person.run([python, "-m", "venv", person.prefix], work) + person.run([*pip, "-r", base], work)
    before = size(person.prefix)
    say("base", f"{len(pins)} packages, {seconds:.0f} s, {before} MB (on Binder: one layer, there already)")

    ours = person.run([*pip, "-r", ".binder/requirements.txt"], checkout)
    after = person.run(["./.binder/postBuild"], checkout)
    person.run([person.prefix / "bin/pip", "check"], checkout)
    total = size(person.prefix)
    say("ours", f"pins {ours:.0f} s, postBuild {after:.0f} s, +{total - before} MB: environment {total} MB")


def build(work: Path, person: Person) -> None:
    """Make the environment and the checkout that a Binder image would hold."""
    python = interpreter()
    install(person, python, fetch(work, python))


def size(folder: Path) -> int:
    """Return the size of a folder in megabytes."""
    return int(subprocess.check_output(["du", "-sm", folder], text=True).split()[0])


def execute_all(person: Person) -> None:
    """Execute every chapter as it will be executed on Binder, one a processor; a failing cell ends it."""
    checkout = person.work / "checkout"
    chapters = sorted(checkout.glob("chapters/*.ipynb"))
    start = time.perf_counter()
    commands = [[person.prefix / "bin/jupyter", "execute", path] for path in chapters]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seconds = list(pool.map(lambda command: person.run(command, checkout), commands))
    took = time.perf_counter() - start
    say("chapters", f"{len(chapters)} executed, {took:.0f} s, the slowest {max(seconds):.1f} s")
    first = person.run([person.prefix / "bin/python", "-c", FIRST_CELL], checkout)
    say("first cell", f"{first:.1f} s for a first import and a first table")


def drive(address: str, checkout: Path, chapters: int) -> None:
    """Open chapters in a browser through the launch path; tests/browser/binder_launch.py says what must hold there."""
    found = {
        "DOCKED_LAUNCH": address,
        "DOCKED_TOKEN": TOKEN,
        "DOCKED_CHECKOUT": str(checkout),
        "DOCKED_CHAPTERS": str(chapters),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/browser/binder_launch.py"]
    if subprocess.run(command, cwd=ROOT, env={**os.environ, "REQUIRE_BROWSER": "1", **found}, check=False).returncode:
        raise BinderError("a chapter does not run in the browser")


def say(what: str, how: str) -> None:
    """Print one line of the report."""
    print(f"  {what:<11}{how}", flush=True)


def main() -> int:
    """Run all steps and print what they measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--browser", type=int, default=0, metavar="N", help="drive N chapters in Chromium")
    parser.add_argument("--keep", action="store_true", help="keep the folder, to look at it")
    asked = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="docked-binder-"))
    work.chmod(0o755)
    person = Person(work)
    person.home.mkdir()
    print(f"Binder without Docker, in {work}", flush=True)
    try:
        build(work, person)
        execute_all(person)
        with launched(person) as (address, seconds):
            say("server", f"answers {seconds:.1f} s after its start, as {'an ordinary user' if person.who else 'you'}")
            if asked.browser:
                drive(address, work / "checkout", asked.browser)
    except (BinderError, subprocess.CalledProcessError) as error:
        print(f"\nBinder would fail: {error}", file=sys.stderr)
        return 1
    finally:
        if not asked.keep:
            shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
