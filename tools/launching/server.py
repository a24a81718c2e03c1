"""Starts JupyterLab as BinderHub starts it."""

import socket
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import Request, urlopen

from .errors import BinderError
from .person import Person

PREFIX, TOKEN = "/user/docked-abc123/", "token-of-this-launch"
PATIENCE = 120  # seconds for the server to answer


@contextmanager
def launched(person: Person):
    """Start the server as BinderHub does; give its address and the seconds until it answered."""
    checkout, port = person.work / "checkout", free_port()
    settings = {
        "base_url": PREFIX,
        "token": TOKEN,
        "trust_xheaders": "True",
        "allow_origin": "*",
        "allow_origin_pat": ".*",
    }
    command = [person.prefix / "bin/jupyter-lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
    command += [f"--{app}.{name}={value}" for app in ("NotebookApp", "ServerApp") for name, value in settings.items()]
    command += ["--ServerApp.shutdown_no_activity_timeout=600", "--MappingKernelManager.cull_idle_timeout=600"]
    address = f"http://127.0.0.1:{port}{PREFIX}"
    start = time.perf_counter()
    with (person.work / "server.log").open("w") as log:
        server = person.start(command, cwd=checkout, stdout=log, stderr=log)
    try:
        while not answers(f"{address}api/status"):
            if server.poll() is not None or time.perf_counter() - start > PATIENCE:
                raise BinderError(f"the server did not answer:\n{(person.work / 'server.log').read_text()}")
            time.sleep(0.2)
        yield address, time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(30)


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answers(address: str) -> bool:
    """Say whether a server answers there."""
    try:
        with urlopen(Request(address, headers={"Authorization": f"token {TOKEN}"}), timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False
