"""The fixture `firefox`: a headless Firefox driven by a minimal client of the WebDriver BiDi protocol."""

import json
import re
import shutil
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from browser import skip_or_fail

KEYS = {"ArrowDown": "\ue015", "ArrowRight": "\ue014", "End": "\ue010", "Enter": "\ue007"}
# Space is missing: a headless Firefox ignores it, because its window never has the focus.
TIMEOUT_SECONDS = 60  # for the browser to start or to answer
SETTINGS = {"datareporting.policy.dataSubmissionEnabled": False, "app.update.enabled": False}


class Firefox:
    """One tab of a running Firefox."""

    def __init__(self, address: str):
        from websocket import create_connection

        self.socket = create_connection(f"{address}/session", timeout=TIMEOUT_SECONDS, suppress_origin=True)
        self.count, self.errors = 0, []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.tab = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **params):
        """Send a command and return its result; collect console errors that arrive meanwhile in `errors`."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        message = json.loads(self.socket.recv())
        while message.get("id") != self.count:
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(message["params"]["text"])
            message = json.loads(self.socket.recv())
        assert message["type"] == "success", message
        return message["result"]

    def goto(self, address: str) -> None:
        """Open a page and wait until it has loaded and its scripts have run once."""
        self.send("browsingContext.navigate", context=self.tab, url=address, wait="complete")
        self.evaluate("new Promise(done => setTimeout(done))")  # runs after the timeouts that the page's scripts set

    def evaluate(self, script: str):
        """Evaluate a JavaScript expression in the page and return its value, passed as JSON."""
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
def launch_firefox():
    """Start a headless Firefox with a new profile, yield its tab, and end the process afterwards."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = (f'user_pref("{name}", {json.dumps(value)});' for name, value in SETTINGS.items())
        Path(profile, "user.js").write_text("\n".join(settings), "utf-8")
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            try:
                matches = (re.search(r"ws://127\.0\.0\.1:\d+", line) for line in process.stderr)
                tab = Firefox(next(filter(None, matches))[0])
                with closing(tab.socket):
                    yield tab
            finally:
                process.terminate()


@pytest.fixture(scope="session")
def firefox():
    """Yield the Firefox tab that all tests of a run share."""
    if not shutil.which("firefox-esr"):
        skip_or_fail("no Firefox: `apt install firefox-esr`")
    with launch_firefox() as tab:
        yield tab
