"""What is tried in environments of its own: every Python and pandas, a browser's versions, Binder's image.

`make matrix`, `make twin` and `make binder` run one session each. A Python that this machine lacks is named and
skipped; in continuous integration it is an error.
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
SUBJECTS = ("data", "record", "exhibits", "kit", "widgets", "game")  # tests that need neither Sphinx nor a browser
TOOLS = [
    *["beautifulsoup4", "filelock", "hatchling", "html5lib", "hypothesis"],
    *["pytest", "pytest-xdist", "sphinx-external-toc"],
]
CHAPTERS = ("python", "tests/book/run_chapters.py", ".")
WARNINGS = "error,ignore::DeprecationWarning,error::DeprecationWarning:__main__"  # what a notebook would show
IN_BROWSERS = ("numpy", "pandas", "matplotlib", "pillow", "jinja2", "python-dateutil")

REPO2DOCKER = "jupyter-repo2docker==2026.4.0"  # its frozen lock is the one mybinder.org builds with
PYTHON = (ROOT / ".binder/runtime.txt").read_text("utf-8").strip().removeprefix("python-")
RECIPE = re.compile(  # Binder's base, our pins in a layer of their own, the repository, what postBuild adds
    rf"(?s)(?!.*pip install.*pip install).*py-2d{PYTHON.replace('.', '-2e')}-2dlinux-2d64-2elock"
    r'.*pip install --no-cache-dir -r "\.binder/requirements\.txt"'
    r".*COPY --chown=1000:1000 src/ \$\{REPO_DIR\}/.*RUN \./\.binder/postBuild"
)
LOCKED = re.compile(r"/([^/]+)-([^-/]+)-py[^-/]*\.(?:conda|tar\.bz2)")  # only Python packages have such a build string
ON_PYPI = {  # the names of conda's packages there; None: not there
    "brotli-python": "brotli",
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
    "cpython": None,
    "python_abi": None,
}
HANDED_ON = re.compile(r"PIP_|SSL_|REQUESTS_|https?_proxy", re.I)  # how this machine reaches PyPI

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["helper"]


@nox.session(python=["3.11", "3.12", "3.13", "3.14"])
@nox.parametrize("pandas", [nox.param(pin, id=f"pandas {name}") for name, pin in PANDAS.items()])
def helper(session, pandas):
    """Run what needs no book: the helper's tests, its examples and all chapters."""
    session.install("--quiet", "--editable", ".", pandas, *TOOLS)
    session.run("python", "-c", "import pandas, platform; print(platform.python_version(), pandas.__version__)")
    tests = [f"tests/{subject}" for subject in SUBJECTS]
    session.run("pytest", "-q", "-p", "no:cacheprovider", "src", *tests, *session.posargs)
    session.run(*CHAPTERS, silent=True)


@nox.session
def twin(session):
    """Run all chapters with a browser's versions of numpy, pandas and matplotlib, the helper as a wheel.

    Those three can be had for a browser from one host only, which no test asks. So this is what can be known here: the
    same versions, by Pyodide's own lock file, on this machine's Python. A warning fails, too.
    """
    try:
        offered = official_lock()["packages"]
    except ToolError as error:
        session.error(f"There is no twin. {error}")
    session.install("--quiet", ".", *(f"{name}=={offered[name]['version']}" for name in IN_BROWSERS))
    session.run(*CHAPTERS, env={"PYTHONWARNINGS": WARNINGS})


@nox.session
def binder(session):
    """Build and run what Binder would, without Docker; `browser` after `--` works a chapter there in Chromium.

    The recipe that repo2docker prints is read: right Python, our pins in a layer of their own, nothing installed twice.
    Its frozen base is installed, which on Binder is there already; then, on what is committed, our pins and
    `.binder/postBuild`. With an empty home every chapter is executed, and JupyterLab started as BinderHub starts it.
    Not covered: conda's and Ubuntu's own builds, the time to fetch an image, how busy mybinder.org is.
    """
    work = Path(session.create_tmp()).resolve()
    checkout = work / "checkout"
    variables = {name: value for name, value in os.environ.items() if HANDED_ON.match(name)} | {
        "HOME": str(work / "home"),
        "LANG": "C.UTF-8",
        "NB_PYTHON_PREFIX": session.virtualenv.location,
        "PATH": f"{session.bin}:/usr/local/bin:/usr/bin:/bin",
    }
    there = {"env": variables, "include_outer_env": False, "external": True}
    if session.run("git", "status", "--porcelain", silent=True, external=True):
        session.warn("What is not committed is not tried.")
    session.run("git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), str(checkout), external=True)
    (work / "home").mkdir()
    session.chdir(checkout)
    if f" {PYTHON}." not in session.run("python", "-V", silent=True):
        session.warn(f"Binder has Python {PYTHON}, which this machine's own stands in for.")

    with TemporaryDirectory(prefix="docked-") as tool:  # a short path: repo2docker cuts long ones in its recipe
        session.run("python", "-m", "venv", tool, **there)
        session.run(f"{tool}/bin/pip", "install", "--quiet", REPO2DOCKER, **there)
        recipe = ("--no-build", "--debug", "--user-id", "1000", "--user-name", "jovyan", ".")
        printed = session.run(f"{tool}/bin/repo2docker", *recipe, silent=True, **there)
        if not RECIPE.match(printed):
            session.error(f"the recipe should install our pins alone, before the repository is there:\n{printed}")
        lock = next(Path(tool).rglob(f"environment.py-{PYTHON}-linux-64.lock")).read_text("utf-8")
    found = {ON_PYPI.get(name, name): version for name, version in LOCKED.findall(lock)}
    pins = [f"{name}=={version}" for name, version in found.items() if name]

    install = ("pip", "install", "--quiet", "--no-cache-dir")
    session.run(*install, *pins, **there)
    session.run(*install, "-r", ".binder/requirements.txt", **there)
    session.run("./.binder/postBuild", **there)
    session.run("pip", "check", **there)
    session.run("jupyter", "execute", *map(str, sorted(checkout.glob("chapters/*.ipynb"))), silent=True, **there)

    start = work / "jupyter-lab"
    given = shlex.join(f"{name}={value}" for name, value in variables.items())
    start.write_text(f'#!/bin/sh\nexec env -i {given} {session.bin}/jupyter-lab "$@"\n', "utf-8")
    start.chmod(0o755)
    session.chdir(ROOT)
    tests = "lives or gone or answers" if session.posargs else "answers"
    pytest = (".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "nightly", "-k", tests)
    told = {"DOCKED_LAB": str(start), "REQUIRE_BROWSER": "1"}
    session.run(*pytest, "tests/browser/test_lab.py", env=told, external=True)
