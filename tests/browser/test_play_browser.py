"""The game's page in a browser agrees with the Python model, operated by mouse and by keyboard."""

import json
import re
from random import Random

import page_texts
import pytest
from chromium_tab import tab_to
from playwright.sync_api import expect

import issfacts as iss
from issfacts import dependence, game
from issfacts.game import Side
from issfacts.game.effects import effects
from issfacts.game.page import MISREAD_PERCENT
from issfacts.game.session import SENTENCES, Session

START = dependence.game_start()
MARK = "ʬ"  # at the end of each translated text


@pytest.fixture
def tab(show):
    """Return a tab with the game on a bare page."""
    return show(iss.play())


READ_BOARD = """() => {
    const root = document.querySelector(".iss-desk"), isVisible = node => node.offsetParent !== null;
    const card = root.querySelector(".iss-year-card"), text = selector => root.querySelector(selector).textContent;
    const visible = selector => [...root.querySelectorAll(selector)].filter(isVisible);
    const debrief = visible(".iss-debrief").map(node => node.textContent.trim()).join();
    return {
        moves: visible("button[data-move]").map(button => button.dataset.move),
        values: ["margin", "mine", "theirs", "points"].map(part => +text(`[data-part=${part}] b`)),
        card: card && [+card.querySelector(".iss-year b").textContent, card.dataset.mood],
        status: text("[role=status]"),
        effects: visible(".iss-ways p").map(node => node.textContent).filter(Boolean),
        notes: text("[data-part=notes]"),
        othersPoints: +text("[data-part=others]"),
        rule: text("[data-part=rule]"),
        log: root.querySelector("[data-part=log]").value,
        debrief,
        best: debrief && text("[data-part=best]"),
        hasBackButton: visible("[data-do=return]").length > 0,
    };
}"""
CLICK_BUTTONS = f"""selectors => {{
    const readBoard = {READ_BOARD};
    return selectors.map(selector => {{
        document.querySelector(".iss-desk " + selector).click();
        return readBoard();
    }});
}}"""


def expected_board(session, status) -> dict:
    """Return what the board must show by a session of the model and an expected status line; `debrief` is a list."""
    state, side, shown = session.state, session.side, session.board_state
    effects_of_moves = {} if session.over else effects(state, side)
    return {
        "moves": [move or "" for move in session.legal_moves],
        "values": [state.margin, shown.v(side), shown.v(side.other), session.points()],
        "card": None if session.over else [state.year, state.tension],
        "status": status,
        "effects": [text for pair in effects_of_moves.values() for text in pair],
        "notes": " ".join(session.notes()),
        "othersPoints": session.points(side.other),
        "rule": f"{session.opponent.name}: {session.opponent.sentence}",
        "log": session.log(),
        "debrief": [session.aims(), *session.debrief()] if session.over else [],
        "best": session.best_moves() if session.over else "",
        "hasBackButton": session.over and session.turning_index() is not None,
    }


def check_board(board: dict, expected: dict) -> None:
    """Check what the board shows."""
    debrief, texts = board["debrief"], expected["debrief"]
    assert board == expected | {"debrief": debrief}
    assert debrief.startswith(texts[0]) if texts else debrief == ""
    assert [text for text in texts if text not in debrief] == []


@pytest.mark.parametrize("noise", [0, MISREAD_PERCENT])
@pytest.mark.parametrize("side", list(Side))
def test_random_games_agree_with_the_model(tab, side, noise):
    rng, misreadings, last_game_kept = Random(f"{side} {noise}"), 0, ""
    tab.locator(".iss-set summary").click()
    tab.locator(f"input[value={side}]").check()
    tab.locator("[data-part=misread]").set_checked(bool(noise))
    for name in [*game.opponents()] * 3:
        tab.locator("select").select_option(name)
        tab.locator("button[data-do=restart]").click()
        number = int(tab.locator(".iss-desk").get_attribute("data-game"))
        session = Session(side, game.named(name), *START, noise, number)
        check_board(tab.evaluate(READ_BOARD), expected_board(session, session.announce_start() + last_game_kept))
        last_game_kept, buttons, boards = SENTENCES["old_game_kept"], [], []
        while not session.over:
            if session.years and rng.random() < 0.15:
                session.undo()
                button, status = "[data-do=undo]", SENTENCES["undone"].format(year=session.state.year)
            else:
                move = rng.choice(session.legal_moves)
                button, status = f'[data-move="{move or ""}"]', session.announce_year(session.move(move))
            buttons.append(button)
            boards.append(expected_board(session, status))
        for board, expected in zip(tab.evaluate(CLICK_BUTTONS, buttons), boards, strict=True):
            check_board(board, expected)
        misreadings += len(session.misreadings())
    assert bool(misreadings) is bool(noise)


