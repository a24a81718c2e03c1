"""The rules of the game: years worked out by hand, legal moves, assumptions, and errors.

All points in the comments are computed by hand from the printed rules: a working year 20, gain 2, 5 or 10 (calm, tense,
crisis), loss 2 a step, hedging 2 points for one step, one of the margin for an act of pressure, two if the pressed side
is above three steps, 8 points for each year after leaving.
"""

from dataclasses import fields, replace
from functools import partial

from for_each import each_raises

import issfacts as iss
from issfacts import data, dependence, game, tables
from issfacts.game import Assumptions, start, step

# move of each side, points of both; then margin, vulnerabilities and notices at the start of the next year
EIGHT_YEARS = [
    # 2023, tense, margin 3, 3 against 2. Hedge: 20 - 2 - 2x3 = 12. Press: 20 + 5. Pressure: one of the margin.
    ("hedge", "press", (12, 25), (2, 2, 2, None, None)),
    # 2024. A quiet year gives one back.
    ("share", "share", (20, 20), (3, 2, 2, None, None)),
    # 2025, calm. Both press: 20 + 2 - 2x2 = 18 each, two of the margin. The card of 2026 moves Russia by 2.
    ("press", "press", (18, 18), (1, 2, 4, None, None)),
    # 2026. 20 - 2 = 18. Russia: 4 - 1 for hedging, - 2 as the pad is back.
    ("share", "hedge", (20, 18), (2, 2, 1, None, None)),
    # 2027. Notice is a quiet year.
    ("share", "leave", (20, 20), (3, 2, 1, None, 1)),
    # 2028, Russia's last year: 20 - 2 = 18; 20 and 8 for each of 2029 and 2030 makes 36.
    ("hedge", "share", (18, 36), (3, 1, 1, None, 0)),
    # 2029. Alone with one step: a gap, one of the margin.
    ("share", None, (20, 0), (2, 1, 1, None, 0)),
    # 2030. Hedging helps from next year only: one again.
    ("hedge", None, (18, 0), (1, 0, 1, None, 0)),
]


def test_eight_years_match_results_by_hand():
    state, total = start(3, 2), [0, 0]
    for us, russia, points, after in EIGHT_YEARS:
        year = state.year
        state, scores, _ = step(state, us, russia)
        assert scores == points, year
        total = [total[0] + points[0], total[1] + points[1]]
        assert (state.margin, state.us_v, state.russia_v, state.us_notice, state.russia_notice) == after, year
    assert (state.year, state.years_left) == (2031, 0)
    assert game.ended(state)
    assert game.flying(state)
    assert total == [146, 137]


FIRST = start(3, 2)
ALONE = replace(FIRST, russia_notice=0)
LEAVING = replace(FIRST, us_notice=1, russia_notice=1, year=2024, years_left=7, tension="crisis")
# state, move of each side, points of both, values of the next state
SINGLE_YEARS = [
    # Four steps are above the line: pressure takes two of the margin. 20 - 2x4, 20 + 5.
    (replace(FIRST, us_v=4), "share", "press", (12, 25), {"margin": 1}),
    # The margin is used up: the year brings no station points. - 2x3, 5.
    (replace(FIRST, margin=1), "share", "press", (-6, 5), {"margin": 0}),
    # The margin is used up in the year in which a notice runs out: the game is over, without points for leaving.
    (replace(FIRST, margin=1, russia_notice=1), "share", "press", (-6, 5), {"margin": 0, "russia_notice": 1}),
    # A notice given in the year in which the margin is used up does not count.
    (replace(FIRST, margin=1), "leave", "press", (-6, 5), {"margin": 0, "us_notice": None}),
    # Both leave after 2024, with 8 for each of 2025 to 2030, at any margin above 0: 20 + 48 - 6, 20 + 10 + 48.
    (LEAVING, "share", "press", (62, 78), {"margin": 2, "us_notice": 0, "russia_notice": 0}),
    # A remaining side with a gap loses one of the margin every year, two above the line; without a gap it regains one.
    (ALONE, "share", None, (20, 0), {"margin": 2}),
    (replace(ALONE, us_v=4), "share", None, (20, 0), {"margin": 1}),
    (replace(ALONE, us_v=0, margin=1), "share", None, (20, 0), {"margin": 2}),
    # The cards of 2026 and 2027 move Russia by two steps, but not beyond 0 and 10.
    (replace(FIRST, russia_v=9, year=2025, years_left=6), "share", "share", (20, 20), {"russia_v": 10}),
    (replace(FIRST, russia_v=1, year=2026, years_left=5), "share", "share", (20, 20), {"russia_v": 0}),
]


