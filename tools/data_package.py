"""Writes the data as a zip archive, an Excel workbook and an SQLite database.

`make data-package` writes them into `_build/data`; so does the build of the site, which has links to them.
"""

from pathlib import Path

from exports.about import about, table_overview
from exports.database import write_database
from exports.workbook import write_workbook
from paths import OUTPUT, ROOT
from running import run_tool
from zip_file import write_zip

from issfacts import data

FOLDER = OUTPUT / "data"
CONVENTIONS = {"Files": "CSV, UTF-8, commas, a header row; datapackage.json describes every column (Frictionless)."}


def write_archive(target: Path) -> None:
    """Write the zip archive: a Frictionless data package with a README and the licence."""
    names = ["datapackage.json", *(resource["path"] for resource in data.package()["resources"])]
    members = {"README.txt": readme().encode(), "LICENCE.txt": (ROOT / "LICENSE-CONTENT").read_bytes()}
    write_zip(target, members | {name: (data.data_folder() / name).read_bytes() for name in names})


def readme() -> str:
    """Return the text of the archive's README."""
    lines = [f"{label}: {text}" for label, text in about(CONVENTIONS)]
    tables = [f"{name}.csv: {title}. {rows} rows, as of {as_of}." for name, title, rows, as_of, _ in table_overview()]
    return "\n".join([*lines, "", "Tables:", "", *tables]) + "\n"


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
