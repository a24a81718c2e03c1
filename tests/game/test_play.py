"""Keep It Flying for a player: the session keeps to the rules, and both faces say what it says."""

import json
from dataclasses import replace
from random import Random

import ipywidgets
import pytest
from bs4 import BeautifulSoup
from widget_samples import render_twice

import issfacts as iss
from issfacts import game
from issfacts.game import Side, events, story
from issfacts.game.effects import LOST, beside, effects
from issfacts.game.live import Live
from issfacts.game.session import SENTENCES, VERDICTS, WORDS, Session

START = (3, 3)
SIDES_AND_PARTNERS = [(side, one) for side in Side for one in game.NAMED]


@pytest.fixture(scope="module")
def face():
    return BeautifulSoup(iss.play().html(), "html.parser")


def drive(session, choose=lambda may: may[0]):
    """Play a session to its end: without a rule, share throughout."""
    while not session.over:
        session.move(choose(session.may))
    return session


def ended(side, partner, moves="", misread=0, seed=1):
    """Return a session that made these moves and then shared."""
    moves, session = moves.split(), Session(side, game.named(partner), *START, misread, seed)
    return drive(session, lambda may: moves.pop(0) if moves else may[0])


# The session


def test_a_player_with_a_rule_plays_the_game_of_that_rule():
    first = game.strategy(lambda state, side, history: game.legal(state, side)[0], "first")
    for side, opponent in SIDES_AND_PARTNERS:
        session, played = drive(Session(side, opponent, *START)), game.play(*side.pair(first, opponent), *START)
        assert tuple(session.years) == played.years
        assert (session.points(Side.US), session.points(Side.RUSSIA)) == played.scores
        for _ in range(len(played.years) + 1):  # once more than there are years
            session.undo()
        assert session.state == game.start(*START)


def test_misread_moves_fall_in_the_same_years_only_where_asked_for_and_the_debrief_says_what_they_cost():
    """Mirror answers the press that it saw, from 2024 on: three marks are gone in 2026. Read rightly, both share."""
    always, never = (Session("us", game.named("Mirror"), *START, misread=n) for n in (100, 0))
    assert (always.begun(), always.misread_cost()) == (SENTENCES["noise"].format(years="one"), "")
    assert "2023. You: share (misread as press). Partner: share." in always.said(always.move("share"))
    drive(always), drive(never)
    assert always.misreadings() == [year.before.year for year in always.years]
    assert always.log().splitlines()[1].startswith("2023: share (misread as press) / share,")
    cost = SENTENCES["misreads"].format(years="2023, 2024, 2025 and 2026", points=160, verdict=VERDICTS[True])
    assert cost in always.debrief()
    assert (never.misreadings(), never.misread_cost(), "misread" in never.log()) == ([], "", False)
    assert ended("us", "Mirror", "", 10, 1).years == ended("us", "Mirror", "", 10, 1).years


def tried(session):
    """Try every way on from here, by the session itself: can the station be kept, and the most points at the end."""
    if session.over:
        return game.flying(session.state), session.points()
    ends = list(each_way(session).values())
    return any(kept for kept, _ in ends), max(points for _, points in ends)


def each_way(session):
    """Return for each move of this year what can be reached after it."""
    ends = {}
    for move in session.may:
        session.move(move)
        ends[move] = tried(session)
        session.undo()
    return ends


@pytest.mark.parametrize("misread", [0, 30])
def test_the_debrief_says_what_could_still_be_had_and_from_when_the_station_was_lost(misread):
    rng, told = Random(misread), set()
    for seed in range(60):
        session = Session(rng.choice(list(Side)), rng.choice(game.NAMED), *START, misread, seed)
        session.first = replace(session.first, year=2026, years_left=5)  # all ways are tried: fewer years
        could, ways = [], []
        while not session.over:
            could.append(tried(session))
            ways.append(each_way(session))
            session.move(rng.choice([*session.may, *["press"] * ("press" in session.may)]))
        kept, (most, *_) = zip(*could, strict=True)
        said = session.turning_point()
        if game.flying(session.state):
            assert said == ""
        elif not kept[0]:
            assert said == SENTENCES["never"]
        else:
            year = kept.count(True) - 1
            saving = {WORDS[move] for move, (keeps, _) in ways[year].items() if keeps}
            named = said.partition(" would still")[0].rpartition(". ")[2].lower()
            assert ("After that year" in said) == (year < len(session.years) - 1)
            assert said.startswith(f"Turning point: {2026 + year}.")
            assert set(named.replace(" or ", ", ").split(", ")) == saving
        assert f"{most} points" in session.most() or most == session.points()
        told.add(said)
    assert len(told) > 4


