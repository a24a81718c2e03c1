"""Explorers, quizzes, the game and colours in another engine, from a disk: by keyboard, under the site's policy."""

import pytest
from browser import GROUND
from prose import notebooks

import issfacts as iss
from issfacts import game
from issfacts.exhibits.dependence import game_start
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

CHAPTERS = [path.stem for path in notebooks()]


@pytest.fixture(scope="module", params=CHAPTERS)
def chapter(request, firefox, site):
    """Open each chapter in turn; a fault in its console fails the test."""
    firefox.faults.clear()
    firefox.goto((site / f"chapters/{request.param}.html").as_uri())
    yield request.param
    assert firefox.faults == []


def test_explorers_change_their_pane(firefox, chapter):
    for explorer in firefox.evaluate("[...document.querySelectorAll('.iss-explore')].map(one => one.id)"):
        shown = f"[...document.querySelectorAll('#{explorer} > .iss-pane[open]')].map(pane => pane.id)"
        first = firefox.evaluate(shown)
        firefox.evaluate(f"document.querySelector('#{explorer} :is(input:checked, select)').focus()")
        firefox.press("ArrowDown")
        second = firefox.evaluate(shown)
        assert len(first) == len(second) == 1
        assert first != second
        assert firefox.evaluate("location.hash") == f"#{second[0]}"
        assert firefox.evaluate(f"document.querySelector('#{explorer} [role=status]').textContent")


def test_questions_answer(firefox, chapter):
    for row in iss.rows("questions"):
        if row["chapter"] == chapter and row["kind"] == "single":
            box = f"#quiz-{row['id']}"
            firefox.evaluate(f"document.querySelector('{box} input').focus()")
            firefox.press("ArrowDown")
            said = firefox.evaluate(f"document.querySelector('{box} [role=status]').textContent")
            options = [option for option in iss.rows("options") if option["question"] == row["id"]]
            assert options[1]["feedback"] in " ".join(said.split())


def test_the_page_has_its_style_and_its_colours(firefox, chapter):
    seen = set()
    for _ in range(3):
        firefox.evaluate("document.querySelector('.theme-toggle').click()")
        seen.add(firefox.evaluate(GROUND))
    assert len(seen) == 2


def test_a_whole_game_is_played(firefox, site):
    firefox.faults.clear()
    firefox.goto((site / "chapters/if-a-partner-leaves.html").as_uri())
    log, press = "document.querySelector('[data-part=log]').value", "document.querySelector('[data-move={}]').click()"
    firefox.evaluate("document.querySelector('.iss-desk input:checked').focus()")
    firefox.press("ArrowDown")  # the other side, and a new game
    partner = firefox.evaluate("document.querySelector('.iss-desk select').value")
    session = Session("russia", game.named(partner), *game_start())
    while not session.over:
        assert firefox.evaluate(log) == session.log()
        firefox.evaluate(press.format(session.may[0]))
        session.move(session.may[0])
    assert firefox.evaluate(log) == session.log()
    assert firefox.faults == []
