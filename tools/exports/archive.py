"""Writes the zip archive: the CSV files unchanged, their descriptor, a README with credits, the licence."""

from pathlib import Path

from paths import ROOT
from zip_file import write_zip

from issfacts import data

from .about import about, table_overview


def write_archive(target: Path) -> None:
    """Write the archive: a Frictionless data package with datapackage.json and the tables at its top level."""
    folder = data.data_folder()
    members = {"README.txt": readme().encode(), "LICENCE.txt": (ROOT / "LICENSE-CONTENT").read_bytes()}
    names = ["datapackage.json", *(resource["path"] for resource in data.package()["resources"])]
    members |= {name: (folder / name).read_bytes() for name in names}
    write_zip(target, members)


def readme() -> str:
    """Return the text of the archive's README."""
    files = {"Files": "CSV, UTF-8, commas, a header row; datapackage.json describes every column (Frictionless)."}
    lines = [f"{label}: {text}" for label, text in about(files)]
    tables = [f"{name}.csv: {title}. {rows} rows, as of {as_of}." for name, title, rows, as_of, _ in table_overview()]
    return "\n".join([*lines, "", "Tables:", "", *tables]) + "\n"
