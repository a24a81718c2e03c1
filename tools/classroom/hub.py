"""Starts a real JupyterHub with its proxy on loopback, over the environment that Binder would have."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from launching.person import NOBODY, Person

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "_build" / ".hub"
PROXY = "configurable-http-proxy@5.3.0"
PASSWORD = "the class knows it"
PATIENCE = 120  # seconds for the hub to answer


class HubError(Exception):
    """Says why no class could be held."""


def proxy() -> Path:
    """Return the proxy's program, fetched by npm where it is not at hand."""
    program = WORK / "proxy/node_modules/.bin/configurable-http-proxy"
    if not program.exists():
        if not shutil.which("npm"):
            raise HubError("npm is needed to fetch the proxy. On Debian and Ubuntu: sudo apt install npm")
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([*command, "--prefix", WORK / "proxy", PROXY], check=True)
    return program


@contextmanager
def hub(person: Person):
    """Start the hub; give its address and its process."""
    port = free_ports(3)
    environment = {
        **person.environment,
        "PATH": f"{WORK / 'environment/bin'}:{os.environ['PATH']}",
        "CLASS_WORK": str(person.work),
        "CLASS_PORT": str(port),
        "CLASS_UID": str(NOBODY if person.who else 0),
        "CLASS_PROXY": str(proxy()),
        "CLASS_PASSWORD": PASSWORD,
        "CLASS_SERVER": str(person.prefix / "bin/jupyterhub-singleuser"),
    }
    config = Path(__file__).with_name("jupyterhub_config.py")
    command = [WORK / "environment/bin/python", "-m", "jupyterhub", "--config", config]
    log = person.work / "hub.log"
    with log.open("w") as words:
        process = subprocess.Popen(command, cwd=person.work, env=environment, stdout=words, stderr=words)
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while not answers(f"{address}/hub/health"):
            if process.poll() is not None or time.monotonic() > end:
                raise HubError(f"the hub did not start:\n{log.read_text()}")
            time.sleep(0.3)
        yield address, process
    finally:
        process.terminate()
        process.wait(120)


def free_ports(count: int) -> int:
    """Return the first of some neighbouring ports of loopback that nobody uses."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
        try:
            for neighbour in range(port, port + count):
                with socket.socket() as tried:
                    tried.bind(("127.0.0.1", neighbour))
        except OSError:
            continue
        return port


def answers(address: str) -> bool:
    """Say whether something answers there."""
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False
