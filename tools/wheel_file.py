"""Builds the helper package as one file, for places that install it from the site: Colab, a browser's kernel."""

import sys
import tomllib
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parent.parent


def version() -> str:
    """Return the version that pyproject.toml states."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def write_wheel(folder: Path) -> Path:
    """Write the wheel, the same bytes for the same sources, and remove what other versions left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("issfacts-*.whl"):
        old.unlink()
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


if __name__ == "__main__":
    print(write_wheel(Path(sys.argv[1])))
