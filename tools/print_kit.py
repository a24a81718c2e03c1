"""Writes the print kit of Keep It Flying into `_build/paper`, where it is older than what it is made of.

The site's build does so, and the teacher's guide offers the files.
"""

import sys
from pathlib import Path

from issfacts import data

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "_build" / "paper"
SIZES = {"a4": (595.3, 841.9), "letter": (612.0, 792.0)}  # points


def inputs() -> list[Path]:
    """Return the files that the kit is made of."""
    package = ROOT / "src" / "issfacts"
    drawing = Path(__file__).with_name("paper.py")
    code = [drawing, package / "kit/palette.py", *package.glob("game/*.py")]
    return [*code, *(data.home() / f"{name}.csv" for name in ("events", "sources", "codings"))]


def write_print_kit(folder: Path = FOLDER) -> list[Path]:
    """Write the kits that are older than what they are made of; return those that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    newest = max(path.stat().st_mtime_ns for path in inputs())
    targets = {folder / f"keep-it-flying-{name}.pdf": size for name, size in SIZES.items()}
    stale = {path: size for path, size in targets.items() if not path.exists() or path.stat().st_mtime_ns <= newest}
    for path, size in stale.items():
        from paper import write_kit  # what draws takes two seconds to come

        draft = path.with_name(f".{path.name}")  # so that no half-written file ever stands there
        write_kit(draft, size)
        draft.replace(path)
    return list(stale)


if __name__ == "__main__":
    sys.exit(print(*write_print_kit(), sep="\n"))
