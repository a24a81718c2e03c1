"""Downloads npm packages that tools need, verified by their hash."""

import shutil
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from tempfile import TemporaryDirectory

from paths import OUTPUT
from running import ToolError, run

FOLDER = OUTPUT / ".tools"


def fetch(name: str, version: str, digest: str) -> Path:
    """Return the folder of a package, downloaded if necessary; `digest` is the sha512 that npm publishes.

    ToolError: npm is missing, it cannot download the package, or the hash differs.
    """
    folder = FOLDER / f"{name}-{version}"
    if folder.is_dir():
        return folder
    if not shutil.which("npm"):
        raise ToolError(f"npm is needed to fetch {name}. On Debian and Ubuntu: sudo apt install npm")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=FOLDER) as work:
        run("npm", "pack", "--silent", f"{name}@{version}", cwd=work)
        archive = Path(work, f"{name}-{version}.tgz")
        if b64encode(sha512(archive.read_bytes()).digest()).decode() != digest:
            raise ToolError(f"the downloaded {name} {version} does not have the expected hash")
        shutil.unpack_archive(archive, work, "gztar")  # safe to unpack: its hash was verified
        Path(work, "package").rename(folder)
    return folder
