"""Test sessions in separate environments: all versions of Python and pandas, those in a browser, Binder's image.

`make matrix`, `make twin` and `make binder` run one session each. A version of Python that this machine lacks is
skipped with a message; in continuous integration it is an error.
"""

import os
import re
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nox

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "tools"))
from pyodide import official_lock  # noqa: E402
from running import ToolError  # noqa: E402

PANDAS = {"2.3": "pandas==2.3.*", "newest": "pandas<4"}
TEST_FOLDERS = ("data", "record", "exhibits", "kit", "widgets", "game")  # their tests need neither Sphinx nor a browser
TEST_PACKAGES = [
    *["beautifulsoup4", "filelock", "frictionless", "hatchling", "html5lib", "hypothesis", "ipykernel", "nbclient"],
    *["nbconvert", "nbformat", "pytest", "pytest-timeout", "pytest-xdist", "skyfield", "sphinx-external-toc"],
]
RUN_CHAPTERS = ("python", "tests/book/run_chapters.py", ".")
WARNINGS = "error,ignore::DeprecationWarning,error::DeprecationWarning:__main__"  # those that a notebook would show
BROWSER_PACKAGES = ("numpy", "pandas", "matplotlib", "pillow", "jinja2", "python-dateutil")

REPO2DOCKER = "jupyter-repo2docker==2026.4.0"  # it contains the lock file with which mybinder.org builds
PYTHON = (ROOT / ".binder/runtime.txt").read_text("utf-8").strip().removeprefix("python-")
LAYERS = (  # of the Dockerfile: Binder's base for our version of Python, our pins, the repository, postBuild
    f"py-2d{PYTHON.replace('.', '-2e')}-2dlinux-2d64-2elock",
    'pip install --no-cache-dir -r ".binder/requirements.txt"',
    "COPY --chown=1000:1000 src/ ${REPO_DIR}/",
    "RUN ./.binder/postBuild",
)
# Only the builds of Python packages begin with py.
CONDA_PACKAGE = re.compile(r"/([^/]+)-([^-/]+)-py[^-/]*\.(?:conda|tar\.bz2)")
PYPI_NAMES = {  # of packages with another name in conda; None: not on PyPI
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
    "cpython": None,
    "python_abi": None,
}
NETWORK_VARIABLES = re.compile(r"PIP_|SSL_|REQUESTS_|https?_proxy", re.I)  # needed to reach PyPI

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["matrix"]


@nox.session(python=["3.11", "3.12", "3.13", "3.14"])
@nox.parametrize("pandas", [nox.param(pin, id=f"pandas {name}") for name, pin in PANDAS.items()])
def matrix(session, pandas):
    """Run the tests of the package issfacts, its doctests and all chapters on one version of Python and pandas."""
    session.install("--quiet", "--editable", ".", pandas, *TEST_PACKAGES)
    session.run("python", "-c", "import pandas, platform; print(platform.python_version(), pandas.__version__)")
    tests = [f"tests/{folder}" for folder in TEST_FOLDERS]
    session.run("pytest", "-q", "-p", "no:cacheprovider", "src", *tests, *session.posargs)
    session.run(*RUN_CHAPTERS, silent=True)


@nox.session
def twin(session):
    """Run all chapters with the versions of numpy, pandas and matplotlib that Pyodide has, and issfacts as a wheel.

    The builds for the browser are on a host that no test may contact. So the same versions, from Pyodide's lock file,
    are tested on this machine's Python. Warnings are errors.
    """
    try:
        packages = official_lock()["packages"]
    except ToolError as error:
        session.error(f"The versions that Pyodide has are not known. {error}")
    session.install("--quiet", ".", *(f"{name}=={packages[name]['version']}" for name in BROWSER_PACKAGES))
    session.run(*RUN_CHAPTERS, env={"PYTHONWARNINGS": WARNINGS})


