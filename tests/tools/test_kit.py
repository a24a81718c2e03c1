"""The game on paper: the kit holds the model's numbers, and the game worked through in the guide is the model's."""

import re

import pytest
from bs4 import BeautifulSoup
from classpapers.kit import EXAMPLE_STRATEGIES, GUIDE, KIT, SEATS_PER_TABLE, STUDENTS, game_start, render_kit
from launch import places
from website.book import book

from issfacts import fact, game
from issfacts.game.events import cards
from issfacts.game.page import BUTTON_LABELS

PLAYED = game.play(*EXAMPLE_STRATEGIES, *game_start())


def points(year, side) -> str:
    """Return how a side's points of a year come about, as a class adds them on paper."""
    a, state = game.STANDARD, year.before
    mine, theirs = (year.us, year.russia) if side == "us" else (year.russia, year.us)
    found = [a.station_points if year.outcome.state.margin else 0]
    found += [-a.hedge_cost] if mine == "hedge" else [a.gain(state.tension)] if mine == "press" else []
    found += [-a.loss * state.v(side)] if theirs == "press" else []
    assert sum(found) == getattr(year.outcome.scores, side)
    text = " ".join(f"{'+' if number >= 0 else '-'} {abs(number)}" for number in found).removeprefix("+ ")
    return text if len(found) == 1 else f"{text} = {sum(found)}"


def test_the_guide_works_through_the_models_game():
    rows = [("Year", "Mood", "US-led", "Russia", "Margin", "Vulnerability", "US-led points", "Russia's points")]
    for year in PLAYED.years:
        before, after = year.before, year.outcome.state
        looks = after.margin, f"{after.us_v} / {after.russia_v}"
        rows.append(
            (before.year, before.tension, year.us, year.russia, *looks, points(year, "us"), points(year, "russia"))
        )
    rows.append(("Total", "", "", "", "", "", *PLAYED.scores))
    table = "\n".join(", ".join(map(str, row)) for row in rows)
    assert f"```{{csv-table}}\n:header-rows: 1\n\n{table}\n```" in GUIDE.read_text("utf-8")


@pytest.fixture
def kit() -> BeautifulSoup:
    """Give the print kit."""
    return BeautifulSoup(render_kit(book(places().site)), "html5lib")


@pytest.fixture
def sheet(kit):
    """Give a function that finds the sheet of the kit with a title."""
    return lambda title: next(page for page in kit.select(".page") if page.h2.get_text().startswith(title))


def test_every_card_is_printed_with_its_date_its_warning_and_its_sources(kit):
    printed = [card.get_text(" ", strip=True) for card in kit.select(".events .card")]
    for card, said in zip(cards(), printed, strict=True):
        sources = (publisher for publisher, _ in card.sources)
        for words in (str(card.year), card.heading, card.title, card.date, card.why, card.warning, *sources):
            assert words in said, words


def test_the_rules_change_with_the_game(monkeypatch, request):
    monkeypatch.setattr(game, "STANDARD", game.Assumptions(loss=5, hedge_cost=7, outside=13))
    text = request.getfixturevalue("sheet")("A year").get_text(" ", strip=True)
    assert all(f" {number} " in text for number in (5, 7, 13))


def test_board_sheets_and_strategies_are_those_of_the_game(kit, sheet):
    begins = [int(step.get_text()) for step in kit.select(".track .begin")]
    assert begins == [game.STANDARD.margin, *game_start()]
    years = [str(year) for year in range(game.assumptions.FIRST_YEAR, game.STANDARD.last_year + 1)]
    for title, rows in (("Score", [*years, "Total"] * 2), ("Headline", years), ("Fact-checker", years)):
        assert [head.get_text() for head in sheet(title).select("tbody th")] == rows
    line = [int(step.get_text()) for step in kit.select(".track .danger")]
    assert line == [*range(game.STANDARD.critical + 1, game.model.TRACK + 1)] * 2
    text = kit.get_text(" ", strip=True)
    assert [one.name for one in game.NAMED if one.sentence not in text] == []
    sums = [re.search(r"= (\d\.\d\d)\.", half.get_text())[1] for half in sheet("Plan").select(".half")]
    assert sums == [fact("threshold-us-2023").value, fact("threshold-russia-2023").value]


def test_every_seat_has_its_role_and_moves_and_the_kit_says_how_many_to_print(kit, sheet):
    guide, roles = GUIDE.read_text("utf-8"), [role.get_text() for role in kit.select(".roles h3")]
    assert f'href="../class/{KIT}.html"' in guide
    assert [role for role in roles if role.lower() not in guide.lower()] == []
    names = [card.get_text() for card in sheet("Move cards").select(".card h3")]
    assert (
        names
        == [MOVES[move] for move in game.Move] * len(roles)
        == [MOVES[move] for move in game.Move] * SEATS_PER_TABLE
    )
    rows = [row.get_text("|", strip=True).split("|") for row in sheet("For the teacher").select(".print tbody tr")]
    assert ["Memo slips, four on a page", str(STUDENTS // len(sheet("Memo").select(".slip")))] in [
        row[:2] for row in rows
    ]
    *rows, (_, _, total, _) = rows
    assert sum(int(sides) for _, _, sides, _ in rows) == int(total)
    pages = sum(int(sides) // int(prints) for _, prints, sides, _ in rows)
    assert pages == len(kit.select(".page")) + 1  # eight event cards, four a page


def test_the_rules_work_a_year_out_as_the_game_does(sheet):
    year = next(year for year in PLAYED.years if year.us == "press")
    text, after = sheet("A year").get_text(), year.outcome.state
    assert (year.us, year.russia) == ("press", "share")
    assert "The US-led side presses, Russia shares." in text
    for left, sign, times, right, result in re.findall(r"(\d+) ([+−]) (?:(\d) × )?(\d+) = (\d+)", text):
        step = int(times or 1) * int(right)
        assert int(left) + (step if sign == "+" else -step) == int(result)
    told = [f"= {after.margin}.", f"to {after.russia_v}.", *(f"= {points} points" for points in year.outcome.scores)]
    assert [words for words in told if words not in text] == []


def test_the_last_year_to_give_notice_is_the_games(sheet):
    state, may = game.start(*game_start()), []
    while state.year <= game.STANDARD.last_year:
        may += [state.year] if "leave" in game.legal(state, "us") else []
        state = game.step(state, "share", "share").state
    assert f"no later than {may[-1]}" in sheet("A year").get_text()
    assert f"by {may[-1]}." in sheet("Move cards").get_text()
