"""The game on a page in a real browser: it says what the model says, by mouse and by keyboard, and without a script."""

from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from widget_samples import SITE, bare_page

import issfacts as iss
from issfacts import dependence, game
from issfacts.game import Side, story
from issfacts.game.session import Session

pytestmark = pytest.mark.browser
pytest_plugins = ["browser"]

AXE = {"rules": {"target-size": {"enabled": True}}, "preload": False}
START = dependence.game_start()


@pytest.fixture(scope="module")
def html():
    return iss.play().html()


@pytest.fixture
def visit(browser, tmp_path, html):
    """Give a function that opens the game from file://; any error, policy breach or foreign request fails the test."""
    contexts, faults = [], []

    def open_page(theme="light", width=1280, **options):
        for name in ("play.js", "game.css"):
            (tmp_path / name).write_bytes((SITE / name).read_bytes())
        sheets = "".join((SITE / name).read_text("utf-8") for name in ("docked.css", "game.css"))
        sheets += "body { background: var(--iss-ground); color: var(--iss-ink); }"
        body = f'{html}<script defer src="play.js"></script>'
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda message: faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or faults.append(asked.url))
        tab.goto(bare_page(tmp_path, body, theme=theme, css=sheets))
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def offered(tab):
    """Return the moves whose buttons can be seen."""
    buttons = tab.locator("button[data-move]").locator("visible=true").all()
    return [button.get_attribute("data-move") for button in buttons]


def expected(session):
    state, side = session.state, session.side
    return [state.margin, state.v(side), state.v(side.other), session.points()]


def status(tab):
    return tab.locator("[role=status]").inner_text()


def log(tab):
    return tab.locator("[data-part=log]").input_value()


def tab_to(tab, selector):
    """Press Tab until the element has the focus."""
    for _ in range(40):
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


DESK = """() => {
    const desk = document.querySelector(".iss-desk"), seen = one => one.offsetParent !== null;
    const card = desk.querySelector(".iss-now .iss-card"), text = selector => desk.querySelector(selector).textContent;
    return {
        offered: [...desk.querySelectorAll("button[data-move]")].filter(seen).map(button => button.dataset.move),
        shown: ["margin", "mine", "theirs", "points"].map(part => +text(`[data-part=${part}] b`)),
        card: card && [+card.querySelector(".iss-year b").textContent, card.dataset.mood],
        status: text("[role=status]"),
        log: desk.querySelector("[data-part=log]").value,
        debrief: seen(desk.querySelector(".iss-debrief")) ? text(".iss-debrief") : "",
        early: desk.innerText.includes("Partner's points"),
    };
}"""


def agrees(tab, session, told):
    """Compare all that the desk shows, read at once, with the model."""
    desk, state = tab.evaluate(DESK), session.state
    assert (desk["status"], desk["log"], desk["shown"]) == (told, session.log(), expected(session))
    assert desk["offered"] == [move or "" for move in session.may]
    assert desk["card"] == (None if session.over else [state.year, state.tension])
    assert desk["early"] is session.over
    for sentence in (session.result(), session.opponent.sentence):
        assert (sentence in desk["debrief"]) is session.over


@pytest.mark.parametrize("side", list(Side))
def test_games_at_random_show_what_the_model_says(visit, side):
    tab, rng = visit(), Random(side)
    tab.locator(f"input[value={side}]").check()
    for name in 2 * list(game.opponents()):
        tab.locator("select").select_option(name)
        tab.locator("button[data-do=restart]").click()
        session = Session(side, game.named(name), *START)
        agrees(tab, session, "A new game begins.")
        while not session.over:
            if session.years and rng.random() < 0.15:
                session.undo()
                tab.locator("button[data-do=undo]").click()
                agrees(tab, session, f"{session.state.year} is taken back.")
                continue
            move = rng.choice(session.may)
            tab.locator(f'button[data-move="{move or ""}"]').click()
            agrees(tab, session, session.said(session.move(move)))


