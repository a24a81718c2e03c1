"""The table for a page without a kernel: walked at random, it says what the rules say, and it is small."""

import gzip
import json
from random import Random

import pytest

from issfacts import game
from issfacts.game import Assumptions, Side

COLUMNS = ("year", "margin", "us_v", "russia_v", "us_notice", "russia_notice")


@pytest.fixture(scope="module")
def table():
    return json.loads(json.dumps(game.table(3, 2)))


def ways(table, state):
    """Return the pairs of moves that lead on from a state."""
    menu = table["menus"][table["states"]["menu"][state]]
    return [menu[n : n + 2] for n in range(0, len(menu), 2)]


def places_of_years(table):
    """Return where the year of each state and pair of moves stands: by pair, then by state."""
    found = [(pair, state) for state in range(len(table["states"]["menu"])) for pair in ways(table, state)]
    return {year: place for place, year in enumerate(sorted(found))}


def walk(table, opponent, side, choose):
    """Play a game by looking up, as the page does: the opponent plays `side`; yield what a reader would see."""
    places, state, remembered = places_of_years(table), 0, ""
    memory = next(named.memory for named in game.NAMED if named.name == opponent)
    while pairs := ways(table, state):
        answer = table["answers"][table["opponents"][opponent][side][state]]
        letter = answer if isinstance(answer, str) else answer[remembered]
        seat = 0 if side == "us" else 1
        own = [pair[1 - seat] for pair in pairs if pair[seat] == letter]
        chosen = choose(own)
        pair = letter + chosen if seat == 0 else chosen + letter
        year = places[pair, state]
        state = sum(table["years"]["next"][: year + 1])
        told = [column[year] for column in table["years"]["told"]]
        looks = {name: table["states"][name][state] for name in (*COLUMNS, "flying")}
        points = table["years"]["us"][year], table["years"]["russia"][year]
        yield pair, own, looks, points, tuple(table["sentences"][n] for n in told if n >= 0)
        remembered = (remembered + chosen)[-memory:] if memory else ""


@pytest.mark.parametrize("opponent", game.opponents())
@pytest.mark.parametrize("side", ["us", "russia"])
def test_a_walk_at_random_agrees_with_the_rules(table, opponent, side):
    rng = Random(f"{opponent} {side}")
    other = Side(side).other
    letters = table["letters"] | {"-": None}
    for _ in range(60):
        state, years = game.start(3, 2), []
        for pair, own, looks, points, told in walk(table, opponent, side, rng.choice):
            assert [letters[letter] for letter in own] == sorted(game.legal(state, other)) or own == ["-"]
            us, russia = (letters[letter] for letter in pair)
            if game.legal(state, side):
                asked = game.ask(game.named(opponent), state, Side(side), game.history(years, side))
                assert asked == (us if side == "us" else russia)
            outcome = game.step(state, us, russia)
            assert points == outcome.scores
            assert told == outcome.events
            assert looks == {name: getattr(outcome.state, name) for name in COLUMNS} | {
                "flying": game.flying(outcome.state)
            }
            years.append(game.Year(state, us, russia, outcome))
            state = outcome.state
        assert game.ended(state)


def test_the_table_is_light(table):
    """Issue: at most 20 kB gzipped for all named opponents together, on both sides."""
    packed = gzip.compress(json.dumps(table, separators=(",", ":")).encode(), 9)
    assert len(packed) <= 20_000


def test_the_cards_of_the_table(table):
    assert [card["year"] for card in table["cards"]] == list(range(2023, 2031))
    assert table["cards"][1] == {"year": 2024, "tension": "crisis", "gain": 10, "event": "nuclear-arms-veto"}


def test_a_table_of_other_assumptions():
    short = game.table(5, 5, Assumptions(last_year=2024), game.NAMED[:1])
    assert set(short["states"]["year"]) == {2023, 2024, 2025}
    assert list(short["opponents"]) == ["Sharer"]


def test_an_opponent_must_say_what_it_remembers():
    with pytest.raises(ValueError, match="'mine' does not say how many past years it looks at: give it a memory"):
        game.table(3, 2, opponents=[game.strategy(lambda state, side, history: "share", "mine")])
