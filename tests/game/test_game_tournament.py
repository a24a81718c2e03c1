"""Strategies and tournaments: the nine named strategies, own ones, errors, misreading, sweeps, the dilemma."""

import sys
from functools import partial
from random import Random

import pytest
from for_each import each_raises

from issfacts import dependence, game
from issfacts.game import Assumptions, Strategy
from issfacts.game.session import Session


def mine(state, side, history):
    """Answer like with like, but hedge in calm years."""
    if state.tension == "calm":
        return "hedge"
    return "press" if history and history[-1].theirs == "press" else "share"


def moves_of(us, russia, side="us", v=(3, 2), **assumed):
    """Return the first letters of a side's moves in a game; "-" after it has left."""
    return "".join((getattr(year, side) or "-")[0] for year in game.play(us, russia, *v, Assumptions(**assumed)).years)


# The named strategies


# Moves against Sharer and against Presser, by the strategies' sentences; with wear 0 no game ends early.
EXPECTED_MOVES = {
    "Sharer": ("ssssssss", "ssssssss"),
    "Mirror": ("ssssssss", "sppppppp"),
    "Patient": ("ssssssss", "sspppppp"),
    "Insurer": ("hhssssss", "hppppppp"),  # three steps: hedged twice, one is left
    "Fortress": ("hhpppppp", "hhpppppp"),
    "Opportunist": ("ssspssss", "ssspssss"),  # Russia depends more only while its pad is out, in 2026
    "Finisher": ("sssssspp", "sssssspp"),
    "Presser": ("pppppppp", "pppppppp"),
    "Leaver": ("ssssssss", "sls-----"),
}


def test_strategies_follow_their_sentences():
    assert {
        name: (moves_of(name, "Sharer", wear=0), moves_of(name, "Presser", wear=0)) for name in EXPECTED_MOVES
    } == EXPECTED_MOVES
    assert list(EXPECTED_MOVES) == list(game.opponents()) == [strategy.name for strategy in game.NAMED]
    for name in ("Insurer", "Fortress"):  # they go on hedging after the partner has left
        assert moves_of(name, lambda state, side, history: "leave" if not history else "share") == "hhhsssss"


# Own strategies


def test_function_can_be_used_as_strategy():
    own = game.strategy(mine)
    assert (own.name, own.sentence) == ("mine", "Answer like with like, but hedge in calm years.")
    assert moves_of(mine, "Presser", wear=0) == "sphppppp"
    assert moves_of("Presser", mine, "russia", wear=0) == "sphppppp"


late = game.strategy(lambda state, side, history: "share" if state.year < 2025 else "prss", "late")
broken = game.strategy(lambda state, side, history: "share" if state.year < 2024 else history[7], "broken")
silent = game.strategy(lambda state, side, history: None, "silent")
FAILING = [  # strategy, message of the error
    (late, "'late', for Russia in 2025, answered 'prss'; legal: share, hedge, press, leave"),
    (broken, "'broken', for Russia in 2024, raised IndexError: tuple index out of range"),
    (silent, "'silent', for Russia in 2023, answered None; legal: share, hedge, press, leave"),
    (lambda state, side, history: "leave", "'yours', for Russia in 2024, answered 'leave'; legal: share, hedge, press"),
    (lambda state, side, history: ["share"], "'yours', for Russia in 2023, answered ['share']; legal"),
    (lambda: "share", "'yours', for Russia in 2023, raised TypeError"),
    (lambda state, side, history: sys.exit(), "'yours', for Russia in 2023, raised SystemExit"),
    (lambda state, side, history: history.append("press"), "'yours', for Russia in 2023, raised AttributeError"),
    (lambda state, side, history: setattr(state, "margin", 9), "'yours', for Russia in 2023, raised Frozen"),
]
NO_GENERATOR = "ValueError: misread moves need a generator"
test_invalid_arguments_and_failing_strategies_are_named = each_raises(
    *((game.play, "Sharer", rule, 3, 2, f"StrategyError: {message}") for rule, message in FAILING),
    (game.named, "Winner", "KeyError: no strategy is called 'Winner'; there are Sharer, Mirror"),
    (lambda: game.sweep(3, 2, sets=game.worlds(["station_points"])), "KeyError: station_points"),
    (game.strategy, 3, "TypeError: a strategy is a function of"),
    (game.round_robin, 3, 2, [mine, mine], "ValueError: 2 strategies are called 'mine': give each its own"),
    (partial(game.play, "Mirror", "Mirror", 3, 2, misread=5), NO_GENERATOR),
    (partial(game.play, "Mirror", "Mirror", 3, 2, misread=5, rng=7), NO_GENERATOR),
    *(
        (
            partial(game.sweep, 3, 2, misread=odd, rng=Random(1)),
            f"misread = {odd!r} is out of its range: whole",
        )
        for odd in (-1, 101, 0.05, "5", True)
    ),
)


