"""Widgets and the colour switch in Firefox: pages opened as file://, operated by keyboard and clicks."""

import pytest
from browser import PAGE_BACKGROUND
from built import as_shown
from prose import notebooks
from rules import for_each

import issfacts as iss
from issfacts import dependence, game
from issfacts.exhibits.dependence import game_start
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

OPEN_ALL_DETAILS = "document.querySelectorAll('details').forEach(details => { details.open = true; })"


@pytest.fixture
def tab(firefox):
    """Yield the Firefox tab; an error in its console fails the test."""
    firefox.errors.clear()
    yield firefox
    assert firefox.errors == []


def focus(tab, selector: str) -> None:
    """Focus the first element that matches a selector."""
    tab.evaluate(f"document.querySelector('{selector}').focus()")


def status(tab, root: str) -> str:
    """Return the text of a widget's status line."""
    return tab.evaluate(f"document.querySelector('{root} [role=status]').textContent")


@for_each([path.stem for path in notebooks()])
def test_explorers_questions_and_colour_switch_respond(chapter, tab, site):
    tab.goto((site / f"chapters/{chapter}.html").as_uri())
    tab.evaluate(OPEN_ALL_DETAILS)
    for explorer in tab.evaluate("[...document.querySelectorAll('.iss-explore')].map(explorer => explorer.id)"):
        open_panes = f"[...document.querySelectorAll('#{explorer} > .iss-pane[open]')].map(pane => pane.id)"
        first = tab.evaluate(open_panes)
        focus(tab, f"#{explorer} :is(input:checked, select)")
        tab.press("ArrowDown")
        second = tab.evaluate(open_panes)
        assert len(first) == len(second) == 1
        assert first != second
        assert tab.evaluate("location.hash") == f"#{second[0]}"
        assert status(tab, f"#{explorer}")
    for row in iss.rows("questions"):
        if row["chapter"] == chapter and row["kind"] == "single":
            focus(tab, f"#quiz-{row['id']} input")
            tab.press("ArrowDown")
            options = [option for option in iss.rows("options") if option["question"] == row["id"]]
            assert as_shown(options[1]["feedback"]) in " ".join(status(tab, f"#quiz-{row['id']}").split())
    backgrounds = set()
    for _ in range(3):
        tab.evaluate("document.querySelector('.theme-toggle').click()")
        backgrounds.add(tab.evaluate(PAGE_BACKGROUND))
    assert len(backgrounds) == 2


def test_game_log_agrees_with_the_model_to_the_end(tab, site):
    tab.goto((site / "chapters/if-a-partner-leaves.html").as_uri())
    tab.evaluate(OPEN_ALL_DETAILS)
    log = "document.querySelector('[data-part=log]').value"
    focus(tab, ".iss-desk input:checked")
    tab.press("ArrowDown")  # chooses the other side, which starts a new game
    opponent = tab.evaluate("document.querySelector('.iss-desk select').value")
    session = Session("russia", game.named(opponent), *game_start())
    while not session.over:
        assert tab.evaluate(log) == session.log()
        tab.evaluate(f"document.querySelector('[data-move={session.may[0]}]').click()")
        session.move(session.may[0])
    assert tab.evaluate(log) == session.log()


def test_when_weights_and_draw_agree_with_python(tab, site):
    tab.goto((site / "chapters/who-is-up-there.html").as_uri() + "#when=2008-06-01")
    assert status(tab, ".iss-when").startswith(iss.when().on("2008-06-01").head)
    tab.goto((site / "chapters/who-depends-on-whom.html").as_uri())
    tab.evaluate(OPEN_ALL_DETAILS)
    focus(tab, ".iss-weights [type=range]")
    tab.press("End")
    values = tab.evaluate("[...document.querySelectorAll('.iss-weights [type=range]')].map(slider => slider.value)")
    weights = dict(zip(dependence.FUNCTIONS, map(int, values), strict=True))
    assert status(tab, ".iss-weights") == iss.weights().said(2023, weights)
    tab.goto((site / "chapters/rare-or-routine.html").as_uri())
    for part, key in (("guess", "Enter"), ("place", "End"), ("guess", "ArrowRight")):
        focus(tab, f".iss-draw [data-part={part}]")
        tab.press(key)
    tab.evaluate("document.querySelector('.iss-draw [data-do=show]').click()")
    assert status(tab, ".iss-draw") == iss.draw("mixed-share").compare({"1998": 0, "2026": 1})
