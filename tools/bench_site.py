"""Measures the site as a reader's phone meets it, beside the same chapters with Jupyter Book's stock settings.

Needs nginx, Chromium, node and Lighthouse; says so where one is missing. Both sites are served on loopback with gzip.
RUNS=5 takes more runs of Lighthouse, PAGES="index reference/*" other pages, GROWTH=1000 another size of book.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from fnmatch import fnmatch
from getpass import getuser
from pathlib import Path
from socket import socket
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import yaml
from browser import FLAGS, find_chromium
from prose import ROOT, toc_pages

sys.path.insert(0, str(ROOT / "_ext"))
from lean import budgets

LIGHTHOUSE = "12.8.2"
TOOLS = ROOT / "_build" / ".tools"
RUNS = int(os.environ.get("RUNS", "3"))
PAGES = os.environ.get("PAGES", "index chapters/* teach/*").split()
GROWTH = [int(number) for number in os.environ.get("GROWTH", "10 40 160").split()]
PARTS = ("CITATION.cff", "LICENSE-CONTENT", "_config.yml", "_toc.yml", "_ext", "_templates", "chapters", "data",
         "index.md", "reference", "requirements.txt", "src", "teach", "tools")  # fmt: skip
STOCK = ("title", "author", "only_build_toc_files", "exclude_patterns", "repository", "launch_buttons", "latex")
# The numbers of the issue: what each page has to reach.
AIMS = {"performance": 0.99, "accessibility": 1, "best-practices": 1, "seo": 1, "FCP s": 1.1, "CLS": 0, "TBT ms": 50}
SERVER = """
daemon off; user {user}; worker_processes 1; error_log stderr crit; pid {folder}/nginx.pid;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg; image/png png; }}
  access_log off; gzip on; gzip_comp_level 6; gzip_min_length 256;
  gzip_types text/css application/javascript image/svg+xml;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
  scgi_temp_path {folder};
  {servers}
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


def copy_of_the_book(folder: Path) -> Path:
    """Copy what a build needs, without anything that was built."""
    folder.mkdir(parents=True)
    for name in PARTS:
        source, ignore = ROOT / name, shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(source, folder / name, ignore=ignore) if source.is_dir() else shutil.copy(source, folder)
    return folder


