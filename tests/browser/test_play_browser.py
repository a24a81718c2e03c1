"""The game on a page in a real browser: it says what the model says, by mouse and by keyboard."""

import gzip
from random import Random

import pytest
from playwright.sync_api import expect
from widget_samples import SITE, bare_page, tab_to

import issfacts as iss
from issfacts import dependence, game
from issfacts.game import Side
from issfacts.game.effects import effects
from issfacts.game.page import MISREAD
from issfacts.game.session import SENTENCES, Session

START = dependence.game_start()


@pytest.fixture
def tab(visit, tmp_path):
    """Give a tab that shows the game on a bare page."""
    return visit(bare_page(tmp_path, iss.play().html(), extras=("game.css", "play.js")))


DESK = """() => {
    const desk = document.querySelector(".iss-desk"), seen = one => one.offsetParent !== null;
    const card = desk.querySelector(".iss-now .iss-card"), text = selector => desk.querySelector(selector).textContent;
    return {
        offered: [...desk.querySelectorAll("button[data-move]")].filter(seen).map(button => button.dataset.move),
        shown: ["margin", "mine", "theirs", "points"].map(part => +text(`[data-part=${part}] b`)),
        card: card && [+card.querySelector(".iss-year b").textContent, card.dataset.mood],
        status: text("[role=status]"),
        does: [...desk.querySelectorAll(".iss-ways p")].filter(seen).map(text => text.textContent),
        log: desk.querySelector("[data-part=log]").value,
        debrief: seen(desk.querySelector(".iss-debrief")) ? text(".iss-debrief") : "",
        early: desk.innerText.includes("Partner's points"),
    };
}"""


def agrees(tab, session, told):
    """Compare all that the desk shows, read at once, with the model."""
    desk, state, side = tab.evaluate(DESK), session.state, session.side
    assert (desk["status"], desk["log"]) == (told, session.log())
    assert desk["shown"] == [state.margin, state.v(side), state.v(side.other), session.points()]
    assert desk["offered"] == [move or "" for move in session.may]
    assert [text for text in desk["does"] if text] == ([] if session.over else list(effects(state, side).values()))
    assert desk["card"] == (None if session.over else [state.year, state.tension])
    assert desk["early"] is session.over
    assert bool(desk["debrief"]) is session.over
    assert [said for said in session.debrief() if session.over and said not in desk["debrief"]] == []


@pytest.mark.parametrize("noise", [0, MISREAD])
@pytest.mark.parametrize("side", list(Side))
def test_games_at_random_show_what_the_model_says(tab, side, noise):
    rng, slips = Random(f"{side} {noise}"), 0
    tab.locator(f"input[value={side}]").check()
    tab.locator("[data-part=misread]").set_checked(bool(noise))
    for name in [*game.opponents()] * 3:
        tab.locator("select").select_option(name)
        tab.locator("button[data-do=restart]").click()
        number = int(tab.locator(".iss-desk").get_attribute("data-game"))
        session = Session(side, game.named(name), *START, noise, number)
        agrees(tab, session, session.begun())
        while not session.over:
            if session.years and rng.random() < 0.15:
                session.undo()
                tab.locator("button[data-do=undo]").click()
                agrees(tab, session, SENTENCES["back"].format(year=session.state.year))
                continue
            move = rng.choice(session.may)
            tab.locator(f'button[data-move="{move or ""}"]').click()
            agrees(tab, session, session.said(session.move(move)))
        slips += len(session.misreadings())
    assert bool(slips) is bool(noise)


def test_a_whole_game_by_keyboard_and_the_focus_is_never_lost(tab):
    session = Session("russia", game.named("Patient"), *START)
    log, status = tab.locator("[data-part=log]"), tab.locator("[role=status]")
    expect(status).to_be_empty()
    tab_to(tab, "input[type=radio]")
    tab.keyboard.press("ArrowDown")
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    expect(log).to_have_value(session.log())
    tab_to(tab, "button[data-move=leave]")
    tab.keyboard.press("Enter")  # notice can be given once: its button goes, the focus stays among the moves
    session.move("leave")
    expect(tab.locator("button[data-move=share]")).to_be_focused()
    while not session.over:
        expect(tab.locator("button[data-move]:focus")).to_have_count(1)
        tab.keyboard.press("Space")
        session.move(session.may[0])
        expect(log).to_have_value(session.log())
    expect(tab.locator(".iss-debrief")).to_be_focused()
    tab_to(tab, "button[data-do=undo]")
    tab.keyboard.press("Enter")
    expect(tab.locator("button[data-do=undo]")).to_be_focused()
    session.undo()
    expect(log).to_have_value(session.log())
    tab_to(tab, "button[data-do=restart]")
    tab.keyboard.press("Enter")
    expect(status).to_have_text(SENTENCES["begin"])
    tab.get_by_role("button", name="Undo the last year").click()
    expect(status).to_have_text(SENTENCES["nothing"])


def test_the_script_is_small_and_names_no_move():
    code = (SITE / "play.js").read_text("utf-8")
    assert len(gzip.compress(code.encode(), 9)) <= 6000
    for word in ("innerHTML", "eval(", "share", "hedge", "press", "leave", "tense", "crisis"):
        assert word not in code.replace("played", ""), word