def test_the_moves_that_bring_most_bring_it():
    for side, opponent in SIDES_AND_PARTNERS:
        session = Session(side, opponent, *START)
        best = session.reach()
        for move in best.moves:
            session.move(move)
        assert (session.over, session.points(), game.flying(session.state)) == (True, best.points, best.safe)
        assert session.most() == ("" if "you played perfectly" in session.aims() else SENTENCES["equal"])
        assert session.best_moves() == ""


def test_the_debrief_begins_with_the_two_aims_and_asks_for_nothing_that_cannot_be_had():
    for opponent in game.NAMED:
        rng, reached = Random(opponent.name), Session("us", opponent, *START).reach()
        for _ in range(20):
            session = drive(Session("us", opponent, *START), rng.choice)
            said, works, more = session.debrief()[0], game.flying(session.state), session.points() > 160
            assert said == session.aims()
            assert ("both aims" in said) == (works and more)
            assert ("was lost in" in said) == (not works)
            assert ("win here" in said) == (reached.keeps and reached.points <= 160)
            less = reached.points - session.points()
            assert not less or f"{reached.points} points, {less} more than you" in session.most()
            assert not less or session.best_moves().endswith(VERDICTS[reached.safe])


COST = "that cost you 12 points."
REASONS = [  # partner, moves before sharing, misread, seed -> why
    ("Leaver", "press", 0, 1, ["Russia left because you pressed in 2023."]),
    ("Leaver", "", 100, 1, ["Russia left because it took your move of 2023 for pressing."]),
    ("Fortress", "leave", 0, 1, ["Russia came to need nobody, so the station holds without you."]),
    ("Sharer", "share " * 5 + "leave", 0, 1, [SENTENCES["time"]]),
    ("Mirror", "", 20, 3, [f"Russia pressed you in 2024 and 2030, because it misread you: {COST}"]),
    ("Finisher", "", 0, 1, [f"Russia pressed you in 2029 and 2030, as its rule says: {COST}"]),
    ("Mirror", "press", 0, 1, ["Russia pressed you in 2024, because you pressed it: that cost you 6 points."]),
    ("Sharer", "", 0, 1, [SENTENCES["short"].format(aim=160)]),
    ("Sharer", "share " * 7 + "press", 0, 1, [SENTENCES["safe"].format(year=2030)]),
]


def test_a_debrief_says_why_partners_pressed_or_left_and_why_points_are_missing():
    sessions = [ended("us", *how) for *how, _ in REASONS]
    assert [session.reasons() for session in sessions] == [said for *_, said in REASONS]
    assert "in advance which years are misread" in sessions[1].best_moves()
    both = ended("us", "Leaver", "press leave share").reasons()
    assert both[-1].startswith("Nobody is left to run the station, so it is given up in 2025")
    perfect = ended("us", "Presser", "leave share").debrief()
    assert perfect[0].startswith("76 points is the most that anybody gets against Presser: you played perfectly.")


def test_the_log_tells_points_noise_and_who_is_alone():
    *_, last = lines = ended("russia", "Sharer").log().splitlines()
    assert lines[1].endswith("points 20 / 20")
    assert last == "The station still works at the end. My points: 160. Partner's points: 160."
    alone = ended("us", "Leaver", "", 100)
    assert "which may misread my moves." in alone.log()
    assert alone.log().splitlines()[4].startswith("2026: alone / gone")
    assert max(alone.misreadings()) == 2025  # who left misreads nothing


def test_the_last_years_promise_nothing_that_comes_after_them():
    session = Session("us", game.named("Sharer"), *START)
    while session.state.year < 2030:
        assert ("Too late to give notice." in session.beside()) == (session.state.year > 2028)
        assert "next year" in effects(session.state, Side.US)["hedge"][0]
        session.move("share")
    assert effects(session.state, Side.US)["hedge"][0].endswith("margin 3.")
    lost = ended("us", "Presser")
    assert (lost.shown.russia_v, lost.state.russia_v) == (3, 5)  # the card of the next year is not drawn


def test_a_notice_stays_beside_the_board_and_after_undo():
    session = Session("us", game.named("Leaver"), *START)
    for move in ("press", "share"):
        session.move(move)
    told = session.beside()
    assert told[0] == "Russia leaves after 2025."
    assert told[1].startswith("Alone you lose 1 mark a year until your vulnerability is 0")
    session.move("share")
    assert session.beside()[0] == "Russia has left."
    session.undo()
    assert session.beside() == told


