"""Computes hashes: of code, data and package versions, for caches, and of inline code, for the security policy."""

import platform
import re
from base64 import b64encode
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from paths import OUTPUT, ROOT

INPUTS = (ROOT / "src", ROOT / "data")
CACHE_ROOT = OUTPUT / ".jupyter_cache"
PINNED_PACKAGE = re.compile(r"(?m)^([\w.-]+)==")


def fingerprint(paths) -> str:
    """Return a short hash of the names and contents of all files at or below `paths`."""
    digest = sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def csp_hash(code: str) -> str:
    """Return the hash by which a content security policy allows an inline script or style."""
    return f"sha256-{b64encode(sha256(code.encode()).digest()).decode()}"


def installed_versions() -> list[str]:
    """Return Python and the packages of requirements.txt as `name==version`, with the versions that are installed."""
    names = PINNED_PACKAGE.findall((ROOT / "requirements.txt").read_text("utf-8"))
    return [f"python=={platform.python_version()}", *(f"{name}=={installed_version(name)}" for name in names)]


def installed_version(name: str) -> str:
    """Return the installed version of a package, or "none"."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def cache_folder() -> Path:
    """Return the folder that caches the chapters' outputs for the current code, data and package versions."""
    state = "\n".join([fingerprint(INPUTS), *installed_versions()])
    return CACHE_ROOT / sha256(state.encode()).hexdigest()[:16]