def test_single_years_match_results_by_hand():
    for state, us, russia, points, after in SINGLE_YEARS:
        outcome = step(state, us, russia)
        assert outcome.scores == points, state
        assert {name: getattr(outcome.state, name) for name in after} == after, state
        over = after.get("margin") == 0 or after.get("us_notice") == 0
        assert (game.ended(outcome.state), game.flying(outcome.state)) == (over, not over), state


def test_events_of_a_year_as_sentences():
    """Years with hedging, notice, leaving, a gap, and pressure above the danger line."""
    left, alone = replace(FIRST, us_notice=1, years_left=7), replace(ALONE, us_v=4, margin=1)
    years = [(FIRST, "hedge", "leave"), (replace(FIRST, margin=1), *["share"] * 2), (left, *["share"] * 2)]
    years += [(alone, "share", None), (replace(FIRST, us_v=4), "share", "press")]
    assert [said for year in years for said in step(*year).events] == [
        "The US-led side hedges, which costs 2 points.",
        "Russia gives notice and stays for one more year.",
        "The margin rises to 2.",
        "The US-led side leaves at the end of the year. Work elsewhere then brings 8 points a year: 6 × 8 = 48 points.",
        "The US-led side is alone and still needs the side that left.",
        "The US-led side stood above the danger line, so this year alone took 2 of the margin. "
        "The margin is used up: the station is lost, and pays nothing this year.",
        "Russia presses: 5 points at home, and the US-led side loses 8 (2 × 4).",
        "The US-led side stood above the danger line, so pressing took 2 of the margin. The margin falls to 1.",
    ]


LATER = replace(FIRST, year=2028, years_left=3)


LEGAL_MOVES = [  # state, moves of the US-led side, moves of Russia
    (FIRST, "share hedge press leave", "share hedge press leave"),
    (replace(FIRST, us_v=0), "share press leave", "share hedge press leave"),  # no vulnerability to hedge
    (replace(FIRST, us_notice=1), "share hedge press", "share hedge press leave"),  # no second notice
    (ALONE, "share hedge leave", ""),  # no partner to press
    (LATER, "share hedge press leave", "share hedge press leave"),  # a notice in 2028 runs out before 2030
    (replace(LATER, year=2029, years_left=2), "share hedge press", "share hedge press"),
    (replace(FIRST, margin=0), "", ""),
    (replace(FIRST, us_notice=0, russia_notice=0), "", ""),
]


def test_legal_moves():
    found = [(state, *(" ".join(game.legal(state, side)) for side in game.Side)) for state, *_ in LEGAL_MOVES]
    assert found == LEGAL_MOVES


def test_assumptions_change_the_rules():
    longer, faster = Assumptions(notice_years=3), Assumptions(hedge_steps=3)
    given = step(start(3, 2, longer), "leave", "share", longer).state
    assert [given.us_notice, step(given, "share", "share", longer).state.us_notice] == [3, 2]
    assert step(start(1, 2), "hedge", "share", faster).state.us_v == 0
    calmer, tenser = Assumptions(tension_shift=-1), Assumptions(tension_shift=1)
    assert [game.tension(year) for year in (2023, 2024, 2025)] == ["tense", "crisis", "calm"]
    assert [game.tension(year, calmer) for year in (2023, 2024, 2025)] == ["calm", "tense", "calm"]
    assert [game.tension(year, tenser) for year in (2023, 2024, 2025)] == ["crisis", "crisis", "tense"]


