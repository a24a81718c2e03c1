"""Keeps personal settings out of builds and tests: those of Python, IPython, Jupyter, matplotlib and pip."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROFILE = ROOT / "_build" / ".profile"  # the folders of a user who has set nothing
PROGRAMS = ("PYTHON", "IPYTHON", "JUPYTER", "MPL", "MATPLOTLIB")  # how the names of their variables begin
HARMLESS = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONUNBUFFERED"}
OTHERS = {"BROWSER", "PIP_PREFIX", "PIP_TARGET"}


def clean_environment(profile: Path = PROFILE) -> None:
    """Let this process, and all that it starts, find no settings but the book's own.

    The list of fonts is always kept in `PROFILE`, for it takes seconds to make.
    """
    for name in list(os.environ):
        if name in OTHERS or (name.startswith(PROGRAMS) and name not in HARMLESS):
            del os.environ[name]
    os.environ |= {
        "IPYTHONDIR": str(profile / "ipython"),
        "JUPYTER_CONFIG_DIR": str(profile / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(profile / "jupyter-data"),  # kernels are found in the environment, not here
        "MPLCONFIGDIR": str(PROFILE / "matplotlib"),
        "PIP_USER": "no",
        "PYTHONPATH": str(ROOT / "src"),
    }
    if sys.platform == "win32":
        os.environ["PYTHONUTF8"] = "1"  # else what programs say to each other is in the system's own letters
