"""Weighs every page and file; the build fails above the sizes in `budgets.toml`."""

import gzip
import re
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

BUDGETS = Path(__file__).resolve().parent.parent / "budgets.toml"
LOADED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)"|script|img)(?=\s)[^>]*?\s(?:href|src)="([^"?#:]+)(?:\?[^"]*)?"'
)
SHARED = {"docked.css", "docked.js", "icon.svg"}  # what a reader has from the page before


@cache
def weight(path: Path) -> int:
    """Return a file's bytes as a server sends them: text gzipped, pictures as they are."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".png" else len(gzip.compress(data, 6, mtime=0))


def broken(site: Path, names: list[str]) -> list[str]:
    """Return a line for every page and file over its budget."""
    budgets = tomllib.loads(BUDGETS.read_text("utf-8"))
    weighed = [(file, weight(site / file), limit) for file, limit in budgets["files"].items() if (site / file).exists()]
    for name in names:
        page = site / f"{name}.html"
        limits = next(entry for entry in budgets["pages"] if fnmatch(name, entry["match"]))
        loaded = {(page.parent / address).resolve() for address in LOADED.findall(page.read_text("utf-8"))}
        first = weight(page) + sum(map(weight, loaded))
        later = first - sum(weight(path) for path in loaded if path.name in SHARED)
        weighed += [(f"{name}.html, first visit", first, limits["first_visit"])]
        weighed += [(f"{name}.html, next page", later, limits["next_page"])]
    return [f"{what}: {size:,} bytes gzipped, budget {limit:,}" for what, size, limit in weighed if size > limit]
