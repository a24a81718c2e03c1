"""Finds Python interpreters by version: on the path, from pyenv, from uv."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

WHOLE = "import ensurepip, ssl, sqlite3, sys, venv; print('%d.%d' % sys.version_info[:2])"


@cache
def find(*versions: str) -> Path | None:
    """Return the interpreter of the first of some versions, such as "3.12", that can make environments, or None."""
    return next((path for version in versions for path in candidates(version) if works(path, version)), None)


def candidates(version: str) -> list[Path]:
    """Return where an interpreter of a version may lie."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path.home() / ".local/share/uv/python")
    kept = [*sorted(pyenv.glob(f"{version}.*")), *sorted(uv.glob(f"cpython-{version}.*"))]
    on_path = shutil.which(f"python{version}")
    return ([Path(on_path)] if on_path else []) + [folder / f"bin/python{version}" for folder in reversed(kept)]


def works(path: Path, version: str) -> bool:
    """Say whether an interpreter runs, is what its name says, and is whole."""
    try:
        run = subprocess.run([path, "-c", WHOLE], capture_output=True, text=True, check=False, timeout=30)
    except OSError:
        return False
    return run.stdout.strip() == version
