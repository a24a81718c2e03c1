"""The game has to be a dilemma: all four properties in the standard world, elsewhere as often as the chapter says."""

from issfacts import data, dependence, game
from issfacts.game import dilemma

START = dependence.game_start()


def test_the_standard_world_is_a_dilemma():
    world = game.round_robin(*START)
    assert [name for name, held in dilemma.properties(world, *START).items() if not held] == []


def test_each_property_can_fail():
    # Worlds without the tooth that each bites with: no gain at home; no loss, no wear; pressure that hurts nobody.
    tame = {
        "tempts": game.Assumptions(gain_tense=0),
        "costs_both": game.Assumptions(loss=0, wear=0),
        "sharing_best": game.Assumptions(loss=0, wear=0),
        "ends": game.Assumptions(wear=0),
    }
    worlds = {name: game.round_robin(*START, assumptions=world) for name, world in tame.items()}
    assert [name for name, world in worlds.items() if dilemma.properties(world, *START)[name]] == []


def test_the_worlds_of_the_sweep_are_dilemmas_as_often_as_the_chapter_says():
    found = dilemma.shares(game.sweeps(*START)[0], *START)
    for name, share in found.items():
        print(f"{dilemma.PROPERTIES[name]} In {share} of the worlds, or {float(share):.0%}.")
        assert data.fact(f"dilemma-{name.replace('_', '-')}").value == f"{float(share):.0%}"
