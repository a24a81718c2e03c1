"""Holds a class on a real JupyterHub, on this machine; deploy/README.md says what it needs and what it does not cover.

The students arrive over some minutes, in crowds and gaps; each follows a link that stands under a chapter's title, logs
in, lets nbgitpuller fetch the book, runs the whole chapter, saves it and stays. `--write` keeps the figures in
measured.json, and what follows from them in about/scale.md.
"""

import argparse
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
IMAGE = ROOT / "_build" / ".nox" / "binder"  # a hub's image is Binder's, which `make binder` leaves there, and more
CHECKOUT = IMAGE / "tmp" / "checkout"
FIGURES, PAGE = HERE / "measured.json", ROOT / "about" / "scale.md"
COMPUTED = re.compile(r"(?s)(?<=<!-- computed: class -->\n).*?(?=\n<!-- end -->)")
CHAPTER = "checkout/chapters/what-happened.ipynb"  # as nbgitpuller names the folder
PASSWORD = "the class knows it"
PATIENCE = 300  # seconds for any one step
BUSY = 0.7  # how much of a processor may be in use before people wait for each other
CROWDS = (30, 300, 30_000)

# -- the hub -------------------------------------------------------------------------------------------


@contextmanager
def hub():
    """Start JupyterHub with its proxy over the image's environment; give its address and its process."""
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
            "SimpleLocalProcessSpawner.home_dir_template": f"{work}/students/{{username}}",  # an empty folder each
            "Spawner.cmd": IMAGE / "bin/jupyterhub-singleuser",
            "Spawner.args": "--allow-root",
            "Spawner.default_url": "/lab",
            "Spawner.start_timeout": PATIENCE,
            "Spawner.http_timeout": PATIENCE,
        }
        command = [HUB / "bin/jupyterhub", *(f"--{name}={value}" for name, value in settings.items())]
        path = f"{HUB}/bin:{HUB}/node_modules/.bin:{os.environ['PATH']}"
        variables = {"HOME": work, "LANG": "C.UTF-8", "PATH": path}
        log = Path(work, "hub.log")
        with log.open("w") as words:
            process = subprocess.Popen(command, cwd=work, env=variables, stdout=words, stderr=words)
        try:
            until(lambda: process.poll() is not None or answers(f"{address}/hub/health"), "the hub")
            if process.poll() is not None:
                sys.exit(f"the hub did not start:\n{log.read_text('utf-8')}")
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(120)