def build(folder: Path, *command: str) -> float:
    """Run a build in a folder and return its seconds."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    run = subprocess.run([sys.executable, *(command or ("tools/build.py",))], cwd=folder, env=environment,
                         capture_output=True, text=True, check=False)  # fmt: skip
    if run.returncode:
        sys.exit(f"the build in {folder} failed:\n{run.stdout[-3000:]}{run.stderr[-3000:]}")
    return time.perf_counter() - start


def stock(folder: Path) -> float:
    """Build the same chapters with what Jupyter Book does by itself; return the seconds."""
    copy_of_the_book(folder)
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    kept = {name: settings[name] for name in STOCK if name in settings}
    (folder / "_config.yml").write_text(yaml.safe_dump(kept), "utf-8")
    shutil.rmtree(folder / "_templates")
    code = "from jupyter_book.cli.main import main; main()"
    return build(folder, "-c", code, "build", ".", "-q")


def build_times(folder: Path) -> list[str]:
    """Print what a build takes: cold, serial, with one chapter changed, with nothing changed."""
    copy_of_the_book(folder)
    together = build(folder)
    idle = build(folder)
    chapter = sorted(folder.glob("chapters/*.ipynb"))[0]
    chapter.write_text(
        chapter.read_text("utf-8").replace("import issfacts as iss", "import issfacts as iss  # anew", 1)
    )
    changed = build(folder)
    shutil.rmtree(folder / "_build")
    serial = build(folder, "tools/build.py", "--workers", "1")
    print(f"build, s: cold {together:.0f}, one notebook after another {serial:.0f} (ratio {together / serial:.2f}), "
          f"one chapter changed {changed:.0f}, nothing changed {idle:.0f}")  # fmt: skip
    return [
        text
        for text, holds in (
            ("a cold build beside a serial one (0.85)", together <= 0.85 * serial),
            ("a build after no change (8 s)", idle <= 8),
        )
        if not holds
    ]


@contextmanager
def served(sites: dict[str, Path]):
    """Serve folders on loopback with gzip and give their addresses."""
    ports = {name: free_port() for name in sites}
    with TemporaryDirectory() as folder:
        servers = "\n".join(
            f"server {{ listen 127.0.0.1:{ports[name]}; root {root.resolve()}; }}" for name, root in sites.items()
        )
        conf = Path(folder, "nginx.conf")
        conf.write_text(SERVER.format(folder=folder, servers=servers, user=getuser()), "utf-8")
        with subprocess.Popen([nginx(), "-c", str(conf), "-p", folder]) as server:
            try:
                time.sleep(1)
                yield {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
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
    ]
    print(f"{name:40}", *cells, " ".join(measured["failed"][:4]), flush=True)


def misses(name: str, measured: dict) -> list[str]:
    """Return what a page does not reach."""
    low = ("performance", "accessibility", "best-practices", "seo")
    return [
        f"{name}: {aim} {measured[aim]:.3g}"
        for aim, value in AIMS.items()
        if (measured[aim] < value if aim in low else round(measured[aim], 2) > value)
    ]


def readers(sites: dict[str, Path]) -> list[str]:
    """Print the table of pages: ours, and the title page and first chapter of the stock book; return what is missed."""
    names = [name for name in toc_pages() if any(fnmatch(name, pattern) for pattern in PAGES)]
    compared = [name for name in names if not name.startswith("reference/")][:2]
    title = f"page (Lighthouse, phone; median of {RUNS})"
    print(f"{title:40}       kB  req. hosts   perf   a11y  pract    seo    FCP    LCP    TBT    CLS")
    missed = []
    with served(sites) as addresses:
        for name in compared:
            printed(f"stock {name}", row(f"{addresses['stock']}/{name}.html", 1))
        for name in names:
            measured = row(f"{addresses['ours']}/{name}.html", RUNS)
            printed(name, measured)
            missed += misses(name, measured)
    return missed


def weights(site: Path) -> None:
    """Print what pages weigh as a first and as a later visit."""
    pages = {name: budgets.page_weight(site / f"{name}.html") for name in toc_pages()}
    for kind, chosen in (("chapters and title", False), ("reference", True)):
        sizes = [size for name, size in pages.items() if name.startswith("reference/") is chosen]
        first, later = max(size[0] for size in sizes), max(size[1] for size in sizes)
        print(f"{kind}: at most {first / 1000:.1f} kB gzipped on a first visit, {later / 1000:.1f} kB as the next page")


def growth(folder: Path) -> None:
    """Print how time and weight grow with the number of prose chapters."""
    words = (ROOT / "reference" / "glossary.md").read_text("utf-8").replace("(#", "( #").split()
    plain = " ".join(word for word in words if word.isalpha())
    for number in GROWTH:
        place = copy_of_the_book(folder / str(number))
        names = [f"chapters/prose-{i:03}" for i in range(number)]
        for i, name in enumerate(names):
            start = 37 * i % 3000
            (place / f"{name}.md").write_text(
                f"# Chapter {i}\n\nFacts as of today.\n\n{plain[start : start + 5000]}\n", "utf-8"
            )
        toc = {"format": "jb-book", "root": "index", "chapters": [{"file": name} for name in names]}
        (place / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
        (place / "index.md").write_text("# A book: of prose\n\nFacts as of today.\n", "utf-8")
        seconds = build(place)
        site = place / "_build" / "html"
        first, later = budgets.page_weight(site / f"{names[0]}.html")
        index = budgets.weight(site / "searchindex.js")
        print(
            f"{number:4} prose chapters: built in {seconds:.0f} s, first visit {first / 1000:.1f} kB, "
            f"next page {later / 1000:.1f} kB, index of words {index / 1000:.0f} kB"
        )


def report() -> list[str]:
    """Print all tables; return what misses its aim."""
    if lacking := missing():
        print("bench needs for this part\n  " + "\n  ".join(lacking))
        return ["the site (not measured)"]
    with TemporaryDirectory() as name:
        folder = Path(name)
        missed = build_times(folder / "ours")
        print(f"stock settings, cold: {stock(folder / 'stock'):.0f} s")
        sites = {kind: folder / kind / "_build" / "html" for kind in ("ours", "stock")}
        weights(sites["ours"])
        missed += readers(sites)
        growth(folder / "growth")
    return missed
