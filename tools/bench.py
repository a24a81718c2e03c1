"""Measures what a reader feels: `make bench`, or some parts of it: `tools/bench.py record widgets site`.

record: reading the tables; asking the crew record, beside plain pandas; importing the package, over bare python.
widgets: how long the page works, in Chromium, at each choice, input and tap.
site: Lighthouse on every page as a phone meets it, served on loopback with gzip: half an hour, and it needs npm.
PAGES="index about/*" takes these pages alone.
"""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from timeit import repeat

import pandas as pd

import issfacts as iss

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from browser import launch_chromium  # noqa: E402  (the tests' browser is the bench's)
from chromium import FLAGS, find_chromium  # noqa: E402
from prose import notebooks, toc_pages  # noqa: E402

SITE = ROOT / "_build" / "html"
TIMES, IMPORTS = 200, 15
RATIOS = {"aboard": 50, "occupancy": 100}  # times as fast as plain pandas, at least
IMPORT, FRAME = 60, 16  # ms, at most

# What a reader works in a chapter. A field gets a value, an option is chosen, anything else is tapped.
WORKED = {
    "explorer": ".iss-explore :is([type=radio], option)",
    "day": ".iss-when [type=date]",
    "weights": ".iss-weights [type=range]",
    "drawing": ".iss-draw [data-part=guess]",
    "audit": ".iss-audit textarea",
    "card": "a.iss-fact",
    "tally": ".iss-quiz input",
    "game": ".iss-desk :is([data-move=share], [data-do=undo])",
}
WORK = """([selector, times]) => {
  const found = [...document.querySelectorAll(selector)];
  const values = {
    date: (n) => `20${10 + n % 15}-06-0${1 + n % 9}`,
    range: (n) => n % 6,
    textarea: (n) => "On 15 September 2023 a ship docked. ".repeat(n),
  };
  const tell = (node, kind) => node.dispatchEvent(new Event(kind, { bubbles: true }));
  const work = (node, n) => {
    if (values[node.type]) {
      node.value = values[node.type](n);
      tell(node, "input");
    } else if (node.matches("option")) {
      node.selected = true;
      tell(node.parentElement, "change");
    } else {
      node.click();
    }
  };
  const measured = (nodes) => [...Array(times).keys()].map((n) => {
    const before = performance.now();
    work(nodes[n % nodes.length], n);
    document.body.getBoundingClientRect();
    return performance.now() - before;
  });
  const empty = document.body.appendChild(document.createElement("button"));
  empty.addEventListener("click", () => {});
  return found.length && [measured(found), measured([empty])];
}"""

LIGHTHOUSE = "lighthouse@12.8.2"
RUNS = 3  # of each page
SCORES = {"performance": 1, "accessibility": 1, "best-practices": 1, "seo": 1}  # at least
LIMITS = {"kB": 60, "FCP s": 1.0, "TBT ms": 30, "CLS": 0, "foreign": 0}  # at most


def milliseconds(call: Callable, times: int = 5) -> float:
    """Measure a call; of several, the fastest."""
    return 1000 * min(repeat(call, number=1, repeat=times))


def record() -> Iterator[str]:
    """Print what reading, asking and importing take; yield what misses its aim."""
    names = iss.tables()["name"].tolist()
    print(f"load {len(names)} tables: {milliseconds(lambda: [iss.load(name) for name in names]):.0f} ms")

    stays = iss.load("stays")
    until = stays["undock_utc"].fillna(pd.Timestamp("9999-01-01T00:00Z"))  # what is open ends beyond all questions
    instants = pd.date_range(stays["dock_utc"].min(), iss.data.package()["horizon"], 10_000)

    def plain_aboard() -> int:
        return sum(len(stays[(stays["dock_utc"] <= when) & (when < until)]) for when in instants)

    def plain_occupancy() -> list[pd.Series]:
        days = instants.floor("D").unique()
        return [stays.loc[(stays["dock_utc"] <= day) & (day < until), "country"].value_counts() for day in days]

    assert plain_aboard() == len(iss.aboard(instants)), "the plain filter finds other people"
    pairs = {"aboard": (plain_aboard, lambda: iss.aboard(instants)), "occupancy": (plain_occupancy, iss.occupancy)}
    for name, (plain, ours) in pairs.items():
        slow, fast = milliseconds(plain, 1), milliseconds(ours)
        ratio, aim = slow / fast, RATIOS[name]
        print(f"{name}: {fast:.1f} ms, plain {slow:,.0f} ms: {ratio:,.0f} times as fast, aim {aim}")
        if ratio < aim:
            yield name

    runs = [[sys.executable, "-c", code] for code in ("pass", "import issfacts")] * IMPORTS  # taken in turn
    starts = [milliseconds(partial(subprocess.run, run, check=True), 1) for run in runs]
    cost = min(starts[1::2]) - min(starts[::2])
    print(f"import issfacts: {cost:.1f} ms over bare python, aim below {IMPORT}")
    if cost > IMPORT:
        yield "import"


def widgets() -> Iterator[str]:
    """Print how long each piece of a chapter works, beside an empty handler; yield what misses its aim."""
    with launch_chromium() as browser:
        for page in notebooks():
            tab = browser.new_page()
            tab.goto((SITE / "chapters" / f"{page.stem}.html").as_uri())
            for name, selector in WORKED.items():
                if measured := tab.evaluate(WORK, [selector, TIMES]):
                    times, empty = measured
                    ratio = sum(times) / max(sum(empty), 0.1)  # the browser's clock has steps of 0.1 ms
                    told = f"median {median(times):.2f} ms, worst {max(times):.2f} ms, {ratio:.0f} times empty"
                    print(f"{page.stem} {name}: {told}")
                    if median(times) > FRAME:
                        yield f"{page.stem} {name}"
            tab.close()


def site() -> Iterator[str]:
    """Print what Lighthouse measures of our pages; yield what misses its aim."""
    patterns = os.environ.get("PAGES", "*").split()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Gzipped, directory=SITE))
    Thread(target=server.serve_forever, daemon=True).start()
    for name in (name for name in toc_pages() if any(fnmatch(name, pattern) for pattern in patterns)):
        runs = [audit(f"http://127.0.0.1:{server.server_port}/{name}.html") for _ in range(RUNS)]
        found = {key: median(run[key] for run in runs) for key in runs[0]}
        print(f"{name:40}", *(f"{key} {value:.3g}" for key, value in found.items()), flush=True)
        for key, value in found.items():
            if value < SCORES.get(key, value) or value > LIMITS.get(key, value):
                yield f"{name}: {key} {value:.3g}"


class Gzipped(SimpleHTTPRequestHandler):
    """Sends every file gzipped, over lines that stay open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""


def audit(address: str) -> dict[str, float]:
    """Return what Lighthouse measures on a simulated phone."""
    flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet", flags]
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


PARTS = {"record": record, "widgets": widgets, "site": site}


def main() -> None:
    """Run the parts asked for, or all; say what misses its aim."""
    if unknown := set(sys.argv[1:]) - set(PARTS):
        sys.exit(f"bench has the parts {', '.join(PARTS)}, not {', '.join(unknown)}")
    for part in sys.argv[1:] or PARTS:
        print(f"== {part}", flush=True)
        for miss in list(PARTS[part]()):
            print("missed:", miss)


if __name__ == "__main__":
    main()
