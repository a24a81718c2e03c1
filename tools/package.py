"""Writes the data as files for people without Python: docked-data.zip, docked-data.xlsx, docked-data.sqlite.

`make data-package` writes them into `_build/data`; the site's build does so too, and offers them for download.
They are written again only where something they are made of has changed.
"""

import sys
from pathlib import Path

from exports.archive import write_archive
from exports.database import write_database
from exports.workbook import write_workbook

import issfacts
from issfacts import data

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "_build" / "data"
LICENCE = ROOT / "LICENSE-CONTENT"
WRITERS = {
    "docked-data.zip": lambda target: write_archive(target, LICENCE),
    "docked-data.xlsx": write_workbook,
    "docked-data.sqlite": write_database,
}


def inputs() -> list[Path]:
    """Return the files that the exports are made of."""
    made_by = [Path(__file__), *(ROOT / "tools" / "exports").glob("*.py")]
    return [LICENCE, *made_by, *data.home().glob("*.csv"), data.home() / "datapackage.json"]


def fresh(target: Path) -> bool:
    """Say whether a file is newer than everything it is made of."""
    return target.exists() and target.stat().st_mtime_ns > max(path.stat().st_mtime_ns for path in inputs())


def write_package(folder: Path = FOLDER, again: bool = False) -> list[Path]:
    """Write the files that are not fresh, all of them where `again`; return those that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    stale = [name for name in WRITERS if again or not fresh(folder / name)]
    for name in stale:
        draft = folder / f".{name}"  # so that no half-written file ever stands there
        WRITERS[name](draft)
        draft.replace(folder / name)
    return [folder / name for name in stale]


def main(folder: Path = FOLDER) -> int:
    """Write the files and say how large they are."""
    try:
        write_package(folder, again=True)
    except issfacts.DataError as error:
        print(f"The data has an error. {error}", file=sys.stderr)
        return 1
    for name in WRITERS:
        print(f"wrote {folder / name}  {(folder / name).stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
