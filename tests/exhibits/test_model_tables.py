"""The table of the game's assumptions; `test_findings.py` has its cells."""

from issfacts import game, tables


def test_assumptions_table_marks_the_sourced_ones():
    table = tables.assumptions()
    rows = table.data.set_index("Assumption")
    assert len(rows) == len(game.listed())
    assert [name for name, why in rows["Why"].items() if "Sourced" in why] == ["notice years", "pad steps", "last year"]
    assert "jaxa-iga-article-28" in table.sources
