"""Writes the zip archive: the CSV files unchanged, their descriptor, a README with credits, the licence."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from paths import ROOT

from issfacts import data

from .about import about, table_overview

FIXED_TIMESTAMP = (2026, 1, 1, 0, 0, 0)  # of every member, so that equal contents give equal bytes


def write_archive(target: Path) -> None:
    """Write the archive: a Frictionless data package with datapackage.json and the tables at its top level."""
    folder = data.data_folder()
    members = {"README.txt": readme().encode(), "LICENCE.txt": (ROOT / "LICENSE-CONTENT").read_bytes()}
    names = ["datapackage.json", *(resource["path"] for resource in data.package()["resources"])]
    members |= {name: (folder / name).read_bytes() for name in names}
    write_zip(target, members)


def write_zip(target: Path, members: dict[str, bytes]) -> None:
    """Write a reproducible zip file: equal members give equal bytes."""
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            info = ZipInfo(name, FIXED_TIMESTAMP)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED  # as EPUB requires
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


def readme() -> str:
    """Return the text of the archive's README."""
    files = {"Files": "CSV, UTF-8, commas, a header row; datapackage.json describes every column (Frictionless)."}
    lines = [f"{label}: {text}" for label, text in about(files)]
    tables = [f"{name}.csv: {title}. {rows} rows, as of {as_of}." for name, title, rows, as_of, _ in table_overview()]
    return "\n".join([*lines, "", "Tables:", "", *tables]) + "\n"
