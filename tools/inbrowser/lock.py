"""Writes the lock file of our JupyterLite: Pyodide's own packages at their usual place, ours beside the lock."""

import re
from email.parser import Parser
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

NEEDED = re.compile(r"[A-Za-z0-9._-]+")


def extended(official: dict, address: str, wheels: list[Path]) -> dict:
    """Return a lock file with Pyodide's own packages, fetched from `address`, and our wheels.

    >>> extended({"packages": {"six": {"file_name": "six.whl"}}}, "https://cdn/", [])
    {'packages': {'six': {'file_name': 'https://cdn/six.whl'}}}
    """
    theirs = {
        name: {**entry, "file_name": address + entry["file_name"]} for name, entry in official["packages"].items()
    }
    return {**official, "packages": theirs | {name(wheel): entry(wheel) for wheel in wheels}}


def entry(wheel: Path) -> dict:
    """Describe a wheel that lies beside the lock file."""
    return {
        "depends": needs(wheel),
        "file_name": wheel.name,
        "imports": modules(wheel),
        "install_dir": "site",
        "name": name(wheel),
        "package_type": "package",
        "sha256": sha256(wheel.read_bytes()).hexdigest(),
        "unvendored_tests": False,
        "version": wheel.name.split("-")[1],
    }


def name(wheel: Path) -> str:
    """Return the name of the package in a wheel, as indexes write it.

    >>> name(Path("jupyterlab_widgets-3.0.17-py3-none-any.whl"))
    'jupyterlab-widgets'
    """
    return normal(wheel.name.split("-")[0])


def normal(name: str) -> str:
    """Return a package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(wheel: Path) -> list[str]:
    """Return what a wheel says it needs, without what it offers as an extra."""
    with ZipFile(wheel) as archive:
        (metadata,) = (file for file in archive.namelist() if file.endswith(".dist-info/METADATA"))
        words = Parser().parsestr(archive.read(metadata).decode()).get_all("Requires-Dist", [])
    return [word for word in words if "extra ==" not in word]


def needs(wheel: Path) -> list[str]:
    """Return the names of the packages a wheel needs."""
    return sorted({normal(NEEDED.match(word)[0]) for word in requirements(wheel)})


def modules(wheel: Path) -> list[str]:
    """Return the names under which a wheel is imported."""
    with ZipFile(wheel) as archive:
        return sorted(file.split("/")[0] for file in archive.namelist() if re.fullmatch(r"[^/]+/__init__\.py", file))
