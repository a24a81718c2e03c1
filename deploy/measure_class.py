"""Load test: simulates a class on a real JupyterHub on this machine; see deploy/README.md.

Thirty students arrive over ten minutes, at random intervals; each follows the link under a chapter's title, logs in,
has nbgitpuller fetch the book, runs the whole chapter, saves it and stays connected. If no lesson fails, the results
are stored in measured.json, and the sizes computed from them in about/scale.md.
"""

import json
import math
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from socket import create_server
from statistics import mean, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import psutil
import requests
import websocket
from jupyter_client.session import Session

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
HUB = ROOT / "_build" / ".hub"
IMAGE = ROOT / "_build" / ".nox" / "binder"  # the environment of Binder's image, from `make binder`
CHECKOUT = IMAGE / "tmp" / "checkout"
RESULTS, PAGE = HERE / "measured.json", ROOT / "about" / "scale.md"
COMPUTED_SECTION = re.compile(r"(?s)(?<=<!-- computed: class -->\n).*?(?=\n<!-- end -->)")
CHAPTER = "checkout/chapters/what-happened.ipynb"  # nbgitpuller names the folder after the repository
PASSWORD = "the class knows it"
TIMEOUT = 300  # seconds for each step
MAX_CPU_LOAD = 0.7  # share of a processor in use above which users wait for each other
CLASS_SIZES = (30, 300, 30_000)
STUDENTS, MINUTES = 30, 10  # of the simulated class, and over which it arrives

# -- hub -----------------------------------------------------------------------------------------------


@contextmanager
def running_hub():
    """Run JupyterHub with its proxy in the image's environment; yield its address and its process."""
    with TemporaryDirectory(prefix="docked-class-") as work:
        address, internal, proxy = (f"http://127.0.0.1:{port}" for port in free_ports(3))
        settings = {
            "JupyterHub.bind_url": address,
            "JupyterHub.hub_bind_url": internal,
            "ConfigurableHTTPProxy.api_url": proxy,
            "JupyterHub.authenticator_class": "dummy",
            "DummyAuthenticator.password": PASSWORD,
            "Authenticator.allow_all": True,
            "JupyterHub.spawner_class": "simple",
            "SimpleLocalProcessSpawner.home_dir_template": f"{work}/students/{{username}}",  # empty for each student
            "Spawner.cmd": IMAGE / "bin/jupyterhub-singleuser",
            "Spawner.args": "--allow-root",
            "Spawner.default_url": "/lab",
            "Spawner.start_timeout": TIMEOUT,
            "Spawner.http_timeout": TIMEOUT,
        }
        command = [HUB / "bin/jupyterhub", *(f"--{name}={value}" for name, value in settings.items())]
        path = f"{HUB}/bin:{HUB}/node_modules/.bin:{os.environ['PATH']}"
        variables = {"HOME": work, "LANG": "C.UTF-8", "PATH": path}
        log = Path(work, "hub.log")
        with log.open("w") as output:
            process = subprocess.Popen(command, cwd=work, env=variables, stdout=output, stderr=output)
        try:
            wait_until(lambda: process.poll() is not None or is_reachable(f"{address}/hub/health"), "the hub")
            if process.poll() is not None:
                sys.exit(f"the hub did not start:\n{log.read_text('utf-8')}")
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(120)


