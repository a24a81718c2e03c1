"""Keep It Flying for players: the session, the event cards, the HTML on the page, and the widgets."""

import re
from dataclasses import replace
from functools import partial
from random import Random

import ipywidgets
import pytest
from bs4 import BeautifulSoup
from for_each import each_raises, for_each

import issfacts as iss
from issfacts import game
from issfacts.game import Side, story
from issfacts.game.effects import board_notes, effects
from issfacts.game.page import Live
from issfacts.game.session import MOVE_WORDS, SENTENCES, VERDICTS, Session

START = (3, 3)


def play_to_end(session, choose=lambda legal_moves: legal_moves[0]):
    """Play a session to its end with a function that chooses among the legal moves; by default share every year."""
    while not session.over:
        session.move(choose(session.legal_moves))
    return session


def finished_session(side, partner, moves="", misread=0):
    """Return a finished session with these moves, followed by sharing."""
    moves, session = moves.split(), Session(side, game.named(partner), *START, misread, seed=3)
    return play_to_end(session, lambda legal_moves: moves.pop(0) if moves else legal_moves[0])


# The session


def test_misread_years_are_marked_and_the_debrief_tells_their_cost():
    """Mirror misreads every share and so presses from 2024 on: the station is lost in 2026; else both would share."""
    always, never = (Session("us", game.named("Mirror"), *START, misread=n) for n in (100, 0))
    assert (always.announce_start(), always.misread_cost()) == (SENTENCES["new_noisy_game"].format(years="one"), "")
    assert "2023. You: share (misread as press). Partner: share." in always.announce_year(always.move("share"))
    play_to_end(always), play_to_end(never)
    assert always.misreadings() == [year.before.year for year in always.years]
    assert always.log().splitlines()[1].startswith("2023: share (misread as press) / share,")
    cost = SENTENCES["misreads"].format(years="2023, 2024, 2025 and 2026", points=160, verdict=VERDICTS[True])
    assert cost in always.debrief()
    assert (never.misreadings(), never.misread_cost(), "misread" in never.log()) == ([], "", False)


def search(session):
    """Return by brute force for each move of this year whether the station can be kept, and the most final points."""
    results = {}
    for move in session.legal_moves:
        session.move(move)
        later = search(session).values() or [(session.works, session.points())]
        results[move] = any(survives for survives, _ in later), max(points for _, points in later)
        session.undo()
    return results


def test_nothing_is_said_about_a_turning_point_that_cannot_be_searched():
    """A function may remember all past years."""
    session = Session("us", game.strategy(lambda state, side, history: "press"), *START)
    while not session.over:
        session.move("press")
    assert session.turning_point() == ""
    assert SENTENCES["never_to_be_kept"] not in session.debrief()


@pytest.mark.parametrize("misread", [0, 30])
def test_turning_point_and_most_points_match_a_brute_force_search(misread):
    rng, texts = Random(misread), set()
    for seed in range(60):
        session = Session(rng.choice(list(Side)), rng.choice(game.NAMED), *START, misread, seed)
        session.first = replace(session.first, year=2026, years_left=5)  # fewer years keep the search small
        results = []  # by year
        while not session.over:
            results.append(search(session))
            session.move(rng.choice([*session.legal_moves, *["press"] * ("press" in session.legal_moves)]))
        can_survive = [any(survives for survives, _ in by_move.values()) for by_move in results]
        most = max(points for _, points in results[0].values())
        text = session.turning_point()
        if session.works:
            assert text == ""
        elif not can_survive[0]:
            assert text == SENTENCES["never_to_be_kept"]
        else:
            year = can_survive.count(True) - 1
            saving_moves = {MOVE_WORDS[move] for move, (survives, _) in results[year].items() if survives}
            named_moves = text.partition(" would still")[0].rpartition(". ")[2].lower()
            assert ("After that year" in text) == (year < len(session.years) - 1)
            assert text.startswith(f"Turning point: {2026 + year}.")
            assert set(named_moves.replace(" or ", ", ").split(", ")) == saving_moves
        assert f"{most} points" in session.compare_with_best() or most == session.points()
        texts.add(text)
    assert len(texts) > 4