def test_a_whole_game_by_keyboard_and_the_focus_is_never_lost(visit):
    tab, session = visit(), Session("russia", game.named("Patient"), *START)
    tab_to(tab, "input[type=radio]")
    tab.keyboard.press("ArrowDown")
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    assert log(tab) == session.log()
    tab_to(tab, "button[data-move=leave]")
    tab.keyboard.press("Enter")  # notice can be given once: its button goes, the focus stays among the moves
    session.move("leave")
    assert tab.evaluate("document.activeElement.dataset.move") == "share"
    while not session.over:
        assert tab.evaluate("document.activeElement.matches('button[data-move]')")
        tab.keyboard.press("Space")
        session.move(session.may[0])
        assert log(tab) == session.log()
    assert tab.evaluate("document.activeElement.className") == "iss-debrief"
    tab_to(tab, "button[data-do=undo]")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.dataset.do") == "undo"
    session.undo()
    assert log(tab) == session.log()
    tab_to(tab, "button[data-do=restart]")
    tab.keyboard.press("Enter")
    assert (status(tab), log(tab).count("\n")) == ("A new game begins.", 0)


def test_nothing_to_take_back_is_said(visit):
    tab = visit()
    assert status(tab) == ""
    tab.get_by_role("button", name="Undo the last year").click()
    assert status(tab) == "There is nothing to take back."


def test_a_screen_reader_hears_names_and_outcomes(visit):
    tab = visit()
    tab.get_by_role("button", name="Hedge").click()
    tree = tab.locator("main").aria_snapshot()
    for line in (
        '- region "Keep It Flying":',
        '- group "You play":',
        '- radio "The US-led side" [checked]',
        '- combobox "Your partner plays":',
        '- group "Your move":',
        '- status: "2023. You: hedge. Partner: share. The US-led side hedges, for 2 points.',
        '- textbox "Log to copy":',
    ):
        assert line in tree, tree


def opened(tab):
    tab.evaluate(
        "document.querySelectorAll('details').forEach(one => { one.removeAttribute('name'); one.open = true; })"
    )


@pytest.mark.parametrize(("theme", "finished"), [("light", False), ("dark", True)])
def test_axe_finds_nothing(visit, theme, finished):
    tab = visit(theme)
    while finished and offered(tab):
        tab.locator("button[data-move]").locator("visible=true").first.click()
    opened(tab)
    violations = Axe().run(tab, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations] == []


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_targets_are_large_and_nothing_scrolls_sideways(visit, width):
    tab = visit(width=width)
    tab.locator("button[data-move=press]").click()
    opened(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    for box in tab.locator(".iss-desk :is(label:has(input), select, button)").locator("visible=true").all():
        size = box.bounding_box()
        assert min(size["width"], size["height"]) >= 24


def test_without_javascript_every_disclosure_opens_and_nothing_is_dead(visit):
    tab = visit(java_script_enabled=False)
    assert not tab.locator("main :is(button, input, select, textarea)").locator("visible=true").count()
    assert tab.locator(".iss-without").is_visible()
    tab.get_by_text("A story: two decisions").click()
    branch = story.story(*START)[1]
    tab.locator(".iss-branch > summary", has_text=branch.choice).first.click()
    tab.locator(".iss-branch .iss-branch > summary", has_text="Give notice").locator("visible=true").click()
    assert tab.get_by_text(branch.endings[2].ending).is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_paper_holds_the_games_and_every_ending(visit, script):
    tab = visit(java_script_enabled=script)
    tab.emulate_media(media="print")
    text = tab.locator("main").inner_text()
    for told in story.games(*START):
        assert told.ending in text
    for branch in story.story(*START):
        for end in branch.endings:
            assert end.ending in text
    assert "Undo" not in text


def test_the_script_is_small_and_names_no_move():
    code = (SITE / "play.js").read_text("utf-8")
    assert len(code) <= 6000
    for word in ("innerHTML", "eval(", "share", "hedge", "press", "leave", "tense", "crisis"):
        assert word not in code.replace("played", ""), word
