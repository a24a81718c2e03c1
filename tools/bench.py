"""Measures speed: `make bench`, or some of its parts: `tools/bench.py record widgets site`.

record: loading the tables, querying the crew record, importing the package.
widgets: the time that Chromium takes for each input event of a widget.
site: Lighthouse on every page as on a phone, served locally with gzip; takes half an hour and needs npm.
PAGES="index about/*" restricts it to these pages.
"""

import gzip
import json
import os
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
from chromium import FLAGS, find_chromium
from notebooks import chapters, pages
from paths import SITE
from playwright.sync_api import sync_playwright
from running import ToolError, run, run_tool

import issfacts as iss

EVENTS, IMPORTS = 200, 15  # how often each is measured
MAX_MS = {"load": 400, "aboard": 30, "occupancy": 15, "import": 60, "event": 16}

# The controls of each widget. A field gets a value, an option is selected, any other element is clicked.
WIDGET_SELECTORS = {
    "explorer": ".iss-explore :is([type=radio], option)",
    "day": ".iss-when [type=date]",
    "weights": ".iss-weights [type=range]",
    "drawing": ".iss-draw [data-part=guess]",
    "audit": ".iss-audit textarea",
    "card": "a.iss-fact",
    "tally": ".iss-quiz input",
    "game": ".iss-desk :is([data-move=share], [data-do=undo])",
}
MEASURE_EVENTS = """([selector, count]) => {
  const controls = [...document.querySelectorAll(selector)];
  const values = {
    date: (n) => `20${10 + n % 15}-06-0${1 + n % 9}`,
    range: (n) => n % 6,
    textarea: (n) => "On 15 September 2023 a ship docked. ".repeat(n),
  };
  const dispatch = (node, type) => node.dispatchEvent(new Event(type, { bubbles: true }));
  const operate = (node, n) => {
    if (values[node.type]) {
      node.value = values[node.type](n);
      dispatch(node, "input");
    } else if (node.matches("option")) {
      node.selected = true;
      dispatch(node.parentElement, "change");
    } else {
      node.click();
    }
  };
  const measure = (nodes) => [...Array(count).keys()].map((n) => {
    const before = performance.now();
    operate(nodes[n % nodes.length], n);
    document.body.getBoundingClientRect(); // forces the layout
    return performance.now() - before;
  });
  const baseline = document.body.appendChild(document.createElement("button"));
  baseline.addEventListener("click", () => {});
  return controls.length && [measure(controls), measure([baseline])];
}"""

LIGHTHOUSE = "lighthouse@12.8.2"
LIGHTHOUSE_RUNS = 3  # for each page
MIN_SCORES = {"performance": 1, "accessibility": 1, "best-practices": 1, "seo": 1}
MAX_VALUES = {"kB": 60, "FCP s": 1.0, "TBT ms": 30, "CLS": 0, "third-party": 0}


def fastest_ms(function: Callable, runs: int = 5) -> float:
    """Call a function several times and return the shortest time in milliseconds."""
    return 1000 * min(repeat(function, number=1, repeat=runs))


def bench_record() -> Iterator[str]:
    """Print the times for loading, querying and importing; yield what misses its target."""
    stays, names = iss.load("stays"), iss.tables()["name"].tolist()
    instants = pd.date_range(stays["dock_utc"].min(), iss.data.package()["horizon"], 10_000)
    start = fastest_ms(partial(run, sys.executable, "-c", "pass"), IMPORTS)
    times = {
        f"load {len(names)} tables": fastest_ms(lambda: [iss.load(name) for name in names]),
        f"aboard at {len(instants):,} instants": fastest_ms(lambda: iss.aboard(instants)),
        "occupancy of every day": fastest_ms(iss.occupancy),
        "import issfacts": fastest_ms(partial(run, sys.executable, "-c", "import issfacts"), IMPORTS) - start,
    }
    for name, milliseconds in times.items():
        print(f"{name}: {milliseconds:.1f} ms, target {MAX_MS[name.split()[0]]}")
        if milliseconds > MAX_MS[name.split()[0]]:
            yield name


def bench_widgets() -> Iterator[str]:
    """Print the time of input events for each widget, compared with an empty handler; yield what misses its target."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for chapter in chapters():
            tab = browser.new_page()
            tab.goto((SITE / "chapters" / f"{chapter.name}.html").as_uri())
            for name, selector in WIDGET_SELECTORS.items():
                measured = tab.evaluate(MEASURE_EVENTS, [selector, EVENTS])
                if not measured:
                    continue
                times, baseline = measured
                ratio = sum(times) / max(sum(baseline), 0.1)  # the browser's clock has steps of 0.1 ms
                summary = f"median {median(times):.2f} ms, worst {max(times):.2f} ms, {ratio:.0f} times baseline"
                print(f"{chapter.name} {name}: {summary}")
                if median(times) > MAX_MS["event"]:
                    yield f"{chapter.name} {name}"
            tab.close()


def bench_site() -> Iterator[str]:
    """Print Lighthouse's results for the pages; yield what misses its target."""
    patterns = os.environ.get("PAGES", "*").split()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(GzipHandler, directory=SITE))
    Thread(target=server.serve_forever, daemon=True).start()
    for name in (name for name in pages() if any(fnmatch(name, pattern) for pattern in patterns)):
        runs = [run_lighthouse(f"http://127.0.0.1:{server.server_port}/{name}.html") for _ in range(LIGHTHOUSE_RUNS)]
        results = {key: median(run[key] for run in runs) for key in runs[0]}
        print(f"{name:40}", *(f"{key} {value:.3g}" for key, value in results.items()), flush=True)
        for key, value in results.items():
            if value < MIN_SCORES.get(key, value) or value > MAX_VALUES.get(key, value):
                yield f"{name}: {key} {value:.3g}"


class GzipHandler(SimpleHTTPRequestHandler):
    """Sends every file gzipped, over persistent connections."""

    protocol_version = "HTTP/1.1"  # for persistent connections

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

    def log_message(self, *arguments):
        """Log nothing."""


def run_lighthouse(address: str) -> dict[str, float]:
    """Return the results of Lighthouse for a page on a simulated phone."""
    flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet", flags]
    environment = {**os.environ, "CHROME_PATH": find_chromium()}
    report = json.loads(run(*command, env=environment))
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    own = (address.rpartition(":")[0], "data:")
    return {
        "kB": sum(request.get("transferSize", 0) for request in requests) / 1000,
        "requests": len(requests),
        "third-party": sum(not request["url"].startswith(own) for request in requests),
        **{name: category["score"] or 0 for name, category in report["categories"].items()},
        "FCP s": round(audits["first-contentful-paint"]["numericValue"] / 1000, 2),
        "TBT ms": audits["total-blocking-time"]["numericValue"],
        "CLS": round(audits["cumulative-layout-shift"]["numericValue"], 3),
    }


PARTS = {"record": bench_record, "widgets": bench_widgets, "site": bench_site}


def main() -> None:
    """Run the parts named on the command line, or all, and print what misses its target."""
    if unknown := set(sys.argv[1:]) - set(PARTS):
        raise ToolError(f"bench has the parts {', '.join(PARTS)}, not {', '.join(unknown)}")
    for part in sys.argv[1:] or PARTS:
        print(f"== {part}", flush=True)
        for miss in list(PARTS[part]()):
            print("missed:", miss)


if __name__ == "__main__":
    run_tool(main, "The speed was not measured.")
