"""Measures the site as a reader's phone meets it, beside the same chapters with Jupyter Book's stock settings.

Four parts: `build` (seconds of our build), `stock` (the same chapters as Jupyter Book makes them by itself), `pages`
(all of ours in Lighthouse: half an hour), `growth` (with the number of chapters). Needs nginx, Chromium, node and
Lighthouse; says so where one is missing. Both sites are served on loopback with gzip.
RUNS=5 takes more runs of Lighthouse, PAGES="index about/*" these pages alone, GROWTH=1000 another size of book.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import partial
from getpass import getuser
from pathlib import Path
from socket import socket
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import yaml
from browser import FLAGS, find_chromium
from copy_book import copy_of_the_book
from prose import ROOT, toc_pages

sys.path.insert(0, str(ROOT / "_ext"))
from website import budgets

LIGHTHOUSE = "12.8.2"
TOOLS = ROOT / "_build" / ".tools"
RUNS = int(os.environ.get("RUNS", "3"))
PAGES = os.environ.get("PAGES", "*").split()
GROWTH = [int(number) for number in os.environ.get("GROWTH", "10 40 160").split()]
STOCK = ("title", "author", "only_build_toc_files", "exclude_patterns", "repository", "launch_buttons", "latex")
# What each page has to reach, and what the long tables of the reference may fall short of.
SCORES = {"performance": 0.99, "accessibility": 1, "best-practices": 1, "seo": 1}
LIMITS = {"FCP s": 1.1, "CLS": 0, "TBT ms": 50}
LONG = {"performance": 0.95}
SERVER = """
daemon off; user {user}; worker_processes 1; error_log stderr crit; pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg; image/png png; }}
  access_log off; gzip on; gzip_comp_level 6; gzip_min_length 256;
  gzip_types text/css application/javascript image/svg+xml;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def missing() -> list[str]:
    """Return what is not here and how it comes."""
    ways = {
        "nginx": "apt install nginx-light",
        "node": "apt install nodejs npm",
        "chromium": "apt install chromium",
        "lighthouse": f"npm install --prefix {TOOLS} lighthouse@{LIGHTHOUSE}",
    }
    here = {"nginx": nginx(), "node": shutil.which("node"), "chromium": find_chromium(), "lighthouse": lighthouse()}
    return [f"{name}: {ways[name]}" for name, path in here.items() if not path]


def nginx() -> str | None:
    """Return the server's path, which Debian keeps out of the search path of plain users."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def lighthouse() -> str | None:
    """Return the path of Lighthouse."""
    return shutil.which("lighthouse", path=f"{TOOLS}/node_modules/.bin:{os.environ.get('PATH', '')}")


def build(folder: Path, *command: str) -> tuple[float, str]:
    """Run a build in a folder; return its seconds and what it said."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    run = subprocess.run([sys.executable, *(command or ("tools/build.py",))], cwd=folder, env=environment,
                         capture_output=True, text=True, check=False)  # fmt: skip
    if run.returncode:
        sys.exit(f"the build in {folder} failed:\n{run.stdout[-3000:]}{run.stderr[-3000:]}")
    return time.perf_counter() - start, run.stdout


def stock_build(folder: Path) -> Path:
    """Build the same chapters with what Jupyter Book does by itself, twice; print the seconds and return the site."""
    copy_of_the_book(folder)
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    kept = {name: settings[name] for name in STOCK if name in settings}
    (folder / "_config.yml").write_text(yaml.safe_dump(kept), "utf-8")
    shutil.rmtree(folder / "_templates")
    command = ["-c", "from jupyter_book.cli.main import main; main()", "build", ".", "-q"]
    cold, idle = build(folder, *command)[0], build(folder, *command)[0]
    print(f"stock build, s: cold {cold:.0f}, nothing changed {idle:.1f}", flush=True)
    return folder / "_build" / "html"