PERFECT, COST = "is the most that anybody gets against", "that cost you 12 points."
DEBRIEFS = [  # partner, moves before sharing, misread, which aims were reached, why
    ("Presser", "leave", 0, f"76 points {PERFECT} Presser", "Russia pressed you in 2023 and 2024, as its rule says"),
    ("Fortress", "press hedge hedge hedge leave", 0, f"131 points {PERFECT} Fortress", "Russia pressed you in 2025"),
    ("Fortress", "leave", 0, "keeping it is the win here.", "Russia came to need nobody, so the station holds"),
    ("Fortress", "", 0, "would have been the win here.", "Russia pressed you in 2025, 2027, 2028 and 2029"),
    ("Leaver", "press", 0, "105 is not more than 160", "Russia left because you pressed in 2023."),
    ("Leaver", "", 100, "in 2028", "Russia left because it took your move of 2023 for pressing."),
    ("Leaver", "press leave share", 0, "in 2025", "Nobody is left to run the station, so it is given up in 2025"),
    ("Mirror", "", 20, "One of two aims", f"Russia pressed you in 2024 and 2030, because it misread you: {COST}"),
    ("Mirror", "press", 0, "159 is not more", "Russia pressed you in 2024, because you pressed it"),
    ("Sharer", "share " * 5 + "leave", 0, "works, but 148 is not more than 160", SENTENCES["time_ran_out"]),
    ("Sharer", "", 0, "works, but 160 is not more than 160", SENTENCES["never_attacked"].format(aim=160)),
    ("Sharer", "share " * 7 + "press", 0, "You reached both aims", SENTENCES["attacked_last"].format(year=2030)),
]


@for_each(DEBRIEFS)
def test_debrief_says_which_aims_were_reached_and_why(case):
    partner, moves, misread, aims, reason = case
    session = finished_session("us", partner, moves, misread)
    first, *others = session.debrief()
    assert aims in first
    assert any(text.startswith(reason) for text in others)
    missing = session.best.points - session.points()
    assert ("you played perfectly" in first) == (not missing)
    assert (f"{session.best.points} points, {missing} more than you" in others[-1]) == bool(missing)
    assert ("in advance which years are misread" in session.best_moves()) == bool(session.misread)


def test_log_has_points_misreading_and_departures():
    *_, last = lines = finished_session("russia", "Sharer").log().splitlines()
    assert lines[1].endswith("points 20 / 20")
    assert last == "The station still works at the end. My points: 160. Partner's points: 160."
    alone = finished_session("us", "Leaver", "", 100)
    assert "which may misread my moves." in alone.log()
    assert alone.log().splitlines()[4].startswith("2026: alone / gone")
    assert max(alone.misreadings()) == 2025  # a side that has left cannot misread
    lost = finished_session("us", "Presser")
    # By hand: 14 and 25, 14 and 30 in the crisis, then - 6 and 2 as the station is lost.
    assert lost.log().endswith("My points: 22. Partner's points: 57.")
    assert (lost.board_state.russia_v, lost.state.russia_v) == (3, 5)  # without the effect of the next year's card


board = partial(replace, game.State(2024, 7, "calm", 3, 3, 3))  # with changes
ALONE = "Each year alone takes 1 of the margin until your vulnerability is 0, and 2 while it is above 3."
LOST_NOW = "Every move now loses the station. Undo takes you back a year."
BOARD_NOTES = [  # state, side, expected notes
    (board(), Side.US, []),
    (board(us_notice=2), Side.US, ["You leave after 2025."]),
    (board(us_notice=2), Side.RUSSIA, ["The US-led side leaves after 2025.", ALONE]),
    (board(us_notice=0), Side.US, ["You have left; your points stay."]),
    (board(us_notice=0), Side.RUSSIA, ["The US-led side has left.", ALONE]),
    (board(us_notice=0, russia_v=0), Side.RUSSIA, ["The US-led side has left."]),
    (board(us_notice=0, russia_notice=2), Side.US, ["You have left; your points stay.", "Russia leaves after 2025."]),
    (board(us_notice=0, russia_notice=0), Side.US, []),  # the game is over
    (board(year=2029, years_left=2), Side.US, ["Too late to give notice."]),
    (board(year=2029, years_left=2, us_notice=2), Side.US, ["You leave after 2030."]),
    (board(margin=1), Side.US, ["If your partner presses now, the station is lost."]),
    (board(margin=1, russia_notice=0), Side.US, ["Russia has left.", ALONE, LOST_NOW]),
]


