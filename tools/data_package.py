"""Writes the data as a zip archive, an Excel workbook and an SQLite database.

`make data-package` writes them into `_build/data`; so does the build of the site, which has links to them.
"""

from pathlib import Path

from exports.archive import write_archive
from exports.database import write_database
from exports.workbook import write_workbook
from paths import OUTPUT
from running import run_tool

FOLDER = OUTPUT / "data"
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


if __name__ == "__main__":
    run_tool(write_package, "The data was not written.")
