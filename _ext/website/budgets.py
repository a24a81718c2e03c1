"""Compares the transfer sizes of pages and files with the limits in `budgets.toml`."""

import gzip
import re
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

BUDGETS = Path(__file__).resolve().parent.parent / "budgets.toml"
LOADED_FILE = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)"|script|img)(?=\s)[^>]*?\s(?:href|src)="([^"?#:]+)(?:\?[^"]*)?"'
)
CACHED_BY_BROWSER = {"docked.css", "docked.js", "icon.svg"}  # on the next page, because every page loads them


@cache
def transfer_size(path: Path) -> int:
    """Return the bytes that a server sends for a file: text gzipped, pictures as they are."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".png" else len(gzip.compress(data, 6, mtime=0))


def budget_errors(site: Path, names: list[str]) -> list[str]:
    """Return an error message for every page and file over its budget."""
    budgets = tomllib.loads(BUDGETS.read_text("utf-8"))
    sizes = [
        (name, transfer_size(site / name), limit) for name, limit in budgets["files"].items() if (site / name).exists()
    ]
    for name in names:
        page = site / f"{name}.html"
        limits = next(entry for entry in budgets["pages"] if fnmatch(name, entry["match"]))
        loaded = {(page.parent / address).resolve() for address in LOADED_FILE.findall(page.read_text("utf-8"))}
        first_visit = transfer_size(page) + sum(map(transfer_size, loaded))
        next_page = first_visit - sum(transfer_size(path) for path in loaded if path.name in CACHED_BY_BROWSER)
        scripts = [transfer_size(path) for path in loaded if path.suffix == ".js" and path.name != "search-index.js"]
        sizes.append((f"{name}.html, scripts", sum(scripts), budgets["scripts"]))
        sizes.append((f"{name}.html, first visit", first_visit, limits["first_visit"]))
        sizes.append((f"{name}.html, next page", next_page, limits["next_page"]))
    return [f"{what}: {size:,} bytes gzipped, budget {limit:,}" for what, size, limit in sizes if size > limit]
