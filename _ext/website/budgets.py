"""Weighs every page and file; the build fails above the sizes in `budgets.toml`."""

import gzip
import re
import tomllib
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

BUDGETS = Path(__file__).resolve().parent.parent / "budgets.toml"
LOADED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)"|script|img)(?=\s)[^>]*?\s(?:href|src)="([^"?#:]+)(?:\?[^"]*)?"'
)


@lru_cache(maxsize=1024)
def weight(path: Path, stamp: int = 0) -> int:
    """Return a file's bytes as a server sends them: text gzipped, pictures as they are."""
    data = path.read_bytes()
    return len(data) if path.suffix in {".png"} else len(gzip.compress(data, 6, mtime=0))


def loads(page: Path) -> set[Path]:
    """Return the files that a page loads by itself."""
    return {(page.parent / address).resolve() for address in LOADED.findall(page.read_text("utf-8"))}


def page_weight(page: Path) -> tuple[int, int]:
    """Return the bytes of a first visit, and of this page as a later one: its HTML and what only it loads."""
    html = weight(page, page.stat().st_mtime_ns)
    files = {path: weight(path, path.stat().st_mtime_ns) for path in loads(page)}
    shared = {"docked.css", "docked.js", "icon.svg"}
    own = sum(size for path, size in files.items() if path.name not in shared)
    return html + sum(files.values()), html + own


def limits_of(name: str, budgets: dict) -> dict:
    """Return the first budget whose pattern fits a page's name."""
    return next(entry for entry in budgets["pages"] if fnmatch(name, entry["match"]))


def broken(site: Path, names: list[str]) -> list[str]:
    """Return a line for every page and file over its budget."""
    budgets = tomllib.loads(BUDGETS.read_text("utf-8"))
    lines = []
    for name in names:
        limits = limits_of(name, budgets)
        first, later = page_weight(site / f"{name}.html")
        for what, size, limit in (
            ("first visit", first, limits["first_visit"]),
            ("next page", later, limits["next_page"]),
        ):
            if size > limit:
                lines.append(f"{name}.html, {what}: {size:,} bytes gzipped, budget {limit:,}")
    for file, limit in budgets["files"].items():
        if (site / file).exists() and (size := weight(site / file)) > limit:
            lines.append(f"{file}: {size:,} bytes gzipped, budget {limit:,}")
    return lines
