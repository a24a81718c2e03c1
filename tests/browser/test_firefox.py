"""Explorers, quizzes, the game and colours in another engine, from a disk: by keyboard, under the site's policy."""

import pytest
from browser import PAGE_BACKGROUND
from prose import notebooks
from rules import for_each

import issfacts as iss
from issfacts import dependence, game
from issfacts.exhibits.dependence import game_start
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"


@pytest.fixture
def tab(firefox):
    """Give the one tab; a fault in its console fails the test."""
    firefox.faults.clear()
    yield firefox
    assert firefox.faults == []


def focus(tab, selector: str) -> None:
    """Set the focus on an element."""
    tab.evaluate(f"document.querySelector('{selector}').focus()")


def status(tab, root: str) -> str:
    """Return what a widget says."""
    return tab.evaluate(f"document.querySelector('{root} [role=status]').textContent")


@for_each([path.stem for path in notebooks()])
def test_explorers_change_their_pane_questions_answer_and_colours_turn(chapter, tab, site):
    tab.goto((site / f"chapters/{chapter}.html").as_uri())
    tab.evaluate(UNFOLD)
    for explorer in tab.evaluate("[...document.querySelectorAll('.iss-explore')].map(one => one.id)"):
        shown = f"[...document.querySelectorAll('#{explorer} > .iss-pane[open]')].map(pane => pane.id)"
        first = tab.evaluate(shown)
        focus(tab, f"#{explorer} :is(input:checked, select)")
        tab.press("ArrowDown")
        second = tab.evaluate(shown)
        assert len(first) == len(second) == 1
        assert first != second
        assert tab.evaluate("location.hash") == f"#{second[0]}"
        assert status(tab, f"#{explorer}")
    for row in iss.rows("questions"):
        if row["chapter"] == chapter and row["kind"] == "single":
            focus(tab, f"#quiz-{row['id']} input")
            tab.press("ArrowDown")
            options = [option for option in iss.rows("options") if option["question"] == row["id"]]
            assert options[1]["feedback"] in " ".join(status(tab, f"#quiz-{row['id']}").split())
    seen = set()
    for _ in range(3):
        tab.evaluate("document.querySelector('.theme-toggle').click()")
        seen.add(tab.evaluate(PAGE_BACKGROUND))
    assert len(seen) == 2


def test_a_whole_game_is_played(tab, site):
    tab.goto((site / "chapters/if-a-partner-leaves.html").as_uri())
    tab.evaluate(UNFOLD)
    log, press = "document.querySelector('[data-part=log]').value", "document.querySelector('[data-move={}]').click()"
    focus(tab, ".iss-desk input:checked")
    tab.press("ArrowDown")  # the other side, and a new game
    partner = tab.evaluate("document.querySelector('.iss-desk select').value")
    session = Session("russia", game.named(partner), *game_start())
    while not session.over:
        assert tab.evaluate(log) == session.log()
        tab.evaluate(press.format(session.may[0]))
        session.move(session.may[0])
    assert tab.evaluate(log) == session.log()


def test_a_day_weights_and_a_line(tab, site):
    tab.goto((site / "chapters/who-is-up-there.html").as_uri() + "#when=2008-06-01")
    assert status(tab, ".iss-when").startswith(iss.when().on("2008-06-01").head)
    tab.goto((site / "chapters/who-depends-on-whom.html").as_uri())
    tab.evaluate(UNFOLD)
    focus(tab, ".iss-weights [type=range]")
    tab.press("End")
    chosen = tab.evaluate("[...document.querySelectorAll('.iss-weights [type=range]')].map(one => one.value)")
    weights = dict(zip(dependence.FUNCTIONS, map(int, chosen), strict=True))
    assert status(tab, ".iss-weights") == iss.weights().said(2023, weights)
    tab.goto((site / "chapters/rare-or-routine.html").as_uri())
    for part, key in (("guess", "Enter"), ("place", "End"), ("guess", "ArrowRight")):
        focus(tab, f".iss-draw [data-part={part}]")
        tab.press(key)
    tab.evaluate("document.querySelector('.iss-draw [data-do=show]').click()")
    assert status(tab, ".iss-draw") == iss.draw("mixed-share").compare({"1998": 0, "2026": 1})
