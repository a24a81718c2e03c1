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
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from pythons import find

ROOT = Path(__file__).resolve().parent.parent
REPO2DOCKER = "jupyter-repo2docker==2026.4.0"  # its frozen lock is the one mybinder.org builds with
PYTHON = (ROOT / ".binder/runtime.txt").read_text("utf-8").strip().removeprefix("python-")
STAND_INS = ("3.13", "3.11")  # where that one is not at hand
OTHER_NAMES = {  # conda's name: PyPI's
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}
LOCKED = re.compile(r"/([^/]+)-([^-/]+)-py[^-/]*\.(?:conda|tar\.bz2)")  # only Python packages have such a build string
NOT_ON_PYPI = {"cpython", "python_abi"}
NOBODY = 1000  # the uid that Binder gives its users
PREFIX, TOKEN = "/user/docked-abc123/", "token-of-this-launch"
PATIENCE = 120  # seconds for the server to answer
FIRST_CELL = "import issfacts as iss; print(len(iss.load('stays')))"


class BinderError(Exception):
    """Says what Binder would do wrong."""


# 1. The recipe


def recipe(tool: Path, checkout: Path) -> str:
    """Return the Dockerfile that repo2docker writes for a checkout."""
    command = [tool / "bin/repo2docker", "--no-build", "--debug", "--user-id", str(NOBODY), "--user-name", "jovyan", "."]
    return subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True).stdout


def faults_of_recipe(dockerfile: str) -> list[str]:
    """Return what in a Dockerfile is not as this book wants it.

    >>> faults_of_recipe("FROM x")[0]
    'no layer: environment.lock of Python 3.12'
    """
    layers = {
        f"environment.lock of Python {PYTHON}": f"py-2d{PYTHON.replace('.', '-2e')}-2dlinux-2d64-2elock",
        "our pins": 'pip install --no-cache-dir -r ".binder/requirements.txt"',
        "the repository": "COPY --chown=1000:1000 src/ ${REPO_DIR}/",
        "postBuild": "RUN ./.binder/postBuild",
    }
    places = {name: dockerfile.find(text) for name, text in layers.items()}
    faults = [f"no layer: {name}" for name, place in places.items() if place < 0]
    if not faults and list(places.values()) != sorted(places.values()):
        faults.append("our pins are installed after the repository: every commit would install them again")
    if len(installs := re.findall(r"pip install.*", dockerfile)) > 1:
        faults.append(f"more is installed than our pins: {installs}")
    return faults


# 2. The base environment


def base_pins(lock: str) -> list[str]:
    """Return the Python packages of a conda lock as pip names them.

    >>> base_pins("https://conda.anaconda.org/conda-forge/noarch/nbconvert-core-7.16.6-pyh29332c3_0.conda#0")
    ['nbconvert==7.16.6']
    """
    found = [(name, version) for name, version, in LOCKED.findall(lock) if name not in NOT_ON_PYPI]
    return sorted(f"{OTHER_NAMES.get(name, name)}=={version}" for name, version in found)


def frozen_lock(tool: Path) -> str:
    """Return the lock that repo2docker carries for our Python."""
    return next(tool.rglob(f"environment.py-{PYTHON}-linux-64.lock")).read_text("utf-8")


# The ordinary user


