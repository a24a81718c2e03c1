"""The game on a page in a real browser: it says what the model says, by mouse and by keyboard, and without a script."""

import gzip
from random import Random

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from widget_samples import AXE, SITE, bare_page, tab_to

import issfacts as iss
from issfacts import dependence, game
from issfacts.game import Side, story
from issfacts.game.effects import effects
from issfacts.game.page import MISREAD
from issfacts.game.session import SENTENCES, Session

START = dependence.game_start()


@pytest.fixture(scope="module")
def html():
    return iss.play().html()


@pytest.fixture
def show(visit, tmp_path, html):
    """Give a function that opens the game on a bare page."""

    def open_page(theme="light", width=1280, **options):
        (tmp_path / "play.js").write_bytes((SITE / "play.js").read_bytes())
        sheet = (SITE / "game.css").read_text("utf-8")
        address = bare_page(tmp_path, f'{html}<script defer src="play.js"></script>', theme=theme, css=sheet)
        return visit(address, viewport={"width": width, "height": 900}, **options)

    return open_page


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
def test_games_at_random_show_what_the_model_says(show, side, noise):
    tab, rng, slips = show(), Random(f"{side} {noise}"), 0
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


def test_a_whole_game_by_keyboard_and_the_focus_is_never_lost(show):
    tab, session = show(), Session("russia", game.named("Patient"), *START)
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


def test_a_screen_reader_hears_names_and_outcomes(show):
    tab = show()
    desk = tab.get_by_role("region", name="Keep It Flying")
    desk.get_by_role("group", name="Your move").get_by_role("button", name="Hedge").click()
    expect(desk.get_by_role("group", name="You play").get_by_role("radio", name="The US-led side")).to_be_checked()
    expect(desk.get_by_role("combobox", name="Your partner plays")).to_be_visible()
    expect(desk.get_by_role("status")).to_contain_text("2023. You: hedge. Partner: share. The US-led side hedges")
    expect(desk.get_by_role("textbox", name="Log to copy")).to_be_visible()


def open_all(tab):
    tab.evaluate(
        "document.querySelectorAll('details').forEach(one => { one.removeAttribute('name'); one.open = true; })"
    )


@pytest.mark.parametrize(("theme", "finished"), [("light", False), ("dark", True)])
def test_axe_finds_nothing(show, theme, finished):
    tab = show(theme)
    moves = tab.locator("button[data-move]:visible")
    while finished and moves.count():
        moves.first.click()
    open_all(tab)
    violations = Axe().run(tab, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations] == []


def test_targets_are_large_and_nothing_scrolls_sideways(show):
    for width in (1280, 360, 320):
        tab = show(width=width, has_touch=True)
        tab.locator("button[data-move=press]").tap()
        expect(tab.locator("[role=status]")).to_contain_text("You: press.")
        open_all(tab)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        for box in tab.locator(".iss-desk :is(label:has(input), select, button):visible").all():
            size = box.bounding_box()
            assert min(size["width"], size["height"]) >= 24, (width, box.inner_text())


def test_without_javascript_every_disclosure_opens_and_nothing_is_dead(show):
    tab = show(java_script_enabled=False)
    expect(tab.locator("main :is(button, input, select, textarea):visible")).to_have_count(0)
    expect(tab.locator(".iss-without")).to_be_visible()
    branch = story.story(*START)[1]
    tab.locator(".iss-story > .iss-branch > summary", has_text=branch.choice).click()
    tab.locator(".iss-branch .iss-branch > summary:visible", has_text="Give notice").click()
    expect(tab.get_by_text(branch.endings[2].ending).locator("visible=true")).to_have_count(1)


@pytest.mark.parametrize("script", [True, False])
def test_paper_holds_the_games_and_every_ending(show, script):
    tab = show(java_script_enabled=script)
    tab.emulate_media(media="print")
    text = " ".join(tab.locator("main").inner_text().split())
    endings = [told.ending for told in story.games(*START)]
    endings += [end.ending for branch in story.story(*START) for end in branch.endings]
    assert [ending for ending in endings if ending not in text] == []
    assert "Undo" not in text


def test_the_script_is_small_and_names_no_move():
    code = (SITE / "play.js").read_text("utf-8")
    assert len(gzip.compress(code.encode(), 9)) <= 6000
    for word in ("innerHTML", "eval(", "share", "hedge", "press", "leave", "tense", "crisis"):
        assert word not in code.replace("played", ""), word