BOARD = game.State(2024, 7, "calm", 3, 3, 3)
ALONE = "Alone you lose 1 mark a year until your vulnerability is 0, and 2 while it is above 3."
BESIDE = [  # what is otherwise than on the board, side -> what stands beside it
    ({}, Side.US, []),
    ({"us_notice": 2}, Side.US, ["You leave after 2025."]),
    ({"us_notice": 2}, Side.RUSSIA, ["The US-led side leaves after 2025.", ALONE]),
    ({"us_notice": 0}, Side.US, ["You have left; your points stay."]),
    ({"us_notice": 0}, Side.RUSSIA, ["The US-led side has left.", ALONE]),
    ({"us_notice": 0, "russia_v": 0}, Side.RUSSIA, ["The US-led side has left."]),
    ({"us_notice": 0, "russia_notice": 2}, Side.US, ["You have left; your points stay.", "Russia leaves after 2025."]),
    ({"us_notice": 0, "russia_notice": 0}, Side.US, []),  # the game is over
    ({"year": 2029, "years_left": 2}, Side.US, ["Too late to give notice."]),
    ({"year": 2029, "years_left": 2, "us_notice": 2}, Side.US, ["You leave after 2030."]),
    ({"margin": 1}, Side.US, ["If your partner presses now, the station is lost."]),
]


def test_what_stands_beside_the_board():
    """The page has these sentences from the same function."""
    found = [beside(replace(BOARD, **changed), side) for changed, side, _ in BESIDE]
    assert found == [said for *_, said in BESIDE]


def test_no_move_promises_what_a_lost_station_cannot_give():
    """Where a notice brings nothing, none is promised; where every move loses, the player is told."""
    doomed, edge = "Every move now loses the station.", "If your partner presses now, the station is lost."
    found = set()
    for opponent in game.NAMED:
        rng = Random(opponent.name)
        for _ in range(60):
            session = Session("us", opponent, *START)
            while not session.over:
                halves, said = effects(session.state, Side.US), " ".join(session.beside())
                if "leave" in halves and LOST in halves["leave"][0]:
                    assert "you leave" not in halves["leave"][0]
                lost = [halves and all(LOST in move[half] for move in halves.values()) for half in (0, -1)]
                assert [doomed in said, edge in said] == [bool(lost[0]), bool(lost[1] and not lost[0])]
                found.add((doomed in said, edge in said))
                session.move(rng.choice(session.may))
    assert len(found) == 3
    assert doomed in " ".join(beside(game.State(2027, 4, "tense", 1, 5, 3, russia_notice=0), Side.US))


# The cards


def test_every_card_has_a_dated_event_a_source_and_says_what_it_does_and_that_the_mood_is_not_the_war():
    """Played by the cards alone, the vulnerabilities move as in the model."""
    known, state, before = {row["id"]: row for row in iss.rows("events")}, game.start(*START), START[1]
    for card in events.cards():
        event = known[card.href.partition("#")[2]]
        assert (card.title, card.mood) == (event["title"], game.tension(card.year))
        assert card.date.endswith(str(event["when_utc"].year))
        assert len(card.sources) == len({iss.source(id).producer for id in event["source_ids"]})
        assert card.warning == (events.NOT_KNOWN if game.card(card.year).promise else events.NOT_THE_WAR)
        moved, before = state.russia_v - before, state.russia_v
        words = f"As the year begins, the vulnerability of Russia {'rises' if moved > 0 else 'falls'} by {abs(moved)}."
        assert (words in card.why) == ("vulnerability" in card.why) == bool(moved)
        state = game.step(state, "share", "share").state
    assert state.year == 2031


# The static face


def test_the_table_in_the_page_is_that_of_the_game_and_partners_have_their_rules(face):
    found = json.loads(face.select_one("script[type='application/json']").string)
    plain = json.loads(json.dumps(game.table(*START)))
    assert {name: found[name] for name in plain} == plain
    rules = dict(zip(*([tag.text for tag in face.select(f".iss-rules {kind}")] for kind in ("dt", "dd")), strict=True))
    assert rules == {one.name: one.sentence for one in game.NAMED}