class Person:
    """Runs commands as somebody without rights, in an environment without anything of ours."""

    def __init__(self, work: Path):
        self.work, self.home = work, work / "home"
        self.who = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        self.prefix = work / "notebook"
        handed_on = {name: value for name, value in os.environ.items() if re.match(r"PIP_|SSL_|REQUESTS_|https?_proxy", name, re.I)}
        self.environment = handed_on | {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "NB_PYTHON_PREFIX": str(self.prefix),
            "PATH": f"{self.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        }

    def own(self, *paths: Path) -> None:
        """Give folders to this person."""
        for path in paths:
            if self.who:
                subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", path], check=True)

    def start(self, command: list, **more) -> subprocess.Popen:
        """Start a command."""
        return subprocess.Popen(command, env=self.environment, **self.who, **more)

    def run(self, command: list, cwd: Path) -> float:
        """Run a command to its end and return the seconds it took; its words are shown only if it fails."""
        start = time.perf_counter()
        done = self.start(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        words, _ = done.communicate()
        if done.returncode:
            raise BinderError(f"{' '.join(map(str, command))} failed:\n{words}")
        return time.perf_counter() - start

    def python(self, found: Path) -> Path:
        """Return an interpreter that this person may run: a copy where the original lies in a closed folder."""
        if subprocess.run([found, "-c", ""], check=False, env=self.environment, **self.who, stderr=-3).returncode == 0:
            return found
        where = subprocess.check_output([found, "-c", "import sys; print(sys.base_prefix)"], text=True).strip()
        copy = shutil.copytree(where, self.work / "python", symlinks=True, ignore=shutil.ignore_patterns("test", "__pycache__"))
        self.environment["LD_LIBRARY_PATH"] = str(copy / "lib")
        return copy / "bin" / found.name


# 3. The build


def interpreter() -> Path:
    """Return Binder's Python, or say loudly which other one stands in for it."""
    if found := find(PYTHON):
        return found
    stand_in = next(filter(None, map(find, STAND_INS)), None)
    if not stand_in:
        raise BinderError(f"neither Python {PYTHON} nor {' nor '.join(STAND_INS)} is on this machine")
    print(f"*** There is no Python {PYTHON} here, which Binder has: {stand_in.name} stands in for it. ***", flush=True)
    return stand_in


def build(work: Path, person: Person) -> None:
    """Make the environment and the checkout that a Binder image would hold."""
    python = interpreter()
    tool, checkout = work / "tool", work / "checkout"
    subprocess.run([python, "-m", "venv", tool], check=True)
    subprocess.run([tool / "bin/pip", "install", "--quiet", REPO2DOCKER], check=True)
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), checkout], check=True)
    if faults := faults_of_recipe(recipe(tool, checkout)):
        raise BinderError("; ".join(faults))
    say("recipe", f"as it should be ({REPO2DOCKER}), checkout {size(checkout)} MB")

    base = work / "base.txt"
    base.write_text("\n".join(pins := base_pins(frozen_lock(tool))), "utf-8")
    python = person.python(python)
    person.own(work, checkout)
    seconds = person.run([python, "-m", "venv", person.prefix], work)
    pip = [person.prefix / "bin/pip", "install", "--no-cache-dir"]
    seconds += person.run([*pip, "-r", base], work)
    before = size(person.prefix)
    say("base", f"{len(pins)} packages, {seconds:.0f} s, {before} MB (on Binder: one layer, there already)")

    ours = person.run([*pip, "-r", ".binder/requirements.txt"], checkout)
    after = person.run(["./.binder/postBuild"], checkout)
    person.run([person.prefix / "bin/pip", "check"], checkout)
    total = size(person.prefix)
    say("ours", f"pins {ours:.0f} s, postBuild {after:.0f} s, +{total - before} MB: environment {total} MB")


def size(folder: Path) -> int:
    """Return the size of a folder in megabytes."""
    return int(subprocess.check_output(["du", "-sm", folder], text=True).split()[0])


# 4. Run


def execute_all(person: Person) -> None:
    """Execute every chapter as it will be executed on Binder; the first failing cell ends it."""
    checkout = person.work / "checkout"
    chapters = sorted(checkout.glob("chapters/*.ipynb"))
    seconds = [person.run([person.prefix / "bin/jupyter", "execute", chapter], checkout) for chapter in chapters]
    say("chapters", f"{len(chapters)} executed, {sum(seconds):.0f} s, the slowest {max(seconds):.1f} s")
    first = person.run([person.prefix / "bin/python", "-c", FIRST_CELL], checkout)
    say("first cell", f"{first:.1f} s for a first import and a first table")


@contextmanager
def launched(person: Person):
    """Start the server as BinderHub does; give its address and the seconds until it answered."""
    checkout, port = person.work / "checkout", free_port()
    settings = {"base_url": PREFIX, "token": TOKEN, "trust_xheaders": "True", "allow_origin": "*", "allow_origin_pat": ".*"}
    command = [person.prefix / "bin/jupyter-lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += [f"--{app}.{name}={value}" for app in ("NotebookApp", "ServerApp") for name, value in settings.items()]
    command += ["--ServerApp.shutdown_no_activity_timeout=600", "--MappingKernelManager.cull_idle_timeout=600"]
    address = f"http://127.0.0.1:{port}{PREFIX}"
    start = time.perf_counter()
    with (person.work / "server.log").open("w") as log:
        server = person.start(command, cwd=checkout, stdout=log, stderr=log)
    try:
        while not answers(f"{address}api/status"):
            if server.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise BinderError(f"the server did not answer:\n{(person.work / 'server.log').read_text()}")
            time.sleep(0.2)
        yield address, time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answers(address: str) -> bool:
    """Say whether a server answers there."""
    try:
        with urlopen(Request(address, headers={"Authorization": f"token {TOKEN}"}), timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


# 5. Drive


def drive(address: str, checkout: Path, chapters: int) -> None:
    """Open chapters in a browser through the launch path; tests/binder_launch.py says what must hold there."""
    found = {"DOCKED_LAUNCH": address, "DOCKED_TOKEN": TOKEN, "DOCKED_CHECKOUT": str(checkout), "DOCKED_CHAPTERS": str(chapters)}
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/binder_launch.py"]
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
    except BinderError as error:
        print(f"\nBinder would fail: {error}", file=sys.stderr)
        return 1
    finally:
        if not asked.keep:
            shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
