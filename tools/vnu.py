"""Fetches the Nu HTML checker (npm's vnu-jar) for the tests; it needs Java (`apt install default-jre-headless`).

Only maintainers and the continuous integration need it: elsewhere the test of valid HTML is skipped, and says so.
"""

import shutil
import subprocess
import sys
import tarfile
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from tempfile import TemporaryDirectory

JAR = Path(__file__).resolve().parent.parent / "_build" / ".tools" / "vnu.jar"
VERSION = "26.9.27"
DIGEST = (
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="  # sha512, as npm says
)


def fetch() -> Path:
    """Return the checker's file, fetched and verified where it is not at hand."""
    if not JAR.exists():
        with TemporaryDirectory() as folder:
            command = ["npm", "pack", "--silent", f"vnu-jar@{VERSION}"]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            packed = Path(folder, f"vnu-jar-{VERSION}.tgz")
            if b64encode(sha512(packed.read_bytes()).digest()).decode() != DIGEST:
                raise ValueError(f"vnu-jar {VERSION} is not what it was")
            JAR.parent.mkdir(parents=True, exist_ok=True)
            with tarfile.open(packed) as archive:
                JAR.write_bytes(archive.extractfile("package/build/dist/vnu.jar").read())
    return JAR


if __name__ == "__main__":
    for program, package in (("java", "default-jre-headless"), ("npm", "npm")):
        if not shutil.which(program):
            sys.exit(f"The checker needs {program}: apt install {package}")
    print(fetch())
