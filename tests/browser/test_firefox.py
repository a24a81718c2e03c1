"""Widgets and the colour switch in Firefox: pages opened as file://, operated by keyboard and clicks.

Playwright needs a Firefox of its own, so a minimal client of the WebDriver BiDi protocol drives that of the system.
"""

import json
import re
import shutil
import subprocess
from contextlib import closing

import pytest
from built import as_shown
from chromium_tab import PAGE_BACKGROUND, TIMEOUT_SECONDS, skip_or_fail
from for_each import for_each
from notebooks import notebook_paths
from websocket import create_connection

import issfacts as iss
from issfacts import dependence, game
from issfacts.dependence import game_start
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

KEYS = {"ArrowDown": "\ue015", "ArrowRight": "\ue014", "End": "\ue010", "Enter": "\ue007"}
# Space is missing: a headless Firefox ignores it, because its window never has the focus.
SETTINGS = {"datareporting.policy.dataSubmissionEnabled": False, "app.update.enabled": False}
OPEN_ALL_DETAILS = "document.querySelectorAll('details').forEach(details => { details.open = true; })"


class Tab:
    """The tab of a running Firefox; `errors` has the errors in its console."""

    def __init__(self, socket):
        self.socket, self.count, self.errors = socket, 0, []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])
        self.id = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def send(self, method: str, **params):
        """Send a command and return its result."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while (message := json.loads(self.socket.recv())).get("id") != self.count:
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(message["params"]["text"])
        assert message["type"] == "success", message
        return message["result"]

    def goto(self, address: str) -> None:
        """Open a page, wait until it has loaded and its scripts have run once, and open all details."""
        self.send("browsingContext.navigate", context=self.id, url=address, wait="complete")
        self.evaluate("new Promise(done => setTimeout(done))")  # runs after the timeouts that the page's scripts set
        self.evaluate(OPEN_ALL_DETAILS)

    def evaluate(self, script: str):
        """Evaluate a JavaScript expression in the page and return its value, passed as JSON."""
        expression = f"Promise.resolve({script}).then(value => JSON.stringify(value))"
        found = self.send("script.evaluate", expression=expression, target={"context": self.id}, awaitPromise=True)
        assert found["type"] == "success", found
        return json.loads(found["result"].get("value", "null"))

    def press(self, selector: str, key: str) -> None:
        """Focus the first element that matches a selector, and press and release a key."""
        self.evaluate(f"document.querySelector('{selector}').focus()")
        strokes = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": strokes}
        self.send("input.performActions", context=self.id, actions=[source])

    def status(self, root: str) -> str:
        """Return the text of a widget's status line."""
        return self.evaluate(f"document.querySelector('{root} [role=status]').textContent")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """Start a headless Firefox with a new profile, yield its tab, and end the process afterwards."""
    if not shutil.which("firefox-esr"):
        skip_or_fail("no Firefox: `apt install firefox-esr`")
    profile = tmp_path_factory.mktemp("firefox")
    settings = (f'user_pref("{name}", {json.dumps(value)});' for name, value in SETTINGS.items())
    (profile / "user.js").write_text("\n".join(settings), "utf-8")
    command = ["firefox-esr", "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            matches = (re.search(r"ws://127\.0\.0\.1:\d+", line) for line in process.stderr)
            address = f"{next(filter(None, matches))[0]}/session"
            with closing(create_connection(address, timeout=TIMEOUT_SECONDS, suppress_origin=True)) as socket:
                yield Tab(socket)
        finally:
            process.terminate()


@pytest.fixture
def tab(firefox):
    """Yield the Firefox tab; an error in its console fails the test."""
    firefox.errors.clear()
    yield firefox
    assert firefox.errors == []


@for_each([path.stem for path in notebook_paths()])
def test_explorers_questions_and_colour_switch_respond(chapter, tab, site):
    tab.goto((site / f"chapters/{chapter}.html").as_uri())
    for explorer in tab.evaluate("[...document.querySelectorAll('.iss-explore')].map(explorer => explorer.id)"):
        open_panes = f"[...document.querySelectorAll('#{explorer} > .iss-pane[open]')].map(pane => pane.id)"
        first = tab.evaluate(open_panes)
        tab.press(f"#{explorer} :is(input:checked, select)", "ArrowDown")
        second = tab.evaluate(open_panes)
        assert len(first) == len(second) == 1
        assert first != second
        assert tab.evaluate("location.hash") == f"#{second[0]}"
        assert tab.status(f"#{explorer}")
    for row in iss.rows("questions"):
        if row["chapter"] == chapter and row["kind"] == "single":
            tab.press(f"#quiz-{row['id']} input", "ArrowDown")
            options = [option for option in iss.rows("options") if option["question"] == row["id"]]
            assert as_shown(options[1]["feedback"]) in " ".join(tab.status(f"#quiz-{row['id']}").split())
    backgrounds = set()
    for _ in range(3):
        tab.evaluate("document.querySelector('.theme-toggle').click()")
        backgrounds.add(tab.evaluate(PAGE_BACKGROUND))
    assert len(backgrounds) == 2


def test_game_log_agrees_with_the_model_to_the_end(tab, site):
    tab.goto((site / "chapters/if-a-partner-leaves.html").as_uri())
    log = "document.querySelector('[data-part=log]').value"
    tab.press(".iss-desk input:checked", "ArrowDown")  # chooses the other side, which starts a new game
    opponent = tab.evaluate("document.querySelector('.iss-desk select').value")
    session = Session("russia", game.named(opponent), *game_start())
    while not session.over:
        assert tab.evaluate(log) == session.log()
        tab.evaluate(f"document.querySelector('[data-move={session.legal_moves[0]}]').click()")
        session.move(session.legal_moves[0])
    assert tab.evaluate(log) == session.log()


def test_when_weights_and_draw_agree_with_python(tab, site):
    tab.goto((site / "chapters/who-is-up-there.html").as_uri() + "#when=2008-06-01")
    assert tab.status(".iss-when").startswith(iss.when().on("2008-06-01").head)
    tab.goto((site / "chapters/who-depends-on-whom.html").as_uri())
    tab.press(".iss-weights [type=range]", "End")
    values = tab.evaluate("[...document.querySelectorAll('.iss-weights [type=range]')].map(slider => slider.value)")
    weights = dict(zip(dependence.FUNCTIONS, map(int, values), strict=True))
    assert tab.status(".iss-weights") == iss.weights().said(2023, weights)
    tab.goto((site / "chapters/rare-or-routine.html").as_uri())
    for part, key in (("guess", "Enter"), ("place", "End"), ("guess", "ArrowRight")):
        tab.press(f".iss-draw [data-part={part}]", key)
    tab.evaluate("document.querySelector('.iss-draw [data-do=show]').click()")
    assert tab.status(".iss-draw") == iss.draw("mixed-share").compare({"1998": 0, "2026": 1})