@nox.session
def binder(session):
    """Build and run Binder's image without Docker; `browser` after `--` also tests a chapter in Chromium.

    Checks the Dockerfile that repo2docker prints: version of Python, our pins in one layer, nothing installed twice.
    Then installs the packages of Binder's base image, and from a clone of the last commit our pins and
    `.binder/postBuild`. With an empty home folder it executes every chapter and starts JupyterLab like BinderHub.
    Not covered: the builds of conda and Ubuntu, the time to pull an image, the load on mybinder.org.
    """
    work = Path(session.create_tmp()).resolve()
    checkout = work / "checkout"
    variables = {name: value for name, value in os.environ.items() if NETWORK_VARIABLES.match(name)} | {
        "HOME": str(work / "home"),
        "LANG": "C.UTF-8",
        "NB_PYTHON_PREFIX": session.virtualenv.location,
        "PATH": f"{session.bin}:/usr/local/bin:/usr/bin:/bin",
    }
    isolated = {"env": variables, "include_outer_env": False, "external": True}
    if session.run("git", "status", "--porcelain", silent=True, external=True):
        session.warn("Changes that are not committed are not tested.")
    session.run("git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), str(checkout), external=True)
    (work / "home").mkdir()
    session.chdir(checkout)
    if f" {PYTHON}." not in session.run("python", "-V", silent=True):
        session.warn(f"Binder has Python {PYTHON}; this session uses another version.")

    install = ("pip", "install", "--quiet", "--no-cache-dir")
    session.run(*install, *pins_of_base(session, isolated), **isolated)
    session.run(*install, "-r", ".binder/requirements.txt", **isolated)
    session.run("./.binder/postBuild", **isolated)
    session.run("pip", "check", **isolated)
    session.run("jupyter", "execute", *map(str, sorted(checkout.glob("chapters/*.ipynb"))), silent=True, **isolated)
    test_lab(session, work / "jupyter-lab", variables)


def pins_of_base(session, isolated: dict) -> list[str]:
    """Check the Dockerfile that repo2docker prints for the current folder; return the pins of its base image."""
    with TemporaryDirectory(prefix="docked-") as tool:  # a short path: repo2docker truncates long ones
        session.run("python", "-m", "venv", tool, **isolated)
        session.run(f"{tool}/bin/pip", "install", "--quiet", REPO2DOCKER, **isolated)
        options = ("--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", ".")
        dockerfile = session.run(f"{tool}/bin/repo2docker", *options, silent=True, **isolated)
        lock = next(Path(tool).rglob(f"environment.py-{PYTHON}-linux-64.lock")).read_text("utf-8")
    position = 0
    for layer in LAYERS:
        if (position := dockerfile.find(layer, position)) < 0:
            session.error(f"the Dockerfile lacks {layer!r}, or has it too early:\n{dockerfile}")
    if dockerfile.count("pip install") > 1:
        session.error(f"the Dockerfile installs packages twice:\n{dockerfile}")
    base = {PYPI_NAMES.get(name, name): version for name, version in CONDA_PACKAGE.findall(lock)}
    return [f"{name}=={version}" for name, version in base.items() if name]


def test_lab(session, script: Path, variables: dict[str, str]) -> None:
    """Write a script that starts the image's JupyterLab with these variables alone, and test a chapter in it."""
    assignments = shlex.join(f"{name}={value}" for name, value in variables.items())
    script.write_text(f'#!/bin/sh\nexec env -i {assignments} {session.bin}/jupyter-lab "$@"\n', "utf-8")
    script.chmod(0o755)
    session.chdir(ROOT)
    tests = "tests/browser/test_lab.py" + ("" if session.posargs else "::test_server_serves_the_page_of_a_chapter")
    pytest = (".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "nightly")
    test_variables = {"DOCKED_LAB": str(script), "REQUIRE_BROWSER": "1"}
    session.run(*pytest, tests, env=test_variables, external=True)