def test_four_games_and_nine_ways_through_the_story_are_told(face):
    """The points that each says are those of its years, and no two ways are the same."""
    told, branches = story.games(*START), story.story(*START)
    endings = [(branch, end) for branch in branches for end in branch.further]
    ends = [(*branch.years, *end.years) for branch, end in endings]
    assert (len(told), len(ends), len(set(ends))) == (4, 9, 9)
    for years, one in zip([*(one.years for one in told), *ends], [*told, *(end for _, end in endings)], strict=True):
        points = game.total(years)
        assert f"The US-led side has {points.us} points, Russia {points.russia}." in one.ending
        assert one.ending in face.get_text(" ")
    for part in (*branches, *(end for _, end in endings)):
        assert part.lines[0][0].startswith(str(part.years[0].before.year))  # no year is left out
        assert part.lines[-1][0].endswith(str(part.years[-1].before.year))
    lost = sum(not end.survived for _, end in endings)
    assert (lost, "In six of the nine endings the station is lost" in " ".join(face.text.split())) == (6, True)


# The live face


def live(opponents=game.NAMED):
    return Live(ipywidgets, list(opponents), START)


def offered(panel):
    return [move for move, button in panel.moves.items() if button.layout.display != "none"]


@pytest.mark.parametrize("seed", range(4))
def test_clicks_play_what_the_session_plays(seed):
    rng = Random(seed)
    panel = live()
    panel.side.value = rng.choice(list(Side))
    panel.partner.value = rng.choice(list(game.opponents()))
    panel.misread.value = rng.choice([0, 10, 20])
    shadow = Session(panel.side.value, game.named(panel.partner.value), *START, panel.misread.value, panel.session.seed)
    while not shadow.over:
        assert offered(panel) == [move or "" for move in shadow.may]
        move = rng.choice(offered(panel))
        panel.moves[move].click()
        year = shadow.move(move or None)
        assert shadow.said(year) in BeautifulSoup(panel.told.value, "html.parser").text
        board = BeautifulSoup(panel.board.value, "html.parser")
        shown = [int(board.select_one(f"[data-part={part}] b").text) for part in ("margin", "mine", "theirs", "points")]
        state, side = shadow.state, shadow.side
        assert shown == [state.margin, shadow.shown.v(side), shadow.shown.v(side.other), shadow.points()]
        halves = [" ".join(halves) for halves in effects(state, side).values()]
        assert [does.text for does in board.select(".iss-rules dd")] == halves
        assert "".join(said.text for said in board.select(".iss-beside")) == " ".join(shadow.beside())
        assert panel.log.value == shadow.log()
    assert offered(panel) == []
    assert shadow.aims() in BeautifulSoup(panel.told.value, "html.parser").text
    assert bool(shadow.best_moves()) == ("Show the moves" in panel.told.value)
    panel.undo.click()
    assert offered(panel)
    panel.restart.click()
    assert panel.log.value.count("\n") == 0


def test_undo_brings_back_the_game_that_a_new_partner_pushed_aside():
    panel = live()
    panel.moves["share"].click()
    log = panel.log.value
    panel.partner.value, panel.side.value = "Presser", Side.RUSSIA
    assert SENTENCES["kept"] in panel.told.value
    assert "Russia against Presser" in panel.log.value
    panel.undo.click()
    assert (panel.log.value, panel.partner.value, panel.side.value) == (log, "Mirror", Side.US)
    assert SENTENCES["old"] in panel.told.value
    panel.undo.click()
    panel.undo.click()
    assert SENTENCES["nothing"] in panel.told.value


def test_each_new_game_misreads_years_of_its_own():
    panel = live()
    panel.misread.value = 20
    found = []
    for _ in range(40):
        while moves := offered(panel):
            panel.moves[moves[0]].click()
        found.append(tuple(panel.session.misreadings()))
        panel.restart.click()
    assert () in found  # one in five, over up to eight years
    assert len(set(found)) > 10


def test_a_strategy_of_your_own_that_fails_is_told_in_words_and_its_name_arrives_as_text():
    odd = "<script>document.title = 1</script>"
    panel = live([*game.NAMED, game.strategy(lambda state, side, history: odd if history else "share", odd)])
    assert panel.partner.value == odd
    panel.moves["share"].click()
    panel.moves["share"].click()
    assert "<script" not in panel.told.value + panel.board.value
    text = BeautifulSoup(panel.told.value, "html.parser").text
    assert f"The year was not played. '{odd}', for Russia in 2024, answered '{odd}'" in text
    assert panel.log.value.count("\n") == 1  # the first year stands


def test_play_has_both_faces_and_two_on_a_page_share_no_id_and_no_group():
    bundle = iss.play(lambda state, side, history: "share", "Mine")._repr_mimebundle_()
    assert bundle["text/plain"] == "Keep It Flying, against ten opponents"
    assert "application/vnd.jupyter.widget-view+json" in bundle
    with pytest.raises(TypeError, match="a strategy is a function"):
        iss.play(7)
    render_twice(iss.play())
