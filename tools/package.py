"""Writes the data as a zip archive, an Excel workbook and an SQLite database.

`make data-package` writes them into `_build/data`; so does the build of the site, which has links to them.
"""

import sys
from pathlib import Path

from exports.archive import write_archive
from exports.database import write_database
from exports.workbook import write_workbook
from notebooks import ROOT

import issfacts

FOLDER = ROOT / "_build" / "data"
WRITERS = {
    "docked-data.zip": write_archive,
    "docked-data.xlsx": write_workbook,
    "docked-data.sqlite": write_database,
}


def write_package(folder: Path = FOLDER) -> list[Path]:
    """Write the files into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in WRITERS.items():
        write(folder / name)
    return [folder / name for name in WRITERS]


def main(folder: Path = FOLDER) -> int:
    """Write the files and print their sizes."""
    try:
        written = write_package(folder)
    except issfacts.DataError as error:
        print(f"The data has an error. {error}", file=sys.stderr)
        return 1
    print("\n".join(f"wrote {path}  {path.stat().st_size:,} bytes" for path in written))
    return 0


if __name__ == "__main__":
    sys.exit(main())
