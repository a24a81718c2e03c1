"""The game on a page in a real browser: it says what the model says, by mouse and by keyboard."""

from random import Random

import pytest
from playwright.sync_api import expect
from widget_samples import SITE, tab_to, write_bare_page

import issfacts as iss
from issfacts import dependence, game
from issfacts.game import Side
from issfacts.game.effects import effects
from issfacts.game.page import MISREAD_PERCENT
from issfacts.game.session import SENTENCES, Session

START = dependence.game_start()


@pytest.fixture
def tab(visit, tmp_path):
    """Give a tab that shows the game on a bare page."""
    return visit(write_bare_page(tmp_path, iss.play().html(), extras=("game.css", "play.js")))


DESK = """() => {
    const desk = document.querySelector(".iss-desk"), seen = one => one.offsetParent !== null;
    const card = desk.querySelector(".iss-now .iss-card"), text = selector => desk.querySelector(selector).textContent;
    return {
        offered: [...desk.querySelectorAll("button[data-move]")].filter(seen).map(button => button.dataset.move),
        shown: ["margin", "mine", "theirs", "points"].map(part => +text(`[data-part=${part}] b`)),
        card: card && [+card.querySelector(".iss-year b").textContent, card.dataset.mood],
        status: text("[role=status]"),
        does: [...desk.querySelectorAll(".iss-ways p")].filter(seen).map(text => text.textContent),
        beside: text("[data-part=beside]"),
        best: text("[data-part=best]"),
        others: +text("[data-part=others]"),
        rule: text("[data-part=rule]"),
        back: seen(desk.querySelector("[data-do=return]")),
        log: desk.querySelector("[data-part=log]").value,
        debrief: seen(desk.querySelector(".iss-debrief")) ? text(".iss-debrief") : "",
    };
}"""


def agrees(tab, session, told):
    """Compare all that the desk shows, read at once, with the model."""
    desk, state, side = tab.evaluate(DESK), session.state, session.side
    assert (desk["status"], desk["log"]) == (told, session.log())
    board = session.board_state
    assert desk["shown"] == [state.margin, board.v(side), board.v(side.other), session.points()]
    assert desk["offered"] == [move or "" for move in session.may]
    halves = [half for said in ({} if session.over else effects(state, side)).values() for half in said]
    assert [text for text in desk["does"] if text] == halves
    assert (desk["beside"], desk["others"]) == (" ".join(session.beside()), session.points(side.other))
    assert desk["rule"] == f"{session.opponent.name}: {session.opponent.sentence}"
    assert desk["card"] == (None if session.over else [state.year, state.tension])
    assert bool(desk["debrief"]) is session.over
    if session.over:
        assert [said for said in session.debrief() if said not in desk["debrief"]] == []
        assert desk["debrief"].strip().startswith(session.aims())
        assert desk["best"] == session.best_moves()
        assert desk["back"] is (session.turning_index() is not None)


@pytest.mark.parametrize("noise", [0, MISREAD_PERCENT])
@pytest.mark.parametrize("side", list(Side))
def test_games_at_random_show_what_the_model_says(tab, side, noise):
    rng, slips, kept = Random(f"{side} {noise}"), 0, ""
    tab.evaluate("document.querySelectorAll('.iss-desk details').forEach(fold => { fold.open = true })")
    tab.locator(f"input[value={side}]").check()
    tab.locator("[data-part=misread]").set_checked(bool(noise))
    for name in [*game.opponents()] * 3:
        tab.locator("select").select_option(name)
        tab.locator("button[data-do=restart]").click()
        number = int(tab.locator(".iss-desk").get_attribute("data-game"))
        session = Session(side, game.named(name), *START, noise, number)
        agrees(tab, session, session.announce_start() + kept)
        kept = SENTENCES["kept"]
        while not session.over:
            if session.years and rng.random() < 0.15:
                session.undo()
                tab.locator("button[data-do=undo]").click()
                agrees(tab, session, SENTENCES["back"].format(year=session.state.year))
                continue
            move = rng.choice(session.may)
            tab.locator(f'button[data-move="{move or ""}"]').click()
            agrees(tab, session, session.announce_year(session.move(move)))
        slips += len(session.misreadings())
    assert bool(slips) is bool(noise)


def test_a_whole_game_by_keyboard_and_the_focus_is_never_lost(tab):
    session = Session("russia", game.named("Patient"), *START)
    log, status = tab.locator("[data-part=log]"), tab.locator("[role=status]")
    expect(status).to_be_empty()
    tab_to(tab, ".iss-set summary")
    tab.keyboard.press("Enter")
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
    expect(status).to_have_text(SENTENCES["begin"] + SENTENCES["kept"])


def test_a_new_partner_side_or_tick_ends_no_game_for_good(tab):
    tab.locator(".iss-set summary").click()
    log = tab.locator("[data-part=log]")
    tab.locator("button[data-move=share]").click()
    before, undo = log.input_value(), tab.get_by_role("button", name="Undo the last year")
    tab.locator("select").select_option("Presser")
    tab.locator("input[value=russia]").check()
    tab.locator("[data-part=misread]").check()
    expect(log).to_have_value("Keep It Flying. I play Russia against Presser, which may misread my moves.")
    undo.click()
    expect(tab.locator("[role=status]")).to_have_text(SENTENCES["old"])
    expect(log).to_have_value(before)
    expect(tab.locator("select")).to_have_value("Mirror")
    expect(tab.locator("input[value=us]")).to_be_checked()
    expect(tab.locator("[data-part=misread]")).not_to_be_checked()
    undo.click(click_count=2)
    expect(tab.locator("[role=status]")).to_have_text(SENTENCES["nothing"])


def test_one_button_leads_back_to_the_turning_point(tab):
    session = Session("us", game.named("Mirror"), *START)
    while not session.over:
        move = "press" if "press" in session.may else session.may[0]
        session.move(move)
        tab.locator(f'button[data-move="{move}"]').click()
    year = 2023 + session.turning_index()
    tab.get_by_role("button", name=f"Back to {year}").click()
    while session.state.year > year:
        session.undo()
    agrees(tab, session, f"Back to {year}")
    expect(tab.locator("button[data-move]:focus")).to_have_count(1)


def test_all_that_a_decision_needs_fits_a_phone_and_stands_there_after_a_move(visit, tmp_path):
    address = write_bare_page(tmp_path, iss.play().html(), extras=("game.css", "play.js"))
    tab, rng = visit(address, viewport={"width": 390, "height": 844}), Random(4)
    for _ in range(3):
        session = Session("us", game.named("Mirror"), *START)
        while not session.over:
            session.move(move := rng.choice(session.may))
            tab.locator(f'button[data-move="{move or ""}"]').click()
            box = tab.locator("[data-part=stage]").bounding_box()
            assert box["height"] <= 844 - 53  # the bar of the book stays at the top
            assert session.over or (box["y"] >= -1 and box["y"] + box["height"] <= 845)
        tab.get_by_text("Show the moves").click()
        tab.locator("button[data-do=restart]").click()
        box = tab.locator("[data-part=card]").bounding_box()
        assert -1 <= box["y"] <= 845 - box["height"]  # the first year's card
        assert not tab.evaluate("document.querySelector('.iss-debrief details').open")


def test_the_script_names_no_move():
    code = (SITE / "play.js").read_text("utf-8").replace("played", "")
    forbidden = ("innerHTML", "eval(", "share", "hedge", "press", "leave", "tense", "crisis")
    assert [word for word in forbidden if word in code] == []
