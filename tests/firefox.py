"""Debian's Firefox for the tests, driven by its own protocol, WebDriver BiDi: a client of the commands they need."""

import json
import re
import shutil
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from browser import lacking

KEYS = {"ArrowDown": "\ue015", "ArrowRight": "\ue014", "End": "\ue010", "Enter": "\ue007"}
# Space is missing: it does nothing in a Firefox without a window, for it waits for the window's focus.
WAIT = 60  # seconds for the browser to start or to answer
SETTINGS = {"datareporting.policy.dataSubmissionEnabled": False, "app.update.enabled": False}


class Firefox:
    """One tab of a running Firefox."""

    def __init__(self, address: str):
        from websocket import create_connection

        self.socket = create_connection(f"{address}/session", timeout=WAIT, suppress_origin=True)
        self.count, self.faults = 0, []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **params):
        """Send a command and return what Firefox answers; what its console says in between is kept."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while (heard := json.loads(self.socket.recv())).get("id") != self.count:
            if heard.get("method") == "log.entryAdded" and heard["params"]["level"] == "error":
                self.faults.append(heard["params"]["text"])
        assert heard["type"] == "success", heard
        return heard["result"]

    def goto(self, address: str) -> None:
        """Open a page and wait until it is complete and its scripts have begun."""
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")
        self.evaluate("new Promise(done => setTimeout(done))")  # a page's scripts queue theirs before

    def evaluate(self, script: str):
        """Return what a script gives, by way of JSON."""
        expression = f"Promise.resolve({script}).then(value => JSON.stringify(value))"
        found = self.send("script.evaluate", expression=expression, target={"context": self.tab}, awaitPromise=True)
        assert found["type"] == "success", found
        return json.loads(found["result"].get("value", "null"))

    def press(self, key: str) -> None:
        """Press and release a key."""
        strokes = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": strokes}
        self.send("input.performActions", context=self.tab, actions=[source])


@contextmanager
def running():
    """Give a tab of a Firefox without a window, and end it afterwards."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = (f'user_pref("{name}", {json.dumps(value)});' for name, value in SETTINGS.items())
        Path(profile, "user.js").write_text("\n".join(settings), "utf-8")
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            try:
                said = (re.search(r"ws://127\.0\.0\.1:\d+", line) for line in process.stderr)
                tab = Firefox(next(filter(None, said))[0])
                with closing(tab.socket):
                    yield tab
            finally:
                process.terminate()


@pytest.fixture(scope="session")
def firefox():
    """Give the one Firefox of this run."""
    if not shutil.which("firefox-esr"):
        lacking("no Firefox: `apt install firefox-esr`")
    with running() as tab:
        yield tab