def test_board_notes_by_state_and_side():
    """The page takes its notes from the same function."""
    found = [board_notes(state, side) for state, side, _ in BOARD_NOTES]
    assert found == [notes for *_, notes in BOARD_NOTES]


LOST = "and the station is lost"
EFFECTS = [  # state, move of the US-led side, its effect without and with pressure
    (board(), "share", "20 points, margin 3", "14 points, margin 2"),
    (board(us_v=4), "hedge", "18 points (20 − 2), margin 3; vulnerability −1 next year", "10 points, margin 1"),
    (board(years_left=1), "hedge", "18 points (20 − 2), margin 3", "12 points, margin 2"),
    (board(), "leave", "20 points, margin 3; you leave after 2025 with 40 more points", "14 points, margin 2"),
    (board(margin=1), "press", f"2 points (0 + 2), {LOST}; partner −6", f"-4 points, {LOST}"),
    (board(us_notice=1), "share", "68 points (20 + 48 on leaving), margin 3", "62 points, margin 2"),
]


def test_effects_by_state_and_move():
    """Points as worked out by hand, in a calm year; nothing is promised beyond the end of the game."""
    found = [effects(state, Side.US)[move] for state, move, *_ in EFFECTS]
    assert found == [(f"If not pressed: {quiet}.", f"If pressed: {risk}.") for *_, quiet, risk in EFFECTS]
    assert effects(board(russia_notice=0, margin=1), Side.US)["leave"] == (f"0 points, {LOST}.",)


# The event cards


def test_cards_have_event_date_sources_warning_and_effect():
    """The changes of vulnerability that the cards announce are those of the model."""
    known, state, before = {row["id"]: row for row in iss.rows("events")}, game.start(*START), START[1]
    for card in game.CARDS:
        event = known[card.href.partition("#")[2]]
        assert card.date.endswith(str(event["when_utc"].year))
        assert len(card.publishers) == len({iss.source(id).producer for id in event["source_ids"]})
        change, before = state.russia_v - before, state.russia_v
        rise = "rises" if change > 0 else "falls"
        sentence = f" As the year begins, the vulnerability of Russia {rise} by {abs(change)}."
        assert card.explanation == card.why + (sentence if change else "")
        state = game.step(state, "share", "share").state
    assert state.year == 2031


# The HTML on the page


def test_page_tells_four_games_and_nine_different_endings():
    """The points in each ending are the totals of its years."""
    page_text = " ".join(BeautifulSoup(iss.play().html(), "html.parser").get_text(" ").split())
    games, branches = story.games(*START), story.story(*START)
    endings = [(branch, ending) for branch in branches for ending in branch.endings]
    paths = [(*branch.years, *ending.years) for branch, ending in endings]
    assert (len(games), len(paths), len(set(paths))) == (4, 9, 9)
    complete = [(part.years, part.ending) for part in games]
    complete += [(path, ending.ending) for path, (_, ending) in zip(paths, endings, strict=True)]
    for years, text in complete:
        points = game.total(years)
        assert f"The US-led side has {points.us} points, Russia {points.russia}." in text
        assert text in page_text
    for part in (*branches, *(ending for _, ending in endings)):
        assert part.lines[0][0].startswith(str(part.years[0].before.year))  # no year is left out
        assert part.lines[-1][0].endswith(str(part.years[-1].before.year))
    lost = sum(not ending.survived for _, ending in endings)
    assert (lost, "In six of the nine endings the station is lost" in page_text) == (6, True)


def test_story_explains_what_hedging_and_a_single_threat_bring():
    """Three hedges cost 6; Finisher's two threats then cost 0, not 12: 160 − 12 = 148, 160 − 6 = 154.

    One threat in 2023 wins 5; Mirror answers it in 2024, which costs 6: 160 + 5 − 6 = 159.
    """
    hedged = story.story(*START)[1]
    assert ("2023 to 2025", "Each year the US-led side hedges, which costs 2 points.") in hedged.lines
    endings = [ending for branch in story.story(*START) for ending in branch.endings]
    explained = [ending for ending in endings if ending.lesson]
    assert [game.total(ending.years).us for ending in explained] == [5 * 20, 5 * 20]  # from 2026 on, all shared
    assert "The US-led side has 154 points" in explained[0].ending
    assert "Hedging cost 6 points" in explained[0].lesson
    assert "the same hedging brings you 154 points, and sharing 148" in explained[0].lesson
    assert "The US-led side has 165 points" in explained[1].ending
    assert "brought 5 points, because Patient does not answer it" in explained[1].lesson
    assert "the same moves bring you 159, less than the 160 of sharing" in explained[1].lesson


