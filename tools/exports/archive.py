"""Writes the archive: the CSV files as they stand, their description, a README with credits, the licence."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from notebooks import ROOT

from issfacts import data

from .about import about, listed

MOMENT = (2026, 1, 1, 0, 0, 0)  # the same in every archive: what was packed decides its bytes, not when


def write_archive(target: Path) -> None:
    """Write the archive; it is a data package: its files lie at the top, beside datapackage.json."""
    folder = data.data_folder()
    members = {"README.txt": readme().encode(), "LICENCE.txt": (ROOT / "LICENSE-CONTENT").read_bytes()}
    names = ["datapackage.json", *(resource["path"] for resource in data.package()["resources"])]
    members |= {name: (folder / name).read_bytes() for name in names}
    pack(target, members)


def pack(target: Path, members: dict[str, bytes]) -> None:
    """Write a zip file whose bytes follow from its members alone."""
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            info = ZipInfo(name, MOMENT)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED  # EPUB wants that one plain
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


def readme() -> str:
    """Return what a reader of the archive is told."""
    files = {"Files": "CSV, UTF-8, commas, a header row; datapackage.json describes every column (Frictionless)."}
    said = [f"{label}: {text}" for label, text in about(files)]
    tables = [f"{name}.csv: {title}. {rows} rows, as of {as_of}." for name, title, rows, as_of, _ in listed()]
    return "\n".join([*said, "", "Tables:", "", *tables]) + "\n"
