"""Fetches the Nu HTML checker (npm's vnu-jar) for the tests; it needs Java (`apt install default-jre-headless`).

Only maintainers and the continuous integration need it: without it the tests of valid HTML are skipped.
"""

import shutil
import sys
import tarfile
from base64 import b64encode
from hashlib import sha512
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

JAR = Path(__file__).resolve().parent.parent / "_build" / ".tools" / "vnu.jar"
ADDRESS = "https://registry.npmjs.org/vnu-jar/-/vnu-jar-26.9.27.tgz"
DIGEST = (
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="  # sha512, as npm says
)


def fetch() -> Path:
    """Return the checker's file, fetched and verified where it is not at hand."""
    if not JAR.exists():
        with urlopen(ADDRESS, timeout=120) as answer:
            packed = answer.read()
        if b64encode(sha512(packed).digest()).decode() != DIGEST:
            raise ValueError(f"{ADDRESS} is not what it was")
        JAR.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            JAR.write_bytes(archive.extractfile("package/build/dist/vnu.jar").read())
    return JAR


if __name__ == "__main__":
    if not shutil.which("java"):
        sys.exit("The checker needs Java: apt install default-jre-headless")
    print(fetch())
