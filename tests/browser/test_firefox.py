"""Explorers, quizzes, the game and colours in another engine, from a disk: by keyboard, under the site's policy."""

import pytest
from browser import GROUND
from prose import notebooks

import issfacts as iss
from issfacts import dependence, game
from issfacts.exhibits.dependence import game_start
from issfacts.game.session import Session

pytestmark = pytest.mark.nightly

UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
STATUS = "document.querySelector('{} [role=status]').textContent"
CHAPTERS = [path.stem for path in notebooks()]


@pytest.fixture(scope="module", params=CHAPTERS)
def chapter(request, firefox, site):
    """Open each chapter in turn; a fault in its console fails the test."""
    firefox.faults.clear()
    firefox.goto((site / f"chapters/{request.param}.html").as_uri())
    firefox.evaluate(UNFOLD)
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
    firefox.evaluate(UNFOLD)
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


def test_a_day_weights_and_a_line(firefox, site):
    firefox.faults.clear()
    firefox.goto((site / "chapters/who-is-up-there.html").as_uri() + "#when=2008-06-01")
    assert firefox.evaluate(STATUS.format(".iss-when")).startswith(iss.when().on("2008-06-01").head)
    firefox.goto((site / "chapters/who-depends-on-whom.html").as_uri())
    firefox.evaluate(UNFOLD)
    firefox.evaluate("document.querySelector('.iss-weights [type=range]').focus()")
    firefox.press("End")
    chosen = firefox.evaluate("[...document.querySelectorAll('.iss-weights [type=range]')].map(one => one.value)")
    weights = dict(zip(dependence.FUNCTIONS, map(int, chosen), strict=True))
    assert firefox.evaluate(STATUS.format(".iss-weights")) == iss.weights().said(2023, weights)
    firefox.goto((site / "chapters/rare-or-routine.html").as_uri())
    for part, key in (("guess", "Enter"), ("place", "End"), ("guess", "ArrowRight")):
        firefox.evaluate(f"document.querySelector('.iss-draw [data-part={part}]').focus()")
        firefox.press(key)
    firefox.evaluate("document.querySelector('.iss-draw [data-do=show]').click()")
    drawn = {"1998": 0, "2026": 1}
    assert firefox.evaluate(STATUS.format(".iss-draw")) == iss.draw("mixed-share").compare(drawn)
    assert firefox.faults == []
