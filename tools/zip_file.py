"""Writes zip files: equal contents give equal bytes."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FIXED_TIMESTAMP = (2026, 1, 1, 0, 0, 0)  # of every member


def write_zip(target: Path, members: dict[str, bytes]) -> None:
    """Write a zip file with some members, given by their names in it."""
    target.write_bytes(zip_bytes(members))


def zip_bytes(members: dict[str, bytes]) -> bytes:
    """Return a zip file with some members, given by their names in it."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members.items():
            info = ZipInfo(name, FIXED_TIMESTAMP)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED  # as EPUB requires
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return target.getvalue()


def read_folder(folder: Path, prefix: str) -> dict[str, bytes]:
    """Return the content of all files in a folder, by their relative paths below a prefix."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files}