def build_times(folder: Path) -> list[str]:
    """Print what a build takes: cold, serial, with one chapter changed, with nothing changed; return what is missed."""
    copy_of_the_book(folder)
    together, _ = build(folder)
    idle, _ = build(folder)
    chapter = sorted(folder.glob("chapters/*.ipynb"))[0]
    chapter.write_text(
        chapter.read_text("utf-8").replace("import issfacts as iss", "import issfacts as iss  # anew", 1), "utf-8"
    )
    changed, said = build(folder)
    own = float(re.search(rf"{chapter.name} +([\d.]+) s", said)[1])
    shutil.rmtree(folder / "_build")
    serial, _ = build(folder, "tools/build.py", "--workers", "1")
    ratio = together / serial
    print(f"build, s: cold {together:.0f}, one notebook after another {serial:.0f} (ratio {ratio:.2f}), "
          f"one chapter changed {changed:.1f} (its own run {own:.1f}), nothing changed {idle:.1f}")  # fmt: skip
    aims = {
        f"a cold build beside a serial one ({ratio:.2f}, aim 0.85)": ratio <= 0.85,
        f"a build after one changed chapter ({changed - own:.1f} s more than its run, aim 15)": changed - own <= 15,
        f"a build after no change ({idle:.1f} s, aim 8)": idle <= 8,
    }
    return [text for text, holds in aims.items() if not holds]


@contextmanager
def served(site: Path):
    """Serve a folder on loopback with gzip and give its address."""
    port = free_port()
    with TemporaryDirectory() as folder:
        conf = Path(folder, "nginx.conf")
        conf.write_text(SERVER.format(folder=folder, root=site.resolve(), port=port, user=getuser()), "utf-8")
        with subprocess.Popen([nginx(), "-c", str(conf), "-p", folder]) as server:
            try:
                time.sleep(1)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def audit(address: str) -> dict:
    """Return what Lighthouse measures on a simulated phone."""
    with TemporaryDirectory() as folder:
        answer = Path(folder, "answer.json")
        flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
        command = [lighthouse(), address, "--output=json", f"--output-path={answer}", "--quiet", flags]
        subprocess.run(command, env={**os.environ, "CHROME_PATH": find_chromium()}, capture_output=True, check=True)
        found = json.loads(answer.read_text("utf-8"))
    audits, requests = found["audits"], found["audits"]["network-requests"]["details"]["items"]
    hosts = {urlsplit(one["url"]).hostname for one in requests if one["url"].startswith("http")}
    return {
        "bytes": sum(one.get("transferSize", 0) for one in requests),
        "requests": len(requests),
        "foreign": len(hosts - {"127.0.0.1"}),
        **{name: kind["score"] or 0 for name, kind in found["categories"].items()},
        "FCP s": audits["first-contentful-paint"]["numericValue"] / 1000,
        "LCP s": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "TBT ms": audits["total-blocking-time"]["numericValue"],
        "CLS": audits["cumulative-layout-shift"]["numericValue"],
        "speed": found["environment"]["benchmarkIndex"],  # of this machine at that moment: TBT means little below 1,000
        "failed": sorted(
            name for name, one in audits.items() if one["score"] == 0 and one["scoreDisplayMode"] == "binary"
        ),
    }


def row(address: str, runs: int) -> dict:
    """Return the medians of some audits of a page."""
    found = [audit(address) for _ in range(runs)]
    numbers = {name: median(one[name] for one in found) for name in found[0] if name != "failed"}
    return {**numbers, "failed": found[0]["failed"]}


def printed(name: str, measured: dict) -> None:
    """Print one line of the table."""
    cells = [f"{measured['bytes'] / 1000:8.1f}", f"{measured['requests']:5.0f}", f"{measured['foreign']:5.0f}"]
    cells += [f"{measured[kind]:6.2f}" for kind in ("performance", "accessibility", "best-practices", "seo")]
    cells += [
        f"{measured['FCP s']:6.2f}",
        f"{measured['LCP s']:6.2f}",
        f"{measured['TBT ms']:6.0f}",
        f"{measured['CLS']:6.3f}",
        f"{measured['speed']:6.0f}",
    ]
    print(f"{name:40}", *cells, " ".join(measured["failed"][:4]), flush=True)


