"""Names the state of everything that a chapter's outputs depend on."""

import platform
import re
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = (ROOT / "src", ROOT / "data")
CACHES = ROOT / "_build" / ".jupyter_cache"
PINNED = re.compile(r"(?m)^([\w.-]+)==")


def fingerprint(paths) -> str:
    """Return a short hash of the names and contents of all files at or below `paths`."""
    digest = sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def installed() -> list[str]:
    """Return Python and the book's packages with the versions that are installed, whatever the pins say."""
    names = PINNED.findall((ROOT / "requirements.txt").read_text("utf-8"))
    return [f"python=={platform.python_version()}", *(f"{name}=={version_of(name)}" for name in names)]


def version_of(name: str) -> str:
    """Return the installed version of a package, or "none"."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def cache_folder() -> Path:
    """Return the folder that holds the chapters' outputs for the present state of code, data and packages."""
    state = "\n".join([fingerprint(INPUTS), *installed()])
    return CACHES / sha256(state.encode()).hexdigest()[:16]
