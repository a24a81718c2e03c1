"""Plays a student: follows the link that fetches the book, logs in, opens a chapter, runs all of it, saves.

No browser: the student speaks to the hub, to the server and to the kernel as JupyterLab does (pages, the scripts they
name, the kernel's websocket). The time that a browser needs to draw is the student's own computer's, and not in it.
"""

import json
import re
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

import requests
import websocket

PATIENCE = 300  # seconds for any one step
SCRIPT = re.compile(r'<script[^>]+src="([^"]+)"')


@dataclass
class Lesson:
    """Hold what a student met: seconds since arrival, or what went wrong."""

    name: str
    arrived: float
    server: float | None = None
    first: float | None = None
    done: float | None = None
    cells: int = 0
    bytes: int = 0
    failure: str | None = None


@dataclass
class Student:
    """Hold one student's browser: its address book and its cookies."""

    hub: str
    name: str
    web: requests.Session = field(default_factory=requests.Session)

    @property
    def base(self) -> str:
        """The address of the student's own server."""
        return f"{self.hub}/user/{self.name}"

    def xsrf(self, place: str) -> str:
        """Return the token that a form or a request must repeat."""
        found = [
            cookie.value for cookie in self.web.cookies if cookie.name == "_xsrf" and cookie.path.startswith(place)
        ]
        return found[-1] if found else ""

    def log_in(self, link: str, password: str) -> None:
        """Open the link that the book gives, which asks to log in and starts the student's server."""
        page = self.web.get(f"{self.hub}{link}", timeout=PATIENCE)
        page.raise_for_status()
        form = {"username": self.name, "password": password, "_xsrf": self.xsrf("/hub/")}
        self.web.post(page.url, data=form, timeout=PATIENCE).raise_for_status()

    def fetch_book(self, link: str) -> str:
        """Wait for the server, let nbgitpuller fetch the book, and return the place that the link then opens."""
        end = time.monotonic() + PATIENCE
        while f"{self.base}/git-pull?" not in (page := self.web.get(f"{self.hub}{link}", timeout=PATIENCE)).url:
            if time.monotonic() > end:
                raise TimeoutError(f"no server after {PATIENCE} s: {page.status_code}")
            time.sleep(1)
        page.raise_for_status()
        told = dict(parse_qsl(urlsplit(link).query))
        asked = {"repo": told["repo"], "branch": told["branch"], "_xsrf": self.xsrf(f"/user/{self.name}/")}
        pulled = self.web.get(f"{self.base}/git-pull/api", params=asked, timeout=PATIENCE)
        if '"phase": "finished"' not in pulled.text:
            raise RuntimeError(f"the book could not be fetched: {pulled.text[-200:]}")
        return told["urlpath"]

    def open_page(self, place: str) -> int:
        """Open JupyterLab's page with a chapter, fetch the scripts it names, and return their size."""
        page = self.web.get(f"{self.base}/{place}", timeout=PATIENCE)
        page.raise_for_status()
        scripts = [self.web.get(f"{self.hub}{path}", timeout=PATIENCE) for path in SCRIPT.findall(page.text)]
        return len(page.content) + sum(len(script.content) for script in scripts)

    def ask(self, method: str, path: str, **more) -> dict:
        """Ask the server's interface."""
        headers = {"X-XSRFToken": self.xsrf(f"/user/{self.name}/")}
        answer = self.web.request(method, f"{self.base}/api/{path}", headers=headers, timeout=PATIENCE, **more)
        answer.raise_for_status()
        return answer.json()

    def kernel(self, path: str) -> websocket.WebSocket:
        """Start a chapter's kernel and return the line to it."""
        about = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        id = self.ask("POST", "sessions", json=about)["kernel"]["id"]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.web.cookies)
        address = f"{self.base.replace('http', 'ws', 1)}/api/kernels/{id}/channels?session_id={uuid.uuid4().hex}"
        token = f"&_xsrf={self.xsrf(f'/user/{self.name}/')}"
        return websocket.create_connection(address + token, cookie=cookies, origin=self.hub, timeout=PATIENCE)


def message(kind: str, content: dict) -> str:
    """Return a message to the kernel."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "class", "username": "", "version": "5.3"}
    about = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
    return json.dumps(about)


def replies(line: websocket.WebSocket, kind: str):
    """Yield the contents of the replies of a kind, as they come; one that does not come in time is a fault."""
    end = time.monotonic() + PATIENCE
    while True:
        heard, words = line.recv_data(control_frame=True)
        if time.monotonic() > end:
            raise TimeoutError(f"the kernel gave no {kind} in {PATIENCE} s")
        if heard != websocket.ABNF.OPCODE_TEXT:  # the server asks whether we are there; widgets' state with buffers
            continue
        told = json.loads(words)
        if told["channel"] == "shell" and told["header"]["msg_type"] == kind:
            yield told["content"]
            end = time.monotonic() + PATIENCE


def run_all(line: websocket.WebSocket, cells: list[dict], lesson: Lesson) -> None:
    """Run a chapter's cells as "Run All" does: all are sent, then the answers are awaited."""
    line.send(message("kernel_info_request", {}))
    next(replies(line, "kernel_info_reply"))
    for cell in cells:
        about = {
            "code": cell["source"],
            "silent": False,
            "store_history": True,
            "allow_stdin": False,
            "stop_on_error": True,
        }
        line.send(message("execute_request", about))
    heard = replies(line, "execute_reply")
    for number, cell in enumerate(cells, start=1):
        answer = next(heard)
        if answer["status"] != "ok":
            raise RuntimeError(f"cell {number}: {answer.get('ename')}: {answer.get('evalue')}")
        lesson.cells = number
        if not lesson.first and "colab" not in cell["metadata"].get("tags", ()):  # which does nothing here
            lesson.first = time.monotonic() - lesson.arrived
    lesson.done = time.monotonic() - lesson.arrived


def attend(hub: str, name: str, password: str, link: str) -> tuple[Lesson, websocket.WebSocket | None]:
    """Play one lesson; the line to the kernel stays open, as a tab does."""
    student, line = Student(hub, name), None
    lesson = Lesson(name, time.monotonic())
    try:
        student.log_in(link, password)
        place = student.fetch_book(link)
        lesson.bytes = student.open_page(place)
        lesson.server = time.monotonic() - lesson.arrived
        path = place.removeprefix("lab/tree/")
        notebook = student.ask("GET", f"contents/{path}")
        line = student.kernel(path)
        cells = [cell for cell in notebook["content"]["cells"] if cell["cell_type"] == "code"]
        run_all(line, cells, lesson)
        student.ask("PUT", f"contents/{path}", json={key: notebook[key] for key in ("type", "format", "content")})
    except Exception as error:  # whatever it is, it is one student's failed lesson
        lesson.failure = f"{type(error).__name__}: {error}"[:300]
    return lesson, line
