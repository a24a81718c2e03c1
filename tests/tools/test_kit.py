"""Tests of the print kit: its numbers and the example game in the guide are those of the game's model."""

import re

import pytest
from bs4 import BeautifulSoup
from built import plain
from classpapers.kit import EXAMPLE_STRATEGIES, KIT, SEATS_PER_TABLE, SWAPPED_STRATEGIES, game_start, render_kit
from classpapers.publishers import list_publishers
from classpapers.sheets import STUDENTS
from metadata import load_book
from paths import GAME_GUIDE

from issfacts import data, fact, game
from issfacts.game.page import BUTTON_LABELS

GUIDE = GAME_GUIDE.read_text("utf-8")
EXAMPLE_GAME, SWAPPED_GAME = (game.play(*each, *game_start()) for each in (EXAMPLE_STRATEGIES, SWAPPED_STRATEGIES))


def format_points(year, side) -> str:
    """Return the sum of a side's points in a year, as a class writes it on paper."""
    assumptions, state = game.STANDARD, year.before
    mine, theirs = (year.us, year.russia) if side == "us" else (year.russia, year.us)
    points = [assumptions.station_points if year.state.margin else 0]
    points_of_moves = {"hedge": [-assumptions.hedge_cost], "press": [assumptions.gain(state.tension)]}
    points += points_of_moves.get(mine, [])
    points += [-assumptions.loss * state.v(side)] if theirs == "press" else []
    assert sum(points) == getattr(year.scores, side)
    text = " ".join(f"{'+' if number >= 0 else '-'} {abs(number)}" for number in points).removeprefix("+ ")
    return text if len(points) == 1 else f"{text} = {sum(points)}"


@pytest.mark.parametrize("played", [EXAMPLE_GAME, SWAPPED_GAME], ids=["US-led side presses", "Russia presses"])
def test_guides_example_games_are_the_models(played):
    rows = [("Year", "Mood", "US-led", "Russia", "Margin", "Vulnerability", "US-led points", "Russia's points")]
    for year in played.years:
        state = year.state.margin, f"{year.state.us_v} / {year.state.russia_v}"
        points = format_points(year, "us"), format_points(year, "russia")
        rows.append((year.before.year, year.before.tension, year.us, year.russia, *state, *points))
    rows.append(("Total", "", "", "", "", "", *played.scores))
    table = "\n".join(", ".join(map(str, row)) for row in rows)
    assert f"```{{csv-table}}\n:header-rows: 1\n\n{table}\n```" in GUIDE


def test_guides_answers_are_the_models():
    """Points with a wider margin, of one threat against Sharer and of sharing; the moves that would have kept it."""
    start = game_start()
    us, russia = game.play(*EXAMPLE_STRATEGIES, *start, assumptions=game.Assumptions(margin=4)).scores
    assert f"works to the end, with `{us}` and `{russia}` points" in GUIDE
    higher_line = game.play(*EXAMPLE_STRATEGIES, *start, assumptions=game.Assumptions(critical=4))
    assert (higher_line.scores, len(higher_line.years)) == (EXAMPLE_GAME.scores, len(EXAMPLE_GAME.years))
    assert f"with `{game.play('Opportunist', 'Sharer', *start).scores.us}` points" in GUIDE
    assert f"Five years of sharing bring `{5 * game.STANDARD.station_points}` points, and two bring `40`" in GUIDE
    for played in (EXAMPLE_GAME, SWAPPED_GAME):
        assert max(played.scores) < len(played.years) * game.STANDARD.station_points
        before = played.years[-1].before
        assert game.step(before, "share", played.years[-1].russia).state.margin == (played is SWAPPED_GAME)
        assert game.step(before, played.years[-1].us, "share").state.margin > 0
    lost = [len(game.play(players, "Presser", *start).years) for players in ("Sharer", "Mirror")]
    assert lost[0] == lost[1] + 1


def test_strongest_publishers_are_named_and_those_of_a_state_as_such():
    sources = {id: data.by_id("events")[id]["source_ids"] for id in ("agency-heads-meet-2025", "luna25-loss")}
    assert list_publishers(sources["agency-heads-meet-2025"]) == ["Reuters (copy)", "Associated Press (copy)"]
    assert list_publishers(sources["luna25-loss"]) == ["Interfax", "Sputnik (state-controlled, Russia)"]
    assert list_publishers(["nasa-deorbit-release-2024", "tass-2028-meeting"]) == ["NASA (copy)"]