def misses(name: str, measured: dict) -> list[str]:
    """Return what a page does not reach."""
    least = SCORES | LONG if name.startswith("reference/") else SCORES
    low = [f"{name}: {aim} {measured[aim]:.3g}" for aim, value in least.items() if measured[aim] < value]
    high = [f"{name}: {aim} {measured[aim]:.3g}" for aim, value in LIMITS.items() if round(measured[aim], 2) > value]
    return low + high


def table(site: Path, names: list[str], runs: int) -> list[str]:
    """Print what Lighthouse measures of some pages of a site; return what is missed."""
    title = f"page (Lighthouse, phone; median of {runs})"
    print(f"{title:40}       kB  req. hosts   perf   a11y  pract    seo    FCP    LCP    TBT    CLS  speed", flush=True)
    missed = []
    with served(site) as address:
        for name in names:
            measured = row(f"{address}/{name}.html", runs)
            printed(name, measured)
            missed += misses(name, measured)
    return missed


def weights(site: Path) -> None:
    """Print what pages weigh as a first and as a later visit."""
    pages = {name: budgets.page_weight(site / f"{name}.html") for name in toc_pages()}
    for kind, chosen in (("chapters, title and other pages", False), ("reference", True)):
        sizes = [size for name, size in pages.items() if name.startswith("reference/") is chosen]
        first, later = max(size[0] for size in sizes), max(size[1] for size in sizes)
        print(f"{kind}: at most {first / 1000:.1f} kB gzipped on a first visit, {later / 1000:.1f} kB as the next page")


def chosen(*patterns: str) -> list[str]:
    """Return the pages that fit the patterns, in reading order."""
    return [name for name in toc_pages() if any(fnmatch(name, pattern) for pattern in patterns)]


def grown(place: Path, number: int) -> None:
    """Write a book of prose chapters with the words of our glossary."""
    words = (ROOT / "reference" / "glossary.md").read_text("utf-8").replace("(#", "( #").split()
    plain = " ".join(word for word in words if word.isalpha())
    names = [f"chapters/prose-{i:03}" for i in range(number)]
    for i, name in enumerate(names):
        start = 37 * i % 3000
        text = f"# Chapter {i}\n\nFacts as of today.\n\n{plain[start : start + 5000]}\n"
        (place / f"{name}.md").write_text(text, "utf-8")
    toc = {"format": "jb-book", "root": "index", "chapters": [{"file": name} for name in names]}
    (place / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    (place / "index.md").write_text("# A book: of prose\n\nFacts as of today.\n", "utf-8")


def growth(folder: Path) -> list[str]:
    """Print how time and weight grow with the number of prose chapters."""
    for number in GROWTH:
        place = copy_of_the_book(folder / str(number))
        grown(place, number)
        seconds, _ = build(place)
        site = place / "_build" / "html"
        first, later = budgets.page_weight(site / "chapters" / "prose-000.html")
        index = budgets.weight(site / "_static" / "search-index.js")
        print(f"{number:4} prose chapters: built in {seconds:.0f} s, first visit {first / 1000:.1f} kB, "
              f"next page {later / 1000:.1f} kB, index of words {index / 1000:.0f} kB", flush=True)  # fmt: skip
    return []


def stock(folder: Path) -> list[str]:
    """Print what the same chapters are with stock settings: nothing to reach there."""
    table(stock_build(folder), chosen("index", "chapters/*"), 1)
    return []


def pages(folder: Path) -> list[str]:
    """Print what our pages are; return what is missed."""
    build(ROOT)
    site = ROOT / "_build" / "html"
    weights(site)
    return table(site, chosen(*PAGES), RUNS)


def measured(part) -> list[str]:
    """Run a part in a folder of its own, where all it needs is at hand."""
    if lacking := missing():
        print("bench needs for this part\n  " + "\n  ".join(lacking))
        return [f"the site (no {part.__name__} measured)"]
    with TemporaryDirectory() as folder:
        return part(Path(folder, "book"))


SITE_PARTS = {
    "build": partial(measured, build_times),
    "stock": partial(measured, stock),
    "pages": partial(measured, pages),
    "growth": partial(measured, growth),
}
