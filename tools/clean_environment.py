"""Removes personal settings of Python, IPython, Jupyter, matplotlib and pip from builds and tests."""

import os
import sys
from pathlib import Path

from paths import OUTPUT, ROOT

PROFILE = OUTPUT / ".profile"  # configuration folders without settings
REMOVED_PREFIXES = ("PYTHON", "IPYTHON", "JUPYTER", "MPL", "MATPLOTLIB")  # of environment variables
KEPT_VARIABLES = {"PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONUNBUFFERED"}
REMOVED_VARIABLES = {"BROWSER", "PIP_PREFIX", "PIP_TARGET"}


def clean_environment(profile: Path = PROFILE) -> None:
    """Set the environment of this process and its children so that they use only the book's settings.

    Matplotlib's font cache is always in `PROFILE`, because it takes seconds to create.
    """
    for name in list(os.environ):
        if name in REMOVED_VARIABLES or (name.startswith(REMOVED_PREFIXES) and name not in KEPT_VARIABLES):
            del os.environ[name]
    os.environ |= {
        "IPYTHONDIR": str(profile / "ipython"),
        "JUPYTER_CONFIG_DIR": str(profile / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(profile / "jupyter-data"),  # kernels are still found in the environment of Python
        "MPLCONFIGDIR": str(PROFILE / "matplotlib"),
        "PIP_USER": "no",
        "PYTHONPATH": str(ROOT / "src"),
    }
    # Importing jsonschema would take two seconds for a grammar of international addresses, which nothing here contains.
    sys.modules["rfc3987_syntax"] = None
    if sys.platform == "win32":
        os.environ["PYTHONUTF8"] = "1"  # else pipes use the encoding of the system
