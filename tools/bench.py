"""Measures what a reader feels: `make bench`, or some parts of it: `tools/bench.py record widgets`.

record: reading the tables and asking the crew record, beside plain pandas; importing the package.
widgets: how fast an explorer's pane changes in Chromium, and what a day, a weight or a drawn point takes.
build: a cold build, and one with nothing changed.
pages: Lighthouse on every page as a phone meets it, served on loopback with gzip. It takes half an hour and needs
nginx, node and Lighthouse. RUNS=5 takes more runs of each page, PAGES="index about/*" these pages alone.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from fnmatch import fnmatch
from getpass import getuser
from pathlib import Path
from socket import create_connection, create_server
from statistics import median
from tempfile import TemporaryDirectory

import pandas as pd
from copy_book import copy_of_the_book

import issfacts as iss

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from browser import launch  # noqa: E402  (the tests' browser is the bench's)
from chromium import FLAGS, find_chromium  # noqa: E402
from prose import notebooks, toc_pages  # noqa: E402

SITE = ROOT / "_build" / "html"
INSTANTS, PRESSES, IMPORTS = 10_000, 200, 15
AIMS = {"aboard": 50, "occupancy": 100, "import ms": 60, "pane ms": 16}  # times as fast as plain pandas; a frame
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

# The field that a reader moves in each widget; a value in, and the page laid out anew.
FIELDS = {
    ".iss-when": "[type=date]",
    ".iss-weights": "[type=range]",
    ".iss-draw": "[data-part=guess]",
    ".iss-audit": "textarea",
}
INPUTS = """([field, many]) => {
  const times = (one, values) => values.map((value) => {
    const before = performance.now();
    one.value = value;
    one.dispatchEvent(new Event("input", { bubbles: true }));
    one.getBoundingClientRect();
    return performance.now() - before;
  });
  const day = (n) => `20${10 + n % 15}-06-0${1 + n % 9}`;
  const value = { date: day, textarea: (n) => "On 15 September 2023 a ship docked. ".repeat(n) };
  const values = [...Array(many).keys()].map(value[field.type] || ((n) => n % 6));
  const empty = document.body.appendChild(field.cloneNode());
  empty.addEventListener("input", () => {});
  return [times(field, values), times(empty, values)];
}"""

# What a reader taps, one after the other: facts for their cards, answers for the tally, a move and its undo.
TAPPED = {"card": "a.iss-fact", "tally": ".iss-quiz input", "game": ".iss-desk :is([data-move=share], [data-do=undo])"}
TAPS = """([selector, many]) => {
  const times = (found) => [...Array(many).keys()].map((n) => {
    const before = performance.now();
    found[n % found.length].click();
    document.body.getBoundingClientRect();
    return performance.now() - before;
  });
  const empty = document.body.appendChild(document.createElement("button"));
  empty.addEventListener("click", () => {});
  return [times([...document.querySelectorAll(selector)]), times([empty])];
}"""

LIGHTHOUSE = "12.8.2"
TOOLS = ROOT / "_build" / ".tools"
RUNS = int(os.environ.get("RUNS", "3"))
PAGES = os.environ.get("PAGES", "*").split()
SCORES = {"performance": 1, "accessibility": 1, "best-practices": 1, "seo": 1}  # at least
LIMITS = {"kB": 60, "FCP s": 1.0, "TBT ms": 30, "CLS": 0, "foreign": 0}  # at most
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


def seconds(call: Callable, times: int = 5) -> float:
    """Measure a call; of several, the fastest."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        found.append(time.perf_counter() - start)
    return min(found)


# -- the record ----------------------------------------------------------------------------------------


