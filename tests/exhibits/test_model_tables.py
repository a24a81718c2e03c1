"""The tables of the decision model, against its rules; `test_findings.py` has their cells."""

from issfacts import dependence, game, tables
from issfacts.game.session import Session


def test_assumptions_table_marks_the_sourced_ones():
    table = tables.assumptions()
    rows = table.data.set_index("Assumption")
    assert len(rows) == len(game.listed())
    assert [name for name, why in rows["Why"].items() if "Sourced" in why] == ["notice years", "pad steps"]
    assert "jaxa-iga-article-28" in table.sources


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
