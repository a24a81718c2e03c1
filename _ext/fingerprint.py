"""Names the state of everything that a chapter's outputs depend on."""

from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ("src", "data", "requirements.txt")
CACHES = ROOT / "_build" / ".jupyter_cache"


def fingerprint(paths=None) -> str:
    """Return a short hash of the names and contents of all files at or below `paths`."""
    digest = sha256()
    for path in paths or [ROOT / name for name in INPUTS]:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                digest.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """Return the folder that holds the chapters' outputs for the present state of code and data."""
    return CACHES / fingerprint()