def test_translated_game_shows_the_same_numbers(tab, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(page_texts.translate_page(page.read_text("utf-8"), mark), "utf-8")
    tab.reload()
    session, moves = Session("us", game.named("Mirror"), *START), ("press", "hedge", "press")
    boards = tab.evaluate(CLICK_BUTTONS, [f"[data-move={move}]" for move in moves])
    for board, move in zip(boards, moves, strict=True):
        unmarked = json.loads(json.dumps(board, ensure_ascii=False).replace(MARK, ""))
        check_board(unmarked, expected_board(session, session.announce_year(session.move(move))))
        assert board != unmarked
    assert session.over


def mark(text, _):
    """Return a text with a mark at its end, if it has words."""
    return text + MARK if re.search(r"[^\W\d_]{2}", text) else text


@pytest.mark.smoke
def test_keyboard_plays_a_whole_game_without_losing_the_focus(tab):
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
    tab.keyboard.press("Enter")  # this button disappears, as a side can leave only once; the focus moves to another
    session.move("leave")
    expect(tab.locator("button[data-move=share]")).to_be_focused()
    while not session.over:
        expect(tab.locator("button[data-move]:focus")).to_have_count(1)
        tab.keyboard.press("Space")
        session.move(session.legal_moves[0])
        expect(log).to_have_value(session.log())
    expect(tab.locator(".iss-debrief")).to_be_focused()
    tab_to(tab, "button[data-do=undo]")
    tab.keyboard.press("Enter")
    expect(tab.locator("button[data-do=undo]")).to_be_focused()
    session.undo()
    expect(log).to_have_value(session.log())
    tab_to(tab, "button[data-do=restart]")
    tab.keyboard.press("Enter")
    expect(status).to_have_text(SENTENCES["new_game"] + SENTENCES["old_game_kept"])


def test_game_can_be_restored_after_a_change_of_side_opponent_or_noise(tab):
    tab.locator(".iss-set summary").click()
    log = tab.locator("[data-part=log]")
    tab.locator("button[data-move=share]").click()
    before, undo = log.input_value(), tab.get_by_role("button", name="Undo the last year")
    tab.locator("select").select_option("Presser")
    tab.locator("input[value=russia]").check()
    tab.locator("[data-part=misread]").check()
    expect(log).to_have_value("Keep It Flying. I play Russia against Presser, which may misread my moves.")
    undo.click()
    expect(tab.locator("[role=status]")).to_have_text(SENTENCES["old_game_back"])
    expect(log).to_have_value(before)
    expect(tab.locator("select")).to_have_value("Mirror")
    expect(tab.locator("input[value=us]")).to_be_checked()
    expect(tab.locator("[data-part=misread]")).not_to_be_checked()
    undo.click(click_count=2)
    expect(tab.locator("[role=status]")).to_have_text(SENTENCES["nothing_to_undo"])


def test_back_button_returns_to_the_turning_point(tab):
    session = Session("us", game.named("Mirror"), *START)
    while not session.over:
        move = "press" if "press" in session.legal_moves else session.legal_moves[0]
        session.move(move)
        tab.locator(f'button[data-move="{move}"]').click()
    year = 2023 + session.turning_index()
    tab.get_by_role("button", name=f"Back to {year}").click()
    while session.state.year > year:
        session.undo()
    check_board(tab.evaluate(READ_BOARD), expected_board(session, f"Back to {year}"))
    expect(tab.locator("button[data-move]:focus")).to_have_count(1)


def test_board_fits_a_phone_and_stays_in_view_after_a_move(show):
    tab, rng = show(iss.play(), viewport={"width": 390, "height": 844}), Random(4)
    for _ in range(3):
        session = Session("us", game.named("Mirror"), *START)
        while not session.over:
            move = rng.choice(session.legal_moves)
            session.move(move)
            tab.locator(f'button[data-move="{move or ""}"]').click()
            box = tab.locator("[data-part=stage]").bounding_box()
            assert box["height"] <= 844 - 53  # the site's toolbar stays at the top of the screen
            assert session.over or (box["y"] >= -1 and box["y"] + box["height"] <= 845)
        tab.get_by_text("Show the moves").click()
        tab.locator("button[data-do=restart]").click()
        box = tab.locator("[data-part=card]").bounding_box()
        assert -1 <= box["y"] <= 845 - box["height"]
        assert not tab.evaluate("document.querySelector('.iss-debrief details').open")