@pytest.fixture
def kit() -> BeautifulSoup:
    """Return the print kit as a tree."""
    return BeautifulSoup(render_kit(load_book()), "html5lib")


def sheet(kit: BeautifulSoup, title: str):
    """Return the sheet of the kit whose title has a given start."""
    return next(page for page in kit.select(".page") if page.h2.get_text().startswith(title))


def test_event_cards_have_all_their_texts(kit):
    printed = [card.get_text(" ", strip=True) for card in kit.select(".events .card")]
    for card, printed_text in zip(game.CARDS, printed, strict=True):
        publishers = list_publishers(card.event["source_ids"])
        for text in (str(card.year), card.event["title"], card.date, card.explanation, card.warning, *publishers):
            assert text in printed_text, text


def test_rules_use_the_games_assumptions(monkeypatch):
    monkeypatch.setattr(game, "STANDARD", game.Assumptions(loss=5, hedge_cost=7, outside=13))
    kit = BeautifulSoup(render_kit(load_book()), "html5lib")
    text = " ".join(plain(sheet(kit, title)) for title in ("A year", "Nine ways"))
    assert all(f" {number} " in text for number in (5, 7, 13))


def test_board_thresholds_and_strategies_are_the_games(kit):
    begins = [int(step.get_text()) for step in kit.select(".track .begin")]
    assert begins == [game.STANDARD.margin, *game_start()]
    danger_steps = [int(step.get_text()) for step in kit.select(".track .danger")]
    assert danger_steps == [*range(game.STANDARD.critical + 1, game.model.TRACK + 1)] * 2
    text = kit.get_text(" ", strip=True)
    assert [strategy.name for strategy in game.NAMED if strategy.sentence not in text] == []
    thresholds = [re.search(r"= (\d\.\d\d)\.", half.get_text())[1] for half in sheet(kit, "Plan").select(".half")]
    assert thresholds == [fact("threshold-us-2023").value, fact("threshold-russia-2023").value]


def test_each_seat_has_role_and_move_cards_and_the_print_list_names_every_page(kit):
    roles = [role.get_text() for role in kit.select(".roles h3")]
    assert f'href="../class/{KIT}.html"' in GUIDE
    assert [role for role in roles if role.lower() not in GUIDE.lower()] == []
    names = [card.get_text() for card in sheet(kit, "Move cards").select(".card h3")]
    assert len(roles) == SEATS_PER_TABLE
    assert names == [BUTTON_LABELS[move] for move in game.Move] * SEATS_PER_TABLE
    listed = sheet(kit, "For the teacher").select_one(".print").select("tbody tr")
    *rows, _ = (row.get_text("|", strip=True).split("|") for row in listed)
    prints = {name: int(count) for name, count, *_ in rows}
    assert prints["Memo slips, four on a page"] == STUDENTS // len(sheet(kit, "Memo").select(".slip"))
    pages = sum(int(sides) // prints[name] for name, _, sides, _ in rows)
    assert pages == len(kit.select(".page")) + 1  # eight event cards, four a page


def test_example_year_in_the_rules_is_the_models(kit):
    year = next(year for year in EXAMPLE_GAME.years if year.us == "press")
    text, after = sheet(kit, "A year").get_text(), year.state
    assert (year.us, year.russia) == ("press", "share")
    assert "The US-led side presses, Russia shares." in text
    for left, sign, times, right, result in re.findall(r"(\d+) ([+−]) (?:(\d) × )?(\d+) = (\d+)", text):
        step = int(times or 1) * int(right)
        assert int(left) + (step if sign == "+" else -step) == int(result)
    expected = [f"= {after.margin}.", f"to {after.russia_v}.", *(f"= {points} points" for points in year.scores)]
    assert [result for result in expected if result not in text] == []


def test_last_year_to_give_notice_is_the_games(kit):
    state, possible_years = game.start(*game_start()), []
    while state.year <= game.STANDARD.last_year:
        possible_years += [state.year] if "leave" in game.legal(state, "us") else []
        state = game.step(state, "share", "share").state
    assert f"no later than {possible_years[-1]}" in sheet(kit, "Nine ways").get_text()
    assert f"by {possible_years[-1]}." in sheet(kit, "Move cards").get_text()