def test_interrupt_notes_whose_turn_it_was():
    def endless(state, side, history):
        raise KeyboardInterrupt  # as the stop button raises it

    with pytest.raises(KeyboardInterrupt) as stopped:
        game.round_robin(3, 2, [endless])
    assert stopped.value.__notes__ == ["It was the turn of 'endless', for the US-led side in 2023."]


def test_failing_strategies_do_not_affect_the_others():
    sound = game.round_robin(3, 2)
    mixed = game.round_robin(3, 2, [late, *game.NAMED[:4], broken, *game.NAMED[4:], silent])
    assert mixed.matches == sound.matches  # as without the failing ones
    assert mixed.points == sound.points
    assert repr(mixed.points).splitlines()[1:] == [f"No points: {why}" for why in mixed.failures.values()]
    assert set(mixed.failures) == {"late", "broken", "silent"}
    assert "'late', for the US-led side in 2025, answered 'prss'" in mixed.failures["late"]


def test_failure_in_one_world_disqualifies_in_all():
    def choosy(state, side, history):
        return "share" if state.margin == 3 else 1 / 0

    sets = [Assumptions(), Assumptions(margin=4)]
    found = game.sweep(3, 2, [*game.NAMED[:1], game.strategy(choosy)], sets)
    assert [len(world.matches) for world in found.standings] == [1, 1]
    assert found.failures == {"choosy": "'choosy', for Russia in 2023, raised ZeroDivisionError: division by zero"}


def test_no_leader_if_all_strategies_fail():
    found = game.sweep(3, 2, [silent], [Assumptions()])
    assert found.leads == {}
    assert (found.games, found.survival, found.standings[0].leaders) == (0, 0, ())


# Misreading


def test_misreading_makes_two_mirrors_alternate():
    # Every move is misread: sharing is taken for pressing, and pressing for sharing.
    years = game.play("Mirror", "Mirror", 0, 0, Assumptions(wear=0), misread=100, rng=Random(1)).years
    assert [year.us[0] for year in years] == list("spspspsp")
    assert moves_of("Mirror", "Mirror", v=(0, 0)) == "ssssssss"


def test_notice_is_never_misread():
    seen = []

    def witness(state, side, history):
        seen.extend(past.theirs for past in history[:1])
        return "share"

    game.play(witness, lambda state, side, history: "share" if history else "leave", 3, 2, misread=100, rng=Random(1))
    assert set(seen) == {"leave"}


# Standings and sweeps


def test_points_are_summed_over_all_games():
    pair = [game.named("Sharer"), game.named("Presser")]
    # Both roles and itself. Sharer: 160 twice against itself, then 22 and 28. Presser: 57 twice; 23 and 27 at home.
    standings = game.round_robin(3, 2, pair)
    assert standings.points == {"Sharer": 160 + 160 + 22 + 28, "Presser": 57 + 57 + 23 + 27}
    assert standings.leaders == ("Sharer",)
    assert standings.survived == 1  # the other three end in a lost station


def test_worlds_accepts_any_iterable_of_names():
    assert [world.loss for world in game.worlds(name for name in ["loss"])] == [1, 2, 4]


def test_tied_strategies_lead_together():
    twins = [Strategy(name, "Shares.", lambda state, side, history: "share") for name in ("One", "Two")]
    found = game.sweep(3, 2, twins, [Assumptions(), Assumptions(loss=1)])
    assert found.leads == {"One": 2, "Two": 2}


# The dilemma

START = dependence.game_start()


def test_standard_world_is_a_dilemma_and_each_property_can_fail():
    assert all(game.properties(game.round_robin(*START), *START).values())
    # Worlds that break each property: no gain from pressing; pressure that hurts nobody; no wear.
    counterexamples = {
        "tempts": Assumptions(gain_tense=0),
        "costs_both": Assumptions(loss=0, wear=0),
        "sharing_best": Assumptions(loss=0, wear=0),
        "ends": Assumptions(wear=0),
    }
    worlds = {name: game.round_robin(*START, assumptions=world) for name, world in counterexamples.items()}
    assert [name for name, world in worlds.items() if game.properties(world, *START)[name]] == []
    for start in ((4, 3), (3, 4)):  # one side is not tempted: its press uses up both marks
        assert not game.properties(game.round_robin(*start, assumptions=Assumptions(margin=2)), *start)["tempts"]


def test_claims_of_the_chapter_about_presser_and_mirror():
    """In games that start in 2023; that no strategy survives Presser is tested as a property of the game."""
    assert [len(game.play(name, "Presser", *START).years) for name in ("Mirror", "Sharer")] == [2, 3]
    best = {}
    for move in game.Move:
        session = Session("russia", game.named("Mirror"), *START)
        session.move(move)
        best[move] = session.points() + session.reach(1).points
    assert max(best["share"], best["hedge"]) > max(best["press"], best["leave"])