def record() -> list[str]:
    """Print what reading, asking and importing take; return what misses its aim."""
    names = iss.tables()["name"].tolist()
    print(f"load {len(names)} tables: {seconds(lambda: [iss.load(name) for name in names]) * 1000:.0f} ms")

    stays = iss.load("stays")
    until = stays["undock_utc"].fillna(pd.Timestamp("9999-01-01T00:00Z"))  # what is open ends beyond all questions
    instants = pd.date_range(stays["dock_utc"].min(), iss.load("ground_track")["when_utc"].max(), INSTANTS)
    days = instants.floor("D").unique()

    def plain_aboard() -> int:
        return sum(len(stays[(stays["dock_utc"] <= when) & (when < until)]) for when in instants)

    def plain_occupancy() -> list[pd.Series]:
        return [stays.loc[(stays["dock_utc"] <= day) & (day < until), "country"].value_counts() for day in days]

    assert plain_aboard() == len(iss.aboard(instants)), "the plain filter finds other people"
    return [
        *compared("aboard", plain_aboard, lambda: iss.aboard(instants)),
        *compared("occupancy", plain_occupancy, iss.occupancy),
        *importing(),
    ]


def compared(name: str, plain: Callable, ours: Callable) -> list[str]:
    """Print how many times as fast we are as plain pandas."""
    slow, fast = seconds(plain, 1), seconds(ours)
    ratio = slow / fast
    print(f"{name}: {fast * 1000:.1f} ms, plain {slow * 1000:,.0f} ms: {ratio:,.0f} times as fast, aim {AIMS[name]}")
    return [] if ratio >= AIMS[name] else [name]


def importing() -> list[str]:
    """Print the time of `import issfacts` over bare python, in fresh interpreters taken in turn."""
    runs = [[sys.executable, "-c", code] for code in ("pass", "import issfacts")] * IMPORTS
    times = [seconds(lambda run=run: subprocess.run(run, check=True), 1) for run in runs]
    cost = (min(times[1::2]) - min(times[::2])) * 1000
    print(f"import issfacts: {cost:.1f} ms over bare python, aim below {AIMS['import ms']}")
    return [] if cost < AIMS["import ms"] else ["import"]


# -- the site ------------------------------------------------------------------------------------------


def widgets() -> list[str]:
    """Print how long a key press takes to change the pane of the first explorer of each chapter."""
    missed = []
    with launch() as browser:
        for page in (path.stem for path in notebooks() if "iss.explore(" in path.read_text("utf-8")):
            times = presses(browser, (SITE / "chapters" / f"{page}.html").as_uri())
            print(f"{page}: key to pane {median(times):.2f} ms, worst {max(times):.2f} ms")
            missed += [page] if median(times) > AIMS["pane ms"] else []
        for page in (path.stem for path in notebooks()):
            missed += inputs(browser, page)
    return missed


def inputs(browser, page: str) -> list[str]:
    """Print how long each piece of a chapter takes from input or tap to changed page, beside an empty handler."""
    tab, missed = browser.new_page(), []
    tab.goto((SITE / "chapters" / f"{page}.html").as_uri())
    todo = [(INPUTS, mark, tab.query_selector(f"{mark} {field}")) for mark, field in FIELDS.items()]
    todo += [(TAPS, name, tab.query_selector(selector) and selector) for name, selector in TAPPED.items()]
    for script, name, what in todo:
        if what:
            times, empty = tab.evaluate(script, [what, PRESSES])
            ratio = sum(times) / max(sum(empty), 0.1)  # the browser's clock has steps of 0.1 ms
            print(f"{page} {name}: median {median(times):.2f} ms, worst {max(times):.2f} ms, {ratio:.0f} times empty")
            missed += [f"{page} {name}"] if median(times) > AIMS["pane ms"] else []
    tab.close()
    return missed


