"""Writes generated files, or with --check only lists those that are out of date."""

import sys
from pathlib import Path

from notebooks import ROOT


def stale_files(expected: dict[Path, str]) -> dict[Path, str]:
    """Return the files that are missing or differ from the expected text, with that text."""
    return {path: text for path, text in expected.items() if not path.exists() or path.read_bytes() != text.encode()}


def write_or_check(expected: dict[Path, str]) -> int:
    """Write the files that are out of date; with --check only list them and return 1."""
    check, stale = "--check" in sys.argv, stale_files(expected)
    for path, text in stale.items():
        print(f"{'stale' if check else 'wrote'} {path.relative_to(ROOT)}")
        if not check:
            path.write_bytes(text.encode())
    return int(check and bool(stale))
