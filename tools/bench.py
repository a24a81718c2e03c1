"""Measures what a reader feels, all in one run; `bench.py record pages` takes some parts.

record: reading the tables, asking the crew record, importing the package (bench_record.py).
widgets: how fast a pane changes, what a page weighs, how long an exhibit takes to make.
build, stock, pages, growth: the site's build, a stock book beside it, Lighthouse, larger books (bench_site.py).
"""

import gzip
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]
import bench_record  # noqa: E402
import bench_site  # noqa: E402
from browser import find_chromium, launch  # noqa: E402  (the tests' browser is the bench's)

from issfacts import charts, explore  # noqa: E402
from issfacts.kit import palette  # noqa: E402

SITE = ROOT / "_ext" / "site"
PANES = (1, 6, 24)
PRESSES = 200
AIM = 5  # ms from key press to changed pane
# From the key's arrival in the page until the new pane has its size: script, style and layout are done.
STOPWATCH = """() => {
  window.times = [];
  let pressed;
  addEventListener("keydown", (event) => { pressed = performance.now(); }, true);
  addEventListener("change", () => {
    document.querySelector(".iss-pane[open]").getBoundingClientRect();
    times.push(performance.now() - pressed);
  });
}"""


def two_months(number: int):
    """Return one of 30 charts, each of two months."""
    year, month = 2019 + number // 6, 1 + number % 6 * 2
    return charts.crew_by_agency(f"{year}-{month:02}", f"{year}-{month + 1:02}")


def page(count: int) -> tuple[str, float]:
    """Return a page with one explorer (of one pane: with the chart alone), and the seconds it took to make a pane."""
    found = {f"Preset {i}": two_months(i) for i in range(count)}
    start = time.perf_counter()
    body = found["Preset 0"].html() if count == 1 else explore(found, "Which two months").html()
    seconds = (time.perf_counter() - start) / count
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title>'
        '<link rel="stylesheet" href="page.css"><script defer src="docked.js"></script></head>'
    )
    return f"{head}<body><main><h1>Bench</h1>{body}</main></body></html>", seconds


def changes(browser, address: str) -> list[float]:
    """Return the milliseconds of each key press that changed the pane."""
    tab = browser.new_page()
    tab.goto(address)
    tab.evaluate(STOPWATCH)
    tab.locator(".iss-pickers select, .iss-pickers input").first.focus()
    last = tab.locator(".iss-pane").count() - 1
    for press in range(PRESSES):
        tab.keyboard.press("ArrowUp" if press // last % 2 else "ArrowDown")
    times = tab.evaluate("times")
    tab.close()
    assert len(times) == PRESSES, f"{PRESSES} key presses changed the pane {len(times)} times"
    return times


def row(browser, folder: Path, count: int) -> list[str]:
    """Return one line of the table."""
    html, seconds = page(count)
    (folder / "page.html").write_text(html, "utf-8")
    times = changes(browser, (folder / "page.html").as_uri()) if count > 1 else []
    speed = [f"{median(times):.2f}", f"{max(times):.2f}"] if times else ["-", "-"]
    size = len(html.encode())
    return [str(count), *speed, f"{size:,}", f"{len(gzip.compress(html.encode())):,}", f"{seconds:.2f}"]


def widgets() -> list[str]:
    """Print the table of the panes; return what changes more slowly than it should."""
    if not find_chromium():
        sys.exit("bench needs a browser: apt install chromium")
    sheet = (SITE / "docked.css").read_text("utf-8")
    with TemporaryDirectory() as name, launch() as browser:
        folder = Path(name)
        (folder / "page.css").write_text(palette.css() + sheet, "utf-8")
        (folder / "docked.js").write_bytes((SITE / "docked.js").read_bytes())
        lines = [row(browser, folder, count) for count in PANES]
    script = (SITE / "docked.js").read_bytes()
    head = ["panes", "key to pane, ms", "worst", "page, bytes", "gzipped", "s a pane"]
    for line in [head, *lines]:
        print("  ".join(cell.rjust(len(name)) for cell, name in zip(line, head, strict=True)))
    print(f"docked.js: {len(script):,} bytes, {len(gzip.compress(script)):,} gzipped; {PRESSES} key presses each")
    return [f"a change among {line[0]} panes" for line in lines if line[1] != "-" and float(line[1]) > AIM]


PARTS = {"record": bench_record.report, "widgets": widgets, **bench_site.SITE_PARTS}


def main():
    """Run the parts asked for, or all; say what misses its aim."""
    asked = sys.argv[1:] or list(PARTS)
    if not set(asked) <= set(PARTS):
        sys.exit(f"bench has the parts {', '.join(PARTS)}")
    missed = []
    for number, part in enumerate(asked):
        print(f"{chr(10) if number else ''}== {part}")
        missed += PARTS[part]()
    if missed:
        print(f"missed: {', '.join(missed)}")


if __name__ == "__main__":
    main()
