"""The tables of the decision model, against its rules."""

from issfacts import dependence, game, tables
from issfacts.game.session import Session


def test_one_year_has_the_four_payoffs():
    # Worked out by hand for 2023, tense, both on step three: 20 + 5 for pressing, - 2 x 3 for being pressed.
    table = tables.one_year().data.set_index("Your move")
    assert table.loc["You share"].tolist() == ["you 20, partner 20", "you 14, partner 25", "you 160, partner 160"]
    # Both press: 19 in the first year, and 10 for the crisis less 2 x 3 in the second, in which the station is lost.
    lost = "you 23, partner 23, station lost in 2024"
    assert table.loc["You press"].tolist() == ["you 25, partner 14", "you 19, partner 19", lost]


def test_assumptions_table_has_units_ranges_and_sources():
    table = tables.assumptions()
    rows = table.data.set_index("Assumption")
    assert len(rows) == len(game.listed())
    assert rows.loc["loss", ["Value", "Unit", "Range"]].tolist() == ["2", "points a step", "0 to 6"]
    assert [name for name, why in rows["Why"].items() if "Sourced" in why] == ["notice years", "pad steps"]
    assert "jaxa-iga-article-28" in table.sources
    changed = tables.assumptions(game.Assumptions(loss=3)).data.set_index("Assumption")
    assert changed.loc["loss", "Value"] == "3"


def test_one_year_of_a_crisis_is_no_dilemma():
    crisis = tables.one_year(2024)  # by hand: 20 + 10 for pressing, - 2 x 3 for being pressed
    assert crisis.data["Your partner presses"].tolist() == ["you 14, partner 30", "you 24, partner 24"]
    assert crisis.caption.startswith("In 2024 ")
    assert crisis.caption.endswith("and two who press have no less than two who share")


def test_claims_of_the_chapter_about_presser_and_mirror():
    """In games that start in 2023; that no strategy survives Presser is tested as a property of the game."""
    start = dependence.game_start()
    assert [len(game.play(name, "Presser", *start).years) for name in ("Mirror", "Sharer")] == [2, 3]
    best = {}
    for move in game.Move:
        session = Session("russia", game.named("Mirror"), *start)
        session.move(move)
        best[move] = session.points() + session.reach(1).points
    assert max(best["share"], best["hedge"]) > max(best["press"], best["leave"])
