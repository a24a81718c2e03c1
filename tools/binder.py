"""Builds and runs what Binder would, without Docker: `make binder`, or `make binder BROWSER=1` to work a chapter, too.

1. The recipe that repo2docker prints is read: right Python, our pins in a layer of their own, nothing installed twice.
2. Its frozen base environment is installed into a fresh environment; on Binder this layer is there already.
3. Only what is committed is cloned; then our pins and `.binder/postBuild`, and `pip check`.
4. With an empty home, every chapter is executed, and the server started as BinderHub starts it.
5. With BROWSER=1, the first chapter is run there in Chromium, moved, answered, saved, opened again.

Not covered: conda's own builds of the base packages, Ubuntu's, the time to fetch an image, how busy mybinder.org is.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_server
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from pythons import find

ROOT = Path(__file__).resolve().parent.parent
REPO2DOCKER = "jupyter-repo2docker==2026.4.0"  # its frozen lock is the one mybinder.org builds with
PYTHON = (ROOT / ".binder/runtime.txt").read_text("utf-8").strip().removeprefix("python-")
STAND_INS = ("3.13", "3.11")  # where Binder's own Python is not at hand
PATIENCE = 120  # seconds for the server to answer
HANDED_ON = re.compile(r"PIP_|SSL_|REQUESTS_|https?_proxy", re.I)  # how this machine reaches PyPI

LAYERS = (  # of the recipe, in their order: Binder's base, our pins, the repository, what postBuild adds
    f"py-2d{PYTHON.replace('.', '-2e')}-2dlinux-2d64-2elock",
    'pip install --no-cache-dir -r ".binder/requirements.txt"',
    "COPY --chown=1000:1000 src/ ${REPO_DIR}/",
    "RUN ./.binder/postBuild",
)
LOCKED = re.compile(r"/([^/]+)-([^-/]+)-py[^-/]*\.(?:conda|tar\.bz2)")  # only Python packages have such a build string
NOT_ON_PYPI = {"cpython", "python_abi"}
OTHER_NAMES = {  # conda's name: PyPI's
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}


class BinderError(Exception):
    """Says what Binder would do wrong."""


@dataclass(frozen=True)
class Image:
    """Stands for an image of Binder: an environment, a checkout, and an empty home, below one folder."""

    work: Path

    @property
    def programs(self) -> Path:
        """The environment's programs."""
        return self.work / "environment/bin"

    @property
    def checkout(self) -> Path:
        """The book as it is committed."""
        return self.work / "checkout"

    @property
    def variables(self) -> dict[str, str]:
        """The variables of a process on Binder: nothing of this user's but how PyPI is reached."""
        return {name: value for name, value in os.environ.items() if HANDED_ON.match(name)} | {
            "HOME": str(self.work / "home"),
            "LANG": "C.UTF-8",
            "NB_PYTHON_PREFIX": str(self.programs.parent),
            "PATH": f"{self.programs}:/usr/local/bin:/usr/bin:/bin",
        }

    def run(self, *command) -> float:
        """Run a command in the checkout and return its seconds; what it says is shown only if it fails."""
        start = time.perf_counter()
        how = {"cwd": self.checkout, "env": self.variables, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = subprocess.run(command, text=True, check=False, **how)
        if done.returncode:
            raise BinderError(f"{' '.join(map(str, command))} failed:\n{done.stdout}")
        return time.perf_counter() - start


def base_pins(lock: str) -> list[str]:
    """Return the Python packages of a conda lock as pip names them.

    >>> base_pins("https://conda.anaconda.org/conda-forge/noarch/nbconvert-core-7.16.6-pyh29332c3_0.conda#0")
    ['nbconvert==7.16.6']
    """
    found = [(name, version) for name, version in LOCKED.findall(lock) if name not in NOT_ON_PYPI]
    return sorted(f"{OTHER_NAMES.get(name, name)}=={version}" for name, version in found)


def build(image: Image) -> None:
    """Make the environment and the checkout of an image."""
    python = find(PYTHON, *STAND_INS)
    if not python:
        raise BinderError(f"neither Python {PYTHON} nor {' nor '.join(STAND_INS)} is on this machine")
    if not python.name.endswith(PYTHON):
        say("note", f"there is no Python {PYTHON} here, which Binder has: {python.name} stands in for it")
    if changed := subprocess.check_output(["git", "status", "--porcelain"], cwd=ROOT, text=True).splitlines():
        say("note", f"{len(changed)} changed files are not committed, so not tried")
    (image.work / "home").mkdir()
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), image.checkout], check=True)
    install(image, python, recipe(image, python))


