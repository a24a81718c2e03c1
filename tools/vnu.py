"""Fetches the Nu HTML checker for the nightly tests and prints its place; it needs Java."""

import sys
from pathlib import Path

from npm_package import FetchError, fetch

VERSION = "26.9.27"
DIGEST = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="


def checker() -> Path:
    """Return the checker's file."""
    return fetch("vnu-jar", VERSION, DIGEST) / "build/dist/vnu.jar"


if __name__ == "__main__":
    try:
        print(checker())
    except FetchError as error:
        sys.exit(str(error))