def presses(browser, address: str) -> list[float]:
    """Return the milliseconds of each of many key presses that changed the pane."""
    tab = browser.new_page()
    tab.goto(address)
    tab.evaluate(STOPWATCH)
    explorer = tab.locator(".iss-explore").first
    explorer.locator("select, input[type=radio]").first.focus()
    last = max(explorer.locator("input[type=radio], option").count() - 1, 1)
    for press in range(PRESSES):
        tab.keyboard.press("ArrowUp" if press // last % 2 else "ArrowDown")
    times = tab.evaluate("times")
    tab.close()
    assert times, f"no key press changed a pane: {address}"
    return times


def build() -> list[str]:
    """Print what a cold build takes, and one with nothing changed."""
    with TemporaryDirectory() as folder:
        book = copy_of_the_book(Path(folder, "book"))
        command = [sys.executable, book / "tools/build.py"]
        cold, idle = (seconds(lambda: subprocess.run(command, check=True, capture_output=True), 1) for _ in range(2))
    print(f"build: cold {cold:.0f} s, nothing changed {idle:.1f} s")
    return []


def pages() -> list[str]:
    """Print what Lighthouse measures of our pages; return what misses its aim."""
    programs = f"{TOOLS}/node_modules/.bin:{os.environ['PATH']}:/usr/sbin"
    needed = {"nginx": "apt install nginx-light", "node": "apt install nodejs npm"}
    needed["lighthouse"] = f"npm install --prefix {TOOLS} lighthouse@{LIGHTHOUSE}"
    if lacking := [f"{name}: {way}" for name, way in needed.items() if not shutil.which(name, path=programs)]:
        return [f"pages, which need {', '.join(lacking)}"]
    os.environ["PATH"] = programs
    missed = []
    with served(SITE) as address:
        for name in (name for name in toc_pages() if any(fnmatch(name, pattern) for pattern in PAGES)):
            runs = [audit(f"{address}/{name}.html") for _ in range(RUNS)]
            found = {key: median(run[key] for run in runs) for key in runs[0]}
            print(f"{name:40}", *(f"{key} {value:.3g}" for key, value in found.items()), flush=True)
            wrong = [key for key, least in SCORES.items() if found[key] < least]
            wrong += [key for key, most in LIMITS.items() if found[key] > most]
            missed += [f"{name}: {key} {found[key]:.3g}" for key in wrong]
    return missed


@contextmanager
def served(site: Path):
    """Serve a folder on loopback with gzip and give its address."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        conf = Path(folder, "nginx.conf")
        conf.write_text(SERVER.format(folder=folder, root=site, port=port, user=getuser()), "utf-8")
        with subprocess.Popen(["nginx", "-c", conf, "-p", folder]) as server:
            try:
                while server.poll() is None and not answers(port):
                    time.sleep(0.1)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def answers(port: int) -> bool:
    """Say whether something listens on a port of this machine."""
    try:
        create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def audit(address: str) -> dict[str, float]:
    """Return what Lighthouse measures on a simulated phone."""
    flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
    command = ["lighthouse", address, "--output=json", "--quiet", flags]
    environment = {**os.environ, "CHROME_PATH": find_chromium()}
    found = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    audits = found["audits"]
    asked = audits["network-requests"]["details"]["items"]
    return {
        "kB": sum(one.get("transferSize", 0) for one in asked) / 1000,
        "requests": len(asked),
        "foreign": sum(not one["url"].startswith((address.rpartition(":")[0], "data:")) for one in asked),
        **{name: kind["score"] or 0 for name, kind in found["categories"].items()},
        "FCP s": round(audits["first-contentful-paint"]["numericValue"] / 1000, 2),
        "TBT ms": audits["total-blocking-time"]["numericValue"],
        "CLS": round(audits["cumulative-layout-shift"]["numericValue"], 3),
    }


PARTS = {part.__name__: part for part in (record, widgets, build, pages)}


def main() -> None:
    """Run the parts asked for, or all; say what misses its aim."""
    asked = sys.argv[1:] or list(PARTS)
    if unknown := set(asked) - set(PARTS):
        sys.exit(f"bench has the parts {', '.join(PARTS)}, not {', '.join(unknown)}")
    missed = []
    for part in asked:
        print(f"== {part}", flush=True)
        missed += PARTS[part]()
    if missed:
        print("missed:", "; ".join(missed))


if __name__ == "__main__":
    main()
