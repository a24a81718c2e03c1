"""Builds the wheel of the package issfacts, which Colab and the kernel in the browser install from the site."""

import sys
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder
from paths import ROOT


def write_wheel(folder: Path) -> Path:
    """Write the wheel, remove wheels of other versions, and return its path; equal sources give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("issfacts-*.whl"):
        old.unlink()
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


if __name__ == "__main__":
    print(write_wheel(Path(sys.argv[1])))