def recipe(image: Image, python: Path) -> list[str]:
    """Read repo2docker's recipe for the checkout and return the pins of the base it names."""
    tool = image.work / "tool"
    image.run(python, "-m", "venv", tool)
    image.run(tool / "bin/pip", "install", REPO2DOCKER)
    command = [tool / "bin/repo2docker", "--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", "."]
    printed = subprocess.run(command, cwd=image.checkout, check=True, capture_output=True, text=True).stdout
    places = [printed.find(layer) for layer in LAYERS]
    if -1 in places or places != sorted(places) or printed.count("pip install") > 1:
        raise BinderError(f"the recipe should install our pins alone, before the repository is there:\n{printed}")
    say("recipe", f"as it should be ({REPO2DOCKER})")
    lock = next(tool.rglob(f"environment.py-{PYTHON}-linux-64.lock"))
    return base_pins(lock.read_text("utf-8"))


def install(image: Image, python: Path, pins: list[str]) -> None:
    """Install the base, our pins, then what postBuild adds."""
    pip = image.programs / "pip"
    base = image.work / "base.txt"
    base.write_text("\n".join(pins), "utf-8")
    image.run(python, "-m", "venv", image.programs.parent)
    seconds = image.run(pip, "install", "--no-cache-dir", "-r", base)
    say("base", f"{len(pins)} packages, {seconds:.0f} s (on Binder: one layer, there already)")
    seconds = image.run(pip, "install", "--no-cache-dir", "-r", ".binder/requirements.txt")
    seconds += image.run("./.binder/postBuild")
    image.run(pip, "check")
    size = subprocess.check_output(["du", "-sm", image.programs.parent], text=True).split()[0]
    say("ours", f"pins and postBuild {seconds:.0f} s: environment {size} MB")


def execute_all(image: Image) -> None:
    """Execute every chapter as on Binder, one a processor; a failing cell ends it."""
    chapters = sorted(image.checkout.glob("chapters/*.ipynb"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seconds = list(pool.map(lambda path: image.run(image.programs / "jupyter", "execute", path), chapters))
    say("chapters", f"{len(chapters)} executed, the slowest in {max(seconds):.1f} s")


@contextmanager
def launched(program: list, folder: Path, variables: dict[str, str], log: Path):
    """Start JupyterLab on loopback over a folder, as BinderHub starts it but without a password; give its address."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"base_url": "/user/docked/", "trust_xheaders": True, "allow_origin": "*", "root_dir": folder}
    command = [*program, "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"]
    command += ["--IdentityProvider.token=", *(f"--ServerApp.{name}={value}" for name, value in settings.items())]
    address = f"http://127.0.0.1:{port}/user/docked"
    with log.open("w") as words:
        server = subprocess.Popen(command, cwd=folder, env=variables, stdout=words, stderr=words)
    try:
        wait_for_server(f"{address}/api/status", server, log)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def wait_for_server(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait until a server answers; raise BinderError with its log when it ends or takes too long."""
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise BinderError(f"the server did not answer:\n{log.read_text('utf-8')}")


def drive(address: str, image: Image) -> None:
    """Work the first chapter there in Chromium, by the tests that do so here."""
    told = {"REQUIRE_BROWSER": "1", "DOCKED_LAUNCH": address, "DOCKED_CHECKOUT": str(image.checkout)}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-s",
        "-p",
        "no:cacheprovider",
        "-m",
        "nightly",
        "-k",
        "lives or gone",
    ]
    run = subprocess.run([*command, "tests/browser/test_lab.py"], cwd=ROOT, env={**os.environ, **told}, check=False)
    if run.returncode:
        raise BinderError("the chapter does not work in the browser")


def say(what: str, how: str) -> None:
    """Print one line of the report."""
    print(f"  {what:<11}{how}", flush=True)


def main() -> int:
    """Run all steps and print what they measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--browser", type=int, default=0, metavar="1", help="work the first chapter in Chromium")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="docked-binder-") as work:
        image = Image(Path(work))
        print(f"Binder without Docker, in {work}", flush=True)
        try:
            build(image)
            execute_all(image)
            lab = [image.programs / "jupyter-lab"]
            with launched(lab, image.checkout, image.variables, image.work / "server.log") as address:
                say("server", "answers")
                if asked.browser:
                    drive(address, image)
        except (BinderError, subprocess.CalledProcessError) as error:
            print(f"\nBinder would fail: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