def free_ports(count: int) -> list[int]:
    """Return ports of this machine that nobody uses."""
    with ExitStack() as held:
        return [held.enter_context(create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(count)]


def answers(address: str) -> bool:
    """Say whether a server answers at an address."""
    try:
        return requests.get(address, timeout=5).ok
    except requests.ConnectionError:
        return False


def until(holds, what: str) -> None:
    """Wait until a condition holds; TimeoutError after `PATIENCE` seconds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {PATIENCE} s for {what}")
        time.sleep(0.5)


# -- a student -----------------------------------------------------------------------------------------


class Student:
    """Does what JupyterLab does for a student, without a browser; `seconds` holds what it took since arrival."""

    def __init__(self, hub: str, name: str):
        self.hub, self.name, self.server = hub, name, f"{hub}/user/{name}"
        self.web, self.seconds, self.failure, self.line = requests.Session(), {}, None, None

    def attend(self, repository: str) -> "Student":
        """Play one lesson; the line to the kernel stays open, as a tab does."""
        start = time.monotonic()
        try:
            self.log_in_and_fetch(repository)
            notebook = self.ask("GET", f"contents/{CHAPTER}")
            self.seconds["server_seconds"] = time.monotonic() - start
            self.connect()
            self.run([cell for cell in notebook["content"]["cells"] if cell["cell_type"] == "code"])
            self.seconds["all_cells_seconds"] = time.monotonic() - start
            saved = {key: notebook[key] for key in ("type", "format", "content")}
            self.ask("PUT", f"contents/{CHAPTER}", json=saved)
        except Exception as error:  # whatever it is, it is one student's failed lesson
            self.failure = f"{self.name}: {type(error).__name__}: {error}"[:300]
        return self

    def log_in_and_fetch(self, repository: str) -> None:
        """Follow the link under a chapter's title: log in, wait for the server, let it fetch the book."""
        pull = {"repo": repository, "branch": "main", "urlpath": f"lab/tree/{CHAPTER}"}
        link = f"{self.hub}/hub/user-redirect/git-pull?{urlencode(pull)}"
        page = self.web.get(link, timeout=PATIENCE)
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self.token("/hub/")}
        self.web.post(page.url, data=form, timeout=PATIENCE).raise_for_status()
        until(lambda: "/git-pull?" in self.web.get(link, timeout=PATIENCE).url.partition("/user/")[2], "a server")
        asked = {**pull, "_xsrf": self.token(f"/user/{self.name}/")}
        pulled = self.web.get(f"{self.server}/git-pull/api", params=asked, timeout=PATIENCE)
        if '"phase": "finished"' not in pulled.text:
            raise RuntimeError(f"the book could not be fetched: {pulled.text[-200:]}")
        self.web.get(f"{self.server}/{pull['urlpath']}", timeout=PATIENCE).raise_for_status()

    def token(self, place: str) -> str:
        """Return the token that a form or a request must repeat."""
        return [one.value for one in self.web.cookies if one.name == "_xsrf" and one.path.startswith(place)][-1]

    def ask(self, method: str, path: str, **more) -> dict:
        """Ask the server's interface."""
        headers = {"X-XSRFToken": self.token(f"/user/{self.name}/")}
        answer = self.web.request(method, f"{self.server}/api/{path}", headers=headers, timeout=PATIENCE, **more)
        answer.raise_for_status()
        return answer.json()

    def connect(self) -> None:
        """Start the chapter's kernel and open the line to it."""
        about = {"path": CHAPTER, "name": CHAPTER, "type": "notebook", "kernel": {"name": "python3"}}
        id = self.ask("POST", "sessions", json=about)["kernel"]["id"]
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.web.cookies)
        query = urlencode({"session_id": self.name, "_xsrf": self.token(f"/user/{self.name}/")})
        address = f"{self.server.replace('http', 'ws', 1)}/api/kernels/{id}/channels?{query}"
        self.line = websocket.create_connection(address, cookie=cookies, origin=self.hub, timeout=PATIENCE)

    def run(self, cells: list[dict]) -> None:
        """Run cells as "Run All" does: all are sent, then the answers are awaited."""
        session = Session()
        for cell in cells:
            about = {"code": cell["source"], "silent": False, "store_history": True, "stop_on_error": True}
            self.line.send(json.dumps({"channel": "shell", **session.msg("execute_request", about)}, default=str))
        end, left = time.monotonic() + PATIENCE, len(cells)
        while left:
            kind, words = self.line.recv_data(control_frame=True)
            if time.monotonic() > end:
                raise TimeoutError(f"{left} cells did not run in {PATIENCE} s")
            told = json.loads(words) if kind == websocket.ABNF.OPCODE_TEXT else {"header": {"msg_type": "ping"}}
            if told["header"]["msg_type"] == "execute_reply":
                if told["content"]["status"] != "ok":
                    raise RuntimeError(f"{left} cells before the end: {told['content']}")
                left -= 1


# -- figures -------------------------------------------------------------------------------------------


def arrivals(students: int, minutes: float) -> list[float]:
    """Return the seconds at which students come, the same every time: in crowds and gaps, fewer towards the end."""
    dice = random.Random(24)
    return sorted(dice.triangular(0, minutes * 60, minutes * 12) for _ in range(students))


def needs(server: psutil.Process) -> tuple[float, float]:
    """Return a server's and its kernels' highest memory in MB, which a limit must hold, and processor seconds."""
    family = [server, *server.children(recursive=True)]
    peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{one.pid}/status").read_text("utf-8"))[1] for one in family]
    return sum(map(int, peaks)) * 1024 / 1e6, sum(sum(one.cpu_times()[:2]) for one in family)


def spread(values: list[float]) -> dict[str, float]:
    """Return the middle, the 95th percentile and the highest of some values."""
    cuts = quantiles(values, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "most": round(max(values), 1)}


