"""Writes generated files, or with --check only names those that are stale."""

import sys
from pathlib import Path

from notebooks import ROOT


def stale(wanted: dict[Path, str]) -> dict[Path, str]:
    """Return the files that are not what is wanted, and what is."""
    return {path: text for path, text in wanted.items() if not path.exists() or path.read_bytes() != text.encode()}


def settle(wanted: dict[Path, str]) -> int:
    """Write what is stale; with --check only name it and return 1."""
    check, behind = "--check" in sys.argv, stale(wanted)
    for path, text in behind.items():
        print(f"{'stale' if check else 'wrote'} {path.relative_to(ROOT)}")
        if not check:
            path.write_bytes(text.encode())
    return int(check and bool(behind))
