"""The game on paper: the kit holds the model's numbers, and the game worked through in the guide is the model's."""

import re
import sys

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from prose import ROOT

from issfacts import game
from issfacts.keepflying.events import cards

sys.path.insert(0, str(ROOT / "tools"))
import paper
from print_kit import SIZES, write_print_kit

GUIDE = ROOT / "teach" / "keep-it-flying.md"
US, RUSSIA = "Opportunist", "Mirror"


def parts(year, side):
    """Return how a side's points of a year come about, as a class adds them on paper."""
    a, state = game.STANDARD, year.before
    mine, theirs = (year.us, year.russia) if side == "us" else (year.russia, year.us)
    found = [a.station_points]
    found += [-a.hedge_cost] if mine == "hedge" else [a.gain(state.tension)] if mine == "press" else []
    found += [-a.loss * state.v(side)] if theirs == "press" else []
    return found


def shown(numbers):
    text = " ".join(f"{'+' if number >= 0 else '-'} {abs(number)}" for number in numbers).removeprefix("+ ")
    return text if len(numbers) == 1 else f"{text} = {sum(numbers)}"


def worked_game() -> str:
    """Return the game as the guide prints it."""
    played = game.play(US, RUSSIA, *paper.game_start())
    rows = [("Year", "Mood", "US-led", "Russia", "Margin", "Vulnerability", "US-led points", "Russia's points")]
    for year in played.years:
        us, russia = parts(year, "us"), parts(year, "russia")
        assert (sum(us), sum(russia)) == year.outcome.scores
        after = year.outcome.state
        looks = str(after.margin), f"{after.us_v} / {after.russia_v}"
        rows.append(
            (str(year.before.year), year.before.tension, year.us, year.russia, *looks, shown(us), shown(russia))
        )
    rows.append(("Total", "", "", "", "", "", *map(str, played.scores)))
    return "\n".join(", ".join(row) for row in rows)


def test_the_guide_works_through_the_models_game():
    assert f"```{{csv-table}}\n:header-rows: 1\n\n{worked_game()}\n```" in GUIDE.read_text("utf-8")


@pytest.fixture
def kit(tmp_path):
    paper.write_kit(tmp_path / "kit.pdf", SIZES["a4"])
    return tmp_path / "kit.pdf"


def test_the_same_state_gives_the_same_bytes(kit, tmp_path):
    paper.write_kit(tmp_path / "again.pdf", SIZES["a4"])
    assert kit.read_bytes() == (tmp_path / "again.pdf").read_bytes()
    assert re.search(rb"/Count 6\b", kit.read_bytes())


def texts(sheet):
    return [text.get_text() for text in sheet.figure.texts]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_word_stands_on_its_sheet(size):
    sheets = [draw(size) for draw in (paper.rule_sheet, paper.board, paper.role_cards, paper.partners)]
    sheets += [paper.event_cards(size, half) for half in (0, 1)]
    for sheet in sheets:
        with matplotlib.rc_context(paper.STYLE):
            renderer = FigureCanvasAgg(sheet.figure).get_renderer()
            for text in sheet.figure.texts:
                box = text.get_window_extent(renderer)
                edge = sheet.figure.bbox
                assert 0 <= box.x0 < box.x1 <= edge.x1, text.get_text()
                assert 0 <= box.y0 < box.y1 <= edge.y1, text.get_text()


def test_every_card_is_printed_with_its_date_and_its_warning():
    said = " ".join(" ".join(texts(paper.event_cards(SIZES["a4"], half))) for half in (0, 1))
    for card in cards():
        for words in (str(card.year), card.heading, card.title, card.date, card.why, card.warning):
            assert words in said, words


def test_the_rule_sheet_changes_with_the_game(monkeypatch):
    monkeypatch.setattr(game, "STANDARD", game.Assumptions(loss=5, hedge_cost=7, outside=13))
    text = " ".join(words for _, words in paper.rules())
    assert all(f" {number} " in text for number in (5, 7, 13))


def test_only_what_is_stale_is_written(tmp_path):
    assert len(write_print_kit(tmp_path)) == len(SIZES)
    assert write_print_kit(tmp_path) == []


def test_the_guide_offers_both_sizes():
    text = GUIDE.read_text("utf-8")
    for name in SIZES:
        assert f"(../_build/paper/keep-it-flying-{name}.pdf)" in text
    assert all(role.split(",")[0].lower() in text.lower() for role in paper.ROLES)