ANY, TRACK = "legal: share, hedge, press, leave", "is not on the track: whole steps from 0 to 10"
test_errors_are_specific = each_raises(
    (step, FIRST, "jump", "share", f"ValueError: 'jump' is not legal for the US-led side in 2023; {ANY}"),
    (step, FIRST, "share", None, f"ValueError: None is not legal for Russia in 2023; {ANY}"),
    (step, ALONE, "share", "share", "'share' is not legal for Russia in 2023; legal: None: that side is gone"),
    (step, replace(FIRST, margin=0), "share", "share", "ValueError: the game is over: no moves in 2023"),
    (game.legal, FIRST, "esa", "ValueError: 'esa' is not a valid Side"),
    (start, 3, -1, f"ValueError: russia_v = -1 {TRACK}"),
    (start, 11, 3, f"ValueError: us_v = 11 {TRACK}"),
    (start, 3, 2.5, f"ValueError: russia_v = 2.5 {TRACK}"),
    (start, 3, True, f"ValueError: russia_v = True {TRACK}"),
    (game.track, 1.5, "ValueError: a vulnerability lies between 0 and 1, not at 1.5"),
    (game.card, 2022, "ValueError: 2022 has no card: the game begins in 2023"),
)


def test_track_rounds_vulnerability_to_steps():
    assert [game.track(v) for v in (0, 0.04, 0.05, 0.3, 0.349, 0.35, 1)] == [0, 0, 1, 3, 3, 4, 10]


# Assumptions


def test_assumptions_have_valid_values_units_and_reasons():
    def is_valid(row):
        inside = all(row.low <= value <= row.high for value in (row.value, *row.levels))
        return inside and row.value in (row.levels or [row.value]) and row.unit and row.why.endswith(".")

    assert [row.name for row in game.listed() if not is_valid(row)] == []
    assert [row.name for row in game.listed()] == [field.name for field in fields(Assumptions)]


test_invalid_assumptions_are_named = each_raises(
    *(
        (
            partial(Assumptions, **{row.name: value}),
            f"ValueError: {row.name} = {value} is out of its range",
        )
        for row in game.listed()
        for value in (row.low - 1, row.high + 1)
    ),
    *(
        (partial(Assumptions, loss=value), f"TypeError: loss = {value!r} is not a whole number")
        for value in (0.5, "1", True, None)
    ),
)


def test_sourced_assumptions_match_their_sources():
    # Intergovernmental Agreement of 1998, article 28, read in full at JAXA: at least one year of written notice.
    sources = {row.name: row.source for row in game.listed() if row.source}
    assert list(sources) == ["notice_years", "pad_steps", "last_year"]
    reasons = tables.assumptions().data.set_index("Assumption")["Why"]
    assert list(reasons.index[reasons.str.contains("Sourced")]) == [name.replace("_", " ") for name in sources]
    table, id = sources["notice_years"].split(": ")
    article = next(row for row in iss.rows(table) if row["id"] == id)
    assert "at least one year of written notice" in article["content"]
    assert game.STANDARD.notice_years == 1
    table, id = sources["last_year"].split(": ")
    promise = next(row for row in iss.rows(table) if row["id"] == id)
    assert str(game.STANDARD.last_year) in promise["title"]
    before, after = (dependence.vulnerability(year)["Russian"] for year in (2023, 2026))
    assert game.STANDARD.pad_steps == game.track(after) - game.track(before)


def test_cards_refer_to_events_of_their_years():
    when = {row["id"]: row["when_utc"].year for row in iss.rows("events")}
    today = int(data.package()["as_of"][:4])
    assert [card.year for card in game.CARDS] == list(range(2023, 2031))
    assert [card.year for card in game.CARDS if card.promise] == list(range(today + 1, 2031))
    # An event is of the card's year, or earlier for a promise; the pad was damaged on 27 November of the year before.
    earlier = [card.event_id for card in game.CARDS if when[card.event_id] < card.year and not card.promise]
    assert earlier == ["pad-31-damaged"]
    assert [card.year for card in game.CARDS if when[card.event_id] > card.year] == []
    assert {card.tension for card in game.CARDS} <= set(game.TENSIONS)
    assert game.card(2035) is game.CARDS[-1]