def free_ports(count: int) -> list[int]:
    """Return unused ports of this machine."""
    with ExitStack() as stack:
        return [stack.enter_context(create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(count)]


def is_reachable(address: str) -> bool:
    """Return whether a server answers at an address."""
    try:
        return requests.get(address, timeout=5).ok
    except requests.ConnectionError:
        return False


def wait_until(condition, description: str) -> None:
    """Wait until a condition is true. TimeoutError: after `TIMEOUT` seconds it is not."""
    end = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {TIMEOUT} s for {description}")
        time.sleep(0.5)


# -- student -------------------------------------------------------------------------------------------


class Student:
    """Sends the requests of a student's JupyterLab; `seconds` holds the durations since arrival, `failure` an error."""

    def __init__(self, hub: str, name: str):
        self.hub, self.name, self.server = hub, name, f"{hub}/user/{name}"
        self.http, self.seconds, self.failure, self.socket = requests.Session(), {}, None, None

    def attend(self, repository: str) -> "Student":
        """Go through one lesson; the connection to the kernel stays open, like a browser tab."""
        start = time.monotonic()
        try:
            self.log_in_and_fetch(repository)
            notebook = self.request("GET", f"contents/{CHAPTER}")
            self.seconds["server_seconds"] = time.monotonic() - start
            self.connect()
            self.run([cell for cell in notebook["content"]["cells"] if cell["cell_type"] == "code"])
            self.seconds["all_cells_seconds"] = time.monotonic() - start
            content = {key: notebook[key] for key in ("type", "format", "content")}
            self.request("PUT", f"contents/{CHAPTER}", json=content)
        except Exception as error:  # any error is counted as a failed lesson
            self.failure = f"{self.name}: {type(error).__name__}: {error}"[:300]
        return self

    def log_in_and_fetch(self, repository: str) -> None:
        """Follow the link under a chapter's title: log in, wait for the server, have nbgitpuller fetch the book."""
        pull = {"repo": repository, "branch": "main", "urlpath": f"lab/tree/{CHAPTER}"}
        link = f"{self.hub}/hub/user-redirect/git-pull?{urlencode(pull)}"
        page = self.http.get(link, timeout=TIMEOUT)
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self.token("/hub/")}
        self.http.post(page.url, data=form, timeout=TIMEOUT).raise_for_status()
        wait_until(lambda: "/git-pull?" in self.http.get(link, timeout=TIMEOUT).url.partition("/user/")[2], "a server")
        parameters = {**pull, "_xsrf": self.token(f"/user/{self.name}/")}
        pulled = self.http.get(f"{self.server}/git-pull/api", params=parameters, timeout=TIMEOUT)
        if '"phase": "finished"' not in pulled.text:
            raise RuntimeError(f"the book could not be fetched: {pulled.text[-200:]}")
        self.http.get(f"{self.server}/{pull['urlpath']}", timeout=TIMEOUT).raise_for_status()

    def token(self, path: str) -> str:
        """Return the XSRF token of the newest cookie for a path."""
        cookies = [cookie for cookie in self.http.cookies if cookie.name == "_xsrf"]
        return [cookie.value for cookie in cookies if cookie.path.startswith(path)][-1]

    def request(self, method: str, path: str, **options) -> dict:
        """Send a request to the REST API of the student's server; return the JSON of the answer."""
        headers = {"X-XSRFToken": self.token(f"/user/{self.name}/")}
        answer = self.http.request(method, f"{self.server}/api/{path}", headers=headers, timeout=TIMEOUT, **options)
        answer.raise_for_status()
        return answer.json()

    def connect(self) -> None:
        """Start the chapter's kernel and open a WebSocket to it."""
        session = {"path": CHAPTER, "name": CHAPTER, "type": "notebook", "kernel": {"name": "python3"}}
        id = self.request("POST", "sessions", json=session)["kernel"]["id"]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies)
        query = urlencode({"session_id": self.name, "_xsrf": self.token(f"/user/{self.name}/")})
        address = f"{self.server.replace('http', 'ws', 1)}/api/kernels/{id}/channels?{query}"
        self.socket = websocket.create_connection(address, cookie=cookies, origin=self.hub, timeout=TIMEOUT)

    def run(self, cells: list[dict]) -> None:
        """Run cells like "Run All": send all, then wait for all replies."""
        session = Session()
        for cell in cells:
            content = {"code": cell["source"], "silent": False, "store_history": True, "stop_on_error": True}
            message = {"channel": "shell", **session.msg("execute_request", content)}
            self.socket.send(json.dumps(message, default=str))
        end, left = time.monotonic() + TIMEOUT, len(cells)
        while left:
            opcode, payload = self.socket.recv_data(control_frame=True)
            if time.monotonic() > end:
                raise TimeoutError(f"{left} cells did not run in {TIMEOUT} s")
            if opcode != websocket.ABNF.OPCODE_TEXT:  # a control frame, such as a ping
                continue
            message = json.loads(payload)
            if message["header"]["msg_type"] == "execute_reply":
                if message["content"]["status"] != "ok":
                    raise RuntimeError(f"{left} cells before the end: {message['content']}")
                left -= 1


# -- results -------------------------------------------------------------------------------------------


def resource_usage(server: psutil.Process) -> tuple[float, float]:
    """Return the peak memory in MB and the CPU seconds of a server and its kernels."""
    processes = [server, *server.children(recursive=True)]
    peaks = [
        re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text("utf-8"))[1] for process in processes
    ]
    return sum(map(int, peaks)) * 1024 / 1e6, sum(map(cpu_seconds, processes))


def cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU time of a process, user and system."""
    return sum(process.cpu_times()[:2])


def percentiles(values: list[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the maximum, rounded to one decimal."""
    cuts = quantiles(values, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "most": round(max(values), 1)}