# The widgets


def make_panel(opponents=game.NAMED):
    return Live(ipywidgets, list(opponents), START)


def offered_moves(panel):
    return [move for move, button in panel.moves.items() if button.layout.display != "none"]


@pytest.mark.parametrize("seed", range(4))
def test_clicks_on_widgets_match_a_session(seed):
    rng = Random(seed)
    panel = make_panel()
    panel.side.value = rng.choice(list(Side))
    panel.partner.value = rng.choice(list(game.opponents()))
    panel.misread.value = rng.choice([0, 10, 20])
    expected = Session(
        panel.side.value, game.named(panel.partner.value), *START, panel.misread.value, panel.session.seed
    )
    while not expected.over:
        assert offered_moves(panel) == [move or "" for move in expected.legal_moves]
        move = rng.choice(offered_moves(panel))
        panel.moves[move].click()
        year = expected.move(move or None)
        assert expected.announce_year(year) in BeautifulSoup(panel.messages.value, "html.parser").text
        board = BeautifulSoup(panel.board.value, "html.parser")
        shown = [int(board.select_one(f"[data-part={part}] b").text) for part in ("margin", "mine", "theirs", "points")]
        state, side = expected.state, expected.side
        vulnerabilities = [expected.board_state.v(side), expected.board_state.v(side.other)]
        assert shown == [state.margin, *vulnerabilities, expected.points()]
        descriptions = [" ".join(sentences) for sentences in effects(state, side).values()]
        assert [tag.text for tag in board.select(".iss-rules dd")] == descriptions
        assert "".join(tag.text for tag in board.select(".iss-board-notes")) == " ".join(expected.notes())
        assert panel.log.value == expected.log()
    assert offered_moves(panel) == []
    assert expected.aims() in BeautifulSoup(panel.messages.value, "html.parser").text
    assert bool(expected.best_moves()) == ("Show the moves" in panel.messages.value)
    panel.undo.click()
    assert offered_moves(panel)
    seed = panel.session.seed
    panel.restart.click()
    assert panel.log.value.count("\n") == 0
    assert panel.session.seed != seed  # each game misreads other years


def test_undo_restores_the_game_before_a_change_of_partner():
    panel = make_panel()
    panel.moves["share"].click()
    log = panel.log.value
    panel.partner.value, panel.side.value = "Presser", Side.RUSSIA
    assert SENTENCES["old_game_kept"] in panel.messages.value
    assert "Russia against Presser" in panel.log.value
    panel.undo.click()
    assert (panel.log.value, panel.partner.value, panel.side.value) == (log, "Mirror", Side.US)
    assert SENTENCES["old_game_back"] in panel.messages.value
    panel.undo.click()
    panel.undo.click()
    assert SENTENCES["nothing_to_undo"] in panel.messages.value


def test_error_of_own_strategy_is_shown_and_its_name_is_escaped():
    odd = "<script>document.title = 1</script>"
    panel = make_panel([*game.NAMED, game.strategy(lambda state, side, history: odd if history else "share", odd)])
    assert panel.partner.value == odd
    panel.moves["share"].click()
    panel.moves["share"].click()
    assert "<script" not in panel.messages.value + panel.board.value
    text = BeautifulSoup(panel.messages.value, "html.parser").text
    assert f"The year was not played. '{odd}', for Russia in 2024, answered '{odd}'" in text
    assert panel.log.value.count("\n") == 1  # the first year stands


def test_play_takes_an_own_strategy_and_has_html_of_unique_ids_and_a_widget():
    widget = iss.play(lambda state, side, history: "share", "Mine")
    bundle, again = widget._repr_mimebundle_(), widget._repr_mimebundle_()
    ids, ids_again = (set(re.findall(r' id="([^"]+)"', shown["text/html"])) for shown in (bundle, again))
    assert ids
    assert not ids & ids_again
    assert bundle["text/plain"] == "Keep It Flying, against ten opponents"


test_invalid_strategies_are_refused = each_raises(
    (iss.play, 7, "TypeError: a strategy is a function"),
    (iss.play, lambda state, side, history: "share", "Mirror", "ValueError: 'Mirror' is one of the nine opponents"),
)