def hold(students: int, minutes: float) -> dict:
    """Let a class come and work; return what was measured, ready to keep."""
    start, at = time.monotonic(), arrivals(students, minutes)

    def come(number: int, address: str) -> Student:
        time.sleep(max(0, start + at[number] - time.monotonic()))
        return Student(address, f"student{number:02}").attend(CHECKOUT.as_uri())

    with hub() as (address, process), ThreadPoolExecutor(students) as room:
        lessons = list(room.map(lambda number: come(number, address), range(students)))
        children = process.children()
        servers = [one for one in children if "jupyterhub-singleuser" in " ".join(one.cmdline())]
        taken = [needs(server) for server in servers]
        own = sum(sum(one.cpu_times()[:2]) for one in [process, *(one for one in children if one not in servers)])
    failures = [lesson.failure for lesson in lessons if lesson.failure]
    print(*failures, sep="\n", file=sys.stderr)
    good = [lesson.seconds for lesson in lessons if not lesson.failure]
    return {
        "date": date.today().isoformat(),
        "processors": os.cpu_count(),
        "students": students,
        "minutes": minutes,
        "busiest_minute": max(Counter(int(second // 60) for second in at).values()),
        "failures": len(failures),
        **{name: spread([one[name] for one in good]) for name in ("server_seconds", "all_cells_seconds") if good},
        "student_peak_mb": spread([peak for peak, _ in taken]),
        "student_cpu_seconds": round(mean(seconds for _, seconds in taken), 1),
        "hub_cpu_seconds": round(own, 1),
    }


def report(found: dict) -> str:
    """Return what was measured, and what follows for crowds of other sizes, as Markdown."""
    day = date.fromisoformat(found["date"])
    memory = math.ceil(found["student_peak_mb"]["p95"] / 50) * 50
    rush = found["busiest_minute"] * found["minutes"] / found["students"]  # others come no more evenly
    each_second = rush / (found["minutes"] * 60) / BUSY
    share = math.ceil(100 * found["student_cpu_seconds"] * each_second) / 100
    own = found["hub_cpu_seconds"] / found["students"]
    seen = {
        "Seconds until the notebook was open": "server_seconds",
        "Seconds until the whole chapter had run": "all_cells_seconds",
        "Megabytes of memory at the highest": "student_peak_mb",
    }
    lines = [
        f"{day.day} {day:%B %Y}: {found['students']} students came within {found['minutes']:g} minutes to a machine "
        f"with {found['processors']} processors, {found['busiest_minute']} of them in the busiest minute. "
        f"**Failures: {found['failures']}.** A lesson took {found['student_cpu_seconds']:.0f} seconds of a processor "
        f"for each student, and {own:.1f} more of the hub's own.",
        "",
        "| each student | half of them | 95 of 100 | all |\n| --- | ---: | ---: | ---: |",
        *(f"| {name} | {' | '.join(f'{value:.0f}' for value in found[key].values())} |" for name, key in seen.items()),
        "",
        f"| students within {found['minutes']:g} minutes | memory for them | processors for them | hubs |",
        "| ---: | ---: | ---: | ---: |",
    ]
    for crowd in CROWDS:
        processors = math.ceil(crowd * share)
        hubs = math.ceil(crowd * own * each_second)
        lines.append(f"| {crowd:,} | {crowd * memory / 1000:,.0f} GB | {processors:,} | {hubs} |")
    lines += [
        f"\nEach student is promised {memory} megabytes and {share:.2f} of a processor. In the busiest minute "
        f"{rush:.1f} times as many come as on average, and {BUSY:.0%} of a processor is used. A hub has one "
        "processor of its own, however large its machines."
    ]
    return "\n".join(lines)


def main() -> int:
    """Hold the class and say how it went; every failure counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=10, help="over which they arrive")
    parser.add_argument("--write", action="store_true", help="keep the figures")
    asked = parser.parse_args()
    if not CHECKOUT.exists():
        sys.exit("there is no image to measure: run `make binder` first")
    more = re.findall(r"^RUN pip (.+)$", (HERE / "jupyterhub/after.Dockerfile").read_text("utf-8"), re.M)
    for command in (*(f"{IMAGE}/bin/pip {words}" for words in more), "git branch -M main"):
        subprocess.run(command.split(), cwd=CHECKOUT, check=True)
    found = hold(asked.students, asked.minutes)
    print(json.dumps(found, indent=1))
    if asked.write and not found["failures"]:
        FIGURES.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
        PAGE.write_text(COMPUTED.sub(lambda _: report(found), PAGE.read_text("utf-8")), "utf-8")
    return int(bool(found["failures"]))


if __name__ == "__main__":
    sys.exit(main())