def simulate_class() -> dict:
    """Simulate a class, most of whose students arrive early, and return the results as measured.json holds them."""
    rng = random.Random(24)
    arrivals = sorted(rng.triangular(0, MINUTES * 60, MINUTES * 12) for _ in range(STUDENTS))
    start = time.monotonic()

    def take_lesson(number: int, address: str) -> Student:
        time.sleep(max(0, start + arrivals[number] - time.monotonic()))
        return Student(address, f"student{number:02}").attend(CHECKOUT.as_uri())

    with running_hub() as (address, hub), ThreadPoolExecutor(STUDENTS) as pool:
        lessons = list(pool.map(lambda number: take_lesson(number, address), range(STUDENTS)))
        children = hub.children()
        servers = [child for child in children if "jupyterhub-singleuser" in " ".join(child.cmdline())]
        usages = [resource_usage(server) for server in servers]
        hub_seconds = sum(map(cpu_seconds, [hub, *(child for child in children if child not in servers)]))
    failures = [lesson.failure for lesson in lessons if lesson.failure]
    print(*failures, sep="\n", file=sys.stderr)
    durations = [lesson.seconds for lesson in lessons if not lesson.failure]
    names = ("server_seconds", "all_cells_seconds") if durations else ()
    return {
        "date": date.today().isoformat(),
        "processors": os.cpu_count(),
        "students": STUDENTS,
        "minutes": MINUTES,
        "busiest_minute": max(Counter(int(second // 60) for second in arrivals).values()),
        "failures": len(failures),
        **{name: percentiles([seconds[name] for seconds in durations]) for name in names},
        "student_peak_mb": percentiles([peak for peak, _ in usages]),
        "student_cpu_seconds": round(mean(seconds for _, seconds in usages), 1),
        "hub_cpu_seconds": round(hub_seconds, 1),
    }


def render_report(results: dict) -> str:
    """Render the results, and the resources that classes of other sizes need, as Markdown."""
    day = date.fromisoformat(results["date"])
    memory = math.ceil(results["student_peak_mb"]["p95"] / 50) * 50
    # Busiest minute compared with the average one; assumed to be the same for other classes.
    rush = results["busiest_minute"] * results["minutes"] / results["students"]
    processors_per_cpu_second = rush / (results["minutes"] * 60) / MAX_CPU_LOAD
    cpu_share = math.ceil(100 * results["student_cpu_seconds"] * processors_per_cpu_second) / 100
    hub_share = results["hub_cpu_seconds"] / results["students"]
    labels = {
        "Seconds until the notebook was open": "server_seconds",
        "Seconds until the whole chapter had run": "all_cells_seconds",
        "Megabytes of memory at the highest": "student_peak_mb",
    }
    rows = [
        f"| {label} | {' | '.join(f'{value:.0f}' for value in results[key].values())} |"
        for label, key in labels.items()
    ]
    lines = [
        f"{day.day} {day:%B %Y}: {results['students']} students came within {results['minutes']:g} minutes to a "
        f"machine with {results['processors']} processors, {results['busiest_minute']} of them in the busiest minute. "
        f"**Failures: {results['failures']}.** A lesson took {results['student_cpu_seconds']:.0f} seconds of a "
        f"processor for each student, and {hub_share:.1f} more of the hub's own.",
        "",
        "| each student | half of them | 95 of 100 | all |\n| --- | ---: | ---: | ---: |",
        *rows,
        "",
        f"| students within {results['minutes']:g} minutes | memory for them | processors for them | hubs |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for size in CLASS_SIZES:
        processors = math.ceil(size * cpu_share)
        hubs = math.ceil(size * hub_share * processors_per_cpu_second)
        lines.append(f"| {size:,} | {size * memory / 1000:,.0f} GB | {processors:,} | {hubs} |")
    lines += [
        f"\nEach student is promised {memory} megabytes and {cpu_share:.2f} of a processor. In the busiest minute "
        f"{rush:.1f} times as many come as on average, and {MAX_CPU_LOAD:.0%} of a processor is used. A hub has one "
        "processor of its own, however large its machines."
    ]
    return "\n".join(lines)


def main() -> int:
    """Simulate the class, print the results and store them; return 1 if a lesson failed."""
    if not CHECKOUT.exists():
        sys.exit("there is no image to measure: run `make binder` first")
    pip_commands = re.findall(r"^RUN pip (.+)$", (HERE / "jupyterhub/after.Dockerfile").read_text("utf-8"), re.M)
    for command in (*(f"{IMAGE}/bin/pip {arguments}" for arguments in pip_commands), "git branch -M main"):
        subprocess.run(command.split(), cwd=CHECKOUT, check=True)
    results = simulate_class()
    print(json.dumps(results, indent=1))
    if not results["failures"]:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        PAGE.write_text(COMPUTED_SECTION.sub(lambda _: render_report(results), PAGE.read_text("utf-8")), "utf-8")
    return int(bool(results["failures"]))


if __name__ == "__main__":
    sys.exit(main())
